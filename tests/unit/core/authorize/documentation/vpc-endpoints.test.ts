// VPC endpoint policies, and bucket policies that ask for an endpoint.

import { administratorAccess, documentation, policy, type Context, type Statement } from './cases.ts';
import type { NamedPolicy, PolicySet } from '../../../../../src/core/authorize/types.ts';

const account = '111122223333';
const userArn = `arn:aws:iam::${account}:user/u`;
const get = (resource: string, context: Context = {}, principal = userArn) => ({
  principal,
  action: 's3:GetObject',
  resource,
  resourceAccountId: account,
  context,
});
const through = (endpoint: NamedPolicy, more: Partial<PolicySet> = {}): PolicySet => ({
  identity: [administratorAccess],
  endpoint,
  ...more,
});
const defaultPolicy: NamedPolicy = {
  name: 'default',
  document: {
    Statement: [{ Sid: 'Default', Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
  },
};
const bucketArns = ['arn:aws:s3:::bucket_name', 'arn:aws:s3:::bucket_name/*'];

documentation('vpc/latest/privatelink/vpc-endpoints-access.html', [
  {
    title: 'the default policy gives full access to the endpoint',
    request: get('arn:aws:s3:::bucket_name/k'),
    policies: through(defaultPolicy),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'endpoint:Default'],
  },
  {
    title: 'it does not replace the identity-based policy',
    request: get('arn:aws:s3:::bucket_name/k'),
    policies: through(defaultPolicy, { identity: [] }),
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['endpoint:Default'],
  },
  {
    title: 'nor the bucket policy of another account',
    request: { ...get('arn:aws:s3:::bucket_name/k'), resourceAccountId: '999999999999' },
    policies: through(defaultPolicy),
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin', 'endpoint:Default'],
  },
  {
    title: 'it does not override a deny of the bucket policy',
    request: get('arn:aws:s3:::bucket_name/k'),
    policies: through(defaultPolicy, {
      resource: policy('bucket', {
        Sid: 'No',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: bucketArns,
      }),
    }),
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin', 'endpoint:Default', 'resource:No'],
  },
  {
    title: 'one user, by aws:PrincipalArn: the user',
    request: get('arn:aws:s3:::bucket_name/k', {}, 'arn:aws:iam::123456789012:user/endpointuser'),
    policies: through(
      policy('endpoint', {
        Sid: 'OneUser',
        Effect: 'Allow',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:user/endpointuser' },
        },
      }),
      {
        resource: policy('bucket', {
          Sid: 'All',
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:*',
          Resource: bucketArns,
        }),
      },
    ),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'endpoint:OneUser', 'resource:All'],
  },
  {
    title: 'one user, by aws:PrincipalArn: another',
    request: get('arn:aws:s3:::bucket_name/k'),
    policies: through(
      policy('endpoint', {
        Sid: 'OneUser',
        Effect: 'Allow',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:user/endpointuser' },
        },
      }),
    ),
    outcome: 'implicitDeny',
    blockedBy: ['endpoint'],
    statements: ['identity:Admin'],
    messageEnds: ' because no VPC endpoint policy allows the s3:GetObject action',
  },
  {
    title: 'a grant by the bucket policy to the user does not pass an endpoint that does not allow',
    request: get('arn:aws:s3:::bucket_name/k'),
    policies: {
      identity: [],
      endpoint: policy('endpoint', {
        Sid: 'Ddb',
        Effect: 'Allow',
        Principal: '*',
        Action: 'dynamodb:*',
        Resource: '*',
      }),
      resource: policy('bucket', {
        Sid: 'User',
        Effect: 'Allow',
        Principal: { AWS: userArn },
        Action: 's3:*',
        Resource: bucketArns,
      }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['endpoint'],
    statements: ['resource:User'],
  },
]);

const specificBucket = policy('endpoint', {
  Sid: 'AllowAccessToSpecificBucket',
  Effect: 'Allow',
  Principal: '*',
  Action: ['s3:ListBucket', 's3:GetObject', 's3:PutObject'],
  Resource: bucketArns,
});
const specificRole = policy('endpoint', {
  Sid: 'AllowAccessToSpecificIAMRole',
  Effect: 'Allow',
  Principal: '*',
  Action: '*',
  Resource: '*',
  Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/role_name' } },
});
const specificAccount = policy('endpoint', {
  Sid: 'AllowCallersFromSpecificAccount',
  Effect: 'Allow',
  Principal: '*',
  Action: '*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
});
const bucketDeny = (Sid: string, Condition: Statement, Resource: unknown = bucketArns) =>
  policy('bucket', {
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'],
    Resource,
    Condition,
  });
const onlyVpce = bucketDeny('Allow-access-to-specific-VPCE', {
  StringNotEquals: { 'aws:sourceVpce': 'vpce-1a2b3c4d' },
});
const onlyVpc = bucketDeny('Allow-access-to-specific-VPC', {
  StringNotEquals: { 'aws:sourceVpc': 'vpc-111bbb22' },
});
const onlyCidr = bucketDeny('Allow-access-to-specific-VPC-CIDR', {
  NotIpAddress: { 'aws:VpcSourceIp': '172.31.0.0/16' },
});
const onlyAccount = bucketDeny(
  'Allow-access-to-bucket-in-specific-account',
  { StringNotEquals: { 's3:ResourceAccount': '111122223333' } },
  'arn:aws:s3:::*',
);
const inBucket = (resource: NamedPolicy): PolicySet => ({ identity: [administratorAccess], resource });
const key = 'arn:aws:s3:::bucket_name/k';

documentation('vpc/latest/privatelink/vpc-endpoints-s3.html', [
  {
    title: 'a specific bucket: that bucket',
    request: get(key),
    policies: through(specificBucket),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'endpoint:AllowAccessToSpecificBucket'],
  },
  {
    title: 'a specific bucket: another',
    request: get('arn:aws:s3:::other/k'),
    policies: through(specificBucket),
    outcome: 'implicitDeny',
    blockedBy: ['endpoint'],
    statements: ['identity:Admin'],
  },
  {
    title: 'a specific bucket: an action not listed',
    request: { ...get(key), action: 's3:DeleteObject' },
    policies: through(specificBucket),
    outcome: 'implicitDeny',
    blockedBy: ['endpoint'],
    statements: ['identity:Admin'],
  },
  {
    title: 'a specific role: a session of it',
    request: get(key, {}, 'arn:aws:sts::111122223333:assumed-role/role_name/s'),
    policies: through(specificRole),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'endpoint:AllowAccessToSpecificIAMRole'],
  },
  {
    title: 'a specific role: anybody else',
    request: get(key),
    policies: through(specificRole),
    outcome: 'implicitDeny',
    blockedBy: ['endpoint'],
    statements: ['identity:Admin'],
  },
  {
    title: 'a specific account: its callers',
    request: get(key, { 'aws:PrincipalAccount': '111122223333' }),
    policies: through(specificAccount),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'endpoint:AllowCallersFromSpecificAccount'],
  },
  {
    title: 'a specific account: anonymous callers',
    request: get(key, { 'aws:PrincipalAccount': 'anonymous' }, 'anonymous'),
    policies: {
      identity: [],
      endpoint: specificAccount,
      resource: policy('bucket', {
        Sid: 'Public',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: bucketArns,
      }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['endpoint'],
    statements: ['resource:Public'],
  },
  {
    title: 'bucket policy, endpoint: that endpoint',
    request: get(key, { 'aws:SourceVpce': 'vpce-1a2b3c4d' }),
    policies: inBucket(onlyVpce),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'bucket policy, endpoint: another endpoint',
    request: get(key, { 'aws:SourceVpce': 'vpce-99999999' }),
    policies: inBucket(onlyVpce),
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin', 'resource:Allow-access-to-specific-VPCE'],
  },
  {
    title: 'bucket policy, endpoint: the console, which uses none',
    request: get(key),
    policies: inBucket(onlyVpce),
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin', 'resource:Allow-access-to-specific-VPCE'],
    missingContext: ['aws:sourceVpce'],
  },
  {
    title: 'bucket policy, endpoint: an action not listed',
    request: { ...get('arn:aws:s3:::bucket_name'), action: 's3:ListBucket' },
    policies: inBucket(onlyVpce),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'bucket policy, VPC: any endpoint of that VPC',
    request: get(key, { 'aws:SourceVpc': 'vpc-111bbb22', 'aws:SourceVpce': 'vpce-99999999' }),
    policies: inBucket(onlyVpc),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'bucket policy, VPC: another VPC',
    request: get(key, { 'aws:SourceVpc': 'vpc-00000000' }),
    policies: inBucket(onlyVpc),
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin', 'resource:Allow-access-to-specific-VPC'],
  },
  {
    title: 'bucket policy, addresses in the VPC: inside the range',
    request: get(key, { 'aws:VpcSourceIp': '172.31.7.9' }),
    policies: inBucket(onlyCidr),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'bucket policy, addresses in the VPC: outside it',
    request: get(key, { 'aws:VpcSourceIp': '10.0.0.1' }),
    policies: inBucket(onlyCidr),
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin', 'resource:Allow-access-to-specific-VPC-CIDR'],
  },
  {
    title: 'buckets of one account: its own',
    request: get(key, { 's3:ResourceAccount': '111122223333' }),
    policies: through(onlyAccount, {
      endpoint: {
        name: 'endpoint',
        document: {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'Full', Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
            {
              Sid: 'OnlyOurs',
              Effect: 'Deny',
              Principal: '*',
              Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
              Resource: 'arn:aws:s3:::*',
              Condition: { StringNotEquals: { 's3:ResourceAccount': '111122223333' } },
            },
          ],
        },
      },
    }),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin', 'endpoint:Full'],
  },
  {
    title: 'buckets of one account: another\u2019s, by an endpoint policy',
    request: {
      ...get(key, { 's3:ResourceAccount': '999999999999' }),
      resourceAccountId: '999999999999',
    },
    policies: through(
      policy(
        'endpoint',
        { Sid: 'Full', Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
        {
          Sid: 'OnlyOurs',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
          Resource: 'arn:aws:s3:::*',
          Condition: { StringNotEquals: { 's3:ResourceAccount': '111122223333' } },
        },
      ),
      {
        resource: policy('bucket', {
          Sid: 'Public',
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: bucketArns,
        }),
      },
    ),
    outcome: 'explicitDeny',
    blockedBy: ['endpoint'],
    statements: ['identity:Admin', 'resource:Public', 'endpoint:Full', 'endpoint:OnlyOurs'],
    messageEnds: ' with an explicit deny in a VPC endpoint policy',
  },
]);

const vpceOnly = policy('bucket', {
  Sid: 'Access-to-specific-VPCE-only',
  Principal: '*',
  Action: 's3:*',
  Effect: 'Deny',
  Resource: ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'],
  Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0abcdef1234567890' } },
});
documentation('AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html', [
  {
    title: 'the statement denies and grants nothing: another allow is needed',
    request: get('arn:aws:s3:::amzn-s3-demo-bucket/k', { 'aws:SourceVpce': 'vpce-0abcdef1234567890' }),
    policies: { identity: [], resource: vpceOnly },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'with one, through the endpoint',
    request: get('arn:aws:s3:::amzn-s3-demo-bucket/k', { 'aws:SourceVpce': 'vpce-0abcdef1234567890' }),
    policies: inBucket(vpceOnly),
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Admin'],
  },
  {
    title: 'the console is locked out, the root user too',
    request: {
      ...get('arn:aws:s3:::amzn-s3-demo-bucket', {}, `arn:aws:iam::${account}:root`),
      action: 's3:ListBucket',
    },
    policies: { identity: [], resource: vpceOnly },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['resource:Access-to-specific-VPCE-only'],
  },
]);
