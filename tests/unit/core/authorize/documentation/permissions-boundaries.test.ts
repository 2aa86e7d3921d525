// Permissions boundaries: Shirley, Zhang, Nikhil, and how they meet the other layers.

import {
  administratorAccess,
  documentation,
  level,
  policy,
  type Case,
  type Context,
  type Statement,
} from './cases.ts';
import type { PolicyType } from '../../../../../src/core/authorize/types.ts';

const account = '123456789012';
const page = 'IAM/latest/UserGuide/access_policies_boundaries.html';
const userArn = (name: string) => `arn:aws:iam::${account}:user/${name}`;

const shirleyBoundary = policy('ShirleyBoundary', {
  Sid: 'ThreeServices',
  Effect: 'Allow',
  Action: ['s3:*', 'cloudwatch:*', 'ec2:*'],
  Resource: '*',
});
const createUser = policy('CreateUser', {
  Sid: 'CreateUser',
  Effect: 'Allow',
  Action: 'iam:CreateUser',
  Resource: '*',
});
const s3Read = policy('S3Read', {
  Sid: 'S3Read',
  Effect: 'Allow',
  Action: ['s3:Get*', 's3:List*'],
  Resource: '*',
});
const as = (name: string, action: string, resource: string, context: Context = {}) => ({
  principal: userArn(name),
  action,
  resource,
  resourceAccountId: account,
  // Request contexts of IAM users have it: reference_policies_condition-keys, aws:username.
  context: { 'aws:username': name, ...context },
});

documentation(`${page}: Shirley`, [
  {
    title: 'she tries to create a user',
    request: as('Shirley', 'iam:CreateUser', userArn('new')),
    policies: { identity: [createUser], boundary: shirleyBoundary },
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:CreateUser'],
    messageEnds: ' because no permissions boundary allows the iam:CreateUser action',
  },
  {
    title: 'given these two policies she may do nothing, S3 included',
    request: as('Shirley', 's3:ListBucket', 'arn:aws:s3:::b'),
    policies: { identity: [createUser], boundary: shirleyBoundary },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['boundary:ThreeServices'],
    messageEnds: ' because no identity-based policy allows the s3:ListBucket action',
  },
  {
    title: 'another permissions policy for S3 helps',
    request: as('Shirley', 's3:ListBucket', 'arn:aws:s3:::b'),
    policies: { identity: [createUser, s3Read], boundary: shirleyBoundary },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:S3Read', 'boundary:ThreeServices'],
  },
  {
    title: 'so does a boundary that allows creating users',
    request: as('Shirley', 'iam:CreateUser', userArn('new')),
    policies: {
      identity: [createUser],
      boundary: policy('ShirleyBoundary', {
        Sid: 'WithUsers',
        Effect: 'Allow',
        Action: ['s3:*', 'cloudwatch:*', 'ec2:*', 'iam:CreateUser'],
        Resource: '*',
      }),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:CreateUser', 'boundary:WithUsers'],
  },
  {
    title: 'without the boundary she may create users',
    request: as('Shirley', 'iam:CreateUser', userArn('new')),
    policies: { identity: [createUser] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:CreateUser'],
  },
]);

const xCompanyArn = `arn:aws:iam::${account}:policy/XCompanyBoundaries`;
const xCompanyBoundaries = policy(
  'XCompanyBoundaries',
  {
    Sid: 'ServiceBoundaries',
    Effect: 'Allow',
    Action: ['s3:*', 'cloudwatch:*', 'ec2:*', 'dynamodb:*'],
    Resource: '*',
  },
  {
    Sid: 'AllowIAMConsoleForCredentials',
    Effect: 'Allow',
    Action: ['iam:ListUsers', 'iam:GetAccountPasswordPolicy'],
    Resource: '*',
  },
  {
    Sid: 'AllowManageOwnPasswordAndAccessKeys',
    Effect: 'Allow',
    Action: [
      'iam:*AccessKey*',
      'iam:ChangePassword',
      'iam:GetUser',
      'iam:*ServiceSpecificCredential*',
      'iam:*SigningCertificate*',
    ],
    Resource: ['arn:aws:iam::*:user/${aws:username}'],
  },
  {
    Sid: 'DenyS3Logs',
    Effect: 'Deny',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'],
  },
  {
    Sid: 'DenyEC2Production',
    Effect: 'Deny',
    Action: 'ec2:*',
    Resource: 'arn:aws:ec2:*:*:instance/i-1234567890abcdef0',
  },
);
const delegatedUserBoundary = policy(
  'DelegatedUserBoundary',
  {
    Sid: 'CreateOrChangeOnlyWithBoundary',
    Effect: 'Allow',
    Action: [
      'iam:AttachUserPolicy',
      'iam:CreateUser',
      'iam:DeleteUserPolicy',
      'iam:DetachUserPolicy',
      'iam:PutUserPermissionsBoundary',
      'iam:PutUserPolicy',
    ],
    Resource: '*',
    Condition: { StringEquals: { 'iam:PermissionsBoundary': xCompanyArn } },
  },
  {
    Sid: 'CloudWatchAndOtherIAMTasks',
    Effect: 'Allow',
    Action: [
      'cloudwatch:*',
      'iam:CreateAccessKey',
      'iam:CreateGroup',
      'iam:CreateLoginProfile',
      'iam:CreatePolicy',
      'iam:DeleteGroup',
      'iam:DeletePolicy',
      'iam:DeletePolicyVersion',
      'iam:DeleteUser',
      'iam:GetAccountPasswordPolicy',
      'iam:GetGroup',
      'iam:GetLoginProfile',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:GetRolePolicy',
      'iam:GetUser',
      'iam:GetUserPolicy',
      'iam:ListAccessKeys',
      'iam:ListAttachedRolePolicies',
      'iam:ListAttachedUserPolicies',
      'iam:ListEntitiesForPolicy',
      'iam:ListGroups',
      'iam:ListGroupsForUser',
      'iam:ListMFADevices',
      'iam:ListPolicies',
      'iam:ListPolicyVersions',
      'iam:ListRolePolicies',
      'iam:ListSSHPublicKeys',
      'iam:ListServiceSpecificCredentials',
      'iam:ListSigningCertificates',
      'iam:ListUserPolicies',
      'iam:ListUsers',
      'iam:SetDefaultPolicyVersion',
      'iam:SimulateCustomPolicy',
      'iam:SimulatePrincipalPolicy',
      'iam:UpdateGroup',
      'iam:UpdateLoginProfile',
      'iam:UpdateUser',
    ],
    NotResource: userArn('Maria'),
  },
  {
    Sid: 'NoBoundaryPolicyEdit',
    Effect: 'Deny',
    Action: [
      'iam:CreatePolicyVersion',
      'iam:DeletePolicy',
      'iam:DeletePolicyVersion',
      'iam:SetDefaultPolicyVersion',
    ],
    Resource: [xCompanyArn, `arn:aws:iam::${account}:policy/DelegatedUserBoundary`],
  },
  {
    Sid: 'NoBoundaryUserDelete',
    Effect: 'Deny',
    Action: 'iam:DeleteUserPermissionsBoundary',
    Resource: '*',
  },
);
const delegatedUserPermissions = policy(
  'DelegatedUserPermissions',
  { Sid: 'IAM', Effect: 'Allow', Action: 'iam:*', Resource: '*' },
  {
    Sid: 'CloudWatchLimited',
    Effect: 'Allow',
    Action: [
      'cloudwatch:GetDashboard',
      'cloudwatch:GetMetricData',
      'cloudwatch:ListDashboards',
      'cloudwatch:GetMetricStatistics',
      'cloudwatch:ListMetrics',
    ],
    Resource: '*',
  },
  {
    Sid: 'S3BucketContents',
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::ZhangBucket',
  },
);
const zhang = { identity: [delegatedUserPermissions], boundary: delegatedUserBoundary };
const withBoundary = (arn: string): Context => ({ 'iam:PermissionsBoundary': arn });
const onlyWith = ['identity:IAM', 'boundary:CreateOrChangeOnlyWithBoundary'];
const otherTasks = ['identity:IAM', 'boundary:CloudWatchAndOtherIAMTasks'];

documentation(`${page}: Zhang`, [
  {
    title: 'he creates Nikhil with the boundary',
    request: as('Zhang', 'iam:CreateUser', userArn('Nikhil'), withBoundary(xCompanyArn)),
    policies: zhang,
    outcome: 'allowed',
    blockedBy: [],
    statements: onlyWith,
  },
  {
    title: 'he forgets the boundary',
    request: as('Zhang', 'iam:CreateUser', userArn('Nikhil')),
    policies: zhang,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAM'],
    missingContext: ['iam:PermissionsBoundary'],
    message: `User: ${userArn('Zhang')} is not authorized to perform: iam:CreateUser on resource: ${userArn('Nikhil')} because no permissions boundary allows the iam:CreateUser action`,
  },
  {
    title: 'he gives another boundary',
    request: as(
      'Zhang',
      'iam:CreateUser',
      userArn('Nikhil'),
      withBoundary('arn:aws:iam::aws:policy/AdministratorAccess'),
    ),
    policies: zhang,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAM'],
    missingContext: [],
  },
  {
    title: 'he sets that boundary for an existing user',
    request: as('Zhang', 'iam:PutUserPermissionsBoundary', userArn('old'), withBoundary(xCompanyArn)),
    policies: zhang,
    outcome: 'allowed',
    blockedBy: [],
    statements: onlyWith,
  },
  {
    title: 'he attaches a policy to a user with that boundary',
    request: as('Zhang', 'iam:AttachUserPolicy', userArn('Nikhil'), withBoundary(xCompanyArn)),
    policies: zhang,
    outcome: 'allowed',
    blockedBy: [],
    statements: onlyWith,
  },
  {
    title: 'he attaches a policy to himself, whose boundary is another',
    request: as(
      'Zhang',
      'iam:AttachUserPolicy',
      userArn('Zhang'),
      withBoundary(`arn:aws:iam::${account}:policy/DelegatedUserBoundary`),
    ),
    policies: zhang,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAM'],
  },
  {
    title: 'he makes an access key for another user',
    request: as('Zhang', 'iam:CreateAccessKey', userArn('Nikhil')),
    policies: zhang,
    outcome: 'allowed',
    blockedBy: [],
    statements: otherTasks,
  },
  {
    title: 'he resets the password of another user',
    request: as('Zhang', 'iam:UpdateLoginProfile', userArn('Nikhil')),
    policies: zhang,
    outcome: 'allowed',
    blockedBy: [],
    statements: otherTasks,
  },
  {
    title: 'he cannot reset María\u2019s',
    request: as('Zhang', 'iam:UpdateLoginProfile', userArn('Maria')),
    policies: zhang,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAM'],
  },
  {
    title: 'he cannot make a key for María',
    request: as('Zhang', 'iam:CreateAccessKey', userArn('Maria')),
    policies: zhang,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAM'],
  },
  {
    title: 'he deletes some policy',
    request: as('Zhang', 'iam:DeletePolicy', `arn:aws:iam::${account}:policy/Some`),
    policies: zhang,
    outcome: 'allowed',
    blockedBy: [],
    statements: otherTasks,
  },
  {
    title: 'he cannot delete the users\u2019 boundary',
    request: as('Zhang', 'iam:DeletePolicy', xCompanyArn),
    policies: zhang,
    outcome: 'explicitDeny',
    blockedBy: ['boundary'],
    statements: [...otherTasks, 'boundary:NoBoundaryPolicyEdit'],
  },
  {
    title: 'he cannot set another default version of his own boundary',
    request: as(
      'Zhang',
      'iam:SetDefaultPolicyVersion',
      `arn:aws:iam::${account}:policy/DelegatedUserBoundary`,
    ),
    policies: zhang,
    outcome: 'explicitDeny',
    blockedBy: ['boundary'],
    statements: [...otherTasks, 'boundary:NoBoundaryPolicyEdit'],
  },
  {
    title: 'he cannot make a new version of it',
    request: as('Zhang', 'iam:CreatePolicyVersion', `arn:aws:iam::${account}:policy/DelegatedUserBoundary`),
    policies: zhang,
    outcome: 'explicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAM', 'boundary:NoBoundaryPolicyEdit'],
    messageEnds: ' with an explicit deny in a permissions boundary',
  },
  {
    title: 'nor of any other policy, which the boundary does not list',
    request: as('Zhang', 'iam:CreatePolicyVersion', `arn:aws:iam::${account}:policy/Some`),
    policies: zhang,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAM'],
  },
  {
    title: 'he cannot take a boundary off',
    request: as('Zhang', 'iam:DeleteUserPermissionsBoundary', userArn('Nikhil'), withBoundary(xCompanyArn)),
    policies: zhang,
    outcome: 'explicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAM', 'boundary:NoBoundaryUserDelete'],
  },
  {
    title: 'he reads a dashboard',
    request: as('Zhang', 'cloudwatch:GetDashboard', `arn:aws:cloudwatch::${account}:dashboard/d`),
    policies: zhang,
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:CloudWatchLimited', 'boundary:CloudWatchAndOtherIAMTasks'],
  },
  {
    title: 'other actions of CloudWatch are limited by his permissions policy',
    request: as('Zhang', 'cloudwatch:PutDashboard', `arn:aws:cloudwatch::${account}:dashboard/d`),
    policies: zhang,
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['boundary:CloudWatchAndOtherIAMTasks'],
  },
  {
    title: 'he cannot list ZhangBucket, whatever his permissions policy says',
    request: as('Zhang', 's3:ListBucket', 'arn:aws:s3:::ZhangBucket'),
    policies: zhang,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:S3BucketContents'],
  },
  {
    title: 'a service that neither names',
    request: as('Zhang', 'dynamodb:ListTables', '*'),
    policies: zhang,
    outcome: 'implicitDeny',
    blockedBy: ['identity', 'boundary'],
    statements: [],
  },
]);

const iamFullAccess = policy('IAMFullAccess', {
  Sid: 'IAMFull',
  Effect: 'Allow',
  Action: 'iam:*',
  Resource: '*',
});
const s3ReadOnlyAccess = policy('AmazonS3ReadOnlyAccess', {
  Sid: 'S3ReadOnly',
  Effect: 'Allow',
  Action: ['s3:Get*', 's3:List*', 's3:Describe*'],
  Resource: '*',
});
const nikhil = { identity: [iamFullAccess, s3ReadOnlyAccess], boundary: xCompanyBoundaries };
const toNikhil = (Sid: string, Action: string, Resource: string, AWS: unknown = userArn('Nikhil')) =>
  policy('resource', { Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource });
const secret = `arn:aws:secretsmanager:us-east-1:${account}:secret:s-AbCdEf`;
const analyst = `arn:aws:iam::${account}:role/Analyst`;
const analystSession = `arn:aws:sts::${account}:assumed-role/Analyst/s`;
const getSecret = {
  principal: analystSession,
  action: 'secretsmanager:GetSecretValue',
  resource: secret,
  resourceAccountId: account,
};

documentation(`${page}: Nikhil`, [
  {
    title: 'he changes his own password',
    request: as('Nikhil', 'iam:ChangePassword', userArn('Nikhil')),
    policies: nikhil,
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:IAMFull', 'boundary:AllowManageOwnPasswordAndAccessKeys'],
  },
  {
    title: 'he makes himself an access key',
    request: as('Nikhil', 'iam:CreateAccessKey', userArn('Nikhil')),
    policies: nikhil,
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:IAMFull', 'boundary:AllowManageOwnPasswordAndAccessKeys'],
  },
  {
    title: 'he cannot make one for another user',
    request: as('Nikhil', 'iam:CreateAccessKey', userArn('Zhang')),
    policies: nikhil,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAMFull'],
  },
  {
    title: 'he lists the users',
    request: as('Nikhil', 'iam:ListUsers', `arn:aws:iam::${account}:user/`),
    policies: nikhil,
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:IAMFull', 'boundary:AllowIAMConsoleForCredentials'],
  },
  {
    title: 'he cannot create another user',
    request: as('Nikhil', 'iam:CreateUser', userArn('new')),
    policies: nikhil,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAMFull'],
  },
  {
    title: 'he cannot edit his policies',
    request: as('Nikhil', 'iam:PutUserPolicy', userArn('Nikhil')),
    policies: nikhil,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAMFull'],
  },
  {
    title: 'he cannot remove his boundary',
    request: as('Nikhil', 'iam:DeleteUserPermissionsBoundary', userArn('Nikhil')),
    policies: nikhil,
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:IAMFull'],
  },
  {
    title: 'he reads in S3',
    request: as('Nikhil', 's3:GetObject', 'arn:aws:s3:::b/k'),
    policies: nikhil,
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:S3ReadOnly', 'boundary:ServiceBoundaries'],
  },
  {
    title: 'he does not write there',
    request: as('Nikhil', 's3:PutObject', 'arn:aws:s3:::b/k'),
    policies: nikhil,
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['boundary:ServiceBoundaries'],
  },
  {
    title: 'the logs bucket is denied',
    request: as('Nikhil', 's3:GetObject', 'arn:aws:s3:::logs/k'),
    policies: nikhil,
    outcome: 'explicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:S3ReadOnly', 'boundary:ServiceBoundaries', 'boundary:DenyS3Logs'],
  },
  {
    title: 'a policy of the logs bucket that lets him put does not help',
    request: as('Nikhil', 's3:PutObject', 'arn:aws:s3:::logs/k'),
    policies: { ...nikhil, resource: toNikhil('LogsPut', 's3:PutObject', 'arn:aws:s3:::logs/*') },
    outcome: 'explicitDeny',
    blockedBy: ['boundary'],
    statements: ['resource:LogsPut', 'boundary:ServiceBoundaries', 'boundary:DenyS3Logs'],
  },
  {
    title: 'a policy of another bucket that lets him put does',
    request: as('Nikhil', 's3:PutObject', 'arn:aws:s3:::b/k'),
    policies: { ...nikhil, resource: toNikhil('Put', 's3:PutObject', 'arn:aws:s3:::b/*') },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Put', 'boundary:ServiceBoundaries'],
  },
  {
    title: 'a secret whose policy names him, although his boundary has no Secrets Manager',
    request: as('Nikhil', 'secretsmanager:GetSecretValue', secret),
    policies: { ...nikhil, resource: toNikhil('Secret', 'secretsmanager:GetSecretValue', '*') },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Secret'],
  },
  {
    title: 'a secret whose policy names the account does not open',
    request: as('Nikhil', 'secretsmanager:GetSecretValue', secret),
    policies: { ...nikhil, resource: toNikhil('Secret', 'secretsmanager:GetSecretValue', '*', account) },
    outcome: 'implicitDeny',
    blockedBy: ['identity', 'boundary'],
    statements: ['resource:Secret'],
  },
  {
    title: 'production is denied to an administrator with this boundary',
    request: as(
      'Nikhil',
      'ec2:StopInstances',
      `arn:aws:ec2:us-east-1:${account}:instance/i-1234567890abcdef0`,
    ),
    policies: { ...nikhil, identity: [administratorAccess] },
    outcome: 'explicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:Admin', 'boundary:ServiceBoundaries', 'boundary:DenyEC2Production'],
  },
  {
    title: 'another instance is not',
    request: as(
      'Nikhil',
      'ec2:StopInstances',
      `arn:aws:ec2:us-east-1:${account}:instance/i-0000000000abcdef0`,
    ),
    policies: { ...nikhil, identity: [administratorAccess] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'boundary:ServiceBoundaries'],
  },
]);

documentation('IAM/latest/UserGuide/access_policies.html: IAM permissions boundaries', [
  {
    title: 'a role named in the secret\u2019s policy needs the boundary\u2019s allow',
    request: getSecret,
    policies: {
      identity: [],
      boundary: xCompanyBoundaries,
      resource: toNikhil('Secret', 'secretsmanager:GetSecretValue', '*', analyst),
    },
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['resource:Secret'],
  },
  {
    title: 'a session named does not',
    request: getSecret,
    policies: {
      identity: [],
      boundary: xCompanyBoundaries,
      resource: toNikhil('Secret', 'secretsmanager:GetSecretValue', '*', analystSession),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Secret'],
  },
  {
    title: 'an explicit deny in the boundary is effective for the session named',
    request: { ...getSecret, action: 's3:GetObject', resource: 'arn:aws:s3:::logs/k' },
    policies: {
      identity: [],
      boundary: xCompanyBoundaries,
      resource: toNikhil('Logs', 's3:GetObject', 'arn:aws:s3:::logs/*', analystSession),
    },
    outcome: 'explicitDeny',
    blockedBy: ['boundary'],
    statements: ['resource:Logs', 'boundary:ServiceBoundaries', 'boundary:DenyS3Logs'],
  },
  {
    title: 'and for the role named',
    request: { ...getSecret, action: 's3:GetObject', resource: 'arn:aws:s3:::logs/k' },
    policies: {
      identity: [],
      boundary: xCompanyBoundaries,
      resource: toNikhil('Logs', 's3:GetObject', 'arn:aws:s3:::logs/*', analyst),
    },
    outcome: 'explicitDeny',
    blockedBy: ['boundary'],
    statements: ['resource:Logs', 'boundary:ServiceBoundaries', 'boundary:DenyS3Logs'],
  },
]);

// The figures: allowed only where all three circles overlap.
const yes: Statement = { Sid: 'Yes', Effect: 'Allow', Action: 's3:*', Resource: '*' };
const no: Statement = { Sid: 'No', Effect: 'Allow', Action: 'ec2:*', Resource: '*' };
const deny: Statement = { Sid: 'Deny', Effect: 'Deny', Action: 's3:*', Resource: '*' };
type Circle = 'scp' | 'identity' | 'boundary' | 'session';
const three = [0, 1, 2, 3, 4, 5, 6, 7];

function circles(layers: readonly [Circle, Circle, Circle], principal: string): readonly Case[] {
  const set = (statement: (layer: Circle) => Statement) => ({
    identity: [policy('identity', statement('identity'))],
    boundary: policy('boundary', statement('boundary')),
    ...(layers.includes('scp') ? { scps: [level('r-root', policy('scp', statement('scp')))] } : {}),
    ...(layers.includes('session') ? { sessions: [policy('session', statement('session'))] } : {}),
  });
  const request = {
    principal,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    resourceAccountId: account,
  };
  const overlaps = three.map((bits): Case => {
    const silent: readonly PolicyType[] = layers.filter((_, index) => (bits & (1 << index)) !== 0);
    return {
      title: silent.length === 0 ? `all of ${layers.join(', ')}` : `without ${silent.join(', ')}`,
      request,
      policies: set((layer) => (silent.includes(layer) ? no : yes)),
      outcome: silent.length === 0 ? 'allowed' : 'implicitDeny',
      blockedBy: silent,
      statements: layers.filter((layer) => !silent.includes(layer)).map((layer) => `${layer}:Yes`),
    };
  });
  const denials = layers.map((denying): Case => ({
    title: `an explicit deny in ${denying}`,
    request,
    policies: set((layer) => (layer === denying ? deny : yes)),
    outcome: 'explicitDeny',
    blockedBy: [denying],
    statements: layers.map((layer) => (layer === denying ? `${layer}:Deny` : `${layer}:Yes`)),
  }));
  return [...overlaps, ...denials];
}

documentation(
  `${page}: SCP, boundary and identity-based policy`,
  circles(['scp', 'identity', 'boundary'], userArn('Shirley')),
);
documentation(
  `${page}: session policy, boundary and identity-based policy`,
  circles(['identity', 'boundary', 'session'], analystSession),
);
