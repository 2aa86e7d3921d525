// The account's root user: what binds it and what does not.

import { documentation, fullAwsAccess, level, policy, type Case, type Context } from './cases.ts';
import type { NamedPolicy, PolicySet } from '../../../../../src/core/authorize/types.ts';

const account = '111122223333';
const root = `arn:aws:iam::${account}:root`;
const admin = `arn:aws:iam::${account}:user/admin`;
const bucket = 'arn:aws:s3:::locked';
const queue = `arn:aws:sqs:us-east-1:${account}:locked`;
const everything = policy('everything', { Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' });
const lockedBucket = policy('bucket', {
  Sid: 'Locked',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [bucket, `${bucket}/*`],
});
const lockedQueue = policy('queue', {
  Sid: 'Locked',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: queue,
});
const as = (principal: string, action: string, resource: string, context: Context = {}) => ({
  principal,
  action,
  resource,
  resourceAccountId: account,
  context,
});
const rootSet = (more: Partial<PolicySet> = {}): PolicySet => ({ identity: [], ...more });
const noS3Scp = level(
  'r-root',
  fullAwsAccess,
  policy('scp', { Sid: 'NoS3', Effect: 'Deny', Action: 's3:*', Resource: '*' }),
);
const noS3Rcp = level(
  'r-root',
  policy('rcp', { Sid: 'NoS3', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }),
);

documentation('AmazonS3/latest/API/API_PutBucketPolicy.html', [
  ...['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'].map((action) => ({
    title: `root can ${action} although the policy denies everybody`,
    request: as(root, action, bucket),
    policies: rootSet({ resource: lockedBucket }),
    outcome: 'allowed' as const,
    blockedBy: [],
    statements: [],
  })),
  ...(
    [
      ['s3:ListBucket', bucket],
      ['s3:GetObject', `${bucket}/k`],
      ['s3:PutBucketAcl', bucket],
      ['s3:DeleteBucket', bucket],
    ] as const
  ).map(([action, resource]) => ({
    title: `root cannot ${action}`,
    request: as(root, action, resource),
    policies: rootSet({ resource: lockedBucket }),
    outcome: 'explicitDeny' as const,
    blockedBy: ['resource' as const],
    statements: ['resource:Locked'],
  })),
  ...['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'].map((action) => ({
    title: `an administrator cannot ${action}`,
    request: as(admin, action, bucket),
    policies: { identity: [everything], resource: lockedBucket },
    outcome: 'explicitDeny' as const,
    blockedBy: ['resource' as const],
    statements: ['identity:All', 'resource:Locked'],
  })),
  {
    title: 'a policy that names root itself does not lock it out either',
    request: as(root, 's3:DeleteBucketPolicy', bucket),
    policies: rootSet({
      resource: policy('bucket', {
        Sid: 'NotRoot',
        Effect: 'Deny',
        Principal: { AWS: root },
        Action: 's3:*',
        Resource: [bucket, `${bucket}/*`],
      }),
    }),
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'a VPC endpoint policy can block it: deny',
    request: as(root, 's3:PutBucketPolicy', bucket),
    policies: rootSet({
      resource: lockedBucket,
      endpoint: policy('endpoint', {
        Sid: 'NoPolicies',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutBucketPolicy',
        Resource: '*',
      }),
    }),
    outcome: 'explicitDeny',
    blockedBy: ['endpoint'],
    statements: ['endpoint:NoPolicies'],
  },
  {
    title: 'a VPC endpoint policy can block it: no allow',
    request: as(root, 's3:PutBucketPolicy', bucket),
    policies: rootSet({
      resource: lockedBucket,
      endpoint: policy('endpoint', {
        Sid: 'ReadOnly',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: '*',
      }),
    }),
    outcome: 'implicitDeny',
    blockedBy: ['endpoint'],
    statements: [],
  },
  {
    title: 'Organizations policies can block it: SCP',
    request: as(root, 's3:PutBucketPolicy', bucket),
    policies: rootSet({ resource: lockedBucket, scps: [noS3Scp] }),
    outcome: 'explicitDeny',
    blockedBy: ['scp'],
    statements: ['scp:FullAWSAccess', 'scp:NoS3'],
  },
  {
    title: 'Organizations policies can block it: RCP',
    request: as(root, 's3:DeleteBucketPolicy', bucket),
    policies: rootSet({ resource: lockedBucket, rcps: [noS3Rcp] }),
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['rcp:NoS3'],
  },
  {
    title: 'the root user of another account has no such right',
    request: as('arn:aws:iam::999999999999:root', 's3:PutBucketPolicy', bucket),
    policies: rootSet({ resource: lockedBucket }),
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['resource:Locked'],
  },
]);

documentation('IAM/latest/UserGuide/id_root-user.html: tasks that require root user credentials', [
  {
    title: 'root edits or deletes a queue policy that denies all principals',
    request: as(root, 'sqs:SetQueueAttributes', queue),
    policies: rootSet({ resource: lockedQueue }),
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'an administrator cannot',
    request: as(admin, 'sqs:SetQueueAttributes', queue),
    policies: { identity: [everything], resource: lockedQueue },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:All', 'resource:Locked'],
  },
  {
    title: 'root cannot receive messages from it',
    request: as(root, 'sqs:ReceiveMessage', queue),
    policies: rootSet({ resource: lockedQueue }),
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['resource:Locked'],
  },
  {
    title: 'root restores permissions that the only administrator took from himself',
    request: as(root, 'iam:AttachUserPolicy', admin),
    policies: rootSet(),
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
]);

// Privileged sessions (sts:AssumeRoot), whose task policies hold denies only.
const s3Task: NamedPolicy = {
  ...policy(
    'S3UnlockBucketPolicy',
    {
      Sid: 'DenyAllOtherActionsOnAnyResource',
      Effect: 'Deny',
      NotAction: ['s3:DeleteBucketPolicy', 's3:PutBucketPolicy', 's3:GetBucketPolicy', 's3:ListAllMyBuckets'],
      Resource: '*',
    },
    {
      Sid: 'DenyManagingBucketPolicyForNonRootCallers',
      Effect: 'Deny',
      Action: ['s3:DeleteBucketPolicy', 's3:PutBucketPolicy', 's3:GetBucketPolicy', 's3:ListAllMyBuckets'],
      Resource: '*',
      Condition: { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } },
    },
  ),
  arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy',
};
const sqsTask: NamedPolicy = {
  ...policy(
    'SQSUnlockQueuePolicy',
    {
      Sid: 'DenyAllOtherActionsOnAnyResource',
      Effect: 'Deny',
      NotAction: ['sqs:SetQueueAttributes', 'sqs:GetQueueAttributes', 'sqs:ListQueues', 'sqs:GetQueueUrl'],
      Resource: '*',
    },
    {
      Sid: 'DenyGettingQueueAttributesOnNonOwnQueue',
      Effect: 'Deny',
      Action: ['sqs:GetQueueAttributes'],
      Resource: 'arn:aws:sqs:*:*:*',
      Condition: { StringNotEqualsIfExists: { 'aws:ResourceAccount': ['${aws:PrincipalAccount}'] } },
    },
  ),
  arn: 'arn:aws:iam::aws:policy/root-task/SQSUnlockQueuePolicy',
};
const assumedRoot = (action: string, resource: string) =>
  as(root, action, resource, {
    'aws:AssumedRoot': 'true',
    'aws:PrincipalAccount': account,
    'aws:ResourceAccount': account,
  });
const privileged = 'IAM/latest/UserGuide/id_root-user-privileged-task.html';
documentation(privileged, [
  {
    title: 'an S3 session deletes the misconfigured policy',
    request: assumedRoot('s3:DeleteBucketPolicy', bucket),
    policies: rootSet({ sessions: [s3Task], resource: lockedBucket }),
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'an S3 session lists the buckets',
    request: assumedRoot('s3:ListAllMyBuckets', '*'),
    policies: rootSet({ sessions: [s3Task] }),
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'an S3 session is scoped to that: it creates no users',
    request: assumedRoot('iam:CreateUser', `arn:aws:iam::${account}:user/x`),
    policies: rootSet({ sessions: [s3Task] }),
    outcome: 'explicitDeny',
    blockedBy: ['session'],
    statements: ['session:DenyAllOtherActionsOnAnyResource'],
  },
  {
    title: 'an S3 session is scoped to that: it reads no objects',
    request: assumedRoot('s3:GetObject', `${bucket}/k`),
    policies: rootSet({ sessions: [s3Task] }),
    outcome: 'explicitDeny',
    blockedBy: ['session'],
    statements: ['session:DenyAllOtherActionsOnAnyResource'],
  },
  {
    title: 'an SQS session removes the queue\u2019s policy',
    request: assumedRoot('sqs:SetQueueAttributes', queue),
    policies: rootSet({ sessions: [sqsTask], resource: lockedQueue }),
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'an SQS session does not touch S3',
    request: assumedRoot('s3:DeleteBucketPolicy', bucket),
    policies: rootSet({ sessions: [sqsTask], resource: lockedBucket }),
    outcome: 'explicitDeny',
    blockedBy: ['session'],
    statements: ['session:DenyAllOtherActionsOnAnyResource'],
  },
]);

// "You must sign in via a management account or a delegated administrator account as an IAM user or role
// with the sts:AssumeRoot permission explicitly granted." Its resource is the member account's root user,
// which has no resource-based policy.
const task = (arn: string): Context => ({ 'sts:TaskPolicyArn': `arn:aws:iam::aws:policy/root-task/${arn}` });
const assumeRoot = (context: Context): Case['request'] => ({
  principal: 'arn:aws:iam::777788889999:user/security',
  action: 'sts:AssumeRoot',
  resource: root,
  resourceAccountId: account,
  context,
});
const unlockOnly = policy('unlock', {
  Sid: 'Unlock',
  Effect: 'Allow',
  Action: 'sts:AssumeRoot',
  Resource: 'arn:aws:iam::*:root',
  Condition: {
    StringEquals: { 'sts:TaskPolicyArn': 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' },
  },
});
documentation(`${privileged}: sts:AssumeRoot`, [
  {
    title: 'the task permitted',
    request: assumeRoot(task('S3UnlockBucketPolicy')),
    policies: { identity: [unlockOnly] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Unlock'],
  },
  {
    title: 'another task',
    request: assumeRoot(task('IAMDeleteRootUserCredentials')),
    policies: { identity: [unlockOnly] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'no permission at all',
    request: assumeRoot(task('S3UnlockBucketPolicy')),
    policies: { identity: [] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
]);

documentation('IAM/latest/UserGuide/access_policies.html: policies and the root user', [
  {
    title: 'root has full access without any policy',
    request: as(root, 'ec2:TerminateInstances', `arn:aws:ec2:us-east-1:${account}:instance/i-1`),
    policies: rootSet(),
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'identity-based policies cannot be attached to it: one given here does not count (our reading)',
    request: as(root, 's3:GetObject', 'arn:aws:s3:::b/k'),
    policies: {
      identity: [policy('no', { Sid: 'No', Effect: 'Deny', Action: '*', Resource: '*' })],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'root as the principal of a bucket policy\u2019s deny',
    request: as(root, 's3:GetObject', 'arn:aws:s3:::b/k'),
    policies: rootSet({
      resource: policy('bucket', {
        Sid: 'NotRoot',
        Effect: 'Deny',
        Principal: { AWS: root },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::b/*',
      }),
    }),
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['resource:NotRoot'],
  },
  {
    title: 'which stands for the account: its users are denied too',
    request: as(admin, 's3:GetObject', 'arn:aws:s3:::b/k'),
    policies: {
      identity: [everything],
      resource: policy('bucket', {
        Sid: 'NotRoot',
        Effect: 'Deny',
        Principal: { AWS: root },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::b/*',
      }),
    },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:All', 'resource:NotRoot'],
  },
  {
    title: 'as the value of aws:PrincipalArn it is the root user alone: root',
    request: as(root, 's3:GetObject', 'arn:aws:s3:::b/k'),
    policies: rootSet({
      resource: policy('bucket', {
        Sid: 'NotRoot',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::b/*',
        Condition: { ArnEquals: { 'aws:PrincipalArn': root } },
      }),
    }),
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['resource:NotRoot'],
  },
  {
    title: 'as the value of aws:PrincipalArn it is the root user alone: a user',
    request: as(admin, 's3:GetObject', 'arn:aws:s3:::b/k'),
    policies: {
      identity: [everything],
      resource: policy('bucket', {
        Sid: 'NotRoot',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::b/*',
        Condition: { ArnEquals: { 'aws:PrincipalArn': root } },
      }),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:All'],
  },
  {
    title: 'SCPs and RCPs of its account affect it',
    request: as(root, 's3:GetObject', 'arn:aws:s3:::b/k'),
    policies: rootSet({ scps: [noS3Scp], rcps: [noS3Rcp] }),
    outcome: 'explicitDeny',
    blockedBy: ['rcp', 'scp'],
    statements: ['rcp:NoS3', 'scp:FullAWSAccess', 'scp:NoS3'],
  },
]);
