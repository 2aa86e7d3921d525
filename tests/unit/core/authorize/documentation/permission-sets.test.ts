// Roles of IAM Identity Center's permission sets in trust and key policies.

import { administratorAccess, documentation, policy } from './cases.ts';

const account = '111122223333';
const setRole = (name: string, region = 'eu-west-2/') => ({
  principal: `arn:aws:sts::${account}:assumed-role/${name}/jdoe`,
  context: {
    'aws:PrincipalArn': `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/${region}${name}`,
  },
});
const assume = {
  action: 'sts:AssumeRole',
  resource: `arn:aws:iam::${account}:role/EmergencyAccess`,
  resourceAccountId: account,
};
const trust = policy('trust', {
  Sid: 'AdministratorsOnly',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'sts:AssumeRole',
  Condition: {
    ArnLike: {
      'aws:PrincipalArn': `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/eu-west-2/AWSReservedSSO_AdministratorAccess_*`,
    },
  },
});
const databaseAdministrator = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/eu-west-2/AWSReservedSSO_DatabaseAdministrator_1234567890abcdef`;
const keyPolicy = policy('key', {
  Sid: 'DatabaseAdministrator',
  Effect: 'Allow',
  Principal: { AWS: databaseAdministrator },
  Action: 'kms:*',
  Resource: '*',
});
const decrypt = {
  action: 'kms:Decrypt',
  resource: `arn:aws:kms:eu-west-2:${account}:key/k`,
  resourceAccountId: account,
};

documentation('singlesignon/latest/userguide/referencingpermissionsets.html', [
  {
    title: 'the permission set named',
    request: { ...assume, ...setRole('AWSReservedSSO_AdministratorAccess_1234567890abcdef') },
    policies: { identity: [administratorAccess], resource: trust },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'trust:AdministratorsOnly'],
  },
  {
    title: 'the same set after its role was made anew with another suffix',
    request: { ...assume, ...setRole('AWSReservedSSO_AdministratorAccess_abcdef0123456789') },
    policies: { identity: [administratorAccess], resource: trust },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'trust:AdministratorsOnly'],
  },
  {
    title: 'another permission set',
    request: { ...assume, ...setRole('AWSReservedSSO_DatabaseAdministrator_1234567890abcdef') },
    policies: { identity: [administratorAccess], resource: trust },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:Admin'],
  },
  {
    title: 'an identity source in us-east-1 leaves the Region out of the ARN, which then does not match',
    request: { ...assume, ...setRole('AWSReservedSSO_AdministratorAccess_1234567890abcdef', '') },
    policies: { identity: [administratorAccess], resource: trust },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:Admin'],
  },
  {
    title: 'the principals of the account need sts:AssumeRole permissions beside',
    request: { ...assume, ...setRole('AWSReservedSSO_AdministratorAccess_1234567890abcdef') },
    policies: {
      identity: [policy('s3', { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: '*' })],
      resource: trust,
    },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['trust:AdministratorsOnly'],
  },
  {
    title: 'a key policy that names the role with its path',
    request: { ...decrypt, ...setRole('AWSReservedSSO_DatabaseAdministrator_1234567890abcdef') },
    policies: { identity: [], resource: keyPolicy },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:DatabaseAdministrator'],
  },
  {
    title: 'a new assignment has a role of another ARN: access is disrupted',
    request: { ...decrypt, ...setRole('AWSReservedSSO_DatabaseAdministrator_abcdef0123456789') },
    policies: { identity: [administratorAccess], resource: keyPolicy },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin'],
  },
]);
