// The library of example identity-based policies: of each at least one request that it allows and one that
// it does not. Statements without a Sid were given one.

import { administratorAccess, documentation, policy, type Case, type Context } from './cases.ts';
import type { NamedPolicy, Outcome } from '../../../../../src/core/authorize/types.ts';

const account = '111122223333';
const alice = `arn:aws:iam::${account}:user/alice`;

interface Row {
  readonly title: string;
  readonly action: string;
  readonly resource?: string;
  readonly context?: Context;
  readonly principal?: string;
  readonly outcome: Outcome;
  /** Sids that apply. */
  readonly by?: readonly string[];
  readonly missingContext?: readonly string[];
}

/** One page of the library. The policies are all identity-based. */
function library(page: string, identity: readonly NamedPolicy[], rows: readonly Row[], section = ''): void {
  documentation(
    `IAM/latest/UserGuide/${page}.html${section}`,
    rows.map(
      ({
        title,
        action,
        resource = '*',
        context = {},
        principal = alice,
        outcome,
        by = [],
        missingContext,
      }): Case => ({
        title,
        request: {
          principal,
          action,
          resource,
          resourceAccountId: account,
          context: principal === alice ? { 'aws:username': 'alice', ...context } : context,
        },
        policies: { identity },
        outcome,
        blockedBy: outcome === 'allowed' ? [] : ['identity'],
        statements: by.map((sid) => `identity:${sid}`),
        ...(missingContext === undefined ? {} : { missingContext }),
      }),
    ),
  );
}

const at = (time: string): Context => ({ 'aws:CurrentTime': time });
const mfa = (present: boolean): Context => ({ 'aws:MultiFactorAuthPresent': String(present) });
const region = (name: string): Context => ({ 'aws:RequestedRegion': name });
const ip = (address: string): Context => ({ 'aws:SourceIp': address });
const ec2 = (resource: string) => `arn:aws:ec2:us-east-1:${account}:${resource}`;
const userArn = (name: string) => `arn:aws:iam::${account}:user/${name}`;
const instance = ec2('instance/i-1234567890abcdef0');

library(
  'reference_policies_examples_aws-dates',
  [
    policy('dates', {
      Sid: 'Dates',
      Effect: 'Allow',
      Action: 'ec2:StartInstances',
      Resource: '*',
      Condition: {
        DateGreaterThan: { 'aws:CurrentTime': '2020-04-01T00:00:00Z' },
        DateLessThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' },
      },
    }),
  ],
  [
    {
      title: 'in May',
      action: 'ec2:StartInstances',
      resource: instance,
      context: at('2020-05-15T12:00:00Z'),
      outcome: 'allowed',
      by: ['Dates'],
    },
    {
      title: 'on the last day',
      action: 'ec2:StartInstances',
      resource: instance,
      context: at('2020-06-30T23:59:58Z'),
      outcome: 'allowed',
      by: ['Dates'],
    },
    {
      title: 'in March',
      action: 'ec2:StartInstances',
      resource: instance,
      context: at('2020-03-31T23:59:59Z'),
      outcome: 'implicitDeny',
    },
    {
      title: 'in July',
      action: 'ec2:StartInstances',
      resource: instance,
      context: at('2020-07-01T00:00:00Z'),
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_aws-enable-disable-regions',
  [
    policy(
      'regions',
      {
        Sid: 'EnableDisableHongKong',
        Effect: 'Allow',
        Action: ['account:EnableRegion', 'account:DisableRegion'],
        Resource: '*',
        Condition: { StringEquals: { 'account:TargetRegion': 'ap-east-1' } },
      },
      { Sid: 'ViewConsole', Effect: 'Allow', Action: ['account:ListRegions'], Resource: '*' },
    ),
  ],
  [
    {
      title: 'Hong Kong',
      action: 'account:EnableRegion',
      context: { 'account:TargetRegion': 'ap-east-1' },
      outcome: 'allowed',
      by: ['EnableDisableHongKong'],
    },
    {
      title: 'another Region',
      action: 'account:EnableRegion',
      context: { 'account:TargetRegion': 'af-south-1' },
      outcome: 'implicitDeny',
    },
    { title: 'the list', action: 'account:ListRegions', outcome: 'allowed', by: ['ViewConsole'] },
  ],
);

const ownUser = 'arn:aws:iam::*:user/${aws:username}';
const selfManage = policy(
  'self-manage',
  {
    Sid: 'AllowViewAccountInfo',
    Effect: 'Allow',
    Action: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'],
    Resource: '*',
  },
  {
    Sid: 'AllowManageOwnPasswords',
    Effect: 'Allow',
    Action: ['iam:ChangePassword', 'iam:GetUser'],
    Resource: ownUser,
  },
  {
    Sid: 'AllowManageOwnAccessKeys',
    Effect: 'Allow',
    Action: [
      'iam:CreateAccessKey',
      'iam:DeleteAccessKey',
      'iam:ListAccessKeys',
      'iam:UpdateAccessKey',
      'iam:GetAccessKeyLastUsed',
    ],
    Resource: ownUser,
  },
  {
    Sid: 'AllowManageOwnVirtualMFADevice',
    Effect: 'Allow',
    Action: ['iam:CreateVirtualMFADevice'],
    Resource: 'arn:aws:iam::*:mfa/*',
  },
  {
    Sid: 'AllowManageOwnUserMFA',
    Effect: 'Allow',
    Action: ['iam:DeactivateMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'iam:ResyncMFADevice'],
    Resource: ownUser,
  },
  {
    Sid: 'DenyAllExceptListedIfNoMFA',
    Effect: 'Deny',
    NotAction: [
      'iam:CreateVirtualMFADevice',
      'iam:EnableMFADevice',
      'iam:GetUser',
      'iam:GetMFADevice',
      'iam:ListMFADevices',
      'iam:ListVirtualMFADevices',
      'iam:ResyncMFADevice',
      'sts:GetSessionToken',
    ],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
);
library(
  'reference_policies_examples_aws_my-sec-creds-self-manage',
  [selfManage],
  [
    {
      title: 'own access key with MFA',
      action: 'iam:CreateAccessKey',
      resource: userArn('alice'),
      context: mfa(true),
      outcome: 'allowed',
      by: ['AllowManageOwnAccessKeys'],
    },
    {
      title: 'another user\u2019s access key with MFA',
      action: 'iam:CreateAccessKey',
      resource: userArn('bob'),
      context: mfa(true),
      outcome: 'implicitDeny',
    },
    {
      title: 'own access key without MFA',
      action: 'iam:CreateAccessKey',
      resource: userArn('alice'),
      context: mfa(false),
      outcome: 'explicitDeny',
      by: ['AllowManageOwnAccessKeys', 'DenyAllExceptListedIfNoMFA'],
    },
    {
      title: 'own access key with a long-term key, where the MFA key is missing',
      action: 'iam:CreateAccessKey',
      resource: userArn('alice'),
      outcome: 'explicitDeny',
      by: ['AllowManageOwnAccessKeys', 'DenyAllExceptListedIfNoMFA'],
      missingContext: ['aws:MultiFactorAuthPresent'],
    },
    {
      title: 'own password without MFA, at the first sign-in',
      action: 'iam:ChangePassword',
      resource: userArn('alice'),
      context: mfa(false),
      outcome: 'explicitDeny',
      by: ['AllowManageOwnPasswords', 'DenyAllExceptListedIfNoMFA'],
    },
    {
      title: 'own MFA device without MFA',
      action: 'iam:EnableMFADevice',
      resource: userArn('alice'),
      context: mfa(false),
      outcome: 'allowed',
      by: ['AllowManageOwnUserMFA'],
    },
    {
      title: 'a virtual device of any name without MFA',
      action: 'iam:CreateVirtualMFADevice',
      resource: `arn:aws:iam::${account}:mfa/phone`,
      context: mfa(false),
      outcome: 'allowed',
      by: ['AllowManageOwnVirtualMFADevice'],
    },
    {
      title: 'another user\u2019s MFA device',
      action: 'iam:EnableMFADevice',
      resource: userArn('bob'),
      context: mfa(true),
      outcome: 'implicitDeny',
    },
    {
      title: 'the Users page',
      action: 'iam:ListUsers',
      resource: `arn:aws:iam::${account}:user/`,
      context: mfa(true),
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_aws_mfa-dates',
  [
    policy('mfa-dates', {
      Sid: 'MfaAndDates',
      Effect: 'Allow',
      Action: ['dynamodb:*', 'ec2:StartInstances', 'ec2:StopInstances'],
      Resource: '*',
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': true },
        DateGreaterThan: { 'aws:CurrentTime': '2017-07-01T00:00:00Z' },
        DateLessThan: { 'aws:CurrentTime': '2017-12-31T23:59:59Z' },
      },
    }),
  ],
  [
    {
      title: 'in time and with MFA',
      action: 'dynamodb:PutItem',
      context: { ...mfa(true), ...at('2017-10-01T08:00:00Z') },
      outcome: 'allowed',
      by: ['MfaAndDates'],
    },
    {
      title: 'one of the two actions of the other service',
      action: 'ec2:StopInstances',
      context: { ...mfa(true), ...at('2017-10-01T08:00:00Z') },
      outcome: 'allowed',
      by: ['MfaAndDates'],
    },
    {
      title: 'another one',
      action: 'ec2:TerminateInstances',
      context: { ...mfa(true), ...at('2017-10-01T08:00:00Z') },
      outcome: 'implicitDeny',
    },
    {
      title: 'without MFA',
      action: 'dynamodb:PutItem',
      context: { ...mfa(false), ...at('2017-10-01T08:00:00Z') },
      outcome: 'implicitDeny',
    },
    {
      title: 'too late',
      action: 'dynamodb:PutItem',
      context: { ...mfa(true), ...at('2018-01-01T00:00:00Z') },
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_aws_deny-requested-region',
  [
    administratorAccess,
    policy('regions', {
      Sid: 'DenyAllOutsideRequestedRegions',
      Effect: 'Deny',
      NotAction: ['cloudfront:*', 'iam:*', 'organizations:*', 'route53:*', 'support:*'],
      Resource: '*',
      Condition: {
        StringNotEquals: {
          'aws:RequestedRegion': ['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
        },
      },
    }),
  ],
  [
    {
      title: 'one of the Regions',
      action: 'ec2:DescribeInstances',
      context: region('eu-west-3'),
      outcome: 'allowed',
      by: ['Admin'],
    },
    {
      title: 'another',
      action: 'ec2:DescribeInstances',
      context: region('us-east-1'),
      outcome: 'explicitDeny',
      by: ['Admin', 'DenyAllOutsideRequestedRegions'],
    },
    {
      title: 'a global service in us-east-1',
      action: 'iam:ListRoles',
      context: region('us-east-1'),
      outcome: 'allowed',
      by: ['Admin'],
    },
  ],
);

const denyIp = policy('deny-ip', {
  Sid: 'DenyOutside',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } },
});
library(
  'reference_policies_examples_aws_deny-ip',
  [administratorAccess, denyIp],
  [
    {
      title: 'from the first range',
      action: 's3:ListAllMyBuckets',
      context: ip('192.0.2.255'),
      outcome: 'allowed',
      by: ['Admin'],
    },
    {
      title: 'from the second',
      action: 's3:ListAllMyBuckets',
      context: ip('203.0.113.1'),
      outcome: 'allowed',
      by: ['Admin'],
    },
    {
      title: 'from elsewhere',
      action: 's3:ListAllMyBuckets',
      context: ip('198.51.100.7'),
      outcome: 'explicitDeny',
      by: ['Admin', 'DenyOutside'],
    },
    {
      title: 'a service by forward access session keeps the original address',
      action: 'kms:ListKeys',
      context: {
        ...ip('192.0.2.10'),
        'aws:ViaAWSService': 'true',
        'aws:CalledVia': ['athena.amazonaws.com'],
      },
      outcome: 'allowed',
      by: ['Admin'],
    },
  ],
);

library(
  'reference_policies_examples_resource_account_data_exch',
  [
    administratorAccess,
    policy(
      'data-exchange',
      {
        Sid: 'DenyAllAwsReourcesOutsideAccountExceptAmazonS3',
        Effect: 'Deny',
        NotAction: ['s3:GetObject', 's3:PutObject', 's3:PutObjectAcl'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:ResourceAccount': [account] } },
      },
      {
        Sid: 'DenyAllS3ResourcesOutsideAccountExceptDataExchange',
        Effect: 'Deny',
        Action: ['s3:GetObject', 's3:PutObject', 's3:PutObjectAcl'],
        Resource: '*',
        Condition: {
          StringNotEquals: { 'aws:ResourceAccount': [account] },
          'ForAllValues:StringNotEquals': { 'aws:CalledVia': ['dataexchange.amazonaws.com'] },
        },
      },
    ),
  ],
  [
    {
      title: 'an object of the account',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      context: { 'aws:ResourceAccount': account },
      outcome: 'allowed',
      by: ['Admin'],
    },
    {
      title: 'an object outside',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      context: { 'aws:ResourceAccount': '999999999999' },
      outcome: 'explicitDeny',
      by: ['Admin', 'DenyAllS3ResourcesOutsideAccountExceptDataExchange'],
    },
    {
      title: 'an object outside, called by Data Exchange',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      context: {
        'aws:ResourceAccount': '999999999999',
        'aws:CalledVia': ['dataexchange.amazonaws.com'],
      },
      outcome: 'allowed',
      by: ['Admin'],
    },
    {
      title: 'a queue outside, called by Data Exchange',
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:us-east-1:${account}:q`,
      context: {
        'aws:ResourceAccount': '999999999999',
        'aws:CalledVia': ['dataexchange.amazonaws.com'],
      },
      outcome: 'explicitDeny',
      by: ['Admin', 'DenyAllAwsReourcesOutsideAccountExceptAmazonS3'],
    },
  ],
);

const table = (name: string) => `arn:aws:dynamodb:us-west-2:${account}:table/${name}`;
library(
  'reference_policies_examples_dynamodb_specific-table',
  [
    policy(
      'table',
      {
        Sid: 'ListAndDescribe',
        Effect: 'Allow',
        Action: [
          'dynamodb:List*',
          'dynamodb:DescribeReservedCapacity*',
          'dynamodb:DescribeLimits',
          'dynamodb:DescribeTimeToLive',
        ],
        Resource: '*',
      },
      {
        Sid: 'SpecificTable',
        Effect: 'Allow',
        Action: [
          'dynamodb:BatchGet*',
          'dynamodb:DescribeStream',
          'dynamodb:DescribeTable',
          'dynamodb:Get*',
          'dynamodb:Query',
          'dynamodb:Scan',
          'dynamodb:BatchWrite*',
          'dynamodb:CreateTable',
          'dynamodb:Delete*',
          'dynamodb:Update*',
          'dynamodb:PutItem',
        ],
        Resource: 'arn:aws:dynamodb:*:*:table/MyTable',
      },
    ),
  ],
  [
    {
      title: 'the table',
      action: 'dynamodb:PutItem',
      resource: table('MyTable'),
      outcome: 'allowed',
      by: ['SpecificTable'],
    },
    {
      title: 'another table',
      action: 'dynamodb:PutItem',
      resource: table('MyTable2'),
      outcome: 'implicitDeny',
    },
    { title: 'the list', action: 'dynamodb:ListTables', outcome: 'allowed', by: ['ListAndDescribe'] },
  ],
);

library(
  'reference_policies_examples_dynamodb_attributes',
  [
    policy('attributes', {
      Sid: 'Columns',
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
      Resource: ['arn:aws:dynamodb:*:*:table/table-name'],
      Condition: {
        'ForAllValues:StringEquals': {
          'dynamodb:Attributes': ['column-name-1', 'column-name-2', 'column-name-3'],
        },
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    }),
  ],
  [
    {
      title: 'two of the columns',
      action: 'dynamodb:Query',
      resource: table('table-name'),
      context: {
        'dynamodb:Attributes': ['column-name-1', 'column-name-3'],
        'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
      },
      outcome: 'allowed',
      by: ['Columns'],
    },
    {
      title: 'a column that is not allowed',
      action: 'dynamodb:Query',
      resource: table('table-name'),
      context: {
        'dynamodb:Attributes': ['column-name-1', 'secret'],
        'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
      },
      outcome: 'implicitDeny',
    },
    {
      title: 'all attributes of an index',
      action: 'dynamodb:Query',
      resource: table('table-name'),
      context: {
        'dynamodb:Attributes': ['column-name-1'],
        'dynamodb:Select': 'ALL_PROJECTED_ATTRIBUTES',
      },
      outcome: 'implicitDeny',
    },
  ],
);

const cognitoSession = `arn:aws:sts::${account}:assumed-role/cognito/s`;
library(
  'reference_policies_examples_dynamodb_items',
  [
    policy('items', {
      Sid: 'OwnItems',
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      Resource: ['arn:aws:dynamodb:*:*:table/MyTable'],
      Condition: {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'],
        },
      },
    }),
  ],
  [
    {
      title: 'own items',
      action: 'dynamodb:GetItem',
      resource: table('MyTable'),
      principal: cognitoSession,
      context: {
        'cognito-identity.amazonaws.com:sub': 'us-east-1:1',
        'dynamodb:LeadingKeys': ['us-east-1:1'],
      },
      outcome: 'allowed',
      by: ['OwnItems'],
    },
    {
      title: 'another user\u2019s items',
      action: 'dynamodb:GetItem',
      resource: table('MyTable'),
      principal: cognitoSession,
      context: {
        'cognito-identity.amazonaws.com:sub': 'us-east-1:1',
        'dynamodb:LeadingKeys': ['us-east-1:2'],
      },
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_ec2_ebs-owner',
  [
    policy(
      'ebs',
      {
        Sid: 'DevelopmentInstances',
        Effect: 'Allow',
        Action: ['ec2:AttachVolume', 'ec2:DetachVolume'],
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringEquals: { 'aws:ResourceTag/Department': 'Development' } },
      },
      {
        Sid: 'OwnVolumes',
        Effect: 'Allow',
        Action: ['ec2:AttachVolume', 'ec2:DetachVolume'],
        Resource: 'arn:aws:ec2:*:*:volume/*',
        Condition: { StringEquals: { 'aws:ResourceTag/VolumeUser': '${aws:username}' } },
      },
    ),
  ],
  [
    {
      title: 'own volume',
      action: 'ec2:AttachVolume',
      resource: ec2('volume/vol-1'),
      context: { 'aws:ResourceTag/VolumeUser': 'alice' },
      outcome: 'allowed',
      by: ['OwnVolumes'],
    },
    {
      title: 'another user\u2019s volume',
      action: 'ec2:AttachVolume',
      resource: ec2('volume/vol-1'),
      context: { 'aws:ResourceTag/VolumeUser': 'bob' },
      outcome: 'implicitDeny',
    },
    {
      title: 'a development instance',
      action: 'ec2:AttachVolume',
      resource: instance,
      context: { 'aws:ResourceTag/Department': 'Development' },
      outcome: 'allowed',
      by: ['DevelopmentInstances'],
    },
    {
      title: 'another instance',
      action: 'ec2:AttachVolume',
      resource: instance,
      context: { 'aws:ResourceTag/Department': 'Production' },
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_ec2_instances-subnet',
  [
    policy(
      'subnet',
      { Sid: 'Describe', Effect: 'Allow', Action: ['ec2:Describe*', 'ec2:GetConsole*'], Resource: '*' },
      {
        Sid: 'Launch',
        Effect: 'Allow',
        Action: 'ec2:RunInstances',
        Resource: [
          'arn:aws:ec2:*:*:subnet/subnet-1a2b3c4d',
          'arn:aws:ec2:*:*:network-interface/*',
          'arn:aws:ec2:*:*:instance/*',
          'arn:aws:ec2:*:*:volume/*',
          'arn:aws:ec2:*::image/ami-*',
          'arn:aws:ec2:*:*:key-pair/*',
          'arn:aws:ec2:*:*:security-group/*',
        ],
      },
    ),
  ],
  [
    {
      title: 'the subnet',
      action: 'ec2:RunInstances',
      resource: ec2('subnet/subnet-1a2b3c4d'),
      outcome: 'allowed',
      by: ['Launch'],
    },
    {
      title: 'another subnet',
      action: 'ec2:RunInstances',
      resource: ec2('subnet/subnet-ffffffff'),
      outcome: 'implicitDeny',
    },
    {
      title: 'an image, whose ARN has no account',
      action: 'ec2:RunInstances',
      resource: 'arn:aws:ec2:us-east-1::image/ami-1',
      outcome: 'allowed',
      by: ['Launch'],
    },
    { title: 'looking', action: 'ec2:DescribeSubnets', outcome: 'allowed', by: ['Describe'] },
  ],
);

library(
  'reference_policies_examples_ec2_tag-owner',
  [
    policy(
      'owner',
      {
        Sid: 'Owner',
        Effect: 'Allow',
        Action: ['ec2:StartInstances', 'ec2:StopInstances'],
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringEquals: { 'aws:ResourceTag/Owner': '${aws:username}' } },
      },
      { Sid: 'Describe', Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' },
    ),
  ],
  [
    {
      title: 'own instance',
      action: 'ec2:StopInstances',
      resource: instance,
      context: { 'aws:ResourceTag/Owner': 'alice' },
      outcome: 'allowed',
      by: ['Owner'],
    },
    {
      title: 'tag values have case',
      action: 'ec2:StopInstances',
      resource: instance,
      context: { 'aws:ResourceTag/Owner': 'Alice' },
      outcome: 'implicitDeny',
    },
    {
      title: 'a role has no aws:username',
      action: 'ec2:StopInstances',
      resource: instance,
      principal: `arn:aws:sts::${account}:assumed-role/r/alice`,
      context: { 'aws:ResourceTag/Owner': 'alice' },
      outcome: 'implicitDeny',
      missingContext: ['aws:username'],
    },
  ],
);

library(
  'reference_policies_examples_ec2-start-stop-tags',
  [
    policy('tags', {
      Sid: 'StartStopIfTags',
      Effect: 'Allow',
      Action: ['ec2:StartInstances', 'ec2:StopInstances'],
      Resource: ec2('instance/*'),
      Condition: {
        StringEquals: {
          'aws:ResourceTag/Project': 'DataAnalytics',
          'aws:PrincipalTag/Department': 'Data',
        },
      },
    }),
  ],
  [
    {
      title: 'both tags',
      action: 'ec2:StartInstances',
      resource: instance,
      context: { 'aws:ResourceTag/Project': 'DataAnalytics', 'aws:PrincipalTag/Department': 'Data' },
      outcome: 'allowed',
      by: ['StartStopIfTags'],
    },
    {
      title: 'a principal of another department',
      action: 'ec2:StartInstances',
      resource: instance,
      context: { 'aws:ResourceTag/Project': 'DataAnalytics', 'aws:PrincipalTag/Department': 'HR' },
      outcome: 'implicitDeny',
    },
    {
      title: 'a principal without the tag',
      action: 'ec2:StartInstances',
      resource: instance,
      context: { 'aws:ResourceTag/Project': 'DataAnalytics' },
      outcome: 'implicitDeny',
      missingContext: ['aws:PrincipalTag/Department'],
    },
  ],
);

library(
  'reference_policies_examples_ec2-start-stop-match-tags',
  [
    policy('match', {
      Sid: 'Match',
      Effect: 'Allow',
      Action: ['ec2:startInstances', 'ec2:stopInstances'],
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:ResourceTag/CostCenter': '${aws:PrincipalTag/CostCenter}' },
      },
    }),
  ],
  [
    {
      title: 'the same cost center',
      action: 'ec2:StartInstances',
      resource: instance,
      context: { 'aws:ResourceTag/CostCenter': '42', 'aws:PrincipalTag/CostCenter': '42' },
      outcome: 'allowed',
      by: ['Match'],
    },
    {
      title: 'another one',
      action: 'ec2:StartInstances',
      resource: instance,
      context: { 'aws:ResourceTag/CostCenter': '43', 'aws:PrincipalTag/CostCenter': '42' },
      outcome: 'implicitDeny',
    },
    {
      title: 'neither has one: that is no match',
      action: 'ec2:StartInstances',
      resource: instance,
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_ec2_region',
  [
    policy('region', {
      Sid: 'Region',
      Action: 'ec2:*',
      Resource: '*',
      Effect: 'Allow',
      Condition: { StringEquals: { 'ec2:Region': 'us-east-2' } },
    }),
  ],
  [
    {
      title: 'the Region',
      action: 'ec2:StopInstances',
      resource: instance,
      context: { 'ec2:Region': 'us-east-2' },
      outcome: 'allowed',
      by: ['Region'],
    },
    {
      title: 'another',
      action: 'ec2:StopInstances',
      resource: instance,
      context: { 'ec2:Region': 'us-east-1' },
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_ec2_instance-securitygroup',
  [
    policy(
      'two',
      {
        Sid: 'Describe',
        Action: ['ec2:DescribeInstances', 'ec2:DescribeSecurityGroups'],
        Resource: '*',
        Effect: 'Allow',
      },
      {
        Sid: 'Change',
        Action: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:StartInstances', 'ec2:StopInstances'],
        Resource: ['arn:aws:ec2:*:*:instance/i-1', 'arn:aws:ec2:*:*:security-group/sg-1'],
        Effect: 'Allow',
      },
    ),
  ],
  [
    {
      title: 'the instance',
      action: 'ec2:StopInstances',
      resource: ec2('instance/i-1'),
      outcome: 'allowed',
      by: ['Change'],
    },
    {
      title: 'another instance',
      action: 'ec2:StopInstances',
      resource: ec2('instance/i-2'),
      outcome: 'implicitDeny',
    },
    {
      title: 'the group',
      action: 'ec2:AuthorizeSecurityGroupIngress',
      resource: ec2('security-group/sg-1'),
      outcome: 'allowed',
      by: ['Change'],
    },
  ],
);

library(
  'reference_policies_examples_ec2_require-mfa',
  [
    policy(
      'require-mfa',
      { Sid: 'AllowAllActionsForEC2', Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
      {
        Sid: 'DenyStopAndTerminateWhenMFAIsNotPresent',
        Effect: 'Deny',
        Action: ['ec2:StopInstances', 'ec2:TerminateInstances'],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } },
      },
    ),
  ],
  [
    {
      title: 'stopping with MFA',
      action: 'ec2:StopInstances',
      resource: instance,
      context: mfa(true),
      outcome: 'allowed',
      by: ['AllowAllActionsForEC2'],
    },
    {
      title: 'stopping where the MFA context is missing',
      action: 'ec2:StopInstances',
      resource: instance,
      outcome: 'explicitDeny',
      by: ['AllowAllActionsForEC2', 'DenyStopAndTerminateWhenMFAIsNotPresent'],
    },
    {
      title: 'starting without MFA',
      action: 'ec2:StartInstances',
      resource: instance,
      outcome: 'allowed',
      by: ['AllowAllActionsForEC2'],
    },
  ],
);
library(
  'reference_policies_examples_ec2_require-mfa',
  [
    policy(
      'unreliable',
      { Sid: 'AllowAllActionsForEC2', Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
      {
        Sid: 'Unreliable',
        Effect: 'Deny',
        Action: ['ec2:StopInstances'],
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': false } },
      },
    ),
  ],
  [
    {
      title: 'Bool cannot be evaluated where the key is not present',
      action: 'ec2:StopInstances',
      resource: instance,
      outcome: 'allowed',
      by: ['AllowAllActionsForEC2'],
    },
  ],
  ': what not to write',
);

library(
  'reference_policies_examples_ec2_terminate-ip',
  [
    policy(
      'terminate-ip',
      { Sid: 'Terminate', Effect: 'Allow', Action: ['ec2:TerminateInstances'], Resource: ['*'] },
      {
        Sid: 'NotFromOutside',
        Effect: 'Deny',
        Action: ['ec2:TerminateInstances'],
        Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } },
        Resource: ['*'],
      },
    ),
  ],
  [
    {
      title: 'from inside',
      action: 'ec2:TerminateInstances',
      resource: instance,
      context: ip('203.0.113.200'),
      outcome: 'allowed',
      by: ['Terminate'],
    },
    {
      title: 'from outside',
      action: 'ec2:TerminateInstances',
      resource: instance,
      context: ip('10.0.0.1'),
      outcome: 'explicitDeny',
      by: ['Terminate', 'NotFromOutside'],
    },
    {
      title: 'the key is absent through a VPC endpoint: the negated operator is true',
      action: 'ec2:TerminateInstances',
      resource: instance,
      outcome: 'explicitDeny',
      by: ['Terminate', 'NotFromOutside'],
      missingContext: ['aws:SourceIp'],
    },
  ],
);

const taggedRole = policy('tagged-role', {
  Sid: 'AssumeTaggedRole',
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: '*',
  Condition: { StringEquals: { 'iam:ResourceTag/Project': 'ExampleCorpABC' } },
});
const accountTrust = policy('trust', {
  Sid: 'Trust',
  Effect: 'Allow',
  Principal: { AWS: account },
  Action: 'sts:AssumeRole',
});
const assumeTagged = (project: string, resourceAccountId: string): Case['request'] => ({
  principal: alice,
  action: 'sts:AssumeRole',
  resource: `arn:aws:iam::${resourceAccountId}:role/r`,
  resourceAccountId,
  context: { 'iam:ResourceTag/Project': project },
});
documentation('IAM/latest/UserGuide/reference_policies_examples_iam-assume-tagged-role.html', [
  {
    title: 'a role with the tag',
    request: assumeTagged('ExampleCorpABC', account),
    policies: { identity: [taggedRole], resource: accountTrust },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AssumeTaggedRole', 'trust:Trust'],
  },
  {
    title: 'a role with another tag',
    request: assumeTagged('Other', account),
    policies: { identity: [taggedRole], resource: accountTrust },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['trust:Trust'],
  },
  {
    title: 'a role with the tag in another account, whose trust policy must also allow',
    request: assumeTagged('ExampleCorpABC', '999999999999'),
    policies: {
      identity: [taggedRole],
      resource: policy('trust', {
        Sid: 'Own',
        Effect: 'Allow',
        Principal: { AWS: '999999999999' },
        Action: 'sts:AssumeRole',
      }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:AssumeTaggedRole'],
  },
]);

library(
  'reference_policies_examples_iam_multiple-services-console',
  [
    policy(
      'services',
      { Sid: 'AllowServices', Effect: 'Allow', Action: ['s3:*', 'cloudwatch:*', 'ec2:*'], Resource: '*' },
      {
        Sid: 'AllowIAMConsoleForCredentials',
        Effect: 'Allow',
        Action: ['iam:ListUsers', 'iam:GetAccountPasswordPolicy'],
        Resource: '*',
      },
      {
        Sid: 'AllowManageOwnPasswordAndAccessKeys',
        Effect: 'Allow',
        Action: ['iam:*AccessKey*', 'iam:ChangePassword', 'iam:GetUser', 'iam:*LoginProfile*'],
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
    ),
  ],
  [
    {
      title: 'another bucket',
      action: 's3:DeleteBucket',
      resource: 'arn:aws:s3:::b',
      outcome: 'allowed',
      by: ['AllowServices'],
    },
    {
      title: 'the logs bucket',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::logs',
      outcome: 'explicitDeny',
      by: ['AllowServices', 'DenyS3Logs'],
    },
    {
      title: 'a bucket whose name begins so',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::logs2',
      outcome: 'allowed',
      by: ['AllowServices'],
    },
    {
      title: 'the instance',
      action: 'ec2:StopInstances',
      resource: instance,
      outcome: 'explicitDeny',
      by: ['AllowServices', 'DenyEC2Production'],
    },
    {
      title: 'own password profile',
      action: 'iam:CreateLoginProfile',
      resource: userArn('alice'),
      outcome: 'allowed',
      by: ['AllowManageOwnPasswordAndAccessKeys'],
    },
    {
      title: 'another user\u2019s',
      action: 'iam:CreateLoginProfile',
      resource: userArn('bob'),
      outcome: 'implicitDeny',
    },
  ],
);

const requestTags = (tags: Readonly<Record<string, string>>): Context => ({
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  'aws:TagKeys': Object.keys(tags),
});
library(
  'reference_policies_examples_iam-add-tag',
  [
    policy(
      'add-tag',
      {
        Sid: 'ListTagsForAllUsers',
        Effect: 'Allow',
        Action: ['iam:ListUserTags', 'iam:ListUsers'],
        Resource: '*',
      },
      {
        Sid: 'TagManagerWithSpecificDepartment',
        Effect: 'Allow',
        Action: 'iam:TagUser',
        Resource: '*',
        Condition: {
          StringEquals: {
            'iam:ResourceTag/JobFunction': 'Manager',
            'aws:RequestTag/Department': ['Marketing', 'Development', 'QualityAssurance'],
          },
          'ForAllValues:StringEquals': { 'aws:TagKeys': 'Department' },
        },
      },
    ),
  ],
  [
    {
      title: 'a manager',
      action: 'iam:TagUser',
      resource: userArn('bob'),
      context: { 'iam:ResourceTag/JobFunction': 'Manager', ...requestTags({ Department: 'Marketing' }) },
      outcome: 'allowed',
      by: ['TagManagerWithSpecificDepartment'],
    },
    {
      title: 'a user that is no manager',
      action: 'iam:TagUser',
      resource: userArn('bob'),
      context: { 'iam:ResourceTag/JobFunction': 'Employee', ...requestTags({ Department: 'Marketing' }) },
      outcome: 'implicitDeny',
    },
    {
      title: 'another department',
      action: 'iam:TagUser',
      resource: userArn('bob'),
      context: { 'iam:ResourceTag/JobFunction': 'Manager', ...requestTags({ Department: 'Sales' }) },
      outcome: 'implicitDeny',
    },
    {
      title: 'a second tag key',
      action: 'iam:TagUser',
      resource: userArn('bob'),
      context: {
        'iam:ResourceTag/JobFunction': 'Manager',
        ...requestTags({ Department: 'Marketing', Team: 'x' }),
      },
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_iam-add-tag-user-role',
  [
    policy('add-tag', {
      Sid: 'AddTag',
      Effect: 'Allow',
      Action: ['iam:TagUser', 'iam:TagRole'],
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:RequestTag/CostCenter': ['A-123', 'B-456'] },
        'ForAllValues:StringEquals': { 'aws:TagKeys': 'CostCenter' },
      },
    }),
  ],
  [
    {
      title: 'one of the values',
      action: 'iam:TagRole',
      context: requestTags({ CostCenter: 'B-456' }),
      outcome: 'allowed',
      by: ['AddTag'],
    },
    {
      title: 'another value',
      action: 'iam:TagRole',
      context: requestTags({ CostCenter: 'C-789' }),
      outcome: 'implicitDeny',
    },
    {
      title: 'another key',
      action: 'iam:TagUser',
      context: requestTags({ Team: 'x' }),
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_iam-new-user-tag',
  [
    policy('new-user', {
      Sid: 'TagUsersWithOnlyTheseTags',
      Effect: 'Allow',
      Action: ['iam:CreateUser', 'iam:TagUser'],
      Resource: '*',
      Condition: {
        StringEqualsIfExists: {
          'aws:RequestTag/Department': ['Development', 'QualityAssurance'],
          'aws:RequestTag/JobFunction': 'Employee',
        },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['Department', 'JobFunction'] },
      },
    }),
  ],
  [
    {
      title: 'one of the two tags',
      action: 'iam:CreateUser',
      resource: userArn('new'),
      context: requestTags({ Department: 'QualityAssurance' }),
      outcome: 'allowed',
      by: ['TagUsersWithOnlyTheseTags'],
    },
    {
      title: 'both',
      action: 'iam:CreateUser',
      resource: userArn('new'),
      context: requestTags({ Department: 'Development', JobFunction: 'Employee' }),
      outcome: 'allowed',
      by: ['TagUsersWithOnlyTheseTags'],
    },
    {
      title: 'neither key present: the condition is evaluated as true',
      action: 'iam:CreateUser',
      resource: userArn('new'),
      outcome: 'allowed',
      by: ['TagUsersWithOnlyTheseTags'],
    },
    {
      title: 'JobFunction=Employee and Project=core',
      action: 'iam:CreateUser',
      resource: userArn('new'),
      context: requestTags({ JobFunction: 'Employee', Project: 'core' }),
      outcome: 'implicitDeny',
    },
    {
      title: 'a value that is not allowed',
      action: 'iam:CreateUser',
      resource: userArn('new'),
      context: requestTags({ JobFunction: 'Manager' }),
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_iam_manage-group-membership',
  [
    policy(
      'group',
      {
        Sid: 'ViewGroups',
        Effect: 'Allow',
        Action: ['iam:ListGroups', 'iam:ListUsers', 'iam:GetUser', 'iam:ListGroupsForUser'],
        Resource: '*',
      },
      {
        Sid: 'ViewEditThisGroup',
        Effect: 'Allow',
        Action: ['iam:AddUserToGroup', 'iam:RemoveUserFromGroup', 'iam:GetGroup'],
        Resource: 'arn:aws:iam::*:group/MarketingTeam',
      },
    ),
  ],
  [
    {
      title: 'the group',
      action: 'iam:AddUserToGroup',
      resource: `arn:aws:iam::${account}:group/MarketingTeam`,
      outcome: 'allowed',
      by: ['ViewEditThisGroup'],
    },
    {
      title: 'another group',
      action: 'iam:AddUserToGroup',
      resource: `arn:aws:iam::${account}:group/Admins`,
      outcome: 'implicitDeny',
    },
    {
      title: 'its permissions',
      action: 'iam:PutGroupPolicy',
      resource: `arn:aws:iam::${account}:group/MarketingTeam`,
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_iam-manage-tags',
  [
    policy('manage-tags', {
      Sid: 'DepartmentTag',
      Effect: 'Allow',
      Action: ['iam:TagUser', 'iam:TagRole', 'iam:UntagUser', 'iam:UntagRole'],
      Resource: '*',
      Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'Department' } },
    }),
  ],
  [
    {
      title: 'any value',
      action: 'iam:TagUser',
      context: requestTags({ Department: 'any' }),
      outcome: 'allowed',
      by: ['DepartmentTag'],
    },
    {
      title: 'removing',
      action: 'iam:UntagRole',
      context: { 'aws:TagKeys': ['Department'] },
      outcome: 'allowed',
      by: ['DepartmentTag'],
    },
    {
      title: 'another key',
      action: 'iam:UntagRole',
      context: { 'aws:TagKeys': ['Project'] },
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_iam-passrole-service',
  [
    policy('pass', {
      Sid: 'ToCloudWatch',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PassedToService': 'cloudwatch.amazonaws.com' } },
    }),
  ],
  [
    {
      title: 'to CloudWatch',
      action: 'iam:PassRole',
      resource: `arn:aws:iam::${account}:role/r`,
      context: { 'iam:PassedToService': 'cloudwatch.amazonaws.com' },
      outcome: 'allowed',
      by: ['ToCloudWatch'],
    },
    {
      title: 'to EC2',
      action: 'iam:PassRole',
      resource: `arn:aws:iam::${account}:role/r`,
      context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_iam_limit-managed',
  [
    policy('limit', {
      Sid: 'TwoPolicies',
      Effect: 'Allow',
      Action: ['iam:AttachUserPolicy', 'iam:DetachUserPolicy'],
      Resource: '*',
      Condition: {
        ArnEquals: {
          'iam:PolicyARN': ['arn:aws:iam::*:policy/policy-name-1', 'arn:aws:iam::*:policy/policy-name-2'],
        },
      },
    }),
  ],
  [
    {
      title: 'one of the two',
      action: 'iam:AttachUserPolicy',
      resource: userArn('bob'),
      context: { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/policy-name-2` },
      outcome: 'allowed',
      by: ['TwoPolicies'],
    },
    {
      title: 'AdministratorAccess',
      action: 'iam:AttachUserPolicy',
      resource: userArn('bob'),
      context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' },
      outcome: 'implicitDeny',
    },
    {
      title: 'a role',
      action: 'iam:AttachRolePolicy',
      context: { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/policy-name-2` },
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_iam_mfa-selfmanage',
  [
    policy(
      'mfa-self',
      {
        Sid: 'AllowListActions',
        Effect: 'Allow',
        Action: ['iam:ListUsers', 'iam:ListVirtualMFADevices'],
        Resource: '*',
      },
      {
        Sid: 'AllowUserToManageTheirOwnMFA',
        Effect: 'Allow',
        Action: ['iam:EnableMFADevice', 'iam:GetMFADevice', 'iam:ListMFADevices', 'iam:ResyncMFADevice'],
        Resource: 'arn:aws:iam::*:user/${aws:username}',
      },
      {
        Sid: 'AllowUserToDeactivateTheirOwnMFAOnlyWhenUsingMFA',
        Effect: 'Allow',
        Action: ['iam:DeactivateMFADevice'],
        Resource: ['arn:aws:iam::*:user/${aws:username}'],
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
      {
        Sid: 'BlockMostAccessUnlessSignedInWithMFA',
        Effect: 'Deny',
        NotAction: [
          'iam:CreateVirtualMFADevice',
          'iam:EnableMFADevice',
          'iam:ListMFADevices',
          'iam:ListUsers',
          'iam:ListVirtualMFADevices',
          'iam:ResyncMFADevice',
        ],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ),
  ],
  [
    {
      title: 'enabling without MFA',
      action: 'iam:EnableMFADevice',
      resource: userArn('alice'),
      context: mfa(false),
      outcome: 'allowed',
      by: ['AllowUserToManageTheirOwnMFA'],
    },
    {
      title: 'deactivating with MFA',
      action: 'iam:DeactivateMFADevice',
      resource: userArn('alice'),
      context: mfa(true),
      outcome: 'allowed',
      by: ['AllowUserToDeactivateTheirOwnMFAOnlyWhenUsingMFA'],
    },
    {
      title: 'deactivating without',
      action: 'iam:DeactivateMFADevice',
      resource: userArn('alice'),
      context: mfa(false),
      outcome: 'explicitDeny',
      by: ['BlockMostAccessUnlessSignedInWithMFA'],
    },
    {
      title: 'GetMFADevice is not among the exceptions',
      action: 'iam:GetMFADevice',
      resource: userArn('alice'),
      context: mfa(false),
      outcome: 'explicitDeny',
      by: ['AllowUserToManageTheirOwnMFA', 'BlockMostAccessUnlessSignedInWithMFA'],
    },
    {
      title: 'anything else without MFA',
      action: 's3:ListAllMyBuckets',
      context: mfa(false),
      outcome: 'explicitDeny',
      by: ['BlockMostAccessUnlessSignedInWithMFA'],
    },
  ],
);

library(
  'resource_examples_iam_policies_resource_account',
  [
    administratorAccess,
    policy('outside', {
      Sid: 'AllowAccessToResourcesInSpecificAccountsAndSpecificService1',
      Effect: 'Deny',
      NotAction: ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListEntitiesForPolicy', 'iam:ListPolicies'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:ResourceAccount': [account] } },
    }),
  ],
  [
    {
      title: 'a resource of the account',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      context: { 'aws:ResourceAccount': account },
      outcome: 'allowed',
      by: ['Admin'],
    },
    {
      title: 'a resource outside',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      context: { 'aws:ResourceAccount': '999999999999' },
      outcome: 'explicitDeny',
      by: ['Admin', 'AllowAccessToResourcesInSpecificAccountsAndSpecificService1'],
    },
    {
      title: 'an AWS managed policy',
      action: 'iam:GetPolicy',
      resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      context: { 'aws:ResourceAccount': 'aws' },
      outcome: 'allowed',
      by: ['Admin'],
    },
  ],
);

library(
  'reference_policies_examples_rds_tag-owner',
  [
    policy(
      'rds',
      { Sid: 'Describe', Action: ['rds:Describe*', 'rds:List*'], Effect: 'Allow', Resource: '*' },
      {
        Sid: 'OwnInstances',
        Action: ['rds:DeleteDBInstance', 'rds:RebootDBInstance', 'rds:ModifyDBInstance'],
        Effect: 'Allow',
        Resource: '*',
        Condition: { StringEqualsIgnoreCase: { 'rds:db-tag/Owner': '${aws:username}' } },
      },
      {
        Sid: 'OwnSnapshots',
        Action: ['rds:DeleteDBSnapshot', 'rds:RestoreDBInstanceFromDBSnapshot'],
        Effect: 'Allow',
        Resource: '*',
        Condition: { StringEqualsIgnoreCase: { 'rds:snapshot-tag/Owner': '${aws:username}' } },
      },
    ),
  ],
  [
    {
      title: 'own instance, the tag in another case',
      action: 'rds:RebootDBInstance',
      context: { 'rds:db-tag/Owner': 'ALICE' },
      outcome: 'allowed',
      by: ['OwnInstances'],
    },
    {
      title: 'another user\u2019s instance',
      action: 'rds:RebootDBInstance',
      context: { 'rds:db-tag/Owner': 'bob' },
      outcome: 'implicitDeny',
    },
    {
      title: 'the tag of another kind of resource',
      action: 'rds:DeleteDBSnapshot',
      context: { 'rds:db-tag/Owner': 'alice' },
      outcome: 'implicitDeny',
    },
    { title: 'looking', action: 'rds:DescribeDBInstances', outcome: 'allowed', by: ['Describe'] },
  ],
);

const sub = { 'cognito-identity.amazonaws.com:sub': 'us-east-1:1' };
library(
  'reference_policies_examples_s3_cognito-bucket',
  [
    policy(
      'cognito',
      {
        Sid: 'ListYourObjects',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: ['arn:aws:s3:::bucket-name'],
        Condition: {
          StringLike: { 's3:prefix': ['cognito/application-name/${cognito-identity.amazonaws.com:sub}/*'] },
        },
      },
      {
        Sid: 'ReadWriteDeleteYourObjects',
        Effect: 'Allow',
        Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        Resource: [
          'arn:aws:s3:::bucket-name/cognito/application-name/${cognito-identity.amazonaws.com:sub}/*',
        ],
      },
    ),
  ],
  [
    {
      title: 'own objects',
      principal: cognitoSession,
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::bucket-name/cognito/application-name/us-east-1:1/x',
      context: sub,
      outcome: 'allowed',
      by: ['ReadWriteDeleteYourObjects'],
    },
    {
      title: 'another\u2019s objects',
      principal: cognitoSession,
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::bucket-name/cognito/application-name/us-east-1:2/x',
      context: sub,
      outcome: 'implicitDeny',
    },
    {
      title: 'own prefix',
      principal: cognitoSession,
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::bucket-name',
      context: { ...sub, 's3:prefix': 'cognito/application-name/us-east-1:1/' },
      outcome: 'allowed',
      by: ['ListYourObjects'],
    },
    {
      title: 'the whole bucket',
      principal: cognitoSession,
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::bucket-name',
      context: sub,
      outcome: 'implicitDeny',
    },
    {
      title: 'a caller without Cognito identity',
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::bucket-name/cognito/application-name//x',
      outcome: 'implicitDeny',
    },
  ],
);

const homes = (variable: string) =>
  policy(
    'homes',
    {
      Sid: 'S3ConsoleAccess',
      Effect: 'Allow',
      Action: ['s3:GetBucketLocation', 's3:ListAllMyBuckets'],
      Resource: '*',
    },
    {
      Sid: 'ListObjectsInBucket',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::amzn-s3-demo-bucket',
      Condition: { StringLike: { 's3:prefix': ['', 'home/', `home/\${${variable}}/*`] } },
    },
    {
      Sid: 'Home',
      Effect: 'Allow',
      Action: 's3:*',
      Resource: [
        `arn:aws:s3:::amzn-s3-demo-bucket/home/\${${variable}}`,
        `arn:aws:s3:::amzn-s3-demo-bucket/home/\${${variable}}/*`,
      ],
    },
  );
const john = `arn:aws:sts::${account}:assumed-role/web/John`;
const johnId = { 'aws:userid': 'AROAXXT2NJT7D3SIQN7Z6:John' };
const home = (path: string) => `arn:aws:s3:::amzn-s3-demo-bucket/home/${path}`;
library(
  'reference_policies_examples_s3_federated-home-directory-console',
  [homes('aws:userid')],
  [
    {
      title: 'own directory, by role id and session name',
      principal: john,
      action: 's3:PutObject',
      resource: home('AROAXXT2NJT7D3SIQN7Z6:John/x'),
      context: johnId,
      outcome: 'allowed',
      by: ['Home'],
    },
    {
      title: 'the directory of another session',
      principal: john,
      action: 's3:PutObject',
      resource: home('AROAXXT2NJT7D3SIQN7Z6:Jane/x'),
      context: johnId,
      outcome: 'implicitDeny',
    },
    {
      title: 'listing the home folder',
      principal: john,
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::amzn-s3-demo-bucket',
      context: { ...johnId, 's3:prefix': 'home/' },
      outcome: 'allowed',
      by: ['ListObjectsInBucket'],
    },
    {
      title: 'listing another folder',
      principal: john,
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::amzn-s3-demo-bucket',
      context: { ...johnId, 's3:prefix': 'finance/' },
      outcome: 'implicitDeny',
    },
  ],
);
library(
  'reference_policies_examples_s3_home-directory-console',
  [homes('aws:username')],
  [
    {
      title: 'own directory',
      action: 's3:DeleteObject',
      resource: home('alice/x'),
      outcome: 'allowed',
      by: ['Home'],
    },
    { title: 'another\u2019s', action: 's3:DeleteObject', resource: home('bob/x'), outcome: 'implicitDeny' },
    {
      title: 'listing the root of the bucket',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::amzn-s3-demo-bucket',
      context: { 's3:prefix': '' },
      outcome: 'allowed',
      by: ['ListObjectsInBucket'],
    },
    {
      title: 'it does not work for roles, which have no aws:username',
      principal: john,
      action: 's3:DeleteObject',
      resource: home('John/x'),
      context: johnId,
      outcome: 'implicitDeny',
      missingContext: ['aws:username'],
    },
  ],
);

library(
  'reference_policies_examples_s3_full-access-except-production',
  [
    policy(
      'production',
      {
        Sid: 'ListAllS3Buckets',
        Effect: 'Allow',
        Action: ['s3:ListAllMyBuckets'],
        Resource: 'arn:aws:s3:::*',
      },
      {
        Sid: 'AllowBucketLevelActions',
        Effect: 'Allow',
        Action: ['s3:ListBucket', 's3:GetBucketLocation'],
        Resource: 'arn:aws:s3:::*',
      },
      {
        Sid: 'AllowBucketObjectActions',
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:PutObjectAcl', 's3:GetObject', 's3:GetObjectAcl', 's3:DeleteObject'],
        Resource: 'arn:aws:s3:::*/*',
      },
      {
        Sid: 'RequireMFAForProductionBucket',
        Effect: 'Deny',
        Action: 's3:*',
        Resource: [
          'arn:aws:s3:::amzn-s3-demo-bucket-production/*',
          'arn:aws:s3:::amzn-s3-demo-bucket-production',
        ],
        Condition: { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '1800' } },
      },
    ),
  ],
  [
    {
      title: 'production with recent MFA',
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::amzn-s3-demo-bucket-production/k',
      context: { 'aws:MultiFactorAuthAge': '1800' },
      outcome: 'allowed',
      by: ['AllowBucketObjectActions'],
    },
    {
      title: 'production with MFA too long ago',
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::amzn-s3-demo-bucket-production/k',
      context: { 'aws:MultiFactorAuthAge': '1801' },
      outcome: 'explicitDeny',
      by: ['AllowBucketObjectActions', 'RequireMFAForProductionBucket'],
    },
    {
      title: 'production without MFA',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::amzn-s3-demo-bucket-production/k',
      outcome: 'explicitDeny',
      by: ['AllowBucketObjectActions', 'RequireMFAForProductionBucket'],
      missingContext: ['aws:MultiFactorAuthAge'],
    },
    {
      title: 'any other bucket without MFA',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      outcome: 'allowed',
      by: ['AllowBucketObjectActions'],
    },
  ],
);

library(
  'reference_policies_examples_s3_deny-except-bucket',
  [
    policy(
      'one-bucket',
      {
        Sid: 'Bucket',
        Effect: 'Allow',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::bucket-name', 'arn:aws:s3:::bucket-name/*'],
      },
      {
        Sid: 'NothingElse',
        Effect: 'Deny',
        NotAction: 's3:*',
        NotResource: ['arn:aws:s3:::bucket-name', 'arn:aws:s3:::bucket-name/*'],
      },
    ),
    policy('ec2-full', { Sid: 'Ec2Full', Effect: 'Allow', Action: 'ec2:*', Resource: '*' }),
  ],
  [
    {
      title: 'the bucket',
      action: 's3:PutBucketTagging',
      resource: 'arn:aws:s3:::bucket-name',
      outcome: 'allowed',
      by: ['Bucket'],
    },
    {
      title: 'another bucket',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::other/k',
      outcome: 'implicitDeny',
    },
    {
      title: 'AmazonEC2FullAccess beside is denied',
      action: 'ec2:StopInstances',
      resource: instance,
      outcome: 'explicitDeny',
      by: ['Ec2Full', 'NothingElse'],
    },
  ],
);

library(
  'reference_policies_examples_s3_rw-bucket',
  [
    policy(
      'rw',
      {
        Sid: 'ListObjectsInBucket',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: ['arn:aws:s3:::bucket-name'],
      },
      {
        Sid: 'AllObjectActions',
        Effect: 'Allow',
        Action: 's3:*Object',
        Resource: ['arn:aws:s3:::bucket-name/*'],
      },
    ),
  ],
  [
    {
      title: 'an action that ends with Object',
      action: 's3:RestoreObject',
      resource: 'arn:aws:s3:::bucket-name/k',
      outcome: 'allowed',
      by: ['AllObjectActions'],
    },
    {
      title: 'one that does not',
      action: 's3:GetObjectAcl',
      resource: 'arn:aws:s3:::bucket-name/k',
      outcome: 'implicitDeny',
    },
    {
      title: 'the list',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::bucket-name',
      outcome: 'allowed',
      by: ['ListObjectsInBucket'],
    },
  ],
);

library(
  'reference_policies_examples_iam_policy-sim-path',
  [
    policy('simulate', {
      Sid: 'Path',
      Action: ['iam:GetContextKeysForPrincipalPolicy', 'iam:SimulatePrincipalPolicy'],
      Effect: 'Allow',
      Resource: 'arn:aws:iam::*:user/Department/Development/*',
    }),
  ],
  [
    {
      title: 'a user of that path',
      action: 'iam:SimulatePrincipalPolicy',
      resource: userArn('Department/Development/bob'),
      outcome: 'allowed',
      by: ['Path'],
    },
    {
      title: 'a path below it',
      action: 'iam:SimulatePrincipalPolicy',
      resource: userArn('Department/Development/x/bob'),
      outcome: 'allowed',
      by: ['Path'],
    },
    {
      title: 'another path',
      action: 'iam:SimulatePrincipalPolicy',
      resource: userArn('Department/Finance/bob'),
      outcome: 'implicitDeny',
    },
  ],
);

library(
  'reference_policies_examples_iam_read-only-console-no-reporting',
  [
    policy('read-only', {
      Sid: 'ReadOnly',
      Effect: 'Allow',
      Action: ['iam:Get*', 'iam:List*'],
      Resource: '*',
    }),
  ],
  [
    { title: 'reading', action: 'iam:GetRole', outcome: 'allowed', by: ['ReadOnly'] },
    { title: 'generating a report', action: 'iam:GenerateCredentialReport', outcome: 'implicitDeny' },
    {
      title: 'generating last accessed details',
      action: 'iam:GenerateServiceLastAccessedDetails',
      outcome: 'implicitDeny',
    },
  ],
);
