// What a trace tells, beside the outcome: every layer, policy, statement and element, at its place.

import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../../src/core/authorize/authorize.ts';
import { decide } from '../../../../src/core/authorize/decide.ts';
import type { AuthorizationRequest, PolicySet } from '../../../../src/core/authorize/types.ts';

const account = '111122223333';
const request: AuthorizationRequest = {
  principal: `arn:aws:iam::${account}:user/alice`,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/alice/k',
  resourceAccountId: account,
  context: { 'aws:username': 'alice' },
};
const policyOf = (Statement: unknown, Version = '2012-10-17'): PolicySet => ({
  identity: [{ name: 'p', document: { Version, Statement } }],
});
const decided = (set: PolicySet, more: Partial<AuthorizationRequest> = {}) =>
  authorize({ ...request, ...more }, compile(set));
const statementOf = (statement: unknown, more: Partial<AuthorizationRequest> = {}) => {
  const { trace } = decided(policyOf([statement]), more);
  return trace.layers[0]?.policies[0]?.statements[0];
};
const reasons = (statement: unknown, more: Partial<AuthorizationRequest> = {}) =>
  statementOf(statement, more)?.elements.map(({ element, reason }) => `${element} ${reason}`);

describe('a statement', () => {
  it('about another service is settled by its Action', () => {
    const statement = {
      Effect: 'Allow',
      Action: ['sqs:*', 'SNS:*'],
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    };
    expect(reasons(statement)).toEqual([
      'Action action-mismatch',
      'Resource not-looked-at',
      'Condition not-looked-at',
    ]);
  });

  it('about the same service is told whole, also when its Action does not match', () => {
    const statement = {
      Effect: 'Allow',
      Action: ['sqs:*', 'S3:put*'],
      Resource: 'arn:aws:s3:::b/*',
      Condition: { StringEquals: { 'aws:username': 'bob' } },
    };
    expect(reasons(statement)).toEqual([
      'Action action-mismatch',
      'Resource matched',
      'Condition condition-false',
    ]);
  });

  it.each<[string, object, string]>([
    ['Action', { Action: 's3:GetObject' }, 'Action matched'],
    ['NotAction that leaves it out', { NotAction: ['iam:*', 's3:Get*'] }, 'NotAction action-excluded'],
    ['NotAction of others', { NotAction: 'iam:*' }, 'NotAction matched'],
    ['Resource', { Resource: 'arn:aws:s3:::c/*' }, 'Resource resource-mismatch'],
    ['NotResource that leaves it out', { NotResource: 'arn:aws:s3:::b/*' }, 'NotResource resource-excluded'],
    ['NotResource of others', { NotResource: 'arn:aws:s3:::c/*' }, 'NotResource matched'],
    ['a variable without a value', { Resource: 'arn:aws:s3:::b/${aws:userid}/*' }, 'Resource empty-variable'],
    ['a condition', { Condition: { StringLike: { 'aws:username': 'b*' } } }, 'Condition condition-false'],
    ['an absent key', { Condition: { StringLike: { 'aws:userid': 'b*' } } }, 'Condition missing-context-key'],
    [
      'a value that is none',
      { Condition: { NumericEquals: { 'aws:username': 'x' } } },
      'Condition malformed-value',
    ],
    [
      'an empty variable',
      { Condition: { StringLike: { 'aws:username': '${k}' } } },
      'Condition empty-variable',
    ],
  ])('says why: %s', (_, more, reason) => {
    const plain = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
    const { Action, Resource, ...rest } = { ...plain, ...more } as Record<string, unknown>;
    const statement = {
      ...rest,
      ...('NotAction' in more ? {} : { Action }),
      ...('NotResource' in more ? {} : { Resource }),
    };
    expect(reasons(statement)).toContain(reason);
  });

  it('names a variable without a value only where a value would help', () => {
    const Resource = ['arn:aws:s3:::other/${aws:userid}/*', 'arn:aws:s3:::b/${aws:userid}/k'];
    const [, resource] = statementOf({ Effect: 'Allow', Action: 's3:*', Resource })?.elements ?? [];
    expect(resource).toMatchObject({ reason: 'empty-variable', pattern: Resource[1] });
    const other = { Effect: 'Allow', Action: 's3:*', Resource: Resource[0] };
    expect(reasons(other)).toContain('Resource resource-mismatch');
    const prefix = (value: string) => {
      const { trace, missingContext } = decided(
        policyOf({
          Effect: 'Allow',
          Action: 's3:*',
          Resource: '*',
          Condition: { StringLike: { 's3:prefix': 'home/${aws:userid}/*' } },
        }),
        { context: { 's3:prefix': value } },
      );
      return [trace.layers[0]?.policies[0]?.statements[0]?.elements.at(-1)?.reason, ...missingContext];
    };
    expect(prefix('home/x/')).toEqual(['empty-variable', 'aws:userid']);
    expect(prefix('zzz')).toEqual(['condition-false']);
  });

  it('says why a NotPrincipal that names the caller does not spare it', () => {
    const spare = (AWS: readonly string[], boundary: boolean) => {
      const statement = { Effect: 'Deny', NotPrincipal: { AWS }, Action: 's3:*', Resource: '*' };
      const document = { Version: '2012-10-17', Statement: statement };
      const all = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
      const set: PolicySet = {
        identity: [],
        resource: { name: 'r', document },
        ...(boundary ? { boundary: { name: 'b', document: all } } : {}),
      };
      return decided(set).trace.layers[0]?.policies[0]?.statements[0]?.elements[0];
    };
    const alice = request.principal;
    expect(spare([alice], false)).toMatchObject({ matched: true, reason: 'not-spared-by-name-alone' });
    expect(spare([alice, account], true)).toMatchObject({
      matched: true,
      reason: 'not-spared-with-boundary',
    });
    expect(spare([alice, account], false)).toMatchObject({ matched: false, reason: 'principal-excluded' });
    expect(spare(['444455556666'], true)).toMatchObject({ matched: true, reason: 'matched' });
  });

  it('names the pattern that decided, and what its variables became', () => {
    const Resource = ['arn:aws:s3:::c/*', 'arn:aws:s3:::b/${aws:username}/*'];
    const [, resource] = statementOf({ Effect: 'Allow', Action: 's3:*', Resource })?.elements ?? [];
    expect(resource).toMatchObject({ pattern: Resource[1], resolved: 'arn:aws:s3:::b/alice/*' });
  });

  it('points into the text of the document, also where that came as a value', () => {
    const statement = { Sid: 'S', Effect: 'Allow', Action: ['s3:Put*', 's3:Get*'], Resource: '*' };
    const as = (document: unknown) => decided({ identity: [{ name: 'p', document }] }).trace;
    const document = { Version: '2012-10-17', Statement: [statement] };
    const [policy] = as(document).layers[0]?.policies ?? [];
    const span = policy?.statements[0]?.elements[0]?.span;
    expect(policy?.text.slice(span?.start, span?.end)).toBe('"s3:Get*"');
    expect(span).toMatchObject({ line: 9, column: 9 });
    expect(as(JSON.stringify(document, null, 2))).toEqual(as(document));
  });
});

describe('a decision', () => {
  it('is plain data', () => {
    const set: PolicySet = {
      ...policyOf([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]),
      resource: {
        name: 'r',
        document: { Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' } },
      },
    };
    const decision = decided(set);
    expect(structuredClone(decision)).toEqual(decision);
  });

  it('is the same whatever the set was asked before', () => {
    const set = policyOf([
      {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:username': 'alice' } },
      },
      { Effect: 'Deny', Action: '*', Resource: 'arn:aws:sqs:*' },
    ]);
    const compiled = compile(set);
    const asked: readonly Partial<AuthorizationRequest>[] = [
      {},
      { context: { 'AWS:UserName': 'bob' } },
      { action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${account}:q` },
      { context: {} },
      { action: 'S3:GETOBJECT' },
    ];
    for (const more of [...asked, ...asked.toReversed()])
      expect(authorize({ ...request, ...more }, compiled)).toEqual(decided(set, more));
  });

  it('tells what is stored and does not count', () => {
    const odd = { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::${aws:username}/*' };
    expect(decided(policyOf(odd, '2008-10-17')).problems).toMatchObject([
      {
        severity: 'warning',
        code: 'literal-variable',
        policyType: 'identity',
        policyName: 'p',
        span: { line: 6 },
      },
    ]);
    expect(decided(policyOf(odd)).problems).toEqual([]);
  });
});

describe('what is kept from one request to the next', () => {
  it('has an end: actions and spellings are the requests’ text', () => {
    const compiled = compile(
      policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { Null: { k: 'false' } } }),
    );
    for (let index = 0; index < 12_000; index++) {
      const asked = { ...request, action: `s3:A${index}`, context: { [`key${index}`]: 'x', K: 'x' } };
      if (decide(asked, compiled) !== 'allowed') throw new Error(`denied at ${index}`);
    }
    expect(compiled.plans.size).toBeLessThanOrEqual(2000);
    expect(compiled.conditions.keys.spellings.size).toBeLessThanOrEqual(10_000);
  });

  it('a plan follows the resource where that says what policy it has', () => {
    const trust = {
      name: 't',
      document: { Statement: { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:TagSession' } },
    };
    const compiled = compile({
      ...policyOf({ Effect: 'Allow', Action: 'sts:*', Resource: '*' }),
      resource: trust,
    });
    const outcomes = [`arn:aws:iam::${account}:role/r`, `arn:aws:sts::${account}:federated-user/f`].map(
      (resource) =>
        authorize({ ...request, action: 'sts:TagSession', resource }, compiled).trace.layers.map(
          ({ type }) => type,
        ),
    );
    expect(outcomes[0]).toContain('trust');
    expect(outcomes[1]).not.toContain('trust');
  });
});

// A layer of many statements is indexed by service, a small one looked through: both must see the same.
it('an indexed layer decides as a small one does', () => {
  const about = [
    { Sid: 'A', Effect: 'Allow', Action: ['sqs:*', 'S3:Get*', 'sqs:Send*', 's3:Put*'], Resource: '*' },
    { Sid: 'B', Effect: 'Deny', NotAction: ['s3:*', 'sqs:*'], Resource: '*' },
    { Sid: 'C', Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::b/*' },
    { Sid: 'D', Effect: 'Deny', Action: ['iam:*', '*'], Resource: 'arn:aws:s3:::locked/*' },
  ];
  const others = Array.from({ length: 150 }, (_, index) => ({
    Effect: 'Allow',
    Action: `x${index % 7}:*`,
    Resource: '*',
  }));
  const mixed = others.flatMap((other, index) =>
    index % 40 === 5 ? [other, about[(index - 5) / 40] ?? other] : [other],
  );
  const small = compile(policyOf(about));
  const large = compile(policyOf(mixed));
  for (const action of [
    's3:GetObject',
    's3:DeleteObject',
    'SQS:sendMessage',
    'iam:GetUser',
    'x3:Go',
    'nothing',
  ])
    for (const resource of ['arn:aws:s3:::b/k', 'arn:aws:s3:::locked/k', '*']) {
      const asked = { ...request, action, resource };
      const applying = (set: typeof small) =>
        authorize(asked, set).trace.layers.flatMap(({ policies }) =>
          policies.flatMap(({ statements }) =>
            statements.filter(({ applies, sid }) => applies && sid !== undefined).map(({ sid }) => sid),
          ),
        );
      expect(applying(large)).toEqual(applying(small));
      if (!action.startsWith('x')) expect(decide(asked, large)).toBe(decide(asked, small));
    }
});
