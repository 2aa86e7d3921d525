// Resource control policies. `RCPFullAWSAccess` stands beside what is attached at every level.

import { administratorAccess, documentation, level, policy, type Context, type Statement } from './cases.ts';
import type { NamedPolicy, PolicySet } from '../../../../../src/core/authorize/types.ts';

const account = '111122223333';
const userArn = `arn:aws:iam::${account}:user/u`;
const linkedArn = `arn:aws:iam::${account}:role/aws-service-role/example.amazonaws.com/AWSServiceRoleForExample`;
const rcp = (Sid: string, Action: unknown, more: Statement = {}) =>
  policy(Sid, { Sid, Effect: 'Deny', Principal: '*', Action, Resource: '*', ...more });
const under = (...policies: readonly NamedPolicy[]): PolicySet => ({
  identity: [administratorAccess],
  rcps: [level('r-root', ...policies), level(account)],
});
const get = (principal = userArn, context: Context = {}) => ({
  principal,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::amzn-s3-demo-bucket/k',
  resourceAccountId: account,
  context,
});
const publicRead: Statement = {
  Sid: 'Public',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
};
const overTls = rcp('OverTls', 's3:*', {
  Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
});
const noS3 = rcp('NoS3', 's3:*');

documentation('organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html', [
  {
    title: 'over TLS',
    request: get(userArn, { 'aws:SecureTransport': 'true' }),
    policies: under(overTls),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'without TLS',
    request: get(userArn, { 'aws:SecureTransport': 'false' }),
    policies: under(overTls),
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['identity:Admin', 'rcp:OverTls'],
    messageEnds: ' with an explicit deny in a resource control policy',
  },
  {
    title: 'the public access block of a bucket cannot be changed',
    request: {
      ...get(),
      action: 's3:PutBucketPublicAccessBlock',
      resource: 'arn:aws:s3:::amzn-s3-demo-bucket',
    },
    policies: under(rcp('DenyBPAConfigurations', 's3:PutBucketPublicAccessBlock')),
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['identity:Admin', 'rcp:DenyBPAConfigurations'],
  },
  {
    title: 'other actions on it are not concerned',
    request: { ...get(), action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::amzn-s3-demo-bucket' },
    policies: under(rcp('DenyBPAConfigurations', 's3:PutBucketPublicAccessBlock')),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'NotResource excepts a bucket',
    request: get(),
    policies: under(
      policy('most', {
        Sid: 'Most',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        NotResource: ['arn:aws:s3:::amzn-s3-demo-bucket/*'],
      }),
    ),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'and no other',
    request: { ...get(), resource: 'arn:aws:s3:::amzn-s3-demo-bucket2/k' },
    policies: under(
      policy('most', {
        Sid: 'Most',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        NotResource: ['arn:aws:s3:::amzn-s3-demo-bucket/*'],
      }),
    ),
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['identity:Admin', 'rcp:Most'],
  },
]);

documentation('organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html', [
  {
    title: 'Figure 1: a deny at the unit reaches the accounts below',
    request: get(),
    policies: {
      identity: [administratorAccess],
      rcps: [level('r-root'), level('ou-production', noS3), level(account)],
    },
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['identity:Admin', 'rcp:NoS3'],
  },
  {
    title: 'a deny at the account',
    request: get(),
    policies: { identity: [administratorAccess], rcps: [level('r-root'), level(account, noS3)] },
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['identity:Admin', 'rcp:NoS3'],
  },
  {
    title: 'RCPFullAWSAccess alone lets everything pass and grants nothing',
    request: get(),
    policies: { identity: [], rcps: [level('r-root'), level('ou-production'), level(account)] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'denies at two levels',
    request: get(),
    policies: {
      identity: [administratorAccess],
      rcps: [level('r-root', noS3), level(account, rcp('NoRead', 's3:GetObject'))],
    },
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['identity:Admin', 'rcp:NoS3', 'rcp:NoRead'],
  },
]);

const supported: readonly (readonly [service: string, action: string, resource: string])[] = [
  ['s3', 's3:GetObject', 'arn:aws:s3:::b/k'],
  ['sts', 'sts:AssumeRole', `arn:aws:iam::${account}:role/r`],
  ['kms', 'kms:Decrypt', `arn:aws:kms:us-east-1:${account}:key/k`],
  ['sqs', 'sqs:SendMessage', `arn:aws:sqs:us-east-1:${account}:q`],
  [
    'secretsmanager',
    'secretsmanager:GetSecretValue',
    `arn:aws:secretsmanager:us-east-1:${account}:secret:s-AbCdEf`,
  ],
  ['cognito-idp', 'cognito-idp:DescribeUserPool', `arn:aws:cognito-idp:us-east-1:${account}:userpool/p`],
  [
    'cognito-identity',
    'cognito-identity:DescribeIdentityPool',
    `arn:aws:cognito-identity:us-east-1:${account}:identitypool/p`,
  ],
  ['logs', 'logs:PutLogEvents', `arn:aws:logs:us-east-1:${account}:log-group:g:log-stream:s`],
  ['dynamodb', 'dynamodb:GetItem', `arn:aws:dynamodb:us-east-1:${account}:table/t`],
  ['appconfig', 'appconfig:GetApplication', `arn:aws:appconfig:us-east-1:${account}:application/a`],
  ['appstream', 'appstream:StartFleet', `arn:aws:appstream:us-east-1:${account}:fleet/f`],
  [
    'autoscaling',
    'autoscaling:SetDesiredCapacity',
    `arn:aws:autoscaling:us-east-1:${account}:autoScalingGroup:u:autoScalingGroupName/g`,
  ],
  ['codebuild', 'codebuild:StartBuild', `arn:aws:codebuild:us-east-1:${account}:project/p`],
  ['codecommit', 'codecommit:GitPull', `arn:aws:codecommit:us-east-1:${account}:r`],
  [
    'comprehend',
    'comprehend:DescribeDocumentClassifier',
    `arn:aws:comprehend:us-east-1:${account}:document-classifier/c`,
  ],
  ['comprehendmedical', 'comprehendmedical:DetectPHI', '*'],
  ['dax', 'dax:GetItem', `arn:aws:dax:us-east-1:${account}:cache/c`],
  ['ecr', 'ecr:BatchGetImage', `arn:aws:ecr:us-east-1:${account}:repository/r`],
  ['health', 'health:DescribeEvents', '*'],
  ['kinesisvideo', 'kinesisvideo:GetMedia', `arn:aws:kinesisvideo:us-east-1:${account}:stream/s/1`],
  ['aoss', 'aoss:APIAccessAll', `arn:aws:aoss:us-east-1:${account}:collection/c`],
  ['support', 'support:DescribeCases', '*'],
  ['textract', 'textract:AnalyzeDocument', '*'],
  ['transcribe', 'transcribe:GetVocabulary', `arn:aws:transcribe:us-east-1:${account}:vocabulary/v`],
  ['translate', 'translate:GetTerminology', `arn:aws:translate:us-east-1:${account}:terminology/t`],
];
const unsupported: readonly (readonly [service: string, action: string, resource: string])[] = [
  ['ec2', 'ec2:StopInstances', `arn:aws:ec2:us-east-1:${account}:instance/i-1`],
  ['iam', 'iam:DeleteUser', userArn],
  ['sns', 'sns:Publish', `arn:aws:sns:us-east-1:${account}:t`],
  ['lambda', 'lambda:InvokeFunction', `arn:aws:lambda:us-east-1:${account}:function:f`],
  ['rds', 'rds:DeleteDBInstance', `arn:aws:rds:us-east-1:${account}:db:d`],
];
/** STS and KMS ask the resource\u2019s policy too. */
const openTo = (action: string): Pick<PolicySet, 'resource'> =>
  action.startsWith('sts:')
    ? {
        resource: policy('trust', {
          Sid: 'Open',
          Effect: 'Allow',
          Principal: { AWS: account },
          Action: 'sts:*',
        }),
      }
    : action.startsWith('kms:')
      ? {
          resource: policy('key', {
            Sid: 'Open',
            Effect: 'Allow',
            Principal: { AWS: account },
            Action: 'kms:*',
            Resource: '*',
          }),
        }
      : {};
const openSid = (action: string) =>
  action.startsWith('sts:') ? ['trust:Open'] : action.startsWith('kms:') ? ['resource:Open'] : [];

const page = 'organizations/latest/userguide/orgs_manage_policies_rcps.html';
documentation(`${page}: services`, [
  ...supported.map(([service, action, resource]) => ({
    title: `${service} supports RCPs`,
    request: { principal: userArn, action, resource, resourceAccountId: account },
    policies: { ...under(rcp('Deny', `${service}:*`)), ...openTo(action) },
    outcome: 'explicitDeny' as const,
    blockedBy: ['rcp' as const],
    statements: ['identity:Admin', 'rcp:Deny', ...openSid(action)],
  })),
  ...unsupported.map(([service, action, resource]) => ({
    title: `${service} does not`,
    request: { principal: userArn, action, resource, resourceAccountId: account },
    policies: under(rcp('Deny', `${service}:*`)),
    outcome: 'allowed' as const,
    blockedBy: [],
    statements: ['identity:Admin'],
  })),
  {
    title: 'kms:RetireGrant is not impacted',
    request: {
      principal: userArn,
      action: 'kms:RetireGrant',
      resource: `arn:aws:kms:us-east-1:${account}:key/k`,
      resourceAccountId: account,
    },
    policies: { ...under(rcp('Deny', 'kms:*')), ...openTo('kms:RetireGrant') },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'resource:Open'],
  },
  {
    title: 'kms:RevokeGrant is',
    request: {
      principal: userArn,
      action: 'kms:RevokeGrant',
      resource: `arn:aws:kms:us-east-1:${account}:key/k`,
      resourceAccountId: account,
    },
    policies: { ...under(rcp('Deny', 'kms:*')), ...openTo('kms:RevokeGrant') },
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['identity:Admin', 'resource:Open', 'rcp:Deny'],
  },
]);

const outside = 'arn:aws:iam::999999999999:user/outside';
const toOutside = policy('bucket', {
  Sid: 'ToB',
  Effect: 'Allow',
  Principal: { AWS: outside },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
});
documentation(page, [
  {
    title: 'users of an account outside the organization are bound at the bucket',
    request: get(outside),
    policies: { ...under(noS3), resource: toOutside },
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['identity:Admin', 'resource:ToB', 'rcp:NoS3'],
  },
  {
    title:
      'the RCPs of the caller\u2019s account are no matter of another account\u2019s bucket, which has none',
    request: get(outside),
    policies: { identity: [administratorAccess], resource: toOutside },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'resource:ToB'],
  },
  {
    title: 'a bucket policy that opens the bucket to everybody does not help',
    request: get('anonymous'),
    policies: { ...under(noS3), identity: [], resource: policy('bucket', publicRead) },
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['resource:Public', 'rcp:NoS3'],
  },
  {
    title: 'root users are bound',
    request: get(`arn:aws:iam::${account}:root`),
    policies: { ...under(noS3), identity: [] },
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['rcp:NoS3'],
  },
  {
    title: 'root users of accounts outside are bound',
    request: get('arn:aws:iam::999999999999:root'),
    policies: { ...under(noS3), identity: [], resource: policy('bucket', publicRead) },
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['resource:Public', 'rcp:NoS3'],
  },
  {
    title: 'calls of a service-linked role are not',
    request: get(`arn:aws:sts::${account}:assumed-role/AWSServiceRoleForExample/s`, {
      'aws:PrincipalArn': linkedArn,
    }),
    policies: under(noS3),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    // "RCPs also do not impact AWS services' ability to assume a service-linked role".
    title: 'nor is a service that assumes its service-linked role',
    request: {
      principal: 'example.amazonaws.com',
      action: 'sts:AssumeRole',
      resource: linkedArn,
      resourceAccountId: account,
    },
    policies: {
      ...under(rcp('NoSts', 'sts:*')),
      identity: [],
      resource: policy('trust', {
        Sid: 'Trust',
        Effect: 'Allow',
        Principal: { Service: 'example.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['trust:Trust'],
  },
  {
    title: 'a service that assumes a role of another kind is bound',
    request: {
      principal: 'example.amazonaws.com',
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${account}:role/service-role/Example`,
      resourceAccountId: account,
    },
    policies: {
      ...under(rcp('NoSts', 'sts:*')),
      identity: [],
      resource: policy('trust', {
        Sid: 'Trust',
        Effect: 'Allow',
        Principal: { Service: 'example.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['trust:Trust', 'rcp:NoSts'],
  },
  {
    title: 'sts:GetCallerIdentity has no resource and needs no permission',
    request: {
      principal: userArn,
      action: 'sts:GetCallerIdentity',
      resource: '*',
      resourceAccountId: account,
    },
    policies: { ...under(rcp('NoSts', 'sts:*')), identity: [] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
]);

const orgOnly = rcp('RCPEnforceConfusedDeputyProtectionForS3', ['s3:*'], {
  Condition: {
    StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-ExampleOrg' },
    Null: { 'aws:SourceAccount': 'false' },
    Bool: { 'aws:PrincipalIsAWSService': 'true' },
  },
});
const cloudTrailBucket = policy('bucket', {
  Sid: 'Trail',
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
});
const trail = (context: Context) => ({
  ...get('cloudtrail.amazonaws.com', { 'aws:PrincipalIsAWSService': 'true', ...context }),
  action: 's3:PutObject',
});
const serviceUnder = (one: NamedPolicy, resource?: NamedPolicy): PolicySet => ({
  ...under(one),
  identity: [],
  ...(resource === undefined ? {} : { resource }),
});
const deputySid = 'rcp:RCPEnforceConfusedDeputyProtectionForS3';

documentation('IAM/latest/UserGuide/confused-deputy.html: resource control policies', [
  {
    title: 'a service for an account of the organization',
    request: trail({ 'aws:SourceAccount': account, 'aws:SourceOrgID': 'o-ExampleOrg' }),
    policies: serviceUnder(orgOnly, cloudTrailBucket),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Trail'],
  },
  {
    title: 'for an account of another one',
    request: trail({ 'aws:SourceAccount': '999999999999', 'aws:SourceOrgID': 'o-Other' }),
    policies: serviceUnder(orgOnly, cloudTrailBucket),
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['resource:Trail', deputySid],
  },
  {
    title: 'for an account that belongs to none',
    request: trail({ 'aws:SourceAccount': '999999999999' }),
    policies: serviceUnder(orgOnly, cloudTrailBucket),
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['resource:Trail', deputySid],
  },
  {
    title: 'integrations that do not use the key are not impacted',
    request: trail({}),
    policies: serviceUnder(orgOnly, cloudTrailBucket),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Trail'],
  },
  {
    title: 'a corresponding allow must be in the bucket policy',
    request: trail({ 'aws:SourceAccount': account, 'aws:SourceOrgID': 'o-ExampleOrg' }),
    policies: serviceUnder(orgOnly),
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: [],
  },
  {
    title: 'the own principals are not impacted',
    request: get(userArn, { 'aws:PrincipalIsAWSService': 'false' }),
    policies: under(orgOnly),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
]);

const oneAccount = rcp('RCPEnforceConfusedDeputyProtection', ['s3:*'], {
  Condition: {
    StringNotEqualsIfExists: { 'aws:SourceAccount': account },
    Null: { 'aws:SourceAccount': 'false' },
    Bool: { 'aws:PrincipalIsAWSService': 'true' },
  },
});
const perimeter = rcp('EnforceNetworkPerimeterVpceOrgID', ['s3:*', 'kms:*'], {
  Condition: {
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
    StringNotEqualsIfExists: {
      'aws:VpceOrgID': 'o-abcdef0123',
      'aws:PrincipalTag/network-perimeter-exception': 'true',
    },
  },
});
const direct: Context = { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' };

documentation('IAM/latest/UserGuide/reference_policies_condition-keys.html: RCPs', [
  {
    title: 'aws:SourceAccount: the account named',
    request: trail({ 'aws:SourceAccount': account }),
    policies: serviceUnder(oneAccount, cloudTrailBucket),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Trail'],
  },
  {
    title: 'aws:SourceAccount: another',
    request: trail({ 'aws:SourceAccount': '999999999999' }),
    policies: serviceUnder(oneAccount, cloudTrailBucket),
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['resource:Trail', 'rcp:RCPEnforceConfusedDeputyProtection'],
  },
  {
    title: 'aws:VpceOrgID: through an endpoint of the organization',
    request: get(userArn, { ...direct, 'aws:VpceOrgID': 'o-abcdef0123' }),
    policies: under(perimeter),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'aws:VpceOrgID: over the public endpoint, where the key is absent',
    request: get(userArn, direct),
    policies: under(perimeter),
    outcome: 'explicitDeny',
    blockedBy: ['rcp'],
    statements: ['identity:Admin', 'rcp:EnforceNetworkPerimeterVpceOrgID'],
  },
  {
    title: 'aws:VpceOrgID: a service on the caller\u2019s behalf',
    request: get(userArn, { ...direct, 'aws:ViaAWSService': 'true' }),
    policies: under(perimeter),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'aws:VpceOrgID: a principal that is excepted by its tag',
    request: get(userArn, { ...direct, 'aws:PrincipalTag/network-perimeter-exception': 'true' }),
    policies: under(perimeter),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
]);
