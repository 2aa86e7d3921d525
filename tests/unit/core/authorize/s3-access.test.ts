// How access control lists and Block Public Access count beside policies. The rules of each on its own are
// in s3-acl.test.ts and public-policy.test.ts.

import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../../src/core/authorize/authorize.ts';
import { decide } from '../../../../src/core/authorize/decide.ts';
import { allUsers, authenticatedUsers, logDelivery } from '../../../../src/core/authorize/s3-acl.ts';
import type {
  AuthorizationRequest,
  NamedPolicy,
  PolicySet,
  S3Grant,
} from '../../../../src/core/authorize/types.ts';

const owner = '111122223333';
const other = '444455556666';
const otherId = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
const stranger = `arn:aws:iam::${other}:user/jill`;
const off = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

const policy = (name: string, ...Statement: readonly object[]): NamedPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement },
});
const own = policy('own', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
const bucket = (Principal: unknown, Effect: 'Allow' | 'Deny' = 'Allow', more: object = {}) =>
  policy('bucket', { Effect, Principal, Action: 's3:*', Resource: 'arn:aws:s3:::b/*', ...more });

function s3(
  acl: readonly S3Grant[],
  { ownership = 'ObjectWriter', account = {}, bucket: ofBucket = {} }: Readonly<Record<string, unknown>> = {},
): Pick<PolicySet, 's3'> {
  return {
    s3: {
      acl,
      objectOwnership: String(ownership),
      publicAccessBlock: {
        account: { ...off, ...(account as object) },
        bucket: { ...off, ...(ofBucket as object) },
      },
    },
  };
}

function decided(request: Partial<AuthorizationRequest>, set: PolicySet) {
  const whole: AuthorizationRequest = {
    principal: 'anonymous',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    resourceAccountId: owner,
    context: {},
    ...request,
  };
  const compiled = compile(set);
  const decision = authorize(whole, compiled);
  expect(decide(whole, compiled)).toBe(decision.outcome);
  const rules = decision.trace.rules.map(({ kind }) => kind).join(' ');
  return [decision.outcome, decision.blockedBy.join(' '), rules];
}

type Row = readonly [string, Partial<AuthorizationRequest>, PolicySet, ...answer: [string, string, string]];

const toAll: S3Grant = { grantee: allUsers, permission: 'READ' };
const toSigned: S3Grant = { grantee: authenticatedUsers, permission: 'READ' };
const toJill: S3Grant = { grantee: otherId, permission: 'FULL_CONTROL' };
const jill = { principal: stranger, canonicalUserId: otherId };

// acl-overview, access-control-auth-workflow-bucket-operation, about-object-ownership
const lists: readonly Row[] = [
  ['a grant to all users', {}, { identity: [], ...s3([toAll]) }, 'allowed', '', 'acl'],
  ['a grant to who signs', {}, { identity: [], ...s3([toSigned]) }, 'implicitDeny', 'resource', ''],
  [
    'another action',
    { action: 's3:PutObject' },
    { identity: [], ...s3([toAll]) },
    'implicitDeny',
    'resource',
    '',
  ],
  ['across accounts: both sides', jill, { identity: [own], ...s3([toJill]) }, 'allowed', '', 'acl'],
  ['the own side is asked', jill, { identity: [], ...s3([toJill]) }, 'implicitDeny', 'identity', 'acl'],
  [
    'the own boundary too',
    jill,
    {
      identity: [own],
      boundary: policy('none', { Effect: 'Allow', Action: 'iam:*', Resource: '*' }),
      ...s3([toJill]),
    },
    'implicitDeny',
    'boundary',
    'acl',
  ],
  [
    'root of the other account has no policies',
    { ...jill, principal: `arn:aws:iam::${other}:root` },
    { identity: [], ...s3([toJill]) },
    'allowed',
    '',
    'root-user acl',
  ],
  [
    'somebody else’s grant',
    { principal: stranger },
    { identity: [own], ...s3([toJill]) },
    'implicitDeny',
    'resource',
    '',
  ],
  [
    'grants nothing within the account',
    { principal: `arn:aws:iam::${owner}:user/a` },
    { identity: [], ...s3([toAll]) },
    'implicitDeny',
    'identity',
    '',
  ],
  [
    'lists are disabled',
    {},
    { identity: [], ...s3([toAll], { ownership: 'BucketOwnerEnforced' }) },
    'implicitDeny',
    'resource',
    'acl-ignored',
  ],
  [
    'public lists are ignored',
    {},
    { identity: [], ...s3([toAll], { account: { ignorePublicAcls: true } }) },
    'implicitDeny',
    'resource',
    'acl-ignored',
  ],
  [
    'others are not',
    jill,
    { identity: [own], ...s3([toJill], { account: { ignorePublicAcls: true } }) },
    'allowed',
    '',
    'acl',
  ],
  [
    'an explicit deny wins',
    {},
    { identity: [], resource: bucket('*', 'Deny'), ...s3([toAll]) },
    'explicitDeny',
    'resource',
    'acl',
  ],
  [
    'logs are delivered',
    { principal: 'logging.s3.amazonaws.com', action: 's3:PutObject' },
    { identity: [], ...s3([{ grantee: logDelivery, permission: 'WRITE' }]) },
    'allowed',
    '',
    'acl',
  ],
  [
    'no list for another service',
    { action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${owner}:q` },
    { identity: [], ...s3([toAll]) },
    'implicitDeny',
    'resource',
    '',
  ],
];

// access-control-block-public-access
const restricted = { bucket: { restrictPublicBuckets: true } };
const blocks: readonly Row[] = [
  ['off: a public policy', {}, { identity: [], resource: bucket('*'), ...s3([]) }, 'allowed', '', ''],
  [
    'on: a public policy',
    {},
    { identity: [], resource: bucket('*'), ...s3([], restricted) },
    'implicitDeny',
    'resource',
    'public-access-block',
  ],
  [
    'on for the account',
    {},
    { identity: [], resource: bucket('*'), ...s3([], { account: { restrictPublicBuckets: true } }) },
    'implicitDeny',
    'resource',
    'public-access-block',
  ],
  [
    'on: another account',
    jill,
    { identity: [own], resource: bucket('*'), ...s3([], restricted) },
    'implicitDeny',
    'resource',
    'public-access-block',
  ],
  [
    'on: also one that is named beside',
    jill,
    {
      identity: [own],
      resource: policy(
        'bucket',
        { Effect: 'Allow', Principal: { AWS: stranger }, Action: 's3:*', Resource: 'arn:aws:s3:::b/*' },
        { Effect: 'Allow', Principal: '*', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' },
      ),
      ...s3([], restricted),
    },
    'implicitDeny',
    'resource',
    'public-access-block',
  ],
  [
    'on: a policy that is not public',
    jill,
    { identity: [own], resource: bucket({ AWS: stranger }), ...s3([], restricted) },
    'allowed',
    '',
    '',
  ],
  [
    'on: the own account',
    { principal: `arn:aws:iam::${owner}:user/a` },
    { identity: [], resource: bucket('*'), ...s3([], restricted) },
    'allowed',
    '',
    '',
  ],
  [
    'on: a service',
    { principal: 'cloudtrail.amazonaws.com' },
    { identity: [], resource: bucket('*'), ...s3([], restricted) },
    'allowed',
    '',
    '',
  ],
  [
    'on: what a list grants is refused too',
    jill,
    { identity: [own], resource: bucket('*'), ...s3([toJill], restricted) },
    'implicitDeny',
    'resource',
    'public-access-block',
  ],
];

describe.each([
  ['access control lists', lists],
  ['Block Public Access', blocks],
])('%s', (_, rows) => {
  it.each(rows)('%s', (_title, request, set, ...answer) => {
    expect(decided(request, set)).toEqual(answer);
  });
});

// object-keys: a key is any text.
it('takes an object for an object whatever colons its key has', () => {
  const set = { identity: [], ...s3([toAll]) };
  expect(decided({ resource: 'arn:aws:s3:::b/log-12:30:00' }, set)[0]).toBe('allowed');
  expect(decided({ resource: 'arn:aws:s3:::b/log-12:30:00', action: 's3:ListBucket' }, set)[0]).toBe(
    'implicitDeny',
  );
});

it('asks about all buckets of the partition that the caller is in', () => {
  const cn = `arn:aws-cn:iam::${owner}:user/a`;
  const buckets = { principal: cn, action: 's3:ListAllMyBuckets', resource: '*' };
  const on = (Resource: string) => ({
    identity: [policy('own', { Effect: 'Allow', Action: 's3:*', Resource })],
  });
  expect(decided(buckets, on('arn:aws-cn:s3:::*'))[0]).toBe('allowed');
  expect(decided(buckets, on('arn:aws:s3:::*'))[0]).toBe('implicitDeny');
});

it('tells no grant of a list that reaches no other partition', () => {
  const cn = { principal: `arn:aws-cn:iam::${other}:user/jill`, canonicalUserId: otherId };
  expect(decided(cn, { identity: [own], ...s3([toJill]) })).toEqual([
    'implicitDeny',
    'resource',
    'never-across-accounts',
  ]);
});

it('names the grant, and why it is ignored', () => {
  const set = {
    identity: [],
    ...s3([toAll], { account: { ignorePublicAcls: true }, bucket: { ignorePublicAcls: true } }),
  };
  const request = {
    principal: 'anonymous',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    resourceAccountId: owner,
    context: {},
  };
  expect(authorize(request, compile(set)).trace.rules).toEqual([
    {
      kind: 'acl-ignored',
      ...toAll,
      because: { kind: 'public-access-block', setting: 'IgnorePublicAcls', levels: ['account', 'bucket'] },
    },
  ]);
});

it('a key cannot change what a list has granted', () => {
  const set = {
    identity: [],
    resource: bucket('*', 'Allow', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
    ...s3([toAll]),
  };
  const request = {
    principal: 'anonymous',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    resourceAccountId: owner,
    context: {},
  };
  expect(authorize(request, compile(set)).missingContext).toEqual([]);
});
