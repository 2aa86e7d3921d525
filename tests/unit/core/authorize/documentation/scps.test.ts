// Service control policies.

import {
  administratorAccess,
  documentation,
  fullAwsAccess,
  level,
  policy,
  type Case,
  type Context,
} from './cases.ts';
import type { NamedPolicy, PolicySet } from '../../../../../src/core/authorize/types.ts';

const account = '123456789012';
const userArn = `arn:aws:iam::${account}:user/u`;
const s3 = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
const ec2 = { action: 'ec2:DescribeInstances', resource: '*' };
const iam = { action: 'iam:ListUsers', resource: '*' };
const from = (what: { readonly action: string; readonly resource: string }, context: Context = {}) => ({
  principal: userArn,
  ...what,
  resourceAccountId: account,
  context,
});
const service = (Effect: 'Allow' | 'Deny', name: string) =>
  policy(`${Effect} ${name}`, { Sid: `${Effect}${name}`, Effect, Action: `${name}:*`, Resource: '*' });
/** The policies of root, units and account, in this order. */
const path = (...attached: readonly (readonly NamedPolicy[])[]): PolicySet => ({
  identity: [administratorAccess],
  scps: attached.map((policies, index) => level(`level-${String(index)}`, ...policies)),
});
const full = [fullAwsAccess];
const fullAt = (levels: number) => Array.from({ length: levels }, () => 'scp:FullAWSAccess');
const allowedBy = (...statements: readonly string[]): Omit<Case, 'title' | 'request' | 'policies'> => ({
  outcome: 'allowed',
  blockedBy: [],
  statements: ['identity:Admin', ...statements],
});
const silent = (...statements: readonly string[]): Omit<Case, 'title' | 'request' | 'policies'> => ({
  outcome: 'implicitDeny',
  blockedBy: ['scp'],
  statements: ['identity:Admin', ...statements],
});
const denied = (...statements: readonly string[]): Omit<Case, 'title' | 'request' | 'policies'> => ({
  outcome: 'explicitDeny',
  blockedBy: ['scp'],
  statements: ['identity:Admin', ...statements],
});

const subset = policy(
  'subset',
  {
    Sid: 'AllowSubset',
    Effect: 'Allow',
    Action: ['ec2:*', 'cloudwatch:*', 'organizations:*'],
    Resource: '*',
  },
  { Sid: 'DenyLeave', Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' },
);
const leave = { action: 'organizations:LeaveOrganization', resource: '*' };
const scenario1 = path(full, [fullAwsAccess, service('Deny', 's3')], [fullAwsAccess, service('Deny', 'ec2')]);
const scenario2 = path(full, [service('Allow', 'ec2')], full);
const scenario4 = path(full, full, [fullAwsAccess, service('Deny', 'ec2')], full);
const scenario5 = path(full, full, [service('Allow', 'ec2')], full);
const scenario6 = path([fullAwsAccess, service('Deny', 's3')], full, [service('Allow', 's3')], full);
const scenario6production = path([fullAwsAccess, service('Deny', 's3')], full, full, full);
const scp1 = policy('SCP_1', { Sid: 'Scp1', Effect: 'Allow', Action: ['iam:*', 'ec2:*'], Resource: '*' });
const scp2 = policy('SCP_2', {
  Sid: 'Scp2',
  Effect: 'Allow',
  Action: ['s3:*', 'cloudwatch:*'],
  Resource: '*',
});
const scenario7 = path([scp1, scp2], full, full);

documentation('organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html', [
  {
    title: 'Figure 1: allowed at root, unit and account',
    request: from(s3),
    policies: path(full, full, full),
    ...allowedBy(...fullAt(3)),
  },
  {
    title: 'Figure 2: the allow is missing at the unit',
    request: from(s3),
    policies: path(full, [], full),
    ...silent(...fullAt(2)),
  },
  {
    title: 'the allow is missing at the account',
    request: from(s3),
    policies: path(full, full, []),
    ...silent(...fullAt(2)),
  },
  {
    title: 'Figure 3: a deny at the unit, allows above and below',
    request: from(s3),
    policies: path(full, [fullAwsAccess, service('Deny', 's3')], [service('Allow', 's3')]),
    ...denied(...fullAt(2), 'scp:Denys3', 'scp:Allows3'),
  },
  {
    title: 'a subset of services instead of FullAWSAccess: one of them',
    request: from(ec2),
    policies: path([subset], full),
    ...allowedBy('scp:AllowSubset', ...fullAt(1)),
  },
  {
    title: 'a subset of services instead of FullAWSAccess: another one',
    request: from(s3),
    policies: path([subset], full),
    ...silent(...fullAt(1)),
  },
  {
    title: 'leaving the organization is denied by the statement beside',
    request: from(leave),
    policies: path([subset], full),
    ...denied('scp:AllowSubset', 'scp:DenyLeave', ...fullAt(1)),
  },
  {
    title: 'Scenario 1: account B has no S3, by the unit',
    request: from(s3),
    policies: scenario1,
    ...denied(...fullAt(3), 'scp:Denys3'),
  },
  {
    title: 'Scenario 1: account B has no EC2, by the account',
    request: from(ec2),
    policies: scenario1,
    ...denied(...fullAt(3), 'scp:Denyec2'),
  },
  {
    title: 'Scenario 1: account A has EC2',
    request: from(ec2),
    policies: path(full, [fullAwsAccess, service('Deny', 's3')], full),
    ...allowedBy(...fullAt(3)),
  },
  {
    title: 'Scenario 1: account A has no S3',
    request: from(s3),
    policies: path(full, [fullAwsAccess, service('Deny', 's3')], full),
    ...denied(...fullAt(3), 'scp:Denys3'),
  },
  {
    title: 'Scenario 2: EC2 is what the unit allows',
    request: from(ec2),
    policies: scenario2,
    ...allowedBy(...fullAt(2), 'scp:Allowec2'),
  },
  {
    title: 'Scenario 2: S3 is not',
    request: from(s3),
    policies: scenario2,
    ...silent(...fullAt(2)),
  },
  {
    title: 'Scenario 3: no allow at the root blocks everything',
    request: from(s3),
    policies: path([], full, full),
    ...silent(...fullAt(2)),
  },
  {
    title: 'Scenario 3: a deny at the root does not replace the allow',
    request: from(ec2),
    policies: path([service('Deny', 's3')], full, full),
    ...silent(...fullAt(2)),
  },
  {
    title: 'Scenario 4: account D has no EC2',
    request: from(ec2),
    policies: scenario4,
    ...denied(...fullAt(4), 'scp:Denyec2'),
  },
  {
    title: 'Scenario 4: account D has all else',
    request: from(s3),
    policies: scenario4,
    ...allowedBy(...fullAt(4)),
  },
  {
    title: 'Scenario 4: accounts E and F have EC2',
    request: from(ec2),
    policies: path(full, full, full, full),
    ...allowedBy(...fullAt(4)),
  },
  {
    title: 'Scenario 5: account D has EC2',
    request: from(ec2),
    policies: scenario5,
    ...allowedBy(...fullAt(3), 'scp:Allowec2'),
  },
  {
    title: 'Scenario 5: account D has nothing else',
    request: from(iam),
    policies: scenario5,
    ...silent(...fullAt(3)),
  },
  {
    title: 'Scenario 6: account D has no S3, which its unit allows',
    request: from(s3),
    policies: scenario6,
    ...denied(...fullAt(3), 'scp:Denys3', 'scp:Allows3'),
  },
  {
    title: 'Scenario 6: nor anything else',
    request: from(ec2),
    policies: scenario6,
    ...silent(...fullAt(3)),
  },
  {
    title: 'Scenario 6: accounts E and F have other services',
    request: from(ec2),
    policies: scenario6production,
    ...allowedBy(...fullAt(4)),
  },
  {
    title: 'Scenario 6: accounts E and F have no S3',
    request: from(s3),
    policies: scenario6production,
    ...denied(...fullAt(4), 'scp:Denys3'),
  },
  {
    title: 'Scenario 7: what the first policy of the root allows',
    request: from(iam),
    policies: scenario7,
    ...allowedBy('scp:Scp1', ...fullAt(2)),
  },
  {
    title: 'Scenario 7: what the second allows',
    request: from(s3),
    policies: scenario7,
    ...allowedBy('scp:Scp2', ...fullAt(2)),
  },
  {
    title: 'Scenario 7: what neither does',
    request: from({ action: 'lambda:ListFunctions', resource: '*' }),
    policies: scenario7,
    ...silent(...fullAt(2)),
  },
]);

const denyS3 = path([fullAwsAccess, service('Deny', 's3')]);
const linked = `arn:aws:iam::${account}:role/aws-service-role/replication.example.amazonaws.com/AWSServiceRoleForExample`;
const reserved = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef`;
const bucketOfA = policy('bucket', {
  Sid: 'ToB',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::999999999999:user/outside' },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::b/*',
});

documentation('organizations/latest/userguide/orgs_manage_policies_scps.html', [
  {
    title: 'SCPs that allow everything grant nothing',
    request: from(s3),
    policies: { identity: [], scps: [level('r', fullAwsAccess)] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['scp:FullAWSAccess'],
  },
  {
    title: 'AdministratorAccess does not help against an SCP that does not allow',
    request: from(s3),
    policies: path([service('Allow', 'ec2')]),
    ...silent(),
  },
  {
    title: 'an SCP binds the root user of a member account: deny',
    request: { ...from(s3), principal: `arn:aws:iam::${account}:root` },
    policies: { ...denyS3, identity: [] },
    outcome: 'explicitDeny',
    blockedBy: ['scp'],
    statements: ['scp:FullAWSAccess', 'scp:Denys3'],
  },
  {
    title: 'an SCP binds the root user of a member account: no allow',
    request: { ...from(s3), principal: `arn:aws:iam::${account}:root` },
    policies: { identity: [], scps: [level('r', fullAwsAccess), level('a', service('Allow', 'ec2'))] },
    outcome: 'implicitDeny',
    blockedBy: ['scp'],
    statements: ['scp:FullAWSAccess'],
  },
  {
    title: 'an SCP that allows lets the root user pass',
    request: { ...from(s3), principal: `arn:aws:iam::${account}:root` },
    policies: { identity: [], scps: [level('r', fullAwsAccess), level('a', service('Allow', 's3'))] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['scp:FullAWSAccess', 'scp:Allows3'],
  },
  {
    title: 'the management account\u2019s users are under no SCPs',
    request: from(s3),
    policies: { identity: [administratorAccess] },
    ...allowedBy(),
  },
  {
    title: 'a session of a service-linked role is under none: deny',
    request: {
      ...from(s3, { 'aws:PrincipalArn': linked }),
      principal: `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForExample/s`,
    },
    policies: denyS3,
    ...allowedBy(),
  },
  {
    title: 'a session of a service-linked role is under none: no allow',
    request: {
      ...from(s3, { 'aws:PrincipalArn': linked }),
      principal: `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForExample/s`,
    },
    policies: path([], [], []),
    ...allowedBy(),
  },
  {
    title: 'a service-linked role has its own permissions only',
    request: {
      ...from(ec2, { 'aws:PrincipalArn': linked }),
      principal: `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForExample/s`,
    },
    policies: {
      ...denyS3,
      identity: [policy('p', { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: '*' })],
    },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'a service role that is not linked is bound',
    request: {
      ...from(s3, { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/service-role/Example` }),
      principal: `arn:aws:sts::${account}:assumed-role/Example/s`,
    },
    policies: denyS3,
    ...denied('scp:FullAWSAccess', 'scp:Denys3'),
  },
  {
    title: 'a permission set\u2019s role under /aws-reserved/ is no service-linked role',
    request: {
      ...from(s3, { 'aws:PrincipalArn': reserved }),
      principal: `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/jdoe`,
    },
    policies: denyS3,
    ...denied('scp:FullAWSAccess', 'scp:Denys3'),
  },
  {
    title: 'an SCP of the bucket\u2019s account is no matter of the users of another: they have none',
    request: { ...from(s3), principal: 'arn:aws:iam::999999999999:user/outside' },
    policies: { identity: [administratorAccess], resource: bucketOfA },
    ...allowedBy('resource:ToB'),
  },
  {
    title: 'a federated user of the account is bound',
    request: {
      ...from(s3),
      principal: `arn:aws:sts::${account}:federated-user/f`,
      issuer: userArn,
    },
    policies: {
      ...denyS3,
      sessions: [policy('s', { Sid: 'S', Effect: 'Allow', Action: '*', Resource: '*' })],
    },
    ...denied('session:S', 'scp:FullAWSAccess', 'scp:Denys3'),
  },
  {
    title: 'what a bucket policy grants to a user is bound too',
    request: from(s3),
    policies: {
      identity: [],
      scps: [level('r', fullAwsAccess, service('Deny', 's3'))],
      resource: policy('bucket', {
        Sid: 'U',
        Effect: 'Allow',
        Principal: { AWS: userArn },
        Action: 's3:*',
        Resource: 'arn:aws:s3:::b/*',
      }),
    },
    outcome: 'explicitDeny',
    blockedBy: ['scp'],
    statements: ['resource:U', 'scp:FullAWSAccess', 'scp:Denys3'],
  },
  {
    title: 'a service principal of AWS is no IAM user or role',
    request: { ...from(s3), principal: 'logging.s3.amazonaws.com' },
    policies: {
      identity: [],
      scps: [level('r', fullAwsAccess, service('Deny', 's3'))],
      resource: policy('bucket', {
        Sid: 'Logging',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:*',
        Resource: 'arn:aws:s3:::b/*',
      }),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Logging'],
  },
  {
    title: 'boundary, SCP and identity-based policy must all allow',
    request: from(s3),
    policies: { ...path(full), boundary: service('Allow', 'ec2') },
    outcome: 'implicitDeny',
    blockedBy: ['boundary'],
    statements: ['identity:Admin', 'scp:FullAWSAccess'],
  },
]);

const allowListed = policy('allow-list', {
  Sid: 'AllowList',
  Effect: 'Allow',
  Action: ['ec2:DescribeInstances', 'ec2:RunInstances', 'ec2:TerminateInstances', 'ec2:StopInstances'],
  Resource: '*',
});
const threeDenied = policy('deny-three', {
  Sid: 'DenyThree',
  Effect: 'Deny',
  Action: ['iam:*', 'ec2:*', 'rds:*'],
  Resource: '*',
});
const inRegion = policy('region', {
  Sid: 'LimitActionsInRegion',
  Effect: 'Deny',
  NotAction: 'iam:*',
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-west-1' } },
});
const specificRole = policy('specific', {
  Sid: 'AllowServicesForSpecificPrincipal',
  Effect: 'Allow',
  Action: ['ec2:*', 's3:*', 'rds:*', 'lambda:*', 'cloudformation:*', 'iam:*', 'cloudwatch:*'],
  Resource: '*',
  Condition: {
    StringEquals: { 'aws:PrincipalArn': ['arn:aws:iam::123456789012:role/specific-role'] },
  },
});
const outsideEu = policy('eu', {
  Sid: 'DenyAllOutsideEU',
  Effect: 'Deny',
  NotAction: ['cloudfront:*', 'iam:*', 'route53:*', 'support:*'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
});
const s3Only: NamedPolicy = {
  name: 's3-only',
  document: { Statement: { Sid: 'S3Only', Effect: 'Allow', Action: 's3:*', Resource: '*' } },
};
const microOnly = policy('micro', {
  Sid: 'MicroOnly',
  Effect: 'Deny',
  Action: 'ec2:RunInstances',
  Resource: 'arn:aws:ec2:*:*:instance/*',
  Condition: { StringNotEquals: { 'ec2:InstanceType': 't2.micro' } },
});
const adminRole = policy('admin-role', {
  Sid: 'DenyAccessToAdminRole',
  Effect: 'Deny',
  Action: ['iam:AttachRolePolicy', 'iam:DeleteRole', 'iam:UpdateAssumeRolePolicy'],
  Resource: ['arn:aws:iam::*:role/role-to-deny'],
});
const bedrock = policy('bedrock', {
  Sid: 'Statement1',
  Effect: 'Deny',
  Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
  NotResource: ['arn:aws:bedrock:*::foundation-model/model-to-permit'],
});
const allBut = policy('all-but', {
  Sid: 'AllButOrganizations',
  Effect: 'Allow',
  NotAction: 'organizations:*',
  Resource: '*',
});
const region = (name: string): Context => ({ 'aws:RequestedRegion': name });
const instance = `arn:aws:ec2:us-east-1:${account}:instance/*`;

documentation('organizations/latest/userguide/orgs_manage_policies_scps_syntax.html', [
  {
    title: 'an allow list: listed',
    request: from({ action: 'ec2:StopInstances', resource: instance }),
    policies: path([allowListed]),
    ...allowedBy('scp:AllowList'),
  },
  {
    title: 'an allow list: not listed',
    request: from({ action: 'ec2:RebootInstances', resource: instance }),
    policies: path([allowListed]),
    ...silent(),
  },
  {
    title: 'an allow list beside Allow * has no effect',
    request: from({ action: 'ec2:RebootInstances', resource: instance }),
    policies: path([fullAwsAccess, allowListed]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'a deny list: listed',
    request: from(iam),
    policies: path([fullAwsAccess, threeDenied]),
    ...denied('scp:FullAWSAccess', 'scp:DenyThree'),
  },
  {
    title: 'a deny list: not listed',
    request: from(s3),
    policies: path([fullAwsAccess, threeDenied]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'actions match without regard to case',
    request: from({ action: 'EC2:describeinstances', resource: '*' }),
    policies: path([allowListed]),
    ...allowedBy('scp:AllowList'),
  },
  {
    title: 'NotAction: the region named',
    request: from(ec2, region('us-west-1')),
    policies: path([fullAwsAccess, inRegion]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'NotAction: another region',
    request: from(ec2, region('us-east-1')),
    policies: path([fullAwsAccess, inRegion]),
    ...denied('scp:FullAWSAccess', 'scp:LimitActionsInRegion'),
  },
  {
    title: 'NotAction: IAM in another region',
    request: from(iam, region('us-east-1')),
    policies: path([fullAwsAccess, inRegion]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'a condition in an allow: the role named',
    request: {
      ...from(s3),
      principal: 'arn:aws:sts::123456789012:assumed-role/specific-role/s',
    },
    policies: path([specificRole]),
    ...allowedBy('scp:AllowServicesForSpecificPrincipal'),
  },
  {
    title: 'a condition in an allow: another role',
    request: { ...from(s3), principal: 'arn:aws:sts::123456789012:assumed-role/other/s' },
    policies: path([specificRole]),
    ...silent(),
  },
  {
    title: 'a condition in a deny: inside the EU',
    request: from(ec2, region('eu-west-1')),
    policies: path([fullAwsAccess, outsideEu]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'a condition in a deny: outside',
    request: from(ec2, region('us-east-1')),
    policies: path([fullAwsAccess, outsideEu]),
    ...denied('scp:FullAWSAccess', 'scp:DenyAllOutsideEU'),
  },
  {
    title: 'a condition in a deny: a service listed in NotAction',
    request: from({ action: 'route53:ListHostedZones', resource: '*' }, region('us-east-1')),
    policies: path([fullAwsAccess, outsideEu]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'an administrator under an S3-only SCP: S3',
    request: from(s3),
    policies: path([s3Only]),
    ...allowedBy('scp:S3Only'),
  },
  {
    title: 'an administrator under an S3-only SCP: anything else',
    request: from(iam),
    policies: path([s3Only]),
    ...silent(),
  },
  {
    title: 'launching a t2.micro',
    request: from({ action: 'ec2:RunInstances', resource: instance }, { 'ec2:InstanceType': 't2.micro' }),
    policies: path([fullAwsAccess, microOnly]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'launching a larger one',
    request: from({ action: 'ec2:RunInstances', resource: instance }, { 'ec2:InstanceType': 'm5.large' }),
    policies: path([fullAwsAccess, microOnly]),
    ...denied('scp:FullAWSAccess', 'scp:MicroOnly'),
  },
  {
    title: 'changing the common administrative role',
    request: from({ action: 'iam:DeleteRole', resource: `arn:aws:iam::${account}:role/role-to-deny` }),
    policies: path([fullAwsAccess, adminRole]),
    ...denied('scp:FullAWSAccess', 'scp:DenyAccessToAdminRole'),
  },
  {
    title: 'changing another role',
    request: from({ action: 'iam:DeleteRole', resource: `arn:aws:iam::${account}:role/other` }),
    policies: path([fullAwsAccess, adminRole]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'NotResource: the model excluded',
    request: from({
      action: 'bedrock:InvokeModel',
      resource: 'arn:aws:bedrock:us-east-1::foundation-model/model-to-permit',
    }),
    policies: path([fullAwsAccess, bedrock]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'NotResource: another model',
    request: from({
      action: 'bedrock:InvokeModel',
      resource: 'arn:aws:bedrock:us-east-1::foundation-model/other',
    }),
    policies: path([fullAwsAccess, bedrock]),
    ...denied('scp:FullAWSAccess', 'scp:Statement1'),
  },
  {
    title: 'NotAction is supported with Allow: an action not excluded',
    request: from(s3),
    policies: path([allBut]),
    ...allowedBy('scp:AllButOrganizations'),
  },
  {
    title: 'NotAction is supported with Allow: an action excluded',
    request: from(leave),
    policies: path([allBut]),
    ...silent(),
  },
]);

const generalEu = policy('eu-general', {
  Sid: 'DenyAllOutsideEU',
  Effect: 'Deny',
  NotAction: [
    'cloudfront:*',
    'ec2:DescribeRegions',
    'iam:*',
    'organizations:*',
    'route53:*',
    's3:GetAccountPublic*',
    's3:ListAllMyBuckets',
    'sts:*',
    'support:*',
  ],
  Resource: '*',
  Condition: {
    StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] },
    ArnNotLike: {
      'aws:PrincipalARN': [
        'arn:aws:iam::*:role/Role1AllowedToBypassThisSCP',
        'arn:aws:iam::*:role/Role2AllowedToBypassThisSCP',
      ],
    },
  },
});
const exceptAdmin = policy('except-admin', {
  Sid: 'DenyAccessWithException',
  Effect: 'Deny',
  Action: ['iam:DeleteRole', 'iam:PutRolePolicy'],
  Resource: ['arn:aws:iam::*:role/name-of-role-to-deny'],
  Condition: {
    ArnNotLike: { 'aws:PrincipalARN': 'arn:aws:iam::*:role/name-of-admin-role-to-allow' },
  },
});
const requireMfa = policy('mfa', {
  Sid: 'DenyStopAndTerminateWhenMFAIsNotPresent',
  Effect: 'Deny',
  Action: ['ec2:StopInstances', 'ec2:TerminateInstances'],
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } },
});
const noEc2ForRoot = policy('root', {
  Sid: 'RestrictEC2ForRoot',
  Effect: 'Deny',
  Action: ['ec2:*'],
  Resource: ['*'],
  Condition: { StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } },
});
const roleToDeny = {
  action: 'iam:DeleteRole',
  resource: `arn:aws:iam::${account}:role/name-of-role-to-deny`,
};

documentation('organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html', [
  {
    title: 'regions: outside',
    request: from(ec2, region('us-east-1')),
    policies: path([fullAwsAccess, generalEu]),
    ...denied('scp:FullAWSAccess', 'scp:DenyAllOutsideEU'),
  },
  {
    title: 'regions: a single action that is exempted',
    request: from({ action: 'ec2:DescribeRegions', resource: '*' }, region('us-east-1')),
    policies: path([fullAwsAccess, generalEu]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'regions: an action exempted by a wildcard',
    request: from({ action: 's3:GetAccountPublicAccessBlock', resource: '*' }, region('us-east-1')),
    policies: path([fullAwsAccess, generalEu]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'regions: one of the two roles exempted',
    request: {
      ...from(ec2, region('us-east-1')),
      principal: `arn:aws:sts::${account}:assumed-role/Role2AllowedToBypassThisSCP/s`,
    },
    policies: path([fullAwsAccess, generalEu]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'regions: inside, another role',
    request: {
      ...from(ec2, region('eu-central-1')),
      principal: `arn:aws:sts::${account}:assumed-role/Other/s`,
    },
    policies: path([fullAwsAccess, generalEu]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'a protected role: anybody',
    request: from(roleToDeny),
    policies: path([fullAwsAccess, exceptAdmin]),
    ...denied('scp:FullAWSAccess', 'scp:DenyAccessWithException'),
  },
  {
    title: 'a protected role: the administrators\u2019 role',
    request: {
      ...from(roleToDeny),
      principal: `arn:aws:sts::${account}:assumed-role/name-of-admin-role-to-allow/s`,
    },
    policies: path([fullAwsAccess, exceptAdmin]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'MFA: with',
    request: from(
      { action: 'ec2:StopInstances', resource: instance },
      { 'aws:MultiFactorAuthPresent': 'true' },
    ),
    policies: path([fullAwsAccess, requireMfa]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'MFA: without',
    request: from(
      { action: 'ec2:StopInstances', resource: instance },
      { 'aws:MultiFactorAuthPresent': 'false' },
    ),
    policies: path([fullAwsAccess, requireMfa]),
    ...denied('scp:FullAWSAccess', 'scp:DenyStopAndTerminateWhenMFAIsNotPresent'),
  },
  {
    title: 'MFA: with a long-term key',
    request: from({ action: 'ec2:StopInstances', resource: instance }),
    policies: path([fullAwsAccess, requireMfa]),
    ...denied('scp:FullAWSAccess', 'scp:DenyStopAndTerminateWhenMFAIsNotPresent'),
    missingContext: ['aws:MultiFactorAuthPresent'],
  },
  {
    title: 'MFA: another action',
    request: from(ec2),
    policies: path([fullAwsAccess, requireMfa]),
    ...allowedBy('scp:FullAWSAccess'),
  },
  {
    title: 'root: EC2',
    request: { ...from(ec2), principal: `arn:aws:iam::${account}:root` },
    policies: { ...path([fullAwsAccess, noEc2ForRoot]), identity: [] },
    outcome: 'explicitDeny',
    blockedBy: ['scp'],
    statements: ['scp:FullAWSAccess', 'scp:RestrictEC2ForRoot'],
  },
  {
    title: 'root: S3',
    request: { ...from(s3), principal: `arn:aws:iam::${account}:root` },
    policies: { ...path([fullAwsAccess, noEc2ForRoot]), identity: [] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['scp:FullAWSAccess'],
  },
  {
    title: 'root: the users of the account keep EC2',
    request: from(ec2),
    policies: path([fullAwsAccess, noEc2ForRoot]),
    ...allowedBy('scp:FullAWSAccess'),
  },
]);

// aws:AssumedRoot, of the page of global condition keys.
const noLongTermRoot = policy('no-long-term-root', {
  Sid: 'NoLongTermRoot',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: {
    ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] },
    Null: { 'aws:AssumedRoot': 'true' },
  },
});
documentation('IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot', [
  {
    title: 'root with long-term credentials',
    request: { ...from(s3), principal: `arn:aws:iam::${account}:root` },
    policies: { ...path([fullAwsAccess, noLongTermRoot]), identity: [] },
    outcome: 'explicitDeny',
    blockedBy: ['scp'],
    statements: ['scp:FullAWSAccess', 'scp:NoLongTermRoot'],
  },
  {
    title: 'an AssumeRoot session',
    request: { ...from(s3, { 'aws:AssumedRoot': 'true' }), principal: `arn:aws:iam::${account}:root` },
    policies: { ...path([fullAwsAccess, noLongTermRoot]), identity: [] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['scp:FullAWSAccess'],
  },
  {
    title: 'a user',
    request: from(s3),
    policies: path([fullAwsAccess, noLongTermRoot]),
    ...allowedBy('scp:FullAWSAccess'),
  },
]);
