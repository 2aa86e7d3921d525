// What must never happen, whatever the policies and requests are: a stale answer, a caller who is let in
// because nobody knows it, a crash.

import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../../src/core/authorize/authorize.ts';
import { decide } from '../../../../src/core/authorize/decide.ts';
import type { AuthorizationRequest, PolicySet } from '../../../../src/core/authorize/types.ts';

const account = '111122223333';
const request: AuthorizationRequest = {
  principal: `arn:aws:iam::${account}:user/alice`,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  resourceAccountId: account,
  context: {},
};
const named = (document: unknown) => ({ name: 'p', document });
const allow = (more: object = {}) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const setOf = (...Statement: readonly object[]): PolicySet => ({
  identity: [named({ Version: '2012-10-17', Statement })],
});

describe('a set that is asked again', () => {
  const onlyAlice = setOf(allow({ Condition: { StringEquals: { 'aws:username': 'alice' } } }));

  it('gives no answer of an earlier request, also after more requests than fit small numbers', () => {
    const compiled = compile(onlyAlice);
    const as = (name: string) => decide({ ...request, context: { 'aws:username': name } }, compiled);
    expect(as('alice')).toBe('allowed');
    compiled.conditions.keys.stamp = 2 ** 30 - 2;
    expect([as('mallory'), as('alice'), as('mallory'), as('mallory')]).toEqual([
      'implicitDeny',
      'allowed',
      'implicitDeny',
      'implicitDeny',
    ]);
  });

  it('takes no key for another when the catalogue fails', () => {
    const set = setOf(
      allow({ Action: 's3:*', Condition: { StringEquals: { 'x:secret': 'yes' } } }),
      allow({ Action: 'sqs:*', Condition: { StringEquals: { 'x:other': 'yes' } } }),
    );
    let fails = true;
    const findKeyKind = (name: string) => {
      if (fails && name === 'x:secret') throw new Error('no catalogue');
      return undefined;
    };
    const compiled = compile(set, { findKeyKind });
    const asked = { ...request, context: { 'x:other': 'yes' } };
    expect(() => decide(asked, compiled)).toThrow('no catalogue');
    fails = false;
    expect(decide({ ...asked, action: 'sqs:SendMessage' }, compiled)).toBe('allowed');
    expect(decide(asked, compiled)).toBe('implicitDeny');
  });

  it('says the same whatever was asked before: an organization that only another statement asks for', () => {
    const scps = [
      {
        id: 'r',
        policies: [
          {
            ...named({ Statement: [allow(), { ...allow({ Action: 'ec2:*' }), Effect: 'Deny' }] }),
            arn: 'arn:aws:organizations::1:policy/p',
          },
        ],
      },
    ];
    const asking = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1', 'aws:ResourceOrgID': 'o-1' } };
    const set = {
      ...setOf(allow(), { ...allow({ Action: 's3:*', Condition: asking }), Effect: 'Deny' }),
      scps,
    };
    const asked = {
      ...request,
      action: 'ec2:StopInstances',
      resource: 'arn:aws:ec2:us-east-1:444455556666:instance/i-1',
      resourceAccountId: '444455556666',
      context: { 'aws:PrincipalOrgID': 'o-1', 'AWS:resourceorgid': 'o-1' },
    };
    const compiled = compile(set);
    const first = authorize(asked, compiled);
    decide(request, compiled);
    expect(authorize(asked, compiled)).toEqual(first);
    expect(first.message).toMatch(/service control policy: arn:aws:organizations::1:policy\/p$/);
  });

  it('keeps no part of a request in a decision', () => {
    const values = ['a'];
    const set = setOf(allow({ Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } } }));
    const decision = authorize({ ...request, context: { 'aws:TagKeys': values } }, compile(set));
    values.push('b');
    const [statement] = decision.trace.layers[0]?.policies[0]?.statements ?? [];
    expect(statement?.elements.at(-1)?.conditions?.[0]?.actual).toEqual(['a']);
  });

  it('keeps little of many actions where every statement is about each', () => {
    const statements = Array.from({ length: 3000 }, (_, index) => ({
      Effect: 'Allow',
      NotAction: `x${index}:*`,
      Resource: '*',
    }));
    const compiled = compile(setOf(...statements));
    for (let index = 0; index < 100; index++) decide({ ...request, action: `s3:A${index}` }, compiled);
    expect(compiled.plans.size).toBeLessThanOrEqual(33);
  });
});

describe('callers', () => {
  const everyone = { identity: [], resource: named({ Statement: allow({ Principal: '*' }) }) };

  it.each([
    `arn:aws:iam::${account}:User/alice`,
    `arn:aws:iam::${account}:group/admins`,
    `arn:aws:sts::${account}:user/alice`,
    'arn:aws:iam',
    'nobody',
    '',
  ])('whom AWS does not know is let in nowhere: %j', (principal) => {
    const decision = authorize({ ...request, principal }, compile(everyone));
    expect(decision.outcome).toBe('implicitDeny');
    expect(decision.trace.rules).toEqual([{ kind: 'unknown-principal' }]);
    expect(decide({ ...request, principal }, compile(everyone))).toBe('implicitDeny');
    const denied = { ...everyone, identity: [named({ Statement: { ...allow(), Effect: 'Deny' } })] };
    expect(decide({ ...request, principal }, compile(denied))).toBe('explicitDeny');
  });

  // private-content-restricting-access-to-s3
  it('CloudFront’s origin access identity needs the bucket’s policy only', () => {
    const principal = 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC';
    const resource = named({
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::b/*',
      },
    });
    expect(decide({ ...request, principal }, compile({ identity: [], resource }))).toBe('allowed');
    expect(decide({ ...request, principal }, compile({ identity: [] }))).toBe('implicitDeny');
  });

  it('a role’s unique id is a role’s name also without a session', () => {
    const id = 'AROA123456789EXAMPLE';
    const set = {
      identity: [],
      boundary: named({ Statement: allow({ Action: 'iam:*' }) }),
      resource: named({ Statement: allow({ Principal: { AWS: id } }) }),
    };
    const asked = { ...request, principal: `arn:aws:iam::${account}:role/r`, context: { 'aws:userid': id } };
    expect(authorize(asked, compile(set)).blockedBy).toEqual(['boundary']);
  });
});

describe('values that are no policies', () => {
  it('lists that hold one another many times over, or are mostly holes', () => {
    let list: unknown = ['x'];
    for (let depth = 0; depth < 60; depth++) list = [list, list];
    const large: unknown[] = [];
    large.length = 30_000_000;
    for (const Action of [list, large]) {
      const { outcome, problems } = authorize(request, compile(setOf(allow({ Action }))));
      expect(outcome).toBe('implicitDeny');
      expect(problems.length).toBeGreaterThan(0);
    }
  });

  it('what counts is what was read first, in decisions with a trace too', () => {
    const statement = allow();
    const compiled = compile(setOf(statement));
    Object.assign(statement, { Effect: 'Deny' });
    expect(decide(request, compiled)).toBe('allowed');
    expect(authorize(request, compiled).outcome).toBe('allowed');
  });

  it('context values that are no texts, under two spellings', () => {
    const set = setOf(
      allow({ Condition: { 'ForAllValues:StringEquals': { k: ['5', 'a'] }, Null: { k: 'false' } } }),
    );
    const asked = { ...request, context: { k: 5, K: ['a'], 'k ': 'x' } } as unknown as AuthorizationRequest;
    expect(decide(asked, compile(set))).toBe('allowed');
    const other = { ...request, context: { k: null, K: {} } } as unknown as AuthorizationRequest;
    expect(decide(other, compile(set))).toBe('implicitDeny');
  });

  it.each([[null], [undefined], [5], [true], [{}], [[1, null]]])('a context value of %j', (value) => {
    const set = setOf(allow({ Condition: { StringLike: { k: '*' }, NumericLessThan: { k: '9' } } }));
    const asked = { ...request, context: { k: value } } as unknown as AuthorizationRequest;
    const compiled = compile(set);
    expect(authorize(asked, compiled).outcome).toBe(decide(asked, compiled));
  });
});
