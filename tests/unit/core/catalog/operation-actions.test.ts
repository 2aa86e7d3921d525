import { describe, expect, it } from 'vitest';
import {
  actionsInRequest,
  indexActionUses,
  requiredActions,
  usesOf,
} from '../../../../src/core/catalog/operation-actions.ts';
import { operations } from './compiled-operations.ts';

const of = (name: string) => {
  const [client = '', operation = ''] = name.split(' ');
  return requiredActions(operations, { client, operation });
};

describe('requiredActions', () => {
  it.each([
    ['ec2 RunInstances', 'ec2:RunInstances'],
    ['iam CreateUser', 'iam:CreateUser'],
    ['sts AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithWebIdentity'],
    ['sfn StartExecution', 'states:StartExecution'],
    ['cloudwatch PutMetricData', 'cloudwatch:PutMetricData'],
    // using-with-s3-policy-actions, one of each kind
    ['s3 GetObject', 's3:GetObject'],
    ['s3 HeadObject', 's3:GetObject'],
    ['s3 HeadBucket', 's3:ListBucket'],
    ['s3 ListObjectsV2', 's3:ListBucket'],
    ['s3 ListObjectVersions', 's3:ListBucketVersions'],
    ['s3 ListBuckets', 's3:ListAllMyBuckets'],
    ['s3 ListParts', 's3:ListMultipartUploadParts'],
    ['s3 ListMultipartUploads', 's3:ListBucketMultipartUploads'],
    ['s3 UploadPart', 's3:PutObject'],
    ['s3 CompleteMultipartUpload', 's3:PutObject'],
    ['s3 AbortMultipartUpload', 's3:AbortMultipartUpload'],
    ['s3 CopyObject', 's3:GetObject s3:PutObject'],
    ['s3 UploadPartCopy', 's3:GetObject s3:PutObject'],
    ['s3 DeleteBucketCors', 's3:PutBucketCORS'],
    ['s3 GetBucketCors', 's3:GetBucketCORS'],
    ['s3 PutBucketPolicy', 's3:PutBucketPolicy'],
    ['s3 DeleteBucketEncryption', 's3:PutEncryptionConfiguration'],
    ['s3 PutBucketLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
    ['s3 GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock'],
    ['s3 GetObjectAttributes', 's3:GetObject s3:GetObjectAttributes'],
    ['s3 DeleteBucketWebsite', 's3:DeleteBucketWebsite'],
    ['s3 WriteGetObjectResponse', 's3-object-lambda:WriteGetObjectResponse'],
    ['s3 CreateSession', 's3express:CreateSession'],
    ['s3-control GetPublicAccessBlock', 's3:GetAccountPublicAccessBlock'],
    ['s3-control CreateAccessPoint', 's3:CreateAccessPoint'],
    // API_control_GetBucketPolicy: of a bucket on Outposts, though S3 has an action of the name
    ['s3-control GetBucketPolicy', 's3-outposts:GetBucketPolicy'],
    ['lambda Invoke', 'lambda:InvokeFunction'],
    ['lambda InvokeWithResponseStream', 'lambda:InvokeFunction'],
    ['lambda ListFunctions', 'lambda:ListFunctions'],
    ['dynamodb GetItem', 'dynamodb:GetItem'],
    ['dynamodb TransactGetItems', 'dynamodb:GetItem'],
    ['sqs SendMessageBatch', 'sqs:SendMessage'],
    ['sns PublishBatch', 'sns:Publish'],
    ['kms ReEncrypt', 'kms:ReEncryptFrom kms:ReEncryptTo'],
    ['ecr ListImageReferrers', 'ecr:BatchGetImage'],
    ['accessanalyzer GetFindingV2', 'access-analyzer:GetFinding'],
    ['glue GetUnfilteredTableMetadata', 'glue:GetTable'],
    // Actions of their own beside the rule of API Gateway
    ['apigatewayv2 CreatePortal', 'apigateway:CreatePortal'],
    ['apigatewayv2 PutRoutingRule', 'apigateway:UpdateRoutingRule'],
  ])('%s needs %s', (name, actions) => {
    expect(of(name)).toMatchObject({ kind: 'all-of', iamActions: actions.split(' ') });
  });

  it.each([
    ['dynamodb TransactWriteItems', ['ConditionCheckItem', 'DeleteItem', 'PutItem', 'UpdateItem']],
    ['dynamodb ExecuteStatement', ['PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect', 'PartiQLUpdate']],
  ])('%s needs some of %j', (name, actions) => {
    expect(of(name)).toEqual({
      kind: 'some-of',
      iamActions: actions.map((action) => `dynamodb:${action}`),
      conditions: [],
    });
  });

  // api-gateway-control-access-using-iam-policies-to-create-and-manage-api; arn-format-reference
  it.each([
    ['api-gateway GetRestApis', 'apigateway:GET', '/restapis'],
    ['api-gateway CreateRestApi', 'apigateway:POST', '/restapis'],
    ['api-gateway ImportRestApi', 'apigateway:POST', '/restapis'],
    ['api-gateway PutRestApi', 'apigateway:PUT', '/restapis/{restApiId}'],
    ['api-gateway DeleteRestApi', 'apigateway:DELETE', '/restapis/{restApiId}'],
    ['api-gateway UpdateStage', 'apigateway:PATCH', '/restapis/{restApiId}/stages/{stageName}'],
    ['api-gateway TagResource', 'apigateway:PUT', '/tags/{resourceArn}'],
    ['apigatewayv2 GetApis', 'apigateway:GET', '/apis'],
    ['apigatewayv2 UpdateRoute', 'apigateway:PATCH', '/apis/{ApiId}/routes/{RouteId}'],
  ])('%s needs %s on %s', (name, iamAction, path) => {
    expect(of(name)).toEqual({ kind: 'http-method', iamAction, method: iamAction.split(':')[1], path });
  });

  it.each([
    ['sts GetCallerIdentity', { kind: 'none-needed' }],
    ['sts GetSessionToken', { kind: 'none-needed' }],
    // "Amazon Cognito doesn't evaluate IAM policies in requests for this API operation."
    ['cognito-identity-provider InitiateAuth', { kind: 'unsigned' }],
    ['cognito-identity-provider SignUp', { kind: 'unsigned' }],
    ['iam PassRole', { kind: 'unknown-operation', client: 'iam', operation: 'PassRole' }],
    ['s3 constructor', { kind: 'unknown-operation', client: 's3', operation: 'constructor' }],
    ['dynamodb toString', { kind: 'unknown-operation', client: 'dynamodb', operation: 'toString' }],
    ['mars Land', { kind: 'unknown-client', client: 'mars' }],
    ['', { kind: 'unknown-client', client: '' }],
  ])('%s: %j', (name, expected) => {
    expect(of(name)).toEqual(expected);
  });
});

describe('an operation that the service reference has no action for', () => {
  // Which they are changes with every release of either.
  const [client] = operations.clients.filter(({ unlisted }) => unlisted.size > 0);
  const [operation = ''] = client?.unlisted ?? [];
  const iamAction = `${client?.iamPrefix}:${operation}`;

  it('is said to need one of its own name', () => {
    expect(of(`${client?.id} ${operation}`)).toEqual({ kind: 'unlisted', iamAction });
    expect(usesOf(indexActionUses(operations), iamAction)).toEqual([
      { kind: 'always', client: client?.id, operation },
    ]);
  });
});

describe('actionsInRequest', () => {
  const request = (query: string, headers: Readonly<Record<string, string>>) => ({
    method: 'PUT',
    path: '/amzn-s3-demo-bucket/key',
    query,
    headers: Object.entries(headers),
  });

  // using-with-s3-policy-actions, "Object operations and permissions", "Either … or" and "Conditionally required"
  it.each<[string, string, Readonly<Record<string, string>>, string]>([
    ['GetObject', '', {}, 's3:GetObject'],
    ['GetObject', 'versionId=3HL4', {}, 's3:GetObjectVersion'],
    ['GetObject', 'versionid=3HL4', {}, 's3:GetObject'],
    ['GetObject', 'x-id=GetObject&%76ersionId=3HL4', {}, 's3:GetObjectVersion'],
    ['HeadObject', 'versionId=3HL4', {}, 's3:GetObjectVersion'],
    ['GetObjectAttributes', 'versionId=1', {}, 's3:GetObjectVersion s3:GetObjectVersionAttributes'],
    ['DeleteObject', 'versionId=1', {}, 's3:DeleteObjectVersion'],
    [
      'DeleteObject',
      'versionId=1',
      { 'x-amz-bypass-governance-retention': 'true' },
      's3:DeleteObjectVersion s3:BypassGovernanceRetention',
    ],
    ['DeleteObject', '', { 'x-amz-bypass-governance-retention': 'false' }, 's3:DeleteObject'],
    ['PutObject', '', { 'X-Amz-Acl': 'public-read' }, 's3:PutObject s3:PutObjectAcl'],
    ['PutObject', '', { 'x-amz-grant-read': 'id=1' }, 's3:PutObject s3:PutObjectAcl'],
    ['PutObject', '', { 'x-amz-meta-acl': 'x' }, 's3:PutObject'],
    ['PutObject', '', { 'x-amz-tagging': 'a=b' }, 's3:PutObject s3:PutObjectTagging'],
    [
      'PutObject',
      '',
      { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-legal-hold': 'ON' },
      's3:PutObject s3:PutObjectRetention s3:PutObjectLegalHold',
    ],
    ['CopyObject', '', { 'x-amz-copy-source': '/b/k' }, 's3:GetObject s3:PutObject'],
    ['CopyObject', '', { 'x-amz-copy-source': '/b/k?versionId=1' }, 's3:GetObjectVersion s3:PutObject'],
    // The version of the target is none of the source's.
    ['CopyObject', 'versionId=1', { 'x-amz-copy-source': '/b/k' }, 's3:GetObject s3:PutObject'],
    [
      'CreateBucket',
      '',
      { 'x-amz-acl': 'private', 'x-amz-bucket-object-lock-enabled': 'true' },
      's3:CreateBucket s3:PutBucketAcl s3:PutBucketObjectLockConfiguration s3:PutBucketVersioning',
    ],
    [
      'CreateBucket',
      '',
      { 'x-amz-object-ownership': 'BucketOwnerEnforced' },
      's3:CreateBucket s3:PutBucketOwnershipControls',
    ],
    [
      'DeleteObjects',
      'delete',
      { 'x-amz-bypass-governance-retention': 'true' },
      's3:DeleteObject s3:DeleteObjectVersion s3:BypassGovernanceRetention',
    ],
  ])('%s ?%s %j: %s', (operation, query, headers, expected) => {
    const required = requiredActions(operations, { client: 's3', operation });
    if (required.kind !== 'all-of' && required.kind !== 'some-of') throw new Error(required.kind);
    expect(actionsInRequest(required, request(query, headers))).toEqual(expected.split(' '));
  });
});

describe('usesOf', () => {
  const uses = indexActionUses(operations);
  const named = (action: string) =>
    usesOf(uses, action).map(({ kind, client, operation }) => `${client} ${operation} ${kind}`);

  it.each([
    ['iam:CreateUser', ['iam CreateUser always']],
    ['IAM:createuser', ['iam CreateUser always']],
    ['s3:ListBucket', ['s3 HeadBucket always', 's3 ListObjects always', 's3 ListObjectsV2 always']],
    ['s3:ListAllMyBuckets', ['s3 ListBuckets always']],
    [
      's3:PutObjectAcl',
      [
        's3 CopyObject sometimes',
        's3 CreateMultipartUpload sometimes',
        's3 PutObject sometimes',
        's3 PutObjectAcl always',
      ],
    ],
    ['dynamodb:ConditionCheckItem', ['dynamodb TransactWriteItems sometimes']],
    ['lambda:InvokeFunction', ['lambda Invoke always', 'lambda InvokeWithResponseStream always']],
    ['kms:ReEncryptTo', ['kms ReEncrypt always']],
    // Permission only, always allowed, unknown
    ['iam:PassRole', []],
    ['sts:GetCallerIdentity', []],
    ['s3:*', []],
    ['', []],
  ])('%s: %j', (action, expected) => {
    expect(named(action)).toEqual(expected);
  });

  it('has many for a method of API Gateway', () => {
    expect(named('apigateway:GET').length).toBeGreaterThan(70);
    expect(named('apigateway:GET')).toContain('api-gateway GetRestApi always');
  });
});
