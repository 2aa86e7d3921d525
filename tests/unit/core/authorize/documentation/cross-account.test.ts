// Requests from one account to another: both must allow.

import { administratorAccess, documentation, level, policy, type Context, type Statement } from './cases.ts';

const productionObject = 'arn:aws:s3:::amzn-s3-demo-bucket-production/file';
const demo = policy(
  'Demo',
  { Sid: 'AllowS3ListRead', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
  {
    Sid: 'AllowS3ProductionObjectActions',
    Effect: 'Allow',
    Action: 's3:*Object*',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket-production/*',
  },
  {
    Sid: 'DenyS3Logs',
    Effect: 'Deny',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::*log*', 'arn:aws:s3:::*log*/*'],
  },
);
const productionFor = (Principal: unknown) =>
  policy('bucket', {
    Sid: 'Production',
    Effect: 'Allow',
    Action: ['s3:GetObject*', 's3:PutObject*', 's3:ReplicateObject', 's3:RestoreObject'],
    Principal,
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket-production/*',
  });
const production = productionFor({ AWS: 'arn:aws:iam::111111111111:role/Demo' });
const carlos = (action: string, resource = productionObject) => ({
  principal: 'arn:aws:sts::111111111111:assumed-role/Demo/carlos',
  action,
  resource,
  resourceAccountId: '222222222222',
});
const onlyList = policy('only-list', {
  Sid: 'OnlyList',
  Effect: 'Allow',
  Action: 's3:List*',
  Resource: '*',
});
const s3All = policy('s3', { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: '*' });

documentation('IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html', [
  {
    title: 'the role reads an object',
    request: carlos('s3:GetObject'),
    policies: { identity: [demo], resource: production },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AllowS3ProductionObjectActions', 'resource:Production'],
  },
  {
    title: 'the role can edit objects',
    request: carlos('s3:PutObjectTagging'),
    policies: { identity: [demo], resource: production },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AllowS3ProductionObjectActions', 'resource:Production'],
  },
  {
    title: 'the role cannot delete objects',
    request: carlos('s3:DeleteObject'),
    policies: { identity: [demo], resource: production },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:AllowS3ProductionObjectActions'],
    messageEnds: ' because no resource-based policy allows the s3:DeleteObject action',
  },
  {
    title: 'restoring is granted by the bucket only',
    request: carlos('s3:RestoreObject'),
    policies: { identity: [onlyList], resource: production },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:Production'],
    messageEnds: ' because no identity-based policy allows the s3:RestoreObject action',
  },
  {
    title: 'the role cannot manage the bucket itself',
    request: carlos('s3:PutBucketVersioning', 'arn:aws:s3:::amzn-s3-demo-bucket-production'),
    policies: { identity: [demo], resource: production },
    outcome: 'implicitDeny',
    blockedBy: ['resource', 'identity'],
    statements: [],
  },
  {
    title: 'the buckets of the own account are listed without any resource-based policy',
    request: { ...carlos('s3:ListAllMyBuckets', '*'), resourceAccountId: '111111111111' },
    policies: { identity: [demo] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AllowS3ListRead'],
  },
  {
    title: 'the bucket policy may name the whole account',
    request: carlos('s3:PutObject'),
    policies: { identity: [demo], resource: productionFor({ AWS: '111111111111' }) },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AllowS3ProductionObjectActions', 'resource:Production'],
  },
  {
    title: 'the bucket policy may name the session; the own side must allow all the same',
    request: carlos('s3:PutObject'),
    policies: {
      identity: [onlyList],
      resource: productionFor({ AWS: 'arn:aws:sts::111111111111:assumed-role/Demo/carlos' }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:Production'],
  },
  {
    title: 'another session of the role is not the one named',
    request: {
      ...carlos('s3:PutObject'),
      principal: 'arn:aws:sts::111111111111:assumed-role/Demo/mallory',
    },
    policies: {
      identity: [demo],
      resource: productionFor({ AWS: 'arn:aws:sts::111111111111:assumed-role/Demo/carlos' }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:AllowS3ProductionObjectActions'],
  },
  {
    title: 'a boundary of the role limits its side',
    request: carlos('s3:PutObject'),
    policies: { identity: [demo], boundary: onlyList, resource: production },
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:AllowS3ProductionObjectActions', 'resource:Production'],
  },
  {
    title: 'a boundary that allows grants nothing on its side',
    request: carlos('s3:PutObject'),
    policies: { identity: [onlyList], boundary: s3All, resource: production },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['boundary:S3', 'resource:Production'],
  },
  {
    title: 'a session policy limits its side, also where the bucket names the session',
    request: carlos('s3:PutObject'),
    policies: {
      identity: [demo],
      sessions: [onlyList],
      resource: productionFor({ AWS: 'arn:aws:sts::111111111111:assumed-role/Demo/carlos' }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['session'],
    statements: ['identity:AllowS3ProductionObjectActions', 'resource:Production'],
  },
  {
    title: 'the SCPs of the caller\u2019s account limit its side',
    request: carlos('s3:PutObject'),
    policies: { identity: [demo], resource: production, scps: [level('r-root', onlyList)] },
    outcome: 'implicitDeny',
    blockedBy: ['scp'],
    statements: ['identity:AllowS3ProductionObjectActions', 'resource:Production'],
  },
  {
    title: 'an explicit deny on the side of the bucket',
    request: carlos('s3:PutObject'),
    policies: {
      identity: [demo],
      resource: policy(
        'bucket',
        {
          Sid: 'Allow',
          Effect: 'Allow',
          Action: 's3:*',
          Principal: { AWS: '111111111111' },
          Resource: 'arn:aws:s3:::amzn-s3-demo-bucket-production/*',
        },
        {
          Sid: 'DenyPut',
          Effect: 'Deny',
          Action: 's3:PutObject',
          Principal: { AWS: 'arn:aws:iam::111111111111:role/Demo' },
          Resource: 'arn:aws:s3:::amzn-s3-demo-bucket-production/*',
        },
      ),
    },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:AllowS3ProductionObjectActions', 'resource:Allow', 'resource:DenyPut'],
  },
]);

// BucketA belongs to AccountA; AccountB is 111122223333.
const bucketA = policy('BucketA', {
  Sid: 'PrincipalAccess',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 's3:*',
  Resource: 'arn:aws:s3:::BucketA/*',
});
const user2 = policy('User2', {
  Sid: 'ReadOnly',
  Effect: 'Allow',
  Action: ['s3:Get*', 's3:List*'],
  Resource: 'arn:aws:s3:::BucketA/*',
});
const inB = (name: string, action: string) => ({
  principal: `arn:aws:iam::111122223333:${name}`,
  action,
  resource: 'arn:aws:s3:::BucketA/object',
  resourceAccountId: '444455556666',
});

documentation('IAM/latest/UserGuide/access_policies-cross-account-resource-access.html', [
  {
    title: 'the root user of AccountB has all that the account was given',
    request: inB('root', 's3:DeleteObject'),
    policies: { identity: [], resource: bucketA },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:PrincipalAccess'],
  },
  {
    title: 'User2 views objects',
    request: inB('user/User2', 's3:GetObject'),
    policies: { identity: [user2], resource: bucketA },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:ReadOnly', 'resource:PrincipalAccess'],
  },
  {
    title: 'User2 does not create them',
    request: inB('user/User2', 's3:PutObject'),
    policies: { identity: [user2], resource: bucketA },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:PrincipalAccess'],
  },
  {
    title: 'User2 does not delete them',
    request: inB('user/User2', 's3:DeleteObject'),
    policies: { identity: [user2], resource: bucketA },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:PrincipalAccess'],
  },
  {
    title: 'User1 was given nothing',
    request: inB('user/User1', 's3:GetObject'),
    policies: { identity: [], resource: bucketA },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:PrincipalAccess'],
  },
  {
    title: 'User2 with full access to everything has what AccountB has',
    request: inB('user/User2', 's3:DeleteObject'),
    policies: { identity: [administratorAccess], resource: bucketA },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'resource:PrincipalAccess'],
  },
  {
    title: 'which ends where the other account gave nothing',
    request: { ...inB('user/User2', 's3:GetObject'), resource: 'arn:aws:s3:::BucketC/object' },
    policies: { identity: [administratorAccess] },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin'],
  },
  {
    title: 'and so does the root user',
    request: { ...inB('root', 's3:GetObject'), resource: 'arn:aws:s3:::BucketC/object' },
    policies: { identity: [] },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: [],
  },
  {
    title: 'a list-only grant to the account cannot be delegated further',
    request: inB('user/User2', 's3:GetObject'),
    policies: {
      identity: [administratorAccess],
      resource: policy('BucketA', {
        Sid: 'ListOnly',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 's3:List*',
        Resource: ['arn:aws:s3:::BucketA', 'arn:aws:s3:::BucketA/*'],
      }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin'],
  },
  {
    title: 'the partner\u2019s role assumes APNPartner',
    request: {
      principal: 'arn:aws:sts::111122223333:assumed-role/APN-user-name/software',
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::444455556666:role/APNPartner',
      resourceAccountId: '444455556666',
    },
    policies: {
      identity: [administratorAccess],
      resource: policy('trust', {
        Sid: 'Partner',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/APN-user-name' },
        Action: 'sts:AssumeRole',
      }),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'trust:Partner'],
  },
  {
    // "You can't use a resource-based policy in your account in China to allow access for users in your
    // standard AWS account."
    title: 'no access across partitions',
    request: {
      principal: 'arn:aws:iam::111122223333:user/User2',
      action: 's3:GetObject',
      resource: 'arn:aws-cn:s3:::BucketA/object',
      resourceAccountId: '444455556666',
    },
    policies: {
      identity: [
        policy('s3', { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws-cn:s3:::BucketA/*' }),
      ],
      resource: policy('BucketA', {
        Sid: 'PrincipalAccess',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 's3:*',
        Resource: 'arn:aws-cn:s3:::BucketA/*',
      }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    // It names the caller, and gives it nothing.
    statements: ['identity:S3', 'resource:PrincipalAccess'],
  },
]);

// Examples of policies for delegating access.
const demoBucket = ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'];
const accountB: Statement = {
  Sid: 'AccountBAccess1',
  Effect: 'Allow',
  Principal: { AWS: '111122223333' },
  Action: 's3:*',
  Resource: demoBucket,
};
const listInB = policy('B', { Sid: 'List', Effect: 'Allow', Action: 's3:List*', Resource: demoBucket });
const fromB = (action: string, resource: string, context: Context = {}) => ({
  principal: 'arn:aws:iam::111122223333:user/reader',
  action,
  resource,
  resourceAccountId: '123456789012',
  context,
});
const queue1 = 'arn:aws:sqs:us-east-1:123456789012:queue1';
const queuePolicy = policy('queue1', {
  Sid: 'Window',
  Effect: 'Allow',
  Principal: { AWS: '111122223333' },
  Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
  Resource: ['arn:aws:sqs:*:123456789012:queue1'],
  Condition: {
    DateGreaterThan: { 'aws:CurrentTime': '2014-11-30T12:00Z' },
    DateLessThan: { 'aws:CurrentTime': '2014-11-30T15:00Z' },
  },
});
const queueInB = policy('B', {
  Sid: 'Queue',
  Effect: 'Allow',
  Action: 'sqs:*',
  Resource: 'arn:aws:sqs:*:123456789012:queue1',
});
const at = (time: string): Context => ({ 'aws:CurrentTime': time });

documentation('IAM/latest/UserGuide/id_roles_create_policy-examples.html', [
  {
    title: 'S3: what both accounts allow',
    request: fromB('s3:ListBucket', 'arn:aws:s3:::amzn-s3-demo-bucket'),
    policies: { identity: [listInB], resource: policy('A', accountB) },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:List', 'resource:AccountBAccess1'],
  },
  {
    title: 'S3: account B gives its user only a part of what it was given',
    request: fromB('s3:GetObject', 'arn:aws:s3:::amzn-s3-demo-bucket/k'),
    policies: { identity: [listInB], resource: policy('A', accountB) },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:AccountBAccess1'],
  },
  {
    title: 'SQS: within the three hours',
    request: fromB('sqs:SendMessage', queue1, at('2014-11-30T13:30:00Z')),
    policies: { identity: [queueInB], resource: queuePolicy },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Queue', 'resource:Window'],
  },
  {
    title: 'SQS: before them',
    request: fromB('sqs:SendMessage', queue1, at('2014-11-30T11:59:59Z')),
    policies: { identity: [queueInB], resource: queuePolicy },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Queue'],
  },
  {
    title: 'SQS: after them',
    request: fromB('sqs:ReceiveMessage', queue1, at('2014-11-30T15:00:00Z')),
    policies: { identity: [queueInB], resource: queuePolicy },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Queue'],
  },
  {
    title: 'SQS: an action that account A did not give',
    request: fromB('sqs:ChangeMessageVisibility', queue1, at('2014-11-30T13:30:00Z')),
    policies: { identity: [queueInB], resource: queuePolicy },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Queue'],
  },
  {
    title: 'a deny of account B reaches its users',
    request: fromB('s3:GetObject', 'arn:aws:s3:::amzn-s3-demo-bucket/k'),
    policies: {
      identity: [policy('B', { Sid: 'All', Effect: 'Allow', Action: 's3:*', Resource: demoBucket })],
      resource: policy('A', {
        Sid: 'AccountBDeny',
        Effect: 'Deny',
        Principal: { AWS: '111122223333' },
        Action: 's3:*',
        Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
      }),
    },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:All', 'resource:AccountBDeny'],
  },
  {
    title: 'a deny of account B reaches its role sessions, also where the role is allowed',
    request: {
      ...fromB('s3:GetObject', 'arn:aws:s3:::amzn-s3-demo-bucket/k'),
      principal: 'arn:aws:sts::111122223333:assumed-role/Reader/s',
    },
    policies: {
      identity: [policy('B', { Sid: 'All', Effect: 'Allow', Action: 's3:*', Resource: demoBucket })],
      resource: policy(
        'A',
        {
          Sid: 'AccountBDeny',
          Effect: 'Deny',
          Principal: { AWS: '111122223333' },
          Action: 's3:*',
          Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
        },
        {
          Sid: 'ReaderAllow',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:role/Reader' },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
        },
      ),
    },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:All', 'resource:AccountBDeny', 'resource:ReaderAllow'],
  },
]);

// Who may do what on another account's queue or key at all.
const queueAll = policy('queue1', {
  Sid: 'Queue1_AllActions',
  Effect: 'Allow',
  Principal: {
    AWS: ['arn:aws:iam::111122223333:role/role1', 'arn:aws:iam::111122223333:user/username1'],
  },
  Action: 'sqs:*',
  Resource: 'arn:aws:sqs:us-east-2:123456789012:queue1',
});
const sqsAll = policy('sqs', { Sid: 'Sqs', Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
const username1 = (action: string) => ({
  principal: 'arn:aws:iam::111122223333:user/username1',
  action,
  resource: 'arn:aws:sqs:us-east-2:123456789012:queue1',
  resourceAccountId: '123456789012',
});

documentation('AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html', [
  {
    title: 'Example 4: the user named sends',
    request: username1('sqs:SendMessage'),
    policies: { identity: [sqsAll], resource: queueAll },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Sqs', 'resource:Queue1_AllActions'],
  },
  {
    title: 'Example 4: the role named sends',
    request: {
      ...username1('sqs:SendMessage'),
      principal: 'arn:aws:sts::111122223333:assumed-role/role1/s',
    },
    policies: { identity: [sqsAll], resource: queueAll },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Sqs', 'resource:Queue1_AllActions'],
  },
  {
    title: 'Example 4: another user of that account does not',
    request: {
      ...username1('sqs:SendMessage'),
      principal: 'arn:aws:iam::111122223333:user/username2',
    },
    policies: { identity: [sqsAll], resource: queueAll },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Sqs'],
  },
  // "Cross-account permissions don't apply to the following actions". That it is the resource-based policy
  // that grants nothing is our reading.
  ...[
    'AddPermission',
    'CancelMessageMoveTask',
    'DeleteQueue',
    'ListQueueTags',
    'RemovePermission',
    'SetQueueAttributes',
    'TagQueue',
    'UntagQueue',
  ].map((action) => ({
    title: `Example 4: not across accounts: ${action}`,
    request: username1(`sqs:${action}`),
    policies: { identity: [sqsAll], resource: queueAll },
    outcome: 'implicitDeny' as const,
    blockedBy: ['resource' as const],
    statements: ['identity:Sqs', 'resource:Queue1_AllActions'],
  })),
]);
