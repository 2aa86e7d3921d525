// Random requests: few actions, resources and callers, so that policies meet them often.

import fc from 'fast-check';
import type { AuthorizationRequest } from '../../../src/core/authorize/types.ts';
import { account, iam, other } from './random-conditions.ts';

export const userId = 'AIDAALICEALICEALICE1';
export const roleId = 'AROAADMINADMINADMIN1';
export const canonicalUserId = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
const sts = `arn:aws:sts::${account}:`;
const linked = 'aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS';

interface Caller {
  readonly principal: string;
  readonly issuer?: string;
  /** Keys that go with the caller, each of which may be left out. */
  readonly keys: Readonly<Record<string, string>>;
}

const user: Caller = { principal: `${iam}user/alice`, keys: { 'aws:userid': userId } };
const pathUser: Caller = { principal: `${iam}user/team/bob`, keys: { 'aws:userid': 'AIDABOBBOBBOBBOBBOB1' } };
const session: Caller = { principal: `${sts}assumed-role/admin/s1`, keys: { 'aws:userid': `${roleId}:s1` } };
const pathSession: Caller = {
  principal: `${sts}assumed-role/admin/s2`,
  keys: { 'aws:userid': `${roleId}:s2`, 'aws:PrincipalArn': `${iam}role/path/admin` },
};
// A role's ARN that is not the session's: the session's own is assumed.
const strangeSession: Caller = {
  principal: `${sts}assumed-role/admin/s3`,
  keys: { 'aws:PrincipalArn': `${iam}role/chief-admin` },
};
const role: Caller = { principal: `${iam}role/admin`, keys: { 'aws:userid': `${roleId}:any` } };
const federated: Caller = {
  principal: `${sts}federated-user/carol`,
  keys: { 'aws:userid': `${account}:carol` },
};
const callers: readonly (readonly [weight: number, Caller])[] = [
  [7, user],
  [1, pathUser],
  [6, session],
  [2, pathSession],
  [2, role],
  [1, strangeSession],
  [4, { ...federated, issuer: `${iam}user/alice` }],
  [1, { ...federated, issuer: `${iam}root` }],
  [1, federated],
  [2, { principal: `${iam}root`, keys: { 'aws:userid': account } }],
  [1, { principal: `${iam}role/${linked}`, keys: {} }],
  [
    1,
    {
      principal: `${sts}assumed-role/AWSServiceRoleForECS/s`,
      keys: { 'aws:PrincipalArn': `${iam}role/${linked}` },
    },
  ],
  [2, { principal: 'ecs.amazonaws.com', keys: {} }],
  [1, { principal: `arn:aws-cn:iam::${other}:user/dan`, keys: {} }],
  [1, { principal: 'anonymous', keys: { 'aws:userid': 'anonymous' } }],
  [1, { principal: `${iam}saml-provider/okta`, keys: {} }],
  [1, { principal: `${iam}oidc-provider/token.example.com`, keys: {} }],
  [1, { principal: 'accounts.google.com', keys: {} }],
];

type Target = readonly [action: string, resource: string];
const assume = (resource: string): readonly Target[] => [
  ['sts:AssumeRole', resource],
  ['sts:AssumeRole', resource],
  ['sts:TagSession', resource],
  ['sts:AssumeRoleWithSAML', resource],
  ['STS:assumerolewithwebidentity', resource],
];
const targets: readonly Target[] = [
  ['s3:GetObject', 'arn:aws:s3:::b/alice/k'],
  ['s3:GetObject', 'arn:aws:s3:::b/k'],
  ['S3:getobject', 'arn:aws:s3:::b/a:b:c'],
  ['s3:PutObject', 'arn:aws:s3:::b/*${aws:username}'],
  ['s3:PutBucketPolicy', 'arn:aws:s3:::b'],
  ['sqs:SendMessage', `arn:aws:sqs:us-east-1:${account}:alice`],
  ['sqs:SetQueueAttributes', `arn:aws:sqs:us-east-1:${account}:alice`],
  ['kms:Decrypt', `arn:aws:kms:us-east-1:${account}:key/k`],
  ['kms:RetireGrant', `arn:aws:kms:us-east-1:${account}:key/k`],
  ['lambda:InvokeFunction', `arn:aws:lambda:us-east-1:${account}:function:alice:1`],
  ['logs:GetLogEvents', `arn:aws:logs:us-east-1:${account}:log-group:/a/b:log-stream:x`],
  ['kms:ScheduleKeyDeletion', `arn:aws:kms:us-east-1:${account}:key/k`],
  ['s3:ListAllMyBuckets', '*'],
  ['sts:AssumeRoot', `arn:aws:iam::${other}:root`],
  ['ec2:StopInstances', `arn:aws:ec2:us-east-1:${account}:instance/i-1`],
  ['ec2:DescribeInstances', '*'],
  ['sts:GetCallerIdentity', '*'],
  ...assume(`${iam}role/admin`),
  ['sts:AssumeRole', `${iam}role/${linked}`],
];

const oftenFirst = fc.constantFrom(account, account, account, other);
const anyCaller = fc.oneof(
  ...callers.map(([weight, caller]) => ({ weight, arbitrary: fc.constant(caller) })),
);

export interface RequestOptions {
  readonly context: fc.Arbitrary<AuthorizationRequest['context']>;
  /** Whether the keys that go with the caller are given. */
  readonly callerKeys: fc.Arbitrary<boolean>;
}

export function randomRequest({ context, callerKeys }: RequestOptions): fc.Arbitrary<AuthorizationRequest> {
  return fc
    .record({
      caller: anyCaller,
      target: fc.constantFrom(...targets),
      resourceAccountId: oftenFirst,
      context,
      hasKeys: callerKeys,
      hasCanonicalUserId: fc.boolean(),
    })
    .map(({ caller: { principal, issuer, keys }, target: [action, resource], ...rest }) => ({
      principal,
      ...(issuer === undefined ? {} : { issuer }),
      ...(rest.hasCanonicalUserId ? { canonicalUserId } : {}),
      action,
      resource,
      resourceAccountId: rest.resourceAccountId,
      context: rest.hasKeys ? { ...rest.context, ...keys } : rest.context,
    }));
}
