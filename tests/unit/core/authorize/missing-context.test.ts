// Keys are named when they can change the outcome of this request, and only then: a value has to exist that
// suits all that ask for it.

import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../../src/core/authorize/authorize.ts';
import type { AuthorizationRequest, NamedPolicy, PolicySet } from '../../../../src/core/authorize/types.ts';

const account = '111122223333';
const request: AuthorizationRequest = {
  principal: `arn:aws:iam::${account}:user/alice`,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  resourceAccountId: account,
  context: {},
};
const policy = (...Statement: readonly object[]): NamedPolicy => ({
  name: 'p',
  document: { Version: '2012-10-17', Statement },
});
const allow = (Condition?: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action: 's3:*',
  Resource: '*',
  ...(Condition === undefined ? {} : { Condition }),
  ...more,
});
const deny = (Condition?: unknown) => ({ ...allow(Condition), Effect: 'Deny' });
const missing = (set: PolicySet, more: Partial<AuthorizationRequest> = {}) =>
  authorize({ ...request, ...more }, compile(set)).missingContext;

const region = 'aws:RequestedRegion';
const equals = (value: unknown) => ({ StringEquals: { [region]: value } });
const differs = (value: unknown) => ({ StringNotEquals: { [region]: value } });

describe('several conditions on one absent key', () => {
  it.each<[string, PolicySet, readonly string[]]>([
    [
      'one statement wants it to be two things',
      { identity: [policy(allow({ ...equals('a'), StringLike: { [region]: 'b*' } }))] },
      [],
    ],
    [
      'one statement wants what can be',
      { identity: [policy(allow({ ...equals('ab'), StringLike: { [region]: 'a*' } }))] },
      [region],
    ],
    [
      'two layers want different values',
      { identity: [policy(allow(equals('a')))], boundary: policy(allow(equals('b'))) },
      [],
    ],
    [
      'two layers want the same',
      { identity: [policy(allow(equals('a')))], boundary: policy(allow(equals(['b', 'a']))) },
      [region],
    ],
    ['denied whatever it is', { identity: [policy(allow(), deny(equals('a')), deny(differs('a')))] }, []],
    [
      'denied but for one value',
      { identity: [policy(allow(), deny(equals('a')), deny(differs(['a', 'b'])))] },
      [region],
    ],
    [
      'a number between two',
      {
        identity: [
          policy(
            allow({
              NumericGreaterThan: { 'aws:MultiFactorAuthAge': '1' },
              NumericLessThan: { 'aws:MultiFactorAuthAge': '1.5' },
            }),
          ),
        ],
      },
      ['aws:MultiFactorAuthAge'],
    ],
    [
      'a number that is none',
      {
        identity: [
          policy(
            allow({
              NumericGreaterThan: { 'aws:MultiFactorAuthAge': '2' },
              NumericLessThan: { 'aws:MultiFactorAuthAge': '1' },
            }),
          ),
        ],
      },
      [],
    ],
    [
      'a date between two',
      {
        identity: [
          policy(
            allow({
              DateGreaterThan: { 'aws:CurrentTime': '2026-01-01' },
              DateLessThan: { 'aws:CurrentTime': '2026-01-02' },
            }),
          ),
        ],
      },
      ['aws:CurrentTime'],
    ],
    [
      'an address in both',
      {
        identity: [policy(allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))],
        boundary: policy(allow({ IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } })),
      },
      ['aws:SourceIp'],
    ],
    [
      'an address in none',
      {
        identity: [policy(allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))],
        boundary: policy(allow({ IpAddress: { 'aws:SourceIp': '192.168.0.0/16' } })),
      },
      [],
    ],
    [
      'it must be there and must not',
      { identity: [policy(allow({ ...equals('a'), Null: { [region]: 'true' } }))] },
      [],
    ],
    [
      'two values at once',
      {
        identity: [
          policy(
            allow({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }),
            deny({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }),
          ),
        ],
      },
      ['aws:TagKeys'],
    ],
    [
      'a value that no comparison takes',
      { identity: [policy(allow({ NumericEquals: { 'aws:MultiFactorAuthAge': 'ten' } }))] },
      [],
    ],
    [
      'a pattern that means all',
      { identity: [policy(allow(), deny({ StringLikeIfExists: { [region]: '*' } }))] },
      [],
    ],
    [
      'stars that are no wildcards',
      { identity: [policy(allow(), deny(differs('a*')), deny({ NumericEquals: { j: 'x' } }))] },
      [region],
    ],
    // Each of these can be met, by a value that stands in none of the conditions.
    [
      'an address in the one and not in the other',
      {
        identity: [
          policy(
            allow({
              IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
              NotIpAddress: { 'aws:SourceIp': '10.0.0.0/16' },
            }),
          ),
        ],
      },
      ['aws:SourceIp'],
    ],
    [
      'an address of the one layer and not of the other',
      {
        identity: [policy(allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))],
        boundary: policy(allow({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/24' } })),
      },
      ['aws:SourceIp'],
    ],
    [
      'one of several values each',
      {
        identity: [
          policy(allow({ StringEquals: { 'aws:TagKeys': 'a' }, StringLike: { 'aws:TagKeys': 'b' } })),
        ],
      },
      ['aws:TagKeys'],
    ],
    [
      'several values of a key that is not known',
      { identity: [policy(allow({ StringEquals: { k: 'a' }, StringLike: { k: 'b' } }))] },
      ['k'],
    ],
    [
      'three values',
      {
        identity: [
          policy(
            allow({
              'ForAnyValue:StringEquals': { k: 'a' },
              StringEquals: { k: 'b' },
              StringLike: { k: 'c' },
            }),
          ),
        ],
      },
      ['k'],
    ],
    [
      'a filling that is not the value',
      {
        identity: [policy(allow({ StringLike: { [region]: 'z?z' }, StringNotEquals: { [region]: 'zqz' } }))],
      },
      [region],
    ],
    [
      'a text with stars that is a pattern to another operator',
      {
        identity: [policy(allow({ StringEquals: { [region]: '*a*' }, StringNotLike: { [region]: 'b' } }))],
      },
      [region],
    ],
    [
      'a spelling of the value',
      {
        identity: [
          policy(
            allow({
              StringEqualsIgnoreCase: { [region]: 'abCD' },
              StringNotEquals: { [region]: ['abCD', 'ABCD', 'abcd'] },
            }),
          ),
        ],
      },
      [region],
    ],
    [
      'a number that is another text',
      { identity: [policy(allow({ NumericEquals: { [region]: '5' }, StringNotEquals: { [region]: '5' } }))] },
      [region],
    ],
    [
      'a date beyond all dates',
      {
        identity: [
          policy(allow({ DateGreaterThan: { [region]: '99999999999999' }, DateLessThan: { [region]: '1' } })),
        ],
      },
      [region],
    ],
  ])('%s', (_, set, keys) => {
    expect(missing(set)).toEqual(keys);
  });
});

describe('what else hangs on a key', () => {
  it('a default, which holds until the key is given', () => {
    const set = { identity: [policy(allow({ StringEquals: { 'aws:username': "${k, 'alice'}" } }))] };
    expect(missing(set, { context: { 'aws:username': 'alice' } })).toEqual(['k']);
  });

  it('a unique id, until the request says who calls', () => {
    const id = 'AROA123456789EXAMPLE';
    const session = { principal: `arn:aws:sts::${account}:assumed-role/r/s` };
    const set = (effect: object) => ({
      identity: [],
      resource: policy({ ...effect, Principal: { AWS: id } }),
    });
    expect(missing(set(allow()), session)).toEqual(['aws:userid']);
    expect(
      missing(set(allow()), { ...session, context: { 'aws:userid': 'AROA999999999EXAMPLE:s' } }),
    ).toEqual([]);
    expect(missing({ ...set(deny()), identity: [policy(allow())] }, session)).toEqual(['aws:userid']);
  });

  it('a grant of the resource that lifts the boundary, and the boundary while it does not', () => {
    const set = {
      identity: [policy(allow())],
      boundary: policy(allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })),
      resource: policy(
        allow({ Bool: { 'aws:SecureTransport': 'true' } }, { Principal: { AWS: request.principal } }),
      ),
    };
    expect(missing(set)).toEqual(['aws:SecureTransport', 'aws:SourceIp']);
  });

  it('what an endpoint’s policy grants lifts nothing', () => {
    const set = {
      identity: [policy(allow(equals('a')))],
      endpoint: policy(allow(undefined, { Principal: '*' })),
    };
    expect(missing(set)).toEqual([region]);
  });
});

it('names keys of every layer, each once, as the policies first write it', () => {
  const level = (id: string, ...statements: readonly object[]) => ({ id, policies: [policy(...statements)] });
  const set = {
    identity: [policy(allow({ Bool: { 'AWS:multiFactorAuthPresent': 'true' } }))],
    scps: [level('r', allow(), deny({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }))],
    rcps: [level('r', { ...deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }), Principal: '*' })],
  };
  expect(missing(set)).toEqual(['aws:PrincipalOrgID', 'aws:MultiFactorAuthPresent']);
});

it('gives up on long lists instead of trying them', () => {
  const many = Array.from({ length: 3000 }, (_, index) => `value-${index}`);
  const set = {
    identity: [
      policy(
        allow({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': many } }),
        deny({ 'ForAllValues:StringLike': { 'aws:TagKeys': many } }),
      ),
    ],
  };
  expect(missing(set)).toEqual(['aws:TagKeys']);
});

it('takes a key named as a prototype for one like any other', () => {
  const set = {
    identity: [policy(allow({ 'ForAnyValue:StringEquals': JSON.parse('{ "__proto__": "a" }') as unknown }))],
  };
  expect(missing(set)).toEqual(['__proto__']);
});
