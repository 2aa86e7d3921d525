// Whom a Principal or NotPrincipal means.

import { administratorAccess, documentation, policy, type Context, type Statement } from './cases.ts';

const account = '111122223333';
const call = (principal: string, context: Context = {}, action = 's3:GetObject') => ({
  principal,
  action,
  resource: 'arn:aws:s3:::amzn-s3-demo-bucket/k',
  resourceAccountId: account,
  context,
});
const to = (Principal: unknown, more: Statement = {}) =>
  policy('bucket', {
    Sid: 'Grant',
    Effect: 'Allow',
    Principal,
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
    ...more,
  });
const s3All = policy('s3', { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: '*' });
const ownUser = `arn:aws:iam::${account}:user/exampleuser`;
const session = `arn:aws:sts::${account}:assumed-role/examplerole/s`;
const role = `arn:aws:iam::${account}:role/examplerole`;
const page = 'IAM/latest/UserGuide/reference_policies_elements_principal.html';
const granted = { outcome: 'allowed' as const, blockedBy: [], statements: ['resource:Grant'] };
const notNamed = { outcome: 'implicitDeny' as const, blockedBy: ['identity' as const], statements: [] };

documentation(page, [
  {
    title: 'two accounts: the first',
    request: call('arn:aws:iam::123456789012:user/u'),
    policies: { identity: [s3All], resource: to({ AWS: ['123456789012', '555555555555'] }) },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:S3', 'resource:Grant'],
  },
  {
    title: 'two accounts: the second',
    request: call('arn:aws:iam::555555555555:user/u'),
    policies: { identity: [s3All], resource: to({ AWS: ['123456789012', '555555555555'] }) },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:S3', 'resource:Grant'],
  },
  {
    title: 'two accounts: a third',
    request: call('arn:aws:iam::777777777777:user/u'),
    policies: { identity: [s3All], resource: to({ AWS: ['123456789012', '555555555555'] }) },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:S3'],
  },
  ...[account, `arn:aws:iam::${account}:root`].map((AWS) => ({
    title: `the account as ${AWS} delegates and is not the root user alone`,
    request: call(ownUser),
    policies: { identity: [s3All], resource: to({ AWS }) },
    outcome: 'allowed' as const,
    blockedBy: [],
    statements: ['identity:S3', 'resource:Grant'],
  })),
  ...[account, `arn:aws:iam::${account}:root`].map((AWS) => ({
    title: `the account as ${AWS} gives its users nothing by itself`,
    request: call(ownUser),
    policies: { identity: [], resource: to({ AWS }) },
    outcome: 'implicitDeny' as const,
    blockedBy: ['identity' as const],
    statements: ['resource:Grant'],
  })),
  {
    title: 'a list of principals is an OR',
    request: call(ownUser),
    policies: { identity: [], resource: to({ AWS: [role, ownUser] }) },
    ...granted,
  },
  {
    title: 'types of principals side by side',
    request: call(ownUser),
    policies: {
      identity: [],
      resource: to({ Service: 'cloudtrail.amazonaws.com', AWS: ownUser }),
    },
    ...granted,
  },
  {
    title: 'the user name matches with case',
    request: call(`arn:aws:iam::${account}:user/ExampleUser`),
    policies: { identity: [], resource: to({ AWS: ownUser }) },
    ...notNamed,
  },
  {
    title: 'a user of that name in another account is another user',
    request: call('arn:aws:iam::999999999999:user/exampleuser'),
    policies: { identity: [s3All], resource: to({ AWS: ownUser }) },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:S3'],
  },
  {
    title: 'a user\u2019s path is part of its ARN',
    request: call(`arn:aws:iam::${account}:user/division/exampleuser`),
    policies: { identity: [], resource: to({ AWS: ownUser }) },
    ...notNamed,
  },
  {
    title: 'the role means each of its sessions',
    request: call(session),
    policies: { identity: [], resource: to({ AWS: role }) },
    ...granted,
  },
  {
    title: 'the session means itself',
    request: call(session),
    policies: { identity: [], resource: to({ AWS: session }) },
    ...granted,
  },
  {
    title: 'another session of the role is not meant',
    request: call(`arn:aws:sts::${account}:assumed-role/examplerole/other`),
    policies: { identity: [], resource: to({ AWS: session }) },
    ...notNamed,
  },
  {
    title: 'a role with a path: the session\u2019s ARN does not show it, aws:PrincipalArn does',
    request: call(session, { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/division/examplerole` }),
    policies: {
      identity: [],
      resource: to({ AWS: `arn:aws:iam::${account}:role/division/examplerole` }),
    },
    ...granted,
  },
  {
    title: 'the federated user',
    request: { ...call(`arn:aws:sts::${account}:federated-user/f`), issuer: ownUser },
    policies: {
      identity: [],
      sessions: [],
      resource: to({ AWS: `arn:aws:sts::${account}:federated-user/f` }),
    },
    ...granted,
  },
  {
    title: 'a federated user is not the IAM user of the same name',
    request: {
      ...call(`arn:aws:sts::${account}:federated-user/exampleuser`),
      issuer: `arn:aws:iam::${account}:user/broker`,
    },
    policies: { identity: [], sessions: [], resource: to({ AWS: ownUser }) },
    outcome: 'implicitDeny',
    blockedBy: ['identity', 'session'],
    statements: [],
  },
  {
    title: 'a service of a list',
    request: call('elasticloadbalancing.amazonaws.com'),
    policies: {
      identity: [],
      resource: to({ Service: ['ecs.amazonaws.com', 'elasticloadbalancing.amazonaws.com'] }),
    },
    ...granted,
  },
]);

// Saved policies hold unique ids: deleting an entity and making its name again does not restore trust.
const newUser: Context = { 'aws:userid': 'AIDANEW00000000000000' };
const oldUser: Context = { 'aws:userid': 'AIDAOLD00000000000000' };
const newRole: Context = { 'aws:userid': 'AROANEW00000000000000:s' };
const oldRole: Context = { 'aws:userid': 'AROAOLD00000000000000:s' };
documentation(`${page}: deleted users and roles`, [
  {
    title: 'the id of the user that is there',
    request: call(ownUser, oldUser),
    policies: { identity: [], resource: to({ AWS: 'AIDAOLD00000000000000' }) },
    ...granted,
  },
  {
    title: 'the id of a deleted user, whose name was made again',
    request: call(ownUser, newUser),
    policies: { identity: [], resource: to({ AWS: 'AIDAOLD00000000000000' }) },
    ...notNamed,
  },
  {
    title: 'the id of the role that is there',
    request: call(session, oldRole),
    policies: { identity: [], resource: to({ AWS: 'AROAOLD00000000000000' }) },
    ...granted,
  },
  {
    title: 'the id of the role is limited like its ARN',
    request: call(session, oldRole),
    policies: {
      identity: [],
      boundary: policy('b', { Sid: 'Ec2', Effect: 'Allow', Action: 'ec2:*', Resource: '*' }),
      resource: to({ AWS: 'AROAOLD00000000000000' }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['resource:Grant'],
  },
  {
    title: 'the id of a deleted role, whose name was made again',
    request: call(session, newRole),
    policies: { identity: [], resource: to({ AWS: 'AROAOLD00000000000000' }) },
    ...notNamed,
  },
  {
    title: 'a trust policy with the id of a deleted role',
    request: {
      principal: session,
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${account}:role/target`,
      resourceAccountId: account,
      context: newRole,
    },
    policies: {
      identity: [administratorAccess],
      resource: policy('trust', {
        Sid: 'Old',
        Effect: 'Allow',
        Principal: { AWS: 'AROAOLD00000000000000' },
        Action: 'sts:AssumeRole',
      }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:Admin'],
  },
  {
    title: 'AWS does not convert condition key ARNs: permissions persist',
    request: call(session, newRole),
    policies: {
      identity: [],
      resource: to('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': role } } }),
    },
    ...granted,
  },
]);

// Instead of NotPrincipal: Deny with ArnNotEquals.
const demoBucket = ['arn:aws:s3:::amzn-s3-demo-bucket/*', 'arn:aws:s3:::amzn-s3-demo-bucket'];
const allButUser = policy('bucket', {
  Sid: 'UsePrincipalArnInsteadOfNotPrincipalWithDeny',
  Effect: 'Deny',
  Action: 's3:*',
  Principal: '*',
  Resource: demoBucket,
  Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:user/user-name' } },
});
const inBucketAccount = (principal: string) => ({ ...call(principal), resourceAccountId: '444455556666' });
const butUser = 'resource:UsePrincipalArnInsteadOfNotPrincipalWithDeny';
documentation(`${page}: instead of NotPrincipal`, [
  {
    title: 'the user excepted',
    request: inBucketAccount('arn:aws:iam::444455556666:user/user-name'),
    policies: { identity: [s3All], resource: allButUser },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:S3'],
  },
  {
    title: 'the user excepted, with a boundary, which makes no difference here',
    request: inBucketAccount('arn:aws:iam::444455556666:user/user-name'),
    policies: { identity: [s3All], boundary: s3All, resource: allButUser },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:S3', 'boundary:S3'],
  },
  {
    title: 'another user',
    request: inBucketAccount('arn:aws:iam::444455556666:user/other'),
    policies: { identity: [s3All], resource: allButUser },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:S3', butUser],
  },
  {
    title: 'the root user',
    request: inBucketAccount('arn:aws:iam::444455556666:root'),
    policies: { identity: [], resource: allButUser },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: [butUser],
  },
  {
    title: 'the user excepted is granted nothing by it',
    request: inBucketAccount('arn:aws:iam::444455556666:user/user-name'),
    policies: { identity: [], resource: allButUser },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
]);

const auditBucket = policy('bucket', {
  Sid: 'DenyCrossAuditAccess',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: demoBucket,
  Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/read-only-role' } },
});
const notCodeBuild = policy(
  'bucket',
  {
    Sid: 'DenyNotCodeBuildAccess',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: demoBucket,
    Condition: { StringNotEqualsIfExists: { 'aws:PrincipalServiceName': 'codebuild.amazonaws.com' } },
  },
  {
    Sid: 'Services',
    Effect: 'Allow',
    Principal: { Service: ['codebuild.amazonaws.com', 'logging.s3.amazonaws.com'] },
    Action: 's3:GetObject',
    Resource: demoBucket,
  },
);
const notPrincipal = (entries: unknown, more: Statement = {}) =>
  policy('bucket', {
    Sid: 'DenyAllOthers',
    Effect: 'Deny',
    NotPrincipal: entries,
    Action: 's3:*',
    Resource: demoBucket,
    ...more,
  });
const bob = 'arn:aws:iam::444455556666:user/Bob';
const rootOfBob = 'arn:aws:iam::444455556666:root';
const auditSession = 'arn:aws:sts::444455556666:assumed-role/audit-role/audit-app';
const auditRole = 'arn:aws:iam::444455556666:role/audit-role';
const spared = { outcome: 'allowed' as const, blockedBy: [], statements: ['identity:S3'] };
const hit = {
  outcome: 'explicitDeny' as const,
  blockedBy: ['resource' as const],
  statements: ['identity:S3', 'resource:DenyAllOthers'],
};
documentation('IAM/latest/UserGuide/reference_policies_elements_notprincipal.html', [
  {
    title: 'NotPrincipal with the user and its account spares the user',
    request: inBucketAccount(bob),
    policies: { identity: [s3All], resource: notPrincipal({ AWS: [bob, rootOfBob] }) },
    ...spared,
  },
  {
    title: 'and denies everybody else of the account',
    request: inBucketAccount('arn:aws:iam::444455556666:user/Alice'),
    policies: { identity: [s3All], resource: notPrincipal({ AWS: [bob, rootOfBob] }) },
    ...hit,
  },
  {
    title: 'session, role and account together spare the session',
    request: inBucketAccount(auditSession),
    policies: {
      identity: [s3All],
      resource: notPrincipal({ AWS: [auditSession, auditRole, rootOfBob] }),
    },
    ...spared,
  },
  {
    title: 'another role is denied',
    request: inBucketAccount('arn:aws:sts::444455556666:assumed-role/other/s'),
    policies: {
      identity: [s3All],
      resource: notPrincipal({ AWS: [auditSession, auditRole, rootOfBob] }),
    },
    ...hit,
  },
  {
    title: 'it spares and grants nothing',
    request: inBucketAccount(bob),
    policies: { identity: [], resource: notPrincipal({ AWS: [bob, rootOfBob] }) },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'a user with a boundary is always denied',
    request: inBucketAccount(bob),
    policies: {
      identity: [s3All],
      boundary: s3All,
      resource: notPrincipal({ AWS: [bob, rootOfBob] }),
    },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:S3', 'boundary:S3', 'resource:DenyAllOthers'],
  },
  {
    title: 'a role with a boundary is always denied',
    request: inBucketAccount(auditSession),
    policies: {
      identity: [s3All],
      boundary: s3All,
      resource: notPrincipal({ AWS: [auditSession, auditRole, rootOfBob] }),
    },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:S3', 'boundary:S3', 'resource:DenyAllOthers'],
  },
  {
    title: 'also where NotPrincipal names everybody',
    request: inBucketAccount(bob),
    policies: { identity: [s3All], boundary: s3All, resource: notPrincipal({ AWS: '*' }) },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:S3', 'boundary:S3', 'resource:DenyAllOthers'],
  },
  {
    title: 'a service that is named is spared',
    request: inBucketAccount('codebuild.amazonaws.com'),
    policies: {
      identity: [],
      resource: policy(
        'bucket',
        {
          Sid: 'DenyAllOthers',
          Effect: 'Deny',
          NotPrincipal: { Service: 'codebuild.amazonaws.com' },
          Action: 's3:*',
          Resource: demoBucket,
        },
        {
          Sid: 'Grant',
          Effect: 'Allow',
          Principal: { Service: 'codebuild.amazonaws.com' },
          Action: 's3:*',
          Resource: demoBucket,
        },
      ),
    },
    ...granted,
  },
  {
    title: 'VPC endpoint policies support it: a user not named',
    request: inBucketAccount('arn:aws:iam::444455556666:user/Alice'),
    policies: {
      identity: [s3All],
      endpoint: policy(
        'endpoint',
        { Sid: 'Full', Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
        {
          Sid: 'OnlyBob',
          Effect: 'Deny',
          NotPrincipal: { AWS: [bob, rootOfBob] },
          Action: '*',
          Resource: '*',
        },
      ),
    },
    outcome: 'explicitDeny',
    blockedBy: ['endpoint'],
    statements: ['identity:S3', 'endpoint:Full', 'endpoint:OnlyBob'],
  },
  {
    title: 'the alternative for a role: the role',
    request: inBucketAccount('arn:aws:sts::444455556666:assumed-role/read-only-role/s'),
    policies: { identity: [s3All], resource: auditBucket },
    ...spared,
  },
  {
    title: 'the alternative for a role: the role, with a boundary',
    request: inBucketAccount('arn:aws:sts::444455556666:assumed-role/read-only-role/s'),
    policies: { identity: [s3All], boundary: s3All, resource: auditBucket },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:S3', 'boundary:S3'],
  },
  {
    title: 'the alternative for a role: another role',
    request: inBucketAccount('arn:aws:sts::444455556666:assumed-role/other/s'),
    policies: { identity: [s3All], resource: auditBucket },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:S3', 'resource:DenyCrossAuditAccess'],
  },
  {
    title: 'the alternative for a service: CodeBuild',
    request: {
      ...inBucketAccount('codebuild.amazonaws.com'),
      context: { 'aws:PrincipalServiceName': 'codebuild.amazonaws.com' },
    },
    policies: { identity: [], resource: notCodeBuild },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Services'],
  },
  {
    title: 'the alternative for a service: another service',
    request: {
      ...inBucketAccount('logging.s3.amazonaws.com'),
      context: { 'aws:PrincipalServiceName': 'logging.s3.amazonaws.com' },
    },
    policies: { identity: [], resource: notCodeBuild },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['resource:Services', 'resource:DenyNotCodeBuildAccess'],
  },
]);
