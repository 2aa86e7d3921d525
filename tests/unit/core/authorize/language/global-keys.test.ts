// Each global condition key: its example where the page has one, else a condition of its data type. Every key with
// a value that matches, one that does not, and absent.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import { describe, expect, it } from 'vitest';
import type { PolicySet } from '../../../../../src/core/authorize/types.ts';
import {
  account,
  alice,
  allowAll,
  alone,
  besideAllowAll,
  codesOf,
  conditionMatches,
  named,
  outcomeOf,
  policyOf,
  type Context,
  type Json,
  type Request,
} from './outcome-of.ts';

/** A key with a condition on it, and the contexts for which the condition matches or not. */
interface KeyRow {
  readonly key: string;
  readonly condition: Json;
  readonly matches: Context;
  readonly differs: Context;
  /** Whether the condition matches when the key is absent from `matches`. */
  readonly absent: boolean;
}

const org = 'o-a1b2c3d4e5';
const path = `${org}/r-ab12/ou-ab12-11111111/ou-ab12-22222222/`;

/** One value of the policy compared with one value of the request. */
function row(operator: string, key: string, expected: string, actual: string, other: string): KeyRow {
  return {
    key,
    condition: { [operator]: { [key]: expected } },
    matches: { [key]: actual },
    differs: { [key]: other },
    absent: operator.includes('Not'),
  };
}

/** A path of an organization, of which a request has a set. */
function pathRow(key: string): KeyRow {
  return {
    key,
    condition: { 'ForAnyValue:StringLike': { [key]: `${org}/r-ab12/ou-ab12-11111111/*` } },
    matches: { [key]: [path, `${org}/r-ab12/ou-ab12-33333333/`] },
    differs: { [key]: [`${org}/r-ab12/ou-ab12-33333333/`] },
    absent: false,
  };
}

const rows: readonly KeyRow[] = [
  // Properties of the principal
  row('ArnEquals', 'aws:PrincipalArn', alice, alice, `${alice}2`),
  row('StringEquals', 'aws:PrincipalAccount', '123456789012', '123456789012', '111122223333'),
  row('StringNotEquals', 'aws:PrincipalAccount', '123456789012', 'anonymous', '123456789012'),
  pathRow('aws:PrincipalOrgPaths'),
  row('StringEquals', 'aws:PrincipalOrgID', 'o-xxxxxxxxxxx', 'o-xxxxxxxxxxx', 'o-yyyyyyyyyyy'),
  row('StringEquals', 'aws:PrincipalTag/department', 'hr', 'hr', 'finance'),
  row('Bool', 'aws:PrincipalIsAWSService', 'true', 'true', 'false'),
  row(
    'StringEquals',
    'aws:PrincipalServiceName',
    'cloudtrail.amazonaws.com',
    'cloudtrail.amazonaws.com',
    's3.amazonaws.com',
  ),
  {
    key: 'aws:PrincipalServiceNamesList',
    condition: {
      'ForAnyValue:StringEquals': { 'aws:PrincipalServiceNamesList': 'logs.us-east-1.amazonaws.com' },
    },
    matches: { 'aws:PrincipalServiceNamesList': ['logs.amazonaws.com', 'logs.us-east-1.amazonaws.com'] },
    differs: { 'aws:PrincipalServiceNamesList': ['logs.amazonaws.com', 'logs.eu-west-1.amazonaws.com'] },
    absent: false,
  },
  row('StringEquals', 'aws:PrincipalType', 'AssumedRole', 'AssumedRole', 'User'),
  row('StringLike', 'aws:userid', 'AROAEXAMPLEID:*', 'AROAEXAMPLEID:session', 'AIDAEXAMPLEID'),
  row('StringEquals', 'aws:username', 'john', 'john', 'John'),
  // Properties of a role session
  row('Bool', 'aws:AssumedRoot', 'true', 'true', 'false'),
  row(
    'StringEquals',
    'aws:FederatedProvider',
    'cognito-identity.amazonaws.com',
    'cognito-identity.amazonaws.com',
    `arn:aws:iam::${account}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/A`,
  ),
  row(
    'DateGreaterThan',
    'aws:TokenIssueTime',
    '2020-01-01T00:00:01Z',
    '2020-06-01T00:00:00Z',
    '2019-06-01T00:00:00Z',
  ),
  row('NumericLessThan', 'aws:MultiFactorAuthAge', '3600', '1800', '7200'),
  row('Bool', 'aws:MultiFactorAuthPresent', 'true', 'true', 'false'),
  row(
    'ArnLike',
    'aws:ChatbotSourceArn',
    'arn:aws:chatbot::*:chat-configuration/slack-channel/*',
    'arn:aws:chatbot::123456789021:chat-configuration/slack-channel/private_channel',
    'arn:aws:chatbot::123456789021:chat-configuration/chime-webhook/x',
  ),
  row('StringEquals', 'aws:Ec2InstanceSourceVpc', 'vpc-1', 'vpc-1', 'vpc-2'),
  row('IpAddress', 'aws:Ec2InstanceSourcePrivateIPv4', '10.0.0.0/16', '10.0.1.2', '10.1.1.2'),
  row('StringEquals', 'aws:SourceIdentity', 'Saanvi', 'Saanvi', 'Diego'),
  row('NumericLessThan', 'ec2:RoleDelivery', '2.0', '1.0', '2.0'),
  row(
    'ArnEquals',
    'ec2:SourceInstanceArn',
    'arn:aws:ec2:us-west-2:111111111111:instance/instance-id',
    'arn:aws:ec2:us-west-2:111111111111:instance/instance-id',
    'arn:aws:ec2:us-west-2:111111111111:instance/other',
  ),
  row('StringEquals', 'glue:RoleAssumedBy', 'glue.amazonaws.com', 'glue.amazonaws.com', 'x.amazonaws.com'),
  row(
    'StringEquals',
    'glue:CredentialIssuingService',
    'glue.amazonaws.com',
    'glue.amazonaws.com',
    'x.amazonaws.com',
  ),
  row(
    'ArnEquals',
    'lambda:SourceFunctionArn',
    'arn:aws:lambda:us-east-1:123456789012:function:source_lambda',
    'arn:aws:lambda:us-east-1:123456789012:function:source_lambda',
    'arn:aws:lambda:us-east-1:123456789012:function:TestFunction',
  ),
  row(
    'ArnEquals',
    'ssm:SourceInstanceArn',
    'arn:aws:ec2:us-west-2:111111111111:instance/*',
    'arn:aws:ec2:us-west-2:111111111111:instance/instance-id',
    'arn:aws:ec2:us-west-2:222222222222:instance/instance-id',
  ),
  row(
    'StringEquals',
    'identitystore:UserId',
    '94482488-3041-7026-18f3-be45837cd0e4',
    '94482488-3041-7026-18f3-be45837cd0e4',
    '94482488-3041-7026-18f3-be45837cd0e5',
  ),
  // Properties of the network
  row('IpAddress', 'aws:SourceIp', '203.0.113.0/24', '203.0.113.9', '198.51.100.9'),
  row('StringEquals', 'aws:SourceVpc', 'vpc-1234567890abcdef0', 'vpc-1234567890abcdef0', 'vpc-0'),
  row('StringEquals', 'aws:SourceVpce', 'vpce-1a2b3c4d', 'vpce-1a2b3c4d', 'vpce-4d3c2b1a'),
  row('StringEquals', 'aws:VpceAccount', '111122223333', '111122223333', '123456789012'),
  row('StringEquals', 'aws:VpceOrgID', org, org, 'o-abcdef0123'),
  pathRow('aws:VpceOrgPaths'),
  row('IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8', '10.1.2.3', '192.168.0.1'),
  // Properties of the resource
  row('StringEquals', 'aws:ResourceAccount', '111122223333', '111122223333', '123456789012'),
  pathRow('aws:ResourceOrgPaths'),
  row('StringEquals', 'aws:ResourceOrgID', org, org, 'o-abcdef0123'),
  row('StringEquals', 'aws:ResourceTag/Dept', 'Marketing', 'Marketing', 'marketing'),
  // Properties of the request
  {
    key: 'aws:CalledVia',
    condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['dynamodb.amazonaws.com'] } },
    matches: { 'aws:CalledVia': ['cloudformation.amazonaws.com', 'dynamodb.amazonaws.com'] },
    differs: { 'aws:CalledVia': ['cloudformation.amazonaws.com'] },
    absent: false,
  },
  row(
    'StringEquals',
    'aws:CalledViaFirst',
    'cloudformation.amazonaws.com',
    'cloudformation.amazonaws.com',
    'x.amazonaws.com',
  ),
  row(
    'StringEquals',
    'aws:CalledViaLast',
    'dynamodb.amazonaws.com',
    'dynamodb.amazonaws.com',
    'x.amazonaws.com',
  ),
  row('Bool', 'aws:ViaAWSService', 'true', 'true', 'false'),
  row(
    'DateLessThan',
    'aws:CurrentTime',
    '2020-06-30T23:59:59Z',
    '2020-05-01T00:00:00Z',
    '2020-07-01T00:00:00Z',
  ),
  // "Data type – Date, Numeric"; "This key also accepts the number of seconds since January 1, 1970."
  row('DateLessThan', 'aws:EpochTime', '2020-06-30T23:59:59Z', '1588291200', '1593648000'),
  row('DateGreaterThan', 'aws:EpochTime', '1588291199', '1588291200', '1588291199'),
  row('NumericGreaterThan', 'aws:EpochTime', '1588291199', '1588291200', '1588291199'),
  row(
    'StringLike',
    'aws:referer',
    'http://www.example.com/*',
    'http://www.example.com/a',
    'http://example.com/a',
  ),
  row('StringEquals', 'aws:RequestedRegion', 'eu-west-1', 'eu-west-1', 'us-east-1'),
  row('StringEquals', 'aws:RequestTag/Dept', 'Accounting', 'Accounting', 'ACCOUNTING'),
  {
    key: 'aws:TagKeys',
    condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Dept', 'Cost-Center'] } },
    matches: { 'aws:TagKeys': ['Dept', 'Cost-Center'] },
    differs: { 'aws:TagKeys': ['Dept', 'dept'] },
    absent: true,
  },
  row('Bool', 'aws:SecureTransport', 'false', 'false', 'true'),
  row('StringEquals', 'aws:SourceAccount', '111122223333', '111122223333', '123456789012'),
  row('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::b*', 'arn:aws:s3:::bucket', 'arn:aws:s3:::other'),
  row('StringEquals', 'aws:SourceOrgID', 'o-xxxxxxxxxx', 'o-xxxxxxxxxx', 'o-yyyyyyyyyy'),
  pathRow('aws:SourceOrgPaths'),
  row('StringLike', 'aws:UserAgent', 'aws-cli/*', 'aws-cli/2.15.0 Python/3.11', 'Mozilla/5.0'),
];

describe('every key', () => {
  it.each(rows.map((each) => [each.key, each] as const))(
    '%s',
    (key, { condition, matches, differs, absent }) => {
      expect(conditionMatches(condition, matches)).toBe(true);
      expect(conditionMatches(condition, differs)).toBe(false);
      // The caller's ARN is there in every signed request, whether or not the context says it.
      if (key !== 'aws:PrincipalArn') expect(conditionMatches(condition, {})).toBe(absent);
      // Names have no case: "aws:CurrentTime is equivalent to AWS:currenttime".
      const upper = Object.fromEntries(
        Object.entries(matches).map(([name, value]) => [name.toUpperCase(), value]),
      );
      expect(conditionMatches(condition, upper)).toBe(true);
    },
  );

  it.each(rows.map(({ key }) => key).filter((key) => key !== 'aws:PrincipalArn'))(
    '%s with IfExists and Null',
    (key) => {
      expect(conditionMatches({ StringEqualsIfExists: { [key]: 'x' } }, {})).toBe(true);
      expect(conditionMatches({ StringEqualsIfExists: { [key]: 'x' } }, { [key]: 'y' })).toBe(false);
      expect(conditionMatches({ Null: { [key]: 'true' } }, {})).toBe(true);
      expect(conditionMatches({ Null: { [key]: 'true' } }, { [key]: 'x' })).toBe(false);
      expect(conditionMatches({ Null: { [key]: 'false' } }, { [key]: 'x' })).toBe(true);
      expect(conditionMatches({ Null: { [key]: 'false' } }, {})).toBe(false);
    },
  );
});

describe('aws:PrincipalArn', () => {
  // "For IAM roles, the request context returns the ARN of the role, not the ARN of the user that assumed the
  // role"; "Do not specify the assumed role session ARN as a value for this condition key."
  const role = `arn:aws:iam::${account}:role/role-name`;
  const session = `arn:aws:sts::${account}:assumed-role/role-name/s1`;
  const federated = `arn:aws:sts::${account}:federated-user/user-name`;
  it.each<[string, string, Context, boolean]>([
    [role, session, {}, true],
    [session, session, {}, false],
    [`arn:aws:iam::${account}:role/team/role-name`, session, {}, false],
    [
      `arn:aws:iam::${account}:role/team/role-name`,
      session,
      { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/team/role-name` },
      true,
    ],
    [role, role, {}, true],
    [alice, alice, {}, true],
    [alice, `arn:aws:iam::${account}:user/bob`, {}, false],
    [`arn:aws:iam::${account}:user/*`, alice, {}, true],
  ])('%s is that of %s with %j: %s', (expected, principal, context, matches) => {
    const document = policyOf({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': expected } },
    });
    expect(alone(document, { principal, context }) === 'allowed').toBe(matches);
  });

  // "When you specify the root user ARN as the value for the aws:PrincipalArn condition key, it limits permissions
  // only for the root user of the AWS account." "Anonymous requests do not include this key."
  it.each<[string, string, boolean]>([
    [`arn:aws:iam::${account}:root`, `arn:aws:iam::${account}:root`, true],
    [alice, `arn:aws:iam::${account}:root`, false],
    [federated, federated, true],
    ['anonymous', '*', false],
    ['anonymous', 'arn:aws:iam::*:*', false],
  ])('%s meets a bucket policy on %s: %s', (principal, expected, matches) => {
    const document = policyOf({
      Effect: 'Deny',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': expected } },
    });
    const open = policyOf({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' });
    const policies = { identity: [allowAll], endpoint: named(open), resource: named(document) };
    expect(outcomeOf({ principal }, policies) === 'explicitDeny').toBe(matches);
  });
});

describe('the organization paths', () => {
  const direct = { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': [path] } };
  const below = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [`${path}*`] } };
  const children = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [`${path}ou-*`] } };
  const whole = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [`${org}/*`] } };
  const two = {
    'ForAnyValue:StringLike': {
      'aws:PrincipalOrgPaths': [`${org}/r-ab12/ou-ab12-33333333/*`, `${org}/r-ab12/ou-ab12-22222222/*`],
    },
  };
  const child = `${path}ou-ab12-44444444/`;
  it.each<[string, Json, string, boolean]>([
    // "attached directly to the ou-ab12-22222222 OU, but not in its child OUs"
    ['directly in the OU', direct, path, true],
    ['directly in the OU', direct, child, false],
    // "attached directly to the OU or any of its child OUs"
    ['in or below the OU', below, path, true],
    ['in or below the OU', below, child, true],
    ['in or below the OU', below, `${org}/r-ab12/ou-ab12-11111111/`, false],
    // "attached directly to any of the child OUs, but not directly to the parent OU"
    ['below the OU', children, path, false],
    ['below the OU', children, child, true],
    // "every principal in the o-a1b2c3d4e5 organization"
    ['in the organization', whole, `${org}/r-ab12/`, true],
    ['in the organization', whole, child, true],
    ['in the organization', whole, 'o-other/r-ab12/', false],
    // "the principal's path must match one of the paths listed in the policy"
    ['of two OUs', two, `${org}/r-ab12/ou-ab12-22222222/x/`, true],
    ['of two OUs', two, path, false],
  ])('%s: %j with %s: %s', (_, condition, actual, matches) => {
    expect(conditionMatches(condition, { 'aws:PrincipalOrgPaths': [actual] })).toBe(matches);
    expect(conditionMatches(condition, {})).toBe(false);
  });
});

describe('aws:MultiFactorAuthPresent', () => {
  const key = 'aws:MultiFactorAuthPresent';
  const statement = (Effect: string, Condition: Json) =>
    policyOf({ Effect, Action: '*', Resource: '*', Condition });
  const long: Context = {};
  const without: Context = { [key]: 'false' };
  const withMfa: Context = { [key]: 'true' };
  it.each<[string, Json, Context, string]>([
    // "This statement does not deny access to requests that are made using long-term credentials, or to requests
    // that are authenticated using MFA."
    ['Deny', { Bool: { [key]: 'false' } }, long, 'allowed'],
    ['Deny', { Bool: { [key]: 'false' } }, without, 'explicitDeny'],
    ['Deny', { Bool: { [key]: 'false' } }, withMfa, 'allowed'],
    // "denies requests that are not authenticated using MFA"
    ['Deny', { BoolIfExists: { [key]: 'false' } }, long, 'explicitDeny'],
    ['Deny', { BoolIfExists: { [key]: 'false' } }, without, 'explicitDeny'],
    ['Deny', { BoolIfExists: { [key]: 'false' } }, withMfa, 'allowed'],
    // "allows requests that are authenticated using MFA, or requests that cannot be authenticated using MFA"
    ['Allow', { BoolIfExists: { [key]: 'true' } }, long, 'allowed'],
    ['Allow', { BoolIfExists: { [key]: 'true' } }, without, 'implicitDeny'],
    ['Allow', { BoolIfExists: { [key]: 'true' } }, withMfa, 'allowed'],
    // "allows only MFA-authenticated requests"
    ['Allow', { Bool: { [key]: 'true' } }, long, 'implicitDeny'],
    ['Allow', { Bool: { [key]: 'true' } }, without, 'implicitDeny'],
    ['Allow', { Bool: { [key]: 'true' } }, withMfa, 'allowed'],
    // "allows all requests that are made using temporary credentials, and denies access for long-term credentials"
    ['Allow', { Null: { [key]: 'false' } }, long, 'implicitDeny'],
    ['Allow', { Null: { [key]: 'false' } }, without, 'allowed'],
    ['Allow', { Null: { [key]: 'false' } }, withMfa, 'allowed'],
  ])('%s with %j and %j is %s', (effect, condition, context, outcome) => {
    const document = statement(effect, condition);
    const answer = effect === 'Deny' ? besideAllowAll(document, { context }) : alone(document, { context });
    expect(answer).toBe(outcome);
  });
});

describe('the examples', () => {
  const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';
  const logs = 'arn:aws:s3:::amzn-s3-demo-bucket1/AWSLogs/AccountNumber';

  // Identity policies that allow.
  const department = policyOf({
    Effect: 'Allow',
    Action: ['iam:Get*', 'iam:List*', 'iam:Generate*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/department': 'hr' } },
  });
  const glue = (key: string) =>
    policyOf({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `${bucket}/*`,
      Condition: { StringEquals: { [key]: 'glue.amazonaws.com' } },
    });
  const lambda = policyOf({
    Sid: 'ExampleSourceFunctionArn',
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: `${bucket}/*`,
    Condition: {
      ArnEquals: {
        'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:123456789012:function:source_lambda',
      },
    },
  });
  const ip = policyOf({
    Sid: 'PrincipalPutObjectIfIpAddress',
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket3/*',
    Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } },
  });
  const keyArn = `arn:aws:kms:us-east-1:${account}:key/my-example-key`;
  const keyActions = [
    'kms:Encrypt',
    'kms:Decrypt',
    'kms:ReEncrypt*',
    'kms:GenerateDataKey',
    'kms:DescribeKey',
  ];
  const viaDynamodb = policyOf({
    Sid: 'KmsActionsIfCalledViaDynamodb',
    Effect: 'Allow',
    Action: keyActions,
    Resource: keyArn,
    Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['dynamodb.amazonaws.com'] } },
  });
  const viaChain = policyOf({
    Sid: 'KmsActionsIfCalledViaChain',
    Effect: 'Allow',
    Action: keyActions,
    Resource: keyArn,
    Condition: {
      StringEquals: {
        'aws:CalledViaFirst': 'cloudformation.amazonaws.com',
        'aws:CalledViaLast': 'dynamodb.amazonaws.com',
      },
    },
  });
  const regions = policyOf(
    {
      Sid: 'InstanceConsoleReadOnly',
      Effect: 'Allow',
      Action: ['ec2:Describe*', 'ec2:Export*', 'ec2:Get*', 'ec2:Search*'],
      Resource: '*',
    },
    {
      Sid: 'InstanceWriteRegionRestricted',
      Effect: 'Allow',
      Action: ['ec2:Run*', 'ec2:Start*', 'ec2:Stop*', 'ec2:Terminate*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-west-2', 'eu-west-3'] } },
    },
  );
  const instance = `arn:aws:ec2:eu-west-1:${account}:instance/i-1`;
  const first = (first: string, last: string) => ({ 'aws:CalledViaFirst': first, 'aws:CalledViaLast': last });
  const [formation, dynamodb] = ['cloudformation.amazonaws.com', 'dynamodb.amazonaws.com'];

  it.each<[string, Json, string, string, Context, string]>([
    ['PrincipalTag', department, 'iam:GetUser', alice, { 'aws:PrincipalTag/department': 'hr' }, 'allowed'],
    [
      'PrincipalTag',
      department,
      'iam:GetUser',
      alice,
      { 'aws:PrincipalTag/department': 'it' },
      'implicitDeny',
    ],
    ['PrincipalTag', department, 'iam:GetUser', alice, {}, 'implicitDeny'],
    [
      'PrincipalTag',
      department,
      'iam:PutUserPolicy',
      alice,
      { 'aws:PrincipalTag/department': 'hr' },
      'implicitDeny',
    ],
    [
      'RoleAssumedBy',
      glue('glue:RoleAssumedBy'),
      's3:GetObject',
      `${bucket}/a`,
      { 'glue:RoleAssumedBy': 'glue.amazonaws.com' },
      'allowed',
    ],
    ['RoleAssumedBy', glue('glue:RoleAssumedBy'), 's3:GetObject', `${bucket}/a`, {}, 'implicitDeny'],
    [
      'CredentialIssuingService',
      glue('glue:CredentialIssuingService'),
      's3:GetObject',
      `${bucket}/a`,
      { 'glue:CredentialIssuingService': 'glue.amazonaws.com' },
      'allowed',
    ],
    [
      'CredentialIssuingService',
      glue('glue:CredentialIssuingService'),
      's3:GetObject',
      `${bucket}/a`,
      {},
      'implicitDeny',
    ],
    [
      'SourceFunctionArn',
      lambda,
      's3:PutObject',
      `${bucket}/a`,
      { 'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:123456789012:function:source_lambda' },
      'allowed',
    ],
    [
      'SourceFunctionArn',
      lambda,
      's3:PutObject',
      `${bucket}/a`,
      { 'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:123456789012:function:source_lambda:live' },
      'implicitDeny',
    ],
    ['SourceFunctionArn', lambda, 's3:PutObject', `${bucket}/a`, {}, 'implicitDeny'],
    [
      'SourceIp',
      ip,
      's3:PutObject',
      'arn:aws:s3:::amzn-s3-demo-bucket3/a',
      { 'aws:SourceIp': '203.0.113.4' },
      'allowed',
    ],
    [
      'SourceIp',
      ip,
      's3:PutObject',
      'arn:aws:s3:::amzn-s3-demo-bucket3/a',
      { 'aws:SourceIp': '2001:db8:1234:5678::5' },
      'allowed',
    ],
    [
      'SourceIp',
      ip,
      's3:PutObject',
      'arn:aws:s3:::amzn-s3-demo-bucket3/a',
      { 'aws:SourceIp': '2001:db8::5' },
      'implicitDeny',
    ],
    ['SourceIp', ip, 's3:PutObject', 'arn:aws:s3:::amzn-s3-demo-bucket3/a', {}, 'implicitDeny'],
    ['CalledVia', viaDynamodb, 'kms:Decrypt', keyArn, { 'aws:CalledVia': [formation, dynamodb] }, 'allowed'],
    ['CalledVia', viaDynamodb, 'kms:ReEncryptTo', keyArn, { 'aws:CalledVia': dynamodb }, 'allowed'],
    ['CalledVia', viaDynamodb, 'kms:Decrypt', keyArn, { 'aws:CalledVia': [formation] }, 'implicitDeny'],
    // "If the principal makes the call to AWS KMS directly, the condition returns false".
    ['CalledVia', viaDynamodb, 'kms:Decrypt', keyArn, {}, 'implicitDeny'],
    ['CalledViaFirst and Last', viaChain, 'kms:Decrypt', keyArn, first(formation, dynamodb), 'allowed'],
    ['CalledViaFirst and Last', viaChain, 'kms:Decrypt', keyArn, first(dynamodb, formation), 'implicitDeny'],
    ['CalledViaFirst and Last', viaChain, 'kms:Decrypt', keyArn, first(formation, formation), 'implicitDeny'],
    ['CalledViaFirst and Last', viaChain, 'kms:Decrypt', keyArn, {}, 'implicitDeny'],
    [
      'RequestedRegion',
      regions,
      'ec2:StopInstances',
      instance,
      { 'aws:RequestedRegion': 'eu-west-2' },
      'allowed',
    ],
    [
      'RequestedRegion',
      regions,
      'ec2:StopInstances',
      instance,
      { 'aws:RequestedRegion': 'us-east-1' },
      'implicitDeny',
    ],
    [
      'RequestedRegion',
      regions,
      'ec2:DescribeInstances',
      '*',
      { 'aws:RequestedRegion': 'us-east-1' },
      'allowed',
    ],
  ])('that allows, aws:%s: %j %s on %s with %j is %s', (_, document, action, resource, context, outcome) => {
    expect(codesOf(document, 'identity')).toEqual([]);
    expect(alone(document, { action, resource, context })).toBe(outcome);
  });

  // Identity policies that deny: "This policy does not allow any actions."
  const chat = policyOf({
    Sid: 'ExampleS3Deny',
    Effect: 'Deny',
    Action: 's3:PutObject',
    Resource: `${bucket}/*`,
    Condition: {
      ArnLike: { 'aws:ChatbotSourceArn': 'arn:aws:chatbot::*:chat-configuration/slack-channel/*' },
    },
  });
  const sameVpc = policyOf({
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
  const imds = policyOf({
    Sid: 'RequireAllEc2RolesToUseV2',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } },
  });
  const vpcOnly = policyOf({
    Sid: 'PutObjectIfNotVPCID',
    Effect: 'Deny',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket3/*',
    Condition: {
      StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1234567890abcdef0' },
      Bool: { 'aws:ViaAWSService': 'false' },
    },
  });
  const ownAccount = policyOf({
    Sid: 'DenyInteractionWithResourcesNotInSpecificAccount',
    Action: 's3:*',
    Effect: 'Deny',
    Resource: ['arn:aws:s3:::*'],
    Condition: { StringNotEquals: { 'aws:ResourceAccount': ['111122223333'] } },
  });
  const ownOrg = policyOf({
    Sid: 'DenyPutObjectToS3ResourcesOutsideMyOrganization',
    Effect: 'Deny',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::policy-genius-dev/*',
    Condition: { StringNotEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
  });
  const principalAccount = policyOf({
    Sid: 'DenyAccessFromPrincipalNotInSpecificAccount',
    Action: 's3:*',
    Effect: 'Deny',
    Resource: ['arn:aws:s3:::*'],
    Condition: { StringNotEquals: { 'aws:PrincipalAccount': ['123456789012'] } },
  });
  const tls = policyOf({
    Effect: 'Deny',
    Action: 's3:*',
    Resource: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'false' } },
  });
  const fromInstance = { 'ec2:SourceInstanceArn': 'arn:aws:ec2:us-west-2:111111111111:instance/i-1' };
  const put = 's3:PutObject';
  const bucket3 = 'arn:aws:s3:::amzn-s3-demo-bucket3/a';
  const genius = 'arn:aws:s3:::policy-genius-dev/a';
  const slack = 'arn:aws:chatbot::123456789021:chat-configuration/slack-channel/private_channel';
  it.each<[string, Json, string, string, Context, string]>([
    ['ChatbotSourceArn', chat, put, `${bucket}/a`, { 'aws:ChatbotSourceArn': slack }, 'explicitDeny'],
    [
      'ChatbotSourceArn',
      chat,
      put,
      `${bucket}/a`,
      { 'aws:ChatbotSourceArn': slack.replace('slack', 'teams') },
      'allowed',
    ],
    ['ChatbotSourceArn', chat, put, `${bucket}/a`, {}, 'allowed'],
    [
      'Ec2InstanceSourceVpc',
      sameVpc,
      put,
      bucket3,
      {
        ...fromInstance,
        'aws:SourceVpc': 'vpc-1',
        'aws:Ec2InstanceSourceVpc': 'vpc-1',
        'aws:ViaAWSService': 'false',
      },
      'allowed',
    ],
    [
      'Ec2InstanceSourceVpc',
      sameVpc,
      put,
      bucket3,
      {
        ...fromInstance,
        'aws:SourceVpc': 'vpc-2',
        'aws:Ec2InstanceSourceVpc': 'vpc-1',
        'aws:ViaAWSService': 'false',
      },
      'explicitDeny',
    ],
    [
      'Ec2InstanceSourceVpc',
      sameVpc,
      put,
      bucket3,
      { ...fromInstance, 'aws:Ec2InstanceSourceVpc': 'vpc-1' },
      'explicitDeny',
    ],
    [
      'Ec2InstanceSourceVpc',
      sameVpc,
      put,
      bucket3,
      { ...fromInstance, 'aws:Ec2InstanceSourceVpc': 'vpc-1', 'aws:ViaAWSService': 'true' },
      'allowed',
    ],
    // "limited to only roles used as Amazon EC2 instance roles"
    ['Ec2InstanceSourceVpc', sameVpc, put, bucket3, { 'aws:SourceVpc': 'vpc-2' }, 'allowed'],
    ['RoleDelivery', imds, put, bucket3, { 'ec2:RoleDelivery': '1.0' }, 'explicitDeny'],
    ['RoleDelivery', imds, put, bucket3, { 'ec2:RoleDelivery': '2.0' }, 'allowed'],
    // "if the request is not signed by Amazon EC2 role credentials, it has no effect"
    ['RoleDelivery', imds, put, bucket3, {}, 'allowed'],
    [
      'SourceVpc',
      vpcOnly,
      put,
      bucket3,
      { 'aws:SourceVpc': 'vpc-1234567890abcdef0', 'aws:ViaAWSService': 'false' },
      'allowed',
    ],
    [
      'SourceVpc',
      vpcOnly,
      put,
      bucket3,
      { 'aws:SourceVpc': 'vpc-0', 'aws:ViaAWSService': 'false' },
      'explicitDeny',
    ],
    ['SourceVpc', vpcOnly, put, bucket3, { 'aws:ViaAWSService': 'false' }, 'explicitDeny'],
    ['SourceVpc', vpcOnly, put, bucket3, { 'aws:ViaAWSService': 'true' }, 'allowed'],
    ['ResourceAccount', ownAccount, put, bucket3, { 'aws:ResourceAccount': '111122223333' }, 'allowed'],
    ['ResourceAccount', ownAccount, put, bucket3, { 'aws:ResourceAccount': '123456789012' }, 'explicitDeny'],
    ['ResourceAccount', ownAccount, put, bucket3, {}, 'explicitDeny'],
    [
      'ResourceOrgID',
      ownOrg,
      put,
      genius,
      { 'aws:ResourceOrgID': 'o-1', 'aws:PrincipalOrgID': 'o-1' },
      'allowed',
    ],
    [
      'ResourceOrgID',
      ownOrg,
      put,
      genius,
      { 'aws:ResourceOrgID': 'o-2', 'aws:PrincipalOrgID': 'o-1' },
      'explicitDeny',
    ],
    ['ResourceOrgID', ownOrg, put, genius, { 'aws:ResourceOrgID': 'o-2' }, 'explicitDeny'],
    ['ResourceOrgID', ownOrg, put, genius, {}, 'explicitDeny'],
    [
      'PrincipalAccount',
      principalAccount,
      put,
      bucket3,
      { 'aws:PrincipalAccount': '123456789012' },
      'allowed',
    ],
    [
      'PrincipalAccount',
      principalAccount,
      put,
      bucket3,
      { 'aws:PrincipalAccount': '111122223333' },
      'explicitDeny',
    ],
    [
      'PrincipalAccount',
      principalAccount,
      put,
      bucket3,
      { 'aws:PrincipalAccount': 'anonymous' },
      'explicitDeny',
    ],
    [
      'SecureTransport',
      tls,
      put,
      bucket3,
      { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'false' },
      'explicitDeny',
    ],
    [
      'SecureTransport',
      tls,
      put,
      bucket3,
      { 'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': 'false' },
      'allowed',
    ],
    [
      'SecureTransport',
      tls,
      put,
      bucket3,
      { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'true' },
      'allowed',
    ],
    ['SecureTransport', tls, put, bucket3, { 'aws:PrincipalIsAWSService': 'false' }, 'allowed'],
  ])('that denies, aws:%s: %j %s on %s with %j is %s', (_, document, action, resource, context, outcome) => {
    expect(codesOf(document, 'identity')).toEqual([]);
    expect(besideAllowAll(document, { action, resource, context })).toBe(outcome);
  });

  // Policies of the organization.
  const allButRoot = policyOf({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: {
      ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] },
      Null: { 'aws:AssumedRoot': 'true' },
    },
  });
  const instanceNetwork = policyOf(
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:Ec2InstanceSourceVpc': '${aws:SourceVpc}' },
        Null: { 'ec2:SourceInstanceARN': 'false' },
        BoolIfExists: { 'aws:ViaAWSService': 'false' },
      },
    },
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:Ec2InstanceSourcePrivateIPv4': '${aws:VpcSourceIp}' },
        Null: { 'ec2:SourceInstanceARN': 'false' },
        BoolIfExists: { 'aws:ViaAWSService': 'false' },
      },
    },
  );
  const scp = (document: Json): PolicySet => ({
    identity: [allowAll],
    scps: [{ id: 'r-1', policies: [allowAll, named(document)] }],
  });
  const home = {
    ...fromInstance,
    'aws:Ec2InstanceSourceVpc': 'vpc-1',
    'aws:Ec2InstanceSourcePrivateIPv4': '10.0.0.7',
  };
  const root = { principal: `arn:aws:iam::${account}:root` };
  it.each<[string, Json, Request, string]>([
    // "denies the usage of the long term credentials of a root user"; "does not deny AssumeRoot sessions"
    ['AssumedRoot', allButRoot, { ...root, context: {} }, 'explicitDeny'],
    ['AssumedRoot', allButRoot, { ...root, context: { 'aws:AssumedRoot': 'true' } }, 'allowed'],
    ['AssumedRoot', allButRoot, { principal: alice, context: {} }, 'allowed'],
    [
      'Ec2InstanceSourcePrivateIPv4',
      instanceNetwork,
      { context: { ...home, 'aws:SourceVpc': 'vpc-1', 'aws:VpcSourceIp': '10.0.0.7' } },
      'allowed',
    ],
    [
      'Ec2InstanceSourcePrivateIPv4',
      instanceNetwork,
      { context: { ...home, 'aws:SourceVpc': 'vpc-1', 'aws:VpcSourceIp': '10.0.0.8' } },
      'explicitDeny',
    ],
    [
      'Ec2InstanceSourcePrivateIPv4',
      instanceNetwork,
      { context: { ...home, 'aws:SourceVpc': 'vpc-2', 'aws:VpcSourceIp': '10.0.0.7' } },
      'explicitDeny',
    ],
    ['Ec2InstanceSourcePrivateIPv4', instanceNetwork, { context: home }, 'explicitDeny'],
    [
      'Ec2InstanceSourcePrivateIPv4',
      instanceNetwork,
      { context: { ...home, 'aws:ViaAWSService': 'true' } },
      'allowed',
    ],
    ['Ec2InstanceSourcePrivateIPv4', instanceNetwork, { context: {} }, 'allowed'],
  ])('of SCPs, aws:%s: %j %j is %s', (_, document, request, outcome) => {
    expect(codesOf(document, 'scp')).toEqual([]);
    expect(outcomeOf(request, scp(document))).toBe(outcome);
  });

  const deny = { Effect: 'Deny', Principal: '*', Resource: '*' };
  const perimeter = policyOf({
    ...deny,
    Sid: 'EnforceNetworkPerimeterVpceOrgID',
    Action: ['s3:*', 'kms:*'],
    Condition: {
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      StringNotEqualsIfExists: {
        'aws:VpceOrgID': 'o-abcdef0123',
        'aws:PrincipalTag/network-perimeter-exception': 'true',
      },
    },
  });
  const deputy = (key: string, value: string) =>
    policyOf({
      ...deny,
      Sid: 'RCPEnforceConfusedDeputyProtection',
      Action: ['s3:*'],
      Condition: {
        StringNotEqualsIfExists: { [key]: value },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    });
  const byAccount = deputy('aws:SourceAccount', '111122223333');
  const byOrg = deputy('aws:SourceOrgID', 'o-xxxxxxxxxx');
  const byPath = policyOf({
    ...deny,
    Action: 's3:*',
    Condition: {
      'ForAllValues:StringNotLikeIfExists': { 'aws:SourceOrgPaths': path },
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    },
  });
  const service: Context = { 'aws:PrincipalIsAWSService': 'true' };
  const person: Context = { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' };
  it.each<[string, Json, Context, string]>([
    ['VpceOrgID', perimeter, { ...person, 'aws:VpceOrgID': 'o-abcdef0123' }, 'allowed'],
    ['VpceOrgID', perimeter, { ...person, 'aws:VpceOrgID': 'o-other' }, 'explicitDeny'],
    ['VpceOrgID', perimeter, person, 'explicitDeny'],
    ['VpceOrgID', perimeter, { ...person, 'aws:ViaAWSService': 'true' }, 'allowed'],
    [
      'VpceOrgID',
      perimeter,
      { ...person, 'aws:PrincipalTag/network-perimeter-exception': 'true' },
      'allowed',
    ],
    ['VpceOrgID', perimeter, service, 'allowed'],
    ['SourceAccount', byAccount, { ...service, 'aws:SourceAccount': '111122223333' }, 'allowed'],
    ['SourceAccount', byAccount, { ...service, 'aws:SourceAccount': '444455556666' }, 'explicitDeny'],
    // "so that service integrations that don't require the use of this key and calls by your principals aren't
    // impacted"
    ['SourceAccount', byAccount, service, 'allowed'],
    ['SourceAccount', byAccount, { ...person, 'aws:SourceAccount': '444455556666' }, 'allowed'],
    [
      'SourceOrgID',
      byOrg,
      { ...service, 'aws:SourceAccount': '1', 'aws:SourceOrgID': 'o-xxxxxxxxxx' },
      'allowed',
    ],
    [
      'SourceOrgID',
      byOrg,
      { ...service, 'aws:SourceAccount': '1', 'aws:SourceOrgID': 'o-other' },
      'explicitDeny',
    ],
    // "the control still applies if the request originates from an account that doesn’t belong to an organization"
    ['SourceOrgID', byOrg, { ...service, 'aws:SourceAccount': '1' }, 'explicitDeny'],
    ['SourceOrgID', byOrg, service, 'allowed'],
    [
      'SourceOrgPaths',
      byPath,
      { ...service, 'aws:SourceAccount': '1', 'aws:SourceOrgPaths': [path] },
      'allowed',
    ],
    [
      'SourceOrgPaths',
      byPath,
      { ...service, 'aws:SourceAccount': '1', 'aws:SourceOrgPaths': ['o-x/r-y/'] },
      'explicitDeny',
    ],
    ['SourceOrgPaths', byPath, { ...service, 'aws:SourceAccount': '1' }, 'explicitDeny'],
    ['SourceOrgPaths', byPath, service, 'allowed'],
  ])('of RCPs, aws:%s: %j %j is %s', (_, document, context, outcome) => {
    expect(codesOf(document, 'rcp')).toEqual([]);
    const policies = { identity: [allowAll], rcps: [{ id: 'r-1', policies: [named(document)] }] };
    expect(outcomeOf({ context }, policies)).toBe(outcome);
  });

  // Bucket policies. Whoever asks is allowed by an endpoint-like statement beside, so that only the example decides.
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };
  const orgOnly = {
    Sid: 'AllowPutObject',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `${bucket}/*`,
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' } },
  };
  const network = (Condition: Json) => ({
    Sid: 'ExpectedNetworkServicePrincipal',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `${logs}/*`,
    Condition,
  });
  const isService = network({
    StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-111bbb22' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  });
  const serviceName = network({
    StringNotEqualsIfExists: {
      'aws:SourceVpc': 'vpc-111bbb22',
      'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com',
    },
  });
  const roleArn = `arn:aws:iam::${account}:role/RoleName`;
  const endpointAccount = {
    Sid: 'AccessToSpecificVpceAccountOnly',
    Principal: { AWS: roleArn },
    Action: 's3:GetObject',
    Effect: 'Allow',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket1/*',
    Condition: { StringEquals: { 'aws:VpceAccount': '111122223333' } },
  };
  const endpointPaths = {
    Sid: 'AllowAccessFromSpecificOrgPaths',
    Effect: 'Allow',
    Principal: { AWS: roleArn },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket1/*',
    Condition: {
      'ForAnyValue:StringLike': {
        'aws:VpceOrgPaths': [`${path}*`, `${org}/r-ab12/ou-ab12-11111111/ou-ab12-33333333/*`],
      },
    },
  };
  const trail = 'cloudtrail.amazonaws.com';
  const asRole = `arn:aws:sts::${account}:assumed-role/RoleName/s1`;
  const file = 'arn:aws:s3:::amzn-s3-demo-bucket1/a';
  it.each<[string, readonly Json[], Request, string]>([
    [
      'PrincipalOrgID',
      [orgOnly],
      { action: put, resource: `${bucket}/a`, context: { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' } },
      'allowed',
    ],
    [
      'PrincipalOrgID',
      [orgOnly],
      { action: put, resource: `${bucket}/a`, context: { 'aws:PrincipalOrgID': 'o-other' } },
      'implicitDeny',
    ],
    ['PrincipalOrgID', [orgOnly], { action: put, resource: `${bucket}/a` }, 'implicitDeny'],
    // "This includes any AWS services that interact with your internal resources, such as AWS CloudTrail".
    ['PrincipalOrgID', [orgOnly], { principal: trail, action: put, resource: `${bucket}/a` }, 'implicitDeny'],
    [
      'PrincipalIsAWSService',
      [open, isService],
      {
        principal: trail,
        action: put,
        resource: `${logs}/a`,
        context: { 'aws:PrincipalIsAWSService': 'true' },
      },
      'allowed',
    ],
    [
      'PrincipalIsAWSService',
      [open, isService],
      {
        action: put,
        resource: `${logs}/a`,
        context: { 'aws:PrincipalIsAWSService': 'false', 'aws:SourceVpc': 'vpc-111bbb22' },
      },
      'allowed',
    ],
    [
      'PrincipalIsAWSService',
      [open, isService],
      {
        action: put,
        resource: `${logs}/a`,
        context: { 'aws:PrincipalIsAWSService': 'false', 'aws:SourceVpc': 'vpc-2' },
      },
      'explicitDeny',
    ],
    [
      'PrincipalIsAWSService',
      [open, isService],
      { principal: 'anonymous', action: put, resource: `${logs}/a` },
      'explicitDeny',
    ],
    [
      'PrincipalServiceName',
      [open, serviceName],
      {
        principal: trail,
        action: put,
        resource: `${logs}/a`,
        context: { 'aws:PrincipalServiceName': trail },
      },
      'allowed',
    ],
    [
      'PrincipalServiceName',
      [open, serviceName],
      {
        principal: 'config.amazonaws.com',
        action: put,
        resource: `${logs}/a`,
        context: { 'aws:PrincipalServiceName': 'config.amazonaws.com' },
      },
      'explicitDeny',
    ],
    [
      'PrincipalServiceName',
      [open, serviceName],
      { action: put, resource: `${logs}/a`, context: { 'aws:SourceVpc': 'vpc-111bbb22' } },
      'allowed',
    ],
    ['PrincipalServiceName', [open, serviceName], { action: put, resource: `${logs}/a` }, 'explicitDeny'],
    [
      'VpceAccount',
      [endpointAccount],
      { principal: asRole, resource: file, context: { 'aws:VpceAccount': account } },
      'allowed',
    ],
    [
      'VpceAccount',
      [endpointAccount],
      { principal: asRole, resource: file, context: { 'aws:VpceAccount': '444455556666' } },
      'implicitDeny',
    ],
    ['VpceAccount', [endpointAccount], { principal: asRole, resource: file }, 'implicitDeny'],
    [
      'VpceOrgPaths',
      [endpointPaths],
      { principal: asRole, resource: file, context: { 'aws:VpceOrgPaths': [path] } },
      'allowed',
    ],
    [
      'VpceOrgPaths',
      [endpointPaths],
      { principal: asRole, resource: file, context: { 'aws:VpceOrgPaths': ['o-other/r-ab12/'] } },
      'implicitDeny',
    ],
    ['VpceOrgPaths', [endpointPaths], { principal: asRole, resource: file }, 'implicitDeny'],
  ])('of buckets, aws:%s: %j %j is %s', (_, statements, request, outcome) => {
    expect(codesOf(policyOf(...statements), 'resource')).toEqual([]);
    expect(outcomeOf(request, { identity: [], resource: named(policyOf(...statements)) })).toBe(outcome);
  });

  // The trust policy of CriticalRole, which another account's role of the same name may assume.
  const trust = policyOf({
    Sid: 'AssumeRoleIfSourceIdentity',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::123456789012:role/CriticalRole' },
    Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
    Condition: { StringLike: { 'aws:SourceIdentity': ['Saanvi', 'Diego'] } },
  });
  it.each<[string, Context, string]>([
    ['sts:AssumeRole', { 'aws:SourceIdentity': 'Saanvi' }, 'allowed'],
    ['sts:SetSourceIdentity', { 'aws:SourceIdentity': 'Diego' }, 'allowed'],
    ['sts:AssumeRole', { 'aws:SourceIdentity': 'Mary' }, 'implicitDeny'],
    ['sts:AssumeRole', { 'aws:SourceIdentity': 'saanvi' }, 'implicitDeny'],
    ['sts:AssumeRole', {}, 'implicitDeny'],
    ['sts:TagSession', { 'aws:SourceIdentity': 'Saanvi' }, 'implicitDeny'],
  ])('of a trust policy, aws:SourceIdentity: %s with %j is %s', (action, context, outcome) => {
    expect(codesOf(trust, 'trust')).toEqual([]);
    const request = {
      principal: 'arn:aws:sts::123456789012:assumed-role/CriticalRole/s1',
      action,
      resource: `arn:aws:iam::${account}:role/CriticalRole`,
      context,
    };
    expect(outcomeOf(request, { identity: [allowAll], resource: named(trust) })).toBe(outcome);
  });

  // The condition at the head of the page: "If either or both keys are not included in the request context, the
  // condition still returns true."
  const either = {
    IpAddressIfExists: { 'aws:SourceIp': ['203.0.113.0/24'] },
    StringEqualsIfExists: { 'aws:SourceVpc': ['vpc-1'] },
  };
  it.each<[Context, boolean]>([
    [{}, true],
    [{ 'aws:SourceIp': '203.0.113.1' }, true],
    [{ 'aws:SourceVpc': 'vpc-1' }, true],
    [{ 'aws:SourceIp': '198.51.100.1' }, false],
    [{ 'aws:SourceVpc': 'vpc-2' }, false],
    [{ 'aws:SourceIp': '203.0.113.1', 'aws:SourceVpc': 'vpc-2' }, false],
  ])('with IfExists, %j: %s', (context, matches) => {
    expect(conditionMatches(either, context)).toBe(matches);
  });

  // aws:RequestTag: "while the key is single-valued, you can still use multiple key-value pairs in a request".
  const tags = {
    StringEquals: {
      'aws:RequestTag/environment': ['preprod', 'production'],
      'aws:RequestTag/team': ['engineering'],
    },
  };
  it.each<[Context, boolean]>([
    [{ 'aws:RequestTag/environment': 'preprod', 'aws:RequestTag/team': 'engineering' }, true],
    [{ 'aws:RequestTag/environment': 'production', 'aws:RequestTag/Team': 'engineering' }, true],
    [{ 'aws:RequestTag/environment': 'test', 'aws:RequestTag/team': 'engineering' }, false],
    [{ 'aws:RequestTag/environment': 'preprod' }, false],
    [{}, false],
  ])('aws:RequestTag, %j: %s', (context, matches) => {
    expect(conditionMatches(tags, context)).toBe(matches);
  });
});
