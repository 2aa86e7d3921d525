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

const equals = (k: unknown) => ({ StringEquals: { k } });
const differs = (k: unknown) => ({ StringNotEquals: { k } });

describe('several conditions on one absent key', () => {
  it.each<[string, PolicySet, readonly string[]]>([
    [
      'one statement wants it to be two things',
      { identity: [policy(allow({ ...equals('a'), StringLike: { k: 'b*' } }))] },
      [],
    ],
    [
      'one statement wants what can be',
      { identity: [policy(allow({ ...equals('ab'), StringLike: { k: 'a*' } }))] },
      ['k'],
    ],
    [
      'two layers want different values',
      { identity: [policy(allow(equals('a')))], boundary: policy(allow(equals('b'))) },
      [],
    ],
    [
      'two layers want the same',
      { identity: [policy(allow(equals('a')))], boundary: policy(allow(equals(['b', 'a']))) },
      ['k'],
    ],
    ['denied whatever it is', { identity: [policy(allow(), deny(equals('a')), deny(differs('a')))] }, []],
    [
      'denied but for one value',
      { identity: [policy(allow(), deny(equals('a')), deny(differs(['a', 'b'])))] },
      ['k'],
    ],
    [
      'a number between two',
      { identity: [policy(allow({ NumericGreaterThan: { k: '1' }, NumericLessThan: { k: '1.5' } }))] },
      ['k'],
    ],
    [
      'a number that is none',
      { identity: [policy(allow({ NumericGreaterThan: { k: '2' }, NumericLessThan: { k: '1' } }))] },
      [],
    ],
    [
      'a date between two',
      {
        identity: [
          policy(allow({ DateGreaterThan: { k: '2026-01-01' }, DateLessThan: { k: '2026-01-02' } })),
        ],
      },
      ['k'],
    ],
    [
      'an address in both',
      {
        identity: [policy(allow({ IpAddress: { k: '10.0.0.0/8' } }))],
        boundary: policy(allow({ IpAddress: { k: '10.1.0.0/16' } })),
      },
      ['k'],
    ],
    [
      'an address in none',
      {
        identity: [policy(allow({ IpAddress: { k: '10.0.0.0/8' } }))],
        boundary: policy(allow({ IpAddress: { k: '192.168.0.0/16' } })),
      },
      [],
    ],
    [
      'it must be there and must not',
      { identity: [policy(allow({ ...equals('a'), Null: { k: 'true' } }))] },
      [],
    ],
    [
      'two values at once',
      {
        identity: [
          policy(
            allow({ 'ForAnyValue:StringEquals': { k: 'a' } }),
            deny({ 'ForAllValues:StringEquals': { k: ['a'] } }),
          ),
        ],
      },
      ['k'],
    ],
    ['a value that no comparison takes', { identity: [policy(allow({ NumericEquals: { k: 'ten' } }))] }, []],
    [
      'a pattern that means all',
      { identity: [policy(allow(), deny({ StringLikeIfExists: { k: '*' } }))] },
      [],
    ],
    [
      'stars that are no wildcards',
      { identity: [policy(allow(), deny(differs('a*')), deny({ NumericEquals: { j: 'x' } }))] },
      ['k'],
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
    expect(missing(set)).toEqual(['k']);
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
