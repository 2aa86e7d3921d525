// Examples of the page of global condition keys that are not in other tables.

import { administratorAccess, documentation, policy, type Case, type Context } from './cases.ts';
import type { NamedPolicy } from '../../../../../src/core/authorize/types.ts';

const account = '111122223333';
const user = `arn:aws:iam::${account}:user/u`;
const session = `arn:aws:sts::${account}:assumed-role/r/s`;
const page = 'IAM/latest/UserGuide/reference_policies_condition-keys.html';
const call = (action: string, resource: string, context: Context = {}, principal = user) => ({
  principal,
  action,
  resource,
  resourceAccountId: account,
  context,
});
const denied = (sid: string): Pick<Case, 'outcome' | 'blockedBy' | 'statements'> => ({
  outcome: 'explicitDeny',
  blockedBy: ['identity'],
  statements: ['identity:Admin', `identity:${sid}`],
});
const allowed = (sid = 'Admin'): Pick<Case, 'outcome' | 'blockedBy' | 'statements'> => ({
  outcome: 'allowed',
  blockedBy: [],
  statements: [`identity:${sid}`],
});
const silent: Pick<Case, 'outcome' | 'blockedBy' | 'statements'> = {
  outcome: 'implicitDeny',
  blockedBy: ['identity'],
  statements: [],
};
const withAdmin = (one: NamedPolicy) => ({ identity: [administratorAccess, one] });
const bucket3 = 'arn:aws:s3:::amzn-s3-demo-bucket3/k';

const key = `arn:aws:kms:us-east-1:${account}:key/my-example-key`;
const keyPolicy = policy('key', {
  Sid: 'Enable',
  Effect: 'Allow',
  Principal: { AWS: account },
  Action: 'kms:*',
  Resource: '*',
});
const kmsActions = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey', 'kms:DescribeKey'];
const viaDynamodb = policy('via', {
  Sid: 'KmsActionsIfCalledViaDynamodb',
  Effect: 'Allow',
  Action: kmsActions,
  Resource: key,
  Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['dynamodb.amazonaws.com'] } },
});
const viaChain = policy('chain', {
  Sid: 'KmsActionsIfCalledViaChain',
  Effect: 'Allow',
  Action: kmsActions,
  Resource: key,
  Condition: {
    StringEquals: {
      'aws:CalledViaFirst': 'cloudformation.amazonaws.com',
      'aws:CalledViaLast': 'dynamodb.amazonaws.com',
    },
  },
});
const via = (identity: NamedPolicy, title: string, context: Context, sid: string | undefined): Case => ({
  title,
  request: call('kms:Decrypt', key, context),
  policies: { identity: [identity], resource: keyPolicy },
  ...(sid === undefined
    ? { outcome: 'implicitDeny', blockedBy: ['identity'], statements: ['resource:Enable'] }
    : { outcome: 'allowed', blockedBy: [], statements: [`identity:${sid}`, 'resource:Enable'] }),
});
const [cloudformation, dynamodb] = ['cloudformation.amazonaws.com', 'dynamodb.amazonaws.com'];
const chainOf = (...services: readonly string[]): Context => ({
  'aws:CalledVia': services,
  'aws:CalledViaFirst': services[0] ?? '',
  'aws:CalledViaLast': services.at(-1) ?? '',
  'aws:ViaAWSService': 'true',
});
documentation(`${page}: aws:CalledVia`, [
  via(
    viaDynamodb,
    'via CloudFormation and then DynamoDB',
    chainOf(cloudformation, dynamodb),
    'KmsActionsIfCalledViaDynamodb',
  ),
  via(viaDynamodb, 'via CloudFormation alone', chainOf(cloudformation), undefined),
  via(viaDynamodb, 'directly, where the key is absent', { 'aws:ViaAWSService': 'false' }, undefined),
  via(viaChain, 'first and last', chainOf(cloudformation, dynamodb), 'KmsActionsIfCalledViaChain'),
  via(
    viaChain,
    'another service in the middle',
    chainOf(cloudformation, 'x.amazonaws.com', dynamodb),
    'KmsActionsIfCalledViaChain',
  ),
  via(viaChain, 'last only', chainOf(dynamodb), undefined),
]);

const onlyVpc = policy('vpc', {
  Sid: 'PutObjectIfNotVPCID',
  Effect: 'Deny',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket3/*',
  Condition: {
    StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1234567890abcdef0' },
    Bool: { 'aws:ViaAWSService': 'false' },
  },
});
const direct: Context = { 'aws:ViaAWSService': 'false' };
documentation(`${page}: aws:SourceVpc and aws:ViaAWSService`, [
  {
    title: 'from the VPC',
    request: call('s3:PutObject', bucket3, { ...direct, 'aws:SourceVpc': 'vpc-1234567890abcdef0' }),
    policies: withAdmin(onlyVpc),
    ...allowed(),
  },
  {
    title: 'from another VPC',
    request: call('s3:PutObject', bucket3, { ...direct, 'aws:SourceVpc': 'vpc-0' }),
    policies: withAdmin(onlyVpc),
    ...denied('PutObjectIfNotVPCID'),
  },
  {
    title: 'over the internet, where the key is absent',
    request: call('s3:PutObject', bucket3, direct),
    policies: withAdmin(onlyVpc),
    ...denied('PutObjectIfNotVPCID'),
  },
  {
    title: 'a service by forward access session',
    request: call('s3:PutObject', bucket3, { 'aws:ViaAWSService': 'true' }),
    policies: withAdmin(onlyVpc),
    ...allowed(),
  },
]);

const fromRanges = policy('ranges', {
  Sid: 'PrincipalPutObjectIfIpAddress',
  Effect: 'Allow',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket3/*',
  Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } },
});
documentation(`${page}: aws:SourceIp`, [
  {
    title: 'IPv4 inside',
    request: call('s3:PutObject', bucket3, { 'aws:SourceIp': '203.0.113.9' }, session),
    policies: { identity: [fromRanges] },
    ...allowed('PrincipalPutObjectIfIpAddress'),
  },
  {
    title: 'IPv6 inside',
    request: call('s3:PutObject', bucket3, { 'aws:SourceIp': '2001:db8:1234:5678::17' }, session),
    policies: { identity: [fromRanges] },
    ...allowed('PrincipalPutObjectIfIpAddress'),
  },
  {
    title: 'IPv6 outside',
    request: call('s3:PutObject', bucket3, { 'aws:SourceIp': '2001:db8:1234:9999::17' }, session),
    policies: { identity: [fromRanges] },
    ...silent,
  },
  {
    title: 'through a VPC endpoint, where the key is not available',
    request: call('s3:PutObject', bucket3, {}, session),
    policies: { identity: [fromRanges] },
    ...silent,
    missingContext: ['aws:SourceIp'],
  },
]);

const logs = 'arn:aws:s3:::amzn-s3-demo-bucket1/AWSLogs/111122223333/x';
const trailAllow = {
  Sid: 'Trail',
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket1/AWSLogs/*',
};
const networkOrService = policy('bucket', trailAllow, {
  Sid: 'ExpectedNetworkServicePrincipal',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket1/AWSLogs/111122223333/*',
  Condition: {
    StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-111bbb22' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  },
});
const networkOrName = policy('bucket', trailAllow, {
  Sid: 'ExpectedNetworkServicePrincipal',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket1/AWSLogs/111122223333/*',
  Condition: {
    StringNotEqualsIfExists: {
      'aws:SourceVpc': 'vpc-111bbb22',
      'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com',
    },
  },
});
const service: Context = {
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com',
};
const person: Context = { 'aws:PrincipalIsAWSService': 'false' };
const network = (name: string, resource: NamedPolicy): readonly Case[] => [
  {
    title: `${name}: CloudTrail`,
    request: call('s3:PutObject', logs, service, 'cloudtrail.amazonaws.com'),
    policies: { identity: [], resource },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Trail'],
  },
  {
    title: `${name}: a user from the VPC`,
    request: call('s3:PutObject', logs, { ...person, 'aws:SourceVpc': 'vpc-111bbb22' }),
    policies: { identity: [administratorAccess], resource },
    ...allowed(),
  },
  {
    title: `${name}: a user from elsewhere`,
    request: call('s3:PutObject', logs, person),
    policies: { identity: [administratorAccess], resource },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin', 'resource:ExpectedNetworkServicePrincipal'],
  },
];
documentation(`${page}: aws:PrincipalIsAWSService and aws:PrincipalServiceName`, [
  ...network('aws:PrincipalIsAWSService', networkOrService),
  ...network('aws:PrincipalServiceName', networkOrName),
]);

const secureOnly = policy('secure', {
  Sid: 'Secure',
  Effect: 'Deny',
  Action: 's3:*',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'false' } },
});
documentation(`${page}: aws:SecureTransport`, [
  {
    title: 'with TLS',
    request: call('s3:GetObject', bucket3, { ...person, 'aws:SecureTransport': 'true' }),
    policies: withAdmin(secureOnly),
    ...allowed(),
  },
  {
    title: 'without',
    request: call('s3:GetObject', bucket3, { ...person, 'aws:SecureTransport': 'false' }),
    policies: withAdmin(secureOnly),
    ...denied('Secure'),
  },
]);

const sameVpc = policy('same-vpc', {
  Sid: 'RequireSameVPC',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: {
    StringNotEquals: { 'aws:SourceVpc': '${aws:Ec2InstanceSourceVpc}' },
    Null: { 'ec2:SourceInstanceARN': 'false' },
    BoolIfExists: { 'aws:ViaAWSService': 'false' },
  },
});
const fromInstance = (vpc: string | undefined): Context => ({
  ...direct,
  'ec2:SourceInstanceArn': `arn:aws:ec2:us-east-1:${account}:instance/i-1`,
  'aws:Ec2InstanceSourceVpc': 'vpc-1',
  ...(vpc === undefined ? {} : { 'aws:SourceVpc': vpc }),
});
const imds = policy('imds', {
  Sid: 'RequireAllEc2RolesToUseV2',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } },
});
documentation(`${page}: roles of instances`, [
  {
    title: 'the VPC to which the credentials were delivered',
    request: call('s3:GetObject', bucket3, fromInstance('vpc-1'), session),
    policies: withAdmin(sameVpc),
    ...allowed(),
  },
  {
    title: 'another VPC',
    request: call('s3:GetObject', bucket3, fromInstance('vpc-2'), session),
    policies: withAdmin(sameVpc),
    ...denied('RequireSameVPC'),
  },
  {
    title: 'no VPC endpoint',
    request: call('s3:GetObject', bucket3, fromInstance(undefined), session),
    policies: withAdmin(sameVpc),
    ...denied('RequireSameVPC'),
  },
  {
    title: 'a role that is no instance\u2019s',
    request: call('s3:GetObject', bucket3, direct, session),
    policies: withAdmin(sameVpc),
    ...allowed(),
  },
  {
    title: 'a service on the instance\u2019s behalf',
    request: call(
      's3:GetObject',
      bucket3,
      { ...fromInstance(undefined), 'aws:ViaAWSService': 'true' },
      session,
    ),
    policies: withAdmin(sameVpc),
    ...allowed(),
  },
  {
    title: 'IMDSv1',
    request: call('s3:GetObject', bucket3, { 'ec2:RoleDelivery': '1.0' }, session),
    policies: withAdmin(imds),
    ...denied('RequireAllEc2RolesToUseV2'),
  },
  {
    title: 'IMDSv2',
    request: call('s3:GetObject', bucket3, { 'ec2:RoleDelivery': '2.0' }, session),
    policies: withAdmin(imds),
    ...allowed(),
  },
  {
    title: 'no instance: the statement has no effect',
    request: call('s3:GetObject', bucket3),
    policies: withAdmin(imds),
    ...allowed(),
  },
]);

const lambdaOnly = policy('lambda', {
  Sid: 'ExampleSourceFunctionArn',
  Effect: 'Allow',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket3/*',
  Condition: {
    ArnEquals: { 'lambda:SourceFunctionArn': `arn:aws:lambda:us-east-1:${account}:function:source_lambda` },
  },
});
const slack = policy('slack', {
  Sid: 'ExampleS3Deny',
  Effect: 'Deny',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket3/*',
  Condition: {
    ArnLike: { 'aws:ChatbotSourceArn': 'arn:aws:chatbot::*:chat-configuration/slack-channel/*' },
  },
});
const hr = policy('hr', {
  Sid: 'Hr',
  Effect: 'Allow',
  Action: ['iam:Get*', 'iam:List*', 'iam:Generate*'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalTag/department': 'hr' } },
});
const regions = policy(
  'regions',
  { Sid: 'InstanceConsoleReadOnly', Effect: 'Allow', Action: ['ec2:Describe*', 'ec2:Get*'], Resource: '*' },
  {
    Sid: 'InstanceWriteRegionRestricted',
    Effect: 'Allow',
    Action: ['ec2:Run*', 'ec2:Start*', 'ec2:Stop*', 'ec2:Terminate*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-west-2', 'eu-west-3'] } },
  },
);
const ownOrg = policy('own-org', {
  Sid: 'DenyPutObjectToS3ResourcesOutsideMyOrganization',
  Effect: 'Deny',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::policy-genius-dev/*',
  Condition: { StringNotEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
});
const genius = 'arn:aws:s3:::policy-genius-dev/k';
documentation(`${page}: further keys`, [
  {
    title: 'lambda:SourceFunctionArn: the function',
    request: call(
      's3:PutObject',
      bucket3,
      { 'lambda:SourceFunctionArn': `arn:aws:lambda:us-east-1:${account}:function:source_lambda` },
      session,
    ),
    policies: { identity: [lambdaOnly] },
    ...allowed('ExampleSourceFunctionArn'),
  },
  {
    title: 'lambda:SourceFunctionArn: another function',
    request: call(
      's3:PutObject',
      bucket3,
      { 'lambda:SourceFunctionArn': `arn:aws:lambda:us-east-1:${account}:function:other` },
      session,
    ),
    policies: { identity: [lambdaOnly] },
    ...silent,
  },
  {
    title: 'aws:ChatbotSourceArn: from a Slack channel',
    request: call(
      's3:PutObject',
      bucket3,
      { 'aws:ChatbotSourceArn': `arn:aws:chatbot::${account}:chat-configuration/slack-channel/private` },
      session,
    ),
    policies: withAdmin(slack),
    ...denied('ExampleS3Deny'),
  },
  {
    title: 'aws:ChatbotSourceArn: from elsewhere',
    request: call('s3:PutObject', bucket3, {}, session),
    policies: withAdmin(slack),
    ...allowed(),
  },
  {
    title: 'aws:PrincipalTag: hr; tag keys have no case',
    request: call('iam:GenerateCredentialReport', '*', { 'aws:PrincipalTag/Department': 'hr' }),
    policies: { identity: [hr] },
    ...allowed('Hr'),
  },
  {
    title: 'aws:PrincipalTag: tag values have case',
    request: call('iam:GenerateCredentialReport', '*', { 'aws:PrincipalTag/department': 'HR' }),
    policies: { identity: [hr] },
    ...silent,
  },
  {
    title: 'aws:RequestedRegion: changes in Ireland',
    request: call('ec2:StopInstances', `arn:aws:ec2:eu-west-1:${account}:instance/i-1`, {
      'aws:RequestedRegion': 'eu-west-1',
    }),
    policies: { identity: [regions] },
    ...allowed('InstanceWriteRegionRestricted'),
  },
  {
    title: 'aws:RequestedRegion: changes in Ohio',
    request: call('ec2:StopInstances', `arn:aws:ec2:us-east-2:${account}:instance/i-1`, {
      'aws:RequestedRegion': 'us-east-2',
    }),
    policies: { identity: [regions] },
    ...silent,
  },
  {
    title: 'aws:RequestedRegion: looking everywhere',
    request: call('ec2:DescribeInstances', '*', { 'aws:RequestedRegion': 'us-east-2' }),
    policies: { identity: [regions] },
    ...allowed('InstanceConsoleReadOnly'),
  },
  {
    title: 'aws:ResourceOrgID: the same organization',
    request: call('s3:PutObject', genius, {
      'aws:ResourceOrgID': 'o-a1b2c3d4e5',
      'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
    }),
    policies: withAdmin(ownOrg),
    ...allowed(),
  },
  {
    title: 'aws:ResourceOrgID: another organization',
    request: call('s3:PutObject', genius, {
      'aws:ResourceOrgID': 'o-zzzzzzzzzz',
      'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
    }),
    policies: withAdmin(ownOrg),
    ...denied('DenyPutObjectToS3ResourcesOutsideMyOrganization'),
  },
]);

// The combinations with aws:MultiFactorAuthPresent.
const combination = (Sid: string, Effect: string, operator: string, value: string) =>
  policy(Sid, {
    Sid,
    Effect,
    Action: 's3:*',
    Resource: '*',
    Condition: { [operator]: { 'aws:MultiFactorAuthPresent': value } },
  });
type Credentials = 'with MFA' | 'temporary without MFA' | 'long-term';
const credentials: readonly Credentials[] = ['with MFA', 'temporary without MFA', 'long-term'];
const contextOf: Readonly<Record<Credentials, Context>> = {
  'with MFA': { 'aws:MultiFactorAuthPresent': 'true' },
  'temporary without MFA': { 'aws:MultiFactorAuthPresent': 'false' },
  'long-term': {},
};
const combinations: readonly (readonly [
  sid: string,
  effect: string,
  operator: string,
  value: string,
  applies: readonly Credentials[],
])[] = [
  ['NotReliable', 'Deny', 'Bool', 'false', ['temporary without MFA']],
  ['Recommended', 'Deny', 'BoolIfExists', 'false', ['temporary without MFA', 'long-term']],
  ['Alternative', 'Allow', 'BoolIfExists', 'true', ['with MFA', 'long-term']],
  ['OnlyMfa', 'Allow', 'Bool', 'true', ['with MFA']],
  ['WithCaution', 'Allow', 'Null', 'false', ['with MFA', 'temporary without MFA']],
];
documentation(
  `${page}: aws:MultiFactorAuthPresent`,
  combinations.flatMap(([sid, effect, operator, value, applies]) =>
    credentials.map((one): Case => {
      const hits = applies.includes(one);
      const isDeny = effect === 'Deny';
      return {
        title: `${effect} with ${operator} ${value}: ${one}`,
        request: call('s3:GetObject', bucket3, contextOf[one]),
        policies: isDeny
          ? withAdmin(combination(sid, effect, operator, value))
          : { identity: [combination(sid, effect, operator, value)] },
        ...(isDeny ? (hits ? denied(sid) : allowed()) : hits ? allowed(sid) : silent),
      };
    }),
  ),
);

// aws:PrincipalOrgPaths
const org = 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/';
const inOrg = (operator: string, pattern: string) =>
  policy('bucket', {
    Sid: 'Org',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket3/*',
    Condition: { [`ForAnyValue:${operator}`]: { 'aws:PrincipalOrgPaths': [pattern] } },
  });
const paths = (title: string, resource: NamedPolicy, path: string | undefined, hits: boolean): Case => ({
  title,
  request: call('s3:GetObject', bucket3, path === undefined ? {} : { 'aws:PrincipalOrgPaths': [path] }),
  policies: { identity: [], resource },
  ...(hits
    ? { outcome: 'allowed', blockedBy: [], statements: ['resource:Org'] }
    : { outcome: 'implicitDeny', blockedBy: ['identity'], statements: [] }),
});
documentation(`${page}: aws:PrincipalOrgPaths`, [
  paths('directly in the unit', inOrg('StringEquals', org), org, true),
  paths('in a child unit, StringEquals', inOrg('StringEquals', org), `${org}ou-ab12-33333333/`, false),
  paths('in a child unit, StringLike', inOrg('StringLike', `${org}*`), `${org}ou-ab12-33333333/`, true),
  paths('directly in the unit, StringLike', inOrg('StringLike', `${org}*`), org, true),
  paths('children only: the unit itself', inOrg('StringLike', `${org}ou-*`), org, false),
  paths('children only: a child', inOrg('StringLike', `${org}ou-*`), `${org}ou-ab12-33333333/`, true),
  paths('the whole organization', inOrg('StringLike', 'o-a1b2c3d4e5/*'), 'o-a1b2c3d4e5/r-ab12/', true),
  paths('no member of an organization', inOrg('StringLike', 'o-a1b2c3d4e5/*'), undefined, false),
]);
