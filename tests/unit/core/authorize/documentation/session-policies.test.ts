// Sessions of roles and of federated users: what a session policy limits, and what a resource-based policy
// gives past it.

import { administratorAccess, documentation, policy, type Context } from './cases.ts';

const account = '111122223333';
const tokenApp = `arn:aws:iam::${account}:user/token-app`;
const carol = `arn:aws:sts::${account}:federated-user/Carol`;
const role = `arn:aws:iam::${account}:role/productionapp`;
const roleSession = `arn:aws:sts::${account}:assumed-role/productionapp/s`;
const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::productionapp' };
const inBucket = 'arn:aws:s3:::productionapp/*';

const permissions = policy(
  'role',
  { Sid: 'List', ...list },
  {
    Sid: 'Objects',
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    Resource: inBucket,
  },
);
const passed = policy(
  'passed',
  { Sid: 'SessionList', ...list },
  { Sid: 'SessionObjects', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: inBucket },
);
const denyDelete = policy('bucket', {
  Sid: 'NobodyDeletes',
  Principal: { AWS: '*' },
  Effect: 'Deny',
  Action: 's3:DeleteObject',
  Resource: inBucket,
});
const inSession = (action: string, resource = 'arn:aws:s3:::productionapp/k') => ({
  principal: roleSession,
  action,
  resource,
  resourceAccountId: account,
});

documentation('IAM/latest/UserGuide/id_credentials_temp_control-access_assumerole.html', [
  {
    title: 'without a session policy the role\u2019s policy decides',
    request: inSession('s3:DeleteObject'),
    policies: { identity: [permissions] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Objects'],
  },
  {
    title: 'nor does it give more than that',
    request: inSession('s3:GetObjectAcl'),
    policies: { identity: [permissions] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'session policy: lists',
    request: inSession('s3:ListBucket', 'arn:aws:s3:::productionapp'),
    policies: { identity: [permissions], sessions: [passed] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:List', 'session:SessionList'],
  },
  {
    title: 'session policy: puts',
    request: inSession('s3:PutObject'),
    policies: { identity: [permissions], sessions: [passed] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Objects', 'session:SessionObjects'],
  },
  {
    title: 'session policy: DeleteObject is filtered out',
    request: inSession('s3:DeleteObject'),
    policies: { identity: [permissions], sessions: [passed] },
    outcome: 'implicitDeny',
    blockedBy: ['session'],
    statements: ['identity:Objects'],
    messageEnds: ' because no session policy allows the s3:DeleteObject action',
  },
  {
    title: 'a session policy cannot grant more than the role has',
    request: inSession('s3:GetObject', 'arn:aws:s3:::other/k'),
    policies: { identity: [permissions], sessions: [administratorAccess] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['session:Admin'],
  },
  {
    title: 'bucket policy: all users are denied to delete, the role\u2019s sessions too',
    request: inSession('s3:DeleteObject'),
    policies: { identity: [permissions], resource: denyDelete },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Objects', 'resource:NobodyDeletes'],
  },
  {
    title: 'bucket policy: with the session policy, the explicit deny is told first',
    request: inSession('s3:DeleteObject'),
    policies: { identity: [permissions], sessions: [passed], resource: denyDelete },
    outcome: 'explicitDeny',
    blockedBy: ['resource', 'session'],
    statements: ['identity:Objects', 'resource:NobodyDeletes'],
  },
  {
    title: 'bucket policy: reading is as before',
    request: inSession('s3:GetObject'),
    policies: { identity: [permissions], sessions: [passed], resource: denyDelete },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Objects', 'session:SessionObjects'],
  },
]);

const appPolicy = policy(
  'token-app',
  { Sid: 'Federate', Effect: 'Allow', Action: 'sts:GetFederationToken', Resource: '*' },
  { Sid: 'Tables', Effect: 'Allow', Action: 'dynamodb:ListTables', Resource: '*' },
  { Sid: 'Messages', Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: '*' },
  { Sid: 'Buckets', Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' },
  { Sid: 'Subscriptions', Effect: 'Allow', Action: 'sns:ListSubscriptions', Resource: '*' },
);
const federatedPolicy = policy(
  'passed',
  {
    Sid: 'SessionList',
    Effect: 'Allow',
    Action: ['s3:ListBucket'],
    Resource: ['arn:aws:s3:::productionapp'],
  },
  {
    Sid: 'SessionObjects',
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    Resource: [inBucket],
  },
);
const carolBucket = policy('bucket', {
  Sid: 'Carol',
  Principal: { AWS: carol },
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
  Resource: [inBucket],
});
const asCarol = (action: string, resource: string) => ({
  principal: carol,
  issuer: tokenApp,
  action,
  resource,
  resourceAccountId: account,
});

documentation('IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html', [
  {
    title: 'without a session policy the user\u2019s permissions are of no use',
    request: asCarol('s3:ListBucket', 'arn:aws:s3:::productionapp'),
    policies: { identity: [appPolicy], sessions: [] },
    outcome: 'implicitDeny',
    blockedBy: ['session'],
    statements: ['identity:Buckets'],
  },
  {
    title: 'with it she lists productionapp',
    request: asCarol('s3:ListBucket', 'arn:aws:s3:::productionapp'),
    policies: { identity: [appPolicy], sessions: [federatedPolicy] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Buckets', 'session:SessionList'],
  },
  ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action) => ({
    title: `${action} was not the user\u2019s to give`,
    request: asCarol(action, 'arn:aws:s3:::productionapp/k'),
    policies: { identity: [appPolicy], sessions: [federatedPolicy] },
    outcome: 'implicitDeny' as const,
    blockedBy: ['identity' as const],
    statements: ['session:SessionObjects'],
  })),
  ...(
    [
      ['sns:ListSubscriptions', '*', 'Subscriptions'],
      ['sqs:ReceiveMessage', `arn:aws:sqs:us-east-1:${account}:q`, 'Messages'],
      ['dynamodb:ListTables', '*', 'Tables'],
      ['s3:ListBucket', 'arn:aws:s3:::other', 'Buckets'],
    ] as const
  ).map(([action, resource, sid]) => ({
    title: `${action} on ${resource} is denied although the user has it`,
    request: asCarol(action, resource),
    policies: { identity: [appPolicy], sessions: [federatedPolicy] },
    outcome: 'implicitDeny' as const,
    blockedBy: ['session' as const],
    statements: [`identity:${sid}`],
  })),
  ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action) => ({
    title: `the bucket policy gives her ${action}, also without a session policy`,
    request: asCarol(action, 'arn:aws:s3:::productionapp/k'),
    policies: { identity: [appPolicy], sessions: [], resource: carolBucket },
    outcome: 'allowed' as const,
    blockedBy: [],
    statements: ['resource:Carol'],
  })),
  {
    title: 'the bucket policy does not give her what it does not name',
    request: asCarol('s3:ListBucket', 'arn:aws:s3:::productionapp'),
    policies: { identity: [appPolicy], sessions: [], resource: carolBucket },
    outcome: 'implicitDeny',
    blockedBy: ['session'],
    statements: ['identity:Buckets'],
  },
  {
    title: 'another federated user is not named',
    request: {
      ...asCarol('s3:GetObject', 'arn:aws:s3:::productionapp/k'),
      principal: `arn:aws:sts::${account}:federated-user/Dave`,
    },
    policies: { identity: [appPolicy], sessions: [], resource: carolBucket },
    outcome: 'implicitDeny',
    blockedBy: ['identity', 'session'],
    statements: [],
  },
  {
    title: 'a bucket policy that names the user who federated is limited by the missing session policy',
    request: asCarol('s3:GetObject', 'arn:aws:s3:::productionapp/k'),
    policies: {
      identity: [appPolicy],
      sessions: [],
      resource: policy('bucket', {
        Sid: 'App',
        Principal: { AWS: tokenApp },
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: inBucket,
      }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['session'],
    statements: ['resource:App'],
  },
  {
    title: 'and adds to the user\u2019s permissions where there is one',
    request: asCarol('s3:GetObject', 'arn:aws:s3:::productionapp/k'),
    policies: {
      identity: [appPolicy],
      sessions: [federatedPolicy],
      resource: policy('bucket', {
        Sid: 'App',
        Principal: { AWS: tokenApp },
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: inBucket,
      }),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:App', 'session:SessionObjects'],
  },
  {
    title: 'a deny of the user who federated reaches her: the permissions are an intersection',
    request: asCarol('s3:GetObject', 'arn:aws:s3:::productionapp/k'),
    policies: {
      identity: [
        appPolicy,
        policy('no-objects', { Sid: 'NoObjects', Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }),
      ],
      sessions: [federatedPolicy],
      resource: carolBucket,
    },
    outcome: 'explicitDeny',
    blockedBy: ['identity'],
    statements: ['identity:NoObjects', 'session:SessionObjects', 'resource:Carol'],
  },
]);

// "The session policy limits the total permissions granted by the resource-based policy and the
// identity-based policy"; "The resource-based policy permissions are not limited by the session policy."
const sessionGet = policy('passed', {
  Sid: 'SessionGet',
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: '*',
});
const identityPut = policy('role', { Sid: 'Put', Effect: 'Allow', Action: 's3:PutObject', Resource: '*' });
const bucketFor = (AWS: string, Action: readonly string[]) =>
  policy('bucket', { Sid: 'Bucket', Effect: 'Allow', Principal: { AWS }, Action, Resource: inBucket });
const boundaryNone = policy('boundary', { Sid: 'Ec2', Effect: 'Allow', Action: 'ec2:*', Resource: '*' });

documentation('IAM/latest/UserGuide/access_policies.html: session policies', [
  {
    title: 'role named: what session and bucket allow',
    request: inSession('s3:GetObject'),
    policies: {
      identity: [identityPut],
      sessions: [sessionGet],
      resource: bucketFor(role, ['s3:GetObject', 's3:DeleteObject']),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Bucket', 'session:SessionGet'],
  },
  {
    title: 'role named: what the bucket alone allows',
    request: inSession('s3:DeleteObject'),
    policies: {
      identity: [identityPut],
      sessions: [sessionGet],
      resource: bucketFor(role, ['s3:GetObject', 's3:DeleteObject']),
    },
    outcome: 'implicitDeny',
    blockedBy: ['session'],
    statements: ['resource:Bucket'],
  },
  {
    title: 'role named: what the identity alone allows',
    request: inSession('s3:PutObject'),
    policies: {
      identity: [identityPut],
      sessions: [sessionGet],
      resource: bucketFor(role, ['s3:GetObject', 's3:DeleteObject']),
    },
    outcome: 'implicitDeny',
    blockedBy: ['session'],
    statements: ['identity:Put'],
  },
  {
    title: 'session named: what the bucket alone allows',
    request: inSession('s3:DeleteObject'),
    policies: {
      identity: [identityPut],
      sessions: [sessionGet],
      resource: bucketFor(roleSession, ['s3:DeleteObject']),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Bucket'],
  },
  {
    title: 'session named: the identity\u2019s permissions stay limited',
    request: inSession('s3:PutObject'),
    policies: {
      identity: [identityPut],
      sessions: [sessionGet],
      resource: bucketFor(roleSession, ['s3:DeleteObject']),
    },
    outcome: 'implicitDeny',
    blockedBy: ['session'],
    statements: ['identity:Put'],
  },
  {
    title: 'session named: what no one allows but the session policy',
    request: inSession('s3:GetObject'),
    policies: {
      identity: [identityPut],
      sessions: [sessionGet],
      resource: bucketFor(roleSession, ['s3:DeleteObject']),
    },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['session:SessionGet'],
  },
  {
    title: 'session named: the boundary does not limit it',
    request: inSession('s3:DeleteObject'),
    policies: {
      identity: [identityPut],
      boundary: boundaryNone,
      sessions: [sessionGet],
      resource: bucketFor(roleSession, ['s3:DeleteObject']),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Bucket'],
  },
  {
    title: 'session named: an explicit deny in the session policy does',
    request: inSession('s3:DeleteObject'),
    policies: {
      identity: [identityPut],
      sessions: [
        policy('passed', { Sid: 'NoDelete', Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' }),
      ],
      resource: bucketFor(roleSession, ['s3:DeleteObject']),
    },
    outcome: 'explicitDeny',
    blockedBy: ['session'],
    statements: ['resource:Bucket', 'session:NoDelete'],
  },
  {
    title: 'a session of the same name of another role is another session',
    request: {
      ...inSession('s3:DeleteObject'),
      principal: `arn:aws:sts::${account}:assumed-role/other/s`,
    },
    policies: { identity: [], resource: bucketFor(roleSession, ['s3:DeleteObject']) },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
]);

// "Federated user permissions are the intersection of the principal that called GetFederationToken and the
// session policies"; the root user "has full access" (evaluation logic).
const federatedRoot = {
  principal: `arn:aws:sts::${account}:federated-user/FromRoot`,
  issuer: `arn:aws:iam::${account}:root`,
  action: 's3:ListBucket',
  resource: 'arn:aws:s3:::productionapp',
  resourceAccountId: account,
};
documentation('IAM/latest/UserGuide/reference_policies_elements_principal.html: STS federated users', [
  {
    title: 'a federated root user has what the session policy leaves',
    request: federatedRoot,
    policies: { identity: [], sessions: [federatedPolicy] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['session:SessionList'],
  },
  {
    title: 'a federated root user has no more than that',
    request: { ...federatedRoot, action: 's3:DeleteBucket' },
    policies: { identity: [], sessions: [federatedPolicy] },
    outcome: 'implicitDeny',
    blockedBy: ['session'],
    statements: [],
  },
]);

const creator = (action: string, resource: string, context: Context = {}) => ({
  principal: 'arn:aws:iam::123456789012:user/creator',
  action,
  resource,
  resourceAccountId: '123456789012',
  context,
});
const managersOnly = policy('managers', {
  Sid: 'Managers',
  Effect: 'Allow',
  Action: 'sts:GetFederationToken',
  Resource: ['arn:aws:sts::123456789012:federated-user/Manager*'],
});
const updateApp = policy('update-app', {
  Sid: 'UpdateApp',
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: 'arn:aws:iam::123123123123:role/UpdateAPP',
});
const trustCreators = policy('trust', {
  Sid: 'Trust',
  Effect: 'Allow',
  Principal: { AWS: '123456789012' },
  Action: 'sts:AssumeRole',
});

documentation('IAM/latest/UserGuide/id_credentials_temp_control-access_enable-create.html', [
  {
    title: 'by default a user may not federate',
    request: creator('sts:GetFederationToken', 'arn:aws:sts::123456789012:federated-user/Manager1'),
    policies: { identity: [] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'a user who may federate managers only: a manager',
    request: creator('sts:GetFederationToken', 'arn:aws:sts::123456789012:federated-user/Manager1'),
    policies: { identity: [managersOnly] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Managers'],
  },
  {
    title: 'a user who may federate managers only: anybody else',
    request: creator('sts:GetFederationToken', 'arn:aws:sts::123456789012:federated-user/Worker1'),
    policies: { identity: [managersOnly] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'the role UpdateAPP of the other account',
    request: {
      ...creator('sts:AssumeRole', 'arn:aws:iam::123123123123:role/UpdateAPP'),
      resourceAccountId: '123123123123',
    },
    policies: { identity: [updateApp], resource: trustCreators },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:UpdateApp', 'trust:Trust'],
  },
  {
    title: 'another role of that account',
    request: {
      ...creator('sts:AssumeRole', 'arn:aws:iam::123123123123:role/Other'),
      resourceAccountId: '123123123123',
    },
    policies: { identity: [updateApp], resource: trustCreators },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['trust:Trust'],
  },
  {
    title: 'role names match with case',
    request: {
      ...creator('sts:AssumeRole', 'arn:aws:iam::123123123123:role/UpdateApp'),
      resourceAccountId: '123123123123',
    },
    policies: { identity: [updateApp], resource: trustCreators },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['trust:Trust'],
  },
  {
    title: 'GetSessionToken needs no permission',
    request: creator('sts:GetSessionToken', '*'),
    policies: { identity: [] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'GetSessionToken cannot be prevented',
    request: creator('sts:GetSessionToken', '*'),
    policies: {
      identity: [policy('no', { Sid: 'No', Effect: 'Deny', Action: 'sts:*', Resource: '*' })],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
]);
