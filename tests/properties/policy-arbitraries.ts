// Random policies and requests from small alphabets, so that they meet often.

import fc from 'fast-check';
import type { AuthorizationRequest, NamedPolicy, PolicySet } from '../../src/core/authorize/types.ts';
import { operatorNames } from '../../src/core/policy/operator-form.ts';

export const seed = 20261122;

const account = '111122223333';
const other = '444455556666';
const user = `arn:aws:iam::${account}:user/alice`;
const role = `arn:aws:iam::${account}:role/admin`;
const session = `arn:aws:sts::${account}:assumed-role/admin/s1`;

// Without sts:AssumeRole, which would make of the resource's policy a trust policy of another syntax.
const action = fc.constantFrom(
  's3:GetObject',
  's3:GetObject',
  's3:PutObject',
  'sqs:SendMessage',
  'kms:Decrypt',
);
const actionPattern = fc.constantFrom(
  's3:GetObject',
  's3:*',
  's3:*',
  'S3:get*',
  's3:?etObject',
  'sqs:*',
  'kms:*',
);
const resource = fc.constantFrom(
  'arn:aws:s3:::b/k',
  'arn:aws:s3:::b/alice/k',
  `arn:aws:sqs:us-east-1:${account}:q`,
  '*',
);
const resourcePattern = fc.constantFrom(
  '*',
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b/${aws:username}/*',
  "arn:aws:s3:::b/${aws:PrincipalTag/team, 'alice'}/k",
  'arn:aws:sqs:*:*:q',
  'arn:aws:s3:::b/${aws:userid}',
);
const key = fc.constantFrom(
  'aws:username',
  'AWS:UserName',
  'aws:SourceIp',
  'aws:PrincipalTag/team',
  'aws:TagKeys',
  'k',
);
const value = fc.constantFrom(
  'alice',
  'a*',
  'true',
  'false',
  '10',
  '2026-01-01T00:00:00Z',
  '10.0.0.0/8',
  '10.1.2.3',
  user,
  'arn:aws:iam::*:user/*',
  'QQ==',
  '${aws:username}',
  '${k}',
);
const operator = fc
  .tuple(
    fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(...operatorNames),
    fc.boolean(),
  )
  .filter(([, name]) => name !== 'Null')
  .map(([quantifier, name, ifExists]) => `${quantifier}${name}${ifExists ? 'IfExists' : ''}`);
const nullCondition = fc
  .tuple(key, fc.constantFrom('true', 'false'))
  .map(([name, expected]) => ({ Null: { [name]: expected } }));
const condition = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.dictionary(
      operator,
      fc.dictionary(key, fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 })), {
        minKeys: 1,
        maxKeys: 2,
      }),
      { minKeys: 1, maxKeys: 2 },
    ),
  },
  { weight: 1, arbitrary: nullCondition },
);

const principal = fc.constantFrom<unknown>(
  '*',
  { AWS: '*' },
  { AWS: account },
  { AWS: [user, other] },
  { AWS: role },
  { AWS: session },
  { Service: 'sns.amazonaws.com' },
);

export type RandomStatement = Readonly<Record<string, unknown>> & { readonly Effect: 'Allow' | 'Deny' };

const patterns = (pattern: fc.Arbitrary<string>) =>
  fc.oneof(pattern, fc.array(pattern, { minLength: 1, maxLength: 3 }));

/** A statement of a policy that is attached to a principal. */
export const ownStatement: fc.Arbitrary<RandomStatement> = fc
  .record({
    Effect: fc.constantFrom<'Allow' | 'Deny'>(
      'Allow',
      'Allow',
      'Allow',
      'Allow',
      'Allow',
      'Allow',
      'Allow',
      'Deny',
    ),
    action: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), patterns(actionPattern)),
    resource: fc.tuple(
      fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
      patterns(resourcePattern),
    ),
    Condition: condition,
  })
  .map(({ Effect, action: [actionName, actions], resource: [resourceName, resources], Condition }) => ({
    Effect,
    [actionName]: actions,
    [resourceName]: resources,
    Condition,
  }));

/** A statement of a resource-based policy. */
export const resourceStatement: fc.Arbitrary<RandomStatement> = fc
  .tuple(ownStatement, principal, fc.boolean())
  .map(([statement, who, negate]) => ({
    ...statement,
    [negate && statement.Effect === 'Deny' ? 'NotPrincipal' : 'Principal']: who,
  }));

const rcpStatement: fc.Arbitrary<RandomStatement> = fc
  .tuple(ownStatement, patterns(actionPattern))
  .map(([{ Condition, Resource = '*' }, Action]) => ({
    Effect: 'Deny',
    Principal: '*',
    Action,
    Resource,
    Condition,
  }));

export const policyOf = (name: string, statement: fc.Arbitrary<RandomStatement>): fc.Arbitrary<NamedPolicy> =>
  fc
    .tuple(
      fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
      fc.array(statement, { minLength: 1, maxLength: 4 }),
    )
    .map(([Version, Statement]) => ({ name, document: { Version, Statement } }));

const everything: NamedPolicy = {
  name: 'FullAWSAccess',
  document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
};
const mostly = (policy: fc.Arbitrary<NamedPolicy>) =>
  fc.tuple(policy, fc.boolean()).map(([one, full]) => (full ? [everything, one] : [one]));
const level = (id: string, policies: fc.Arbitrary<readonly NamedPolicy[]>) =>
  policies.map((given) => ({ id, policies: given }));
/** Present once in so many times. */
const onceIn = <Value>(times: number, arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

export const policySet: fc.Arbitrary<PolicySet> = fc
  .record({
    identity: fc.array(policyOf('identity', ownStatement), { maxLength: 3 }),
    boundary: onceIn(4, policyOf('boundary', ownStatement)),
    resource: onceIn(2, policyOf('resource', resourceStatement)),
    endpoint: onceIn(8, policyOf('endpoint', resourceStatement)),
    sessions: onceIn(6, fc.array(policyOf('session', ownStatement), { maxLength: 2 })),
    scps: onceIn(
      4,
      fc.tuple(
        level('r-1', mostly(policyOf('scp', ownStatement))),
        level(account, mostly(policyOf('scp', ownStatement))),
      ),
    ),
    rcps: onceIn(4, fc.tuple(level('r-1', fc.array(policyOf('rcp', rcpStatement), { maxLength: 1 })))),
  })
  .map((set) => dropUndefined(set));

function dropUndefined({
  identity,
  ...rest
}: { readonly identity: readonly NamedPolicy[] } & Readonly<Record<string, unknown>>): PolicySet {
  const present = Object.entries(rest).filter(([, given]) => given !== undefined);
  return { identity, ...Object.fromEntries(present) };
}

const context = fc
  .record(
    {
      'aws:username': fc.constantFrom('alice', 'bob'),
      'AWS:SourceIP': fc.constantFrom('10.1.2.3', '203.0.113.1'),
      'aws:PrincipalTag/team': fc.constantFrom('alice', 'true', '10'),
      'aws:TagKeys': fc.array(fc.constantFrom('alice', 'abc', 'x'), { maxLength: 2 }),
      k: fc.constantFrom('alice', '10', 'false', '2026-01-01', user, 'QQ=='),
    },
    { requiredKeys: [] },
  )
  .map((given): AuthorizationRequest['context'] => given);

export const request: fc.Arbitrary<AuthorizationRequest> = fc.record({
  principal: fc.constantFrom(
    user,
    user,
    session,
    role,
    `arn:aws:iam::${account}:root`,
    'anonymous',
    'sns.amazonaws.com',
  ),
  action,
  resource,
  resourceAccountId: fc.constantFrom(account, account, account, other),
  context,
});
