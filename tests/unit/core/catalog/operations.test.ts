import { describe, expect, it } from 'vitest';
import {
  clientOfTarget,
  clientsSignedAs,
  clientsWithPrefix,
  findClient,
  hasOperation,
  hostOf,
  makeOperations,
  operationsOf,
} from '../../../../src/core/catalog/operations.ts';
import { findPartition, makePartitions, partitionOfRegion } from '../../../../src/core/catalog/partitions.ts';
import { compilePartitions } from '../../../../src/data/partitions/compile-partitions.ts';
import { operations } from './compiled-operations.ts';

const partitions = makePartitions(compilePartitions());

describe('findClient', () => {
  // AWS General Reference, "Service endpoints and quotas"; the API references, "Common parameters" and examples.
  it.each([
    ['iam', 'IAM', 'iam', 'iam', 'query', '2010-05-08'],
    ['sts', 'STS', 'sts', 'sts', 'query', '2011-06-15'],
    ['s3', 'S3', 's3', 's3', 'rest-xml', '2006-03-01'],
    ['s3-control', 'S3 Control', 's3', 's3', 'rest-xml', '2018-08-20'],
    ['lambda', 'Lambda', 'lambda', 'lambda', 'rest-json', '2015-03-31'],
    ['api-gateway', 'API Gateway', 'apigateway', 'apigateway', 'rest-json', '2015-07-09'],
    ['apigatewayv2', 'ApiGatewayV2', 'apigateway', 'apigateway', 'rest-json', '2018-11-29'],
    ['dynamodb', 'DynamoDB', 'dynamodb', 'dynamodb', 'json-1.0', '2012-08-10'],
    ['sqs', 'SQS', 'sqs', 'sqs', 'json-1.0', '2012-11-05'],
    ['kms', 'KMS', 'kms', 'kms', 'json-1.1', '2014-11-01'],
    ['ec2', 'EC2', 'ec2', 'ec2', 'ec2', '2016-11-15'],
    ['sfn', 'SFN', 'states', 'states', 'json-1.0', '2016-11-23'],
    ['route-53', 'Route 53', 'route53', 'route53', 'rest-xml', '2013-04-01'],
    ['eventbridge', 'EventBridge', 'events', 'events', 'json-1.1', '2015-10-07'],
    ['accessanalyzer', 'AccessAnalyzer', 'access-analyzer', 'access-analyzer', 'rest-json', '2019-11-01'],
    ['cloudwatch-logs', 'CloudWatch Logs', 'logs', 'logs', 'json-1.1', '2014-03-28'],
  ])(
    '%s is %s: actions of %s, signed as %s, over %s %s',
    (id, name, prefix, signingName, protocol, version) => {
      expect(findClient(operations, id)).toMatchObject({
        name,
        iamPrefix: prefix,
        signingName,
        protocol,
        apiVersion: version,
      });
    },
  );

  it('tells the prefix from the name that is signed with', () => {
    expect(findClient(operations, 'cloudwatch')).toMatchObject({
      iamPrefix: 'cloudwatch',
      signingName: 'monitoring',
      endpointPrefix: 'monitoring',
      alsoQuery: true,
    });
  });

  it.each(['', 'S3', 'amazon-s3', 'constructor', '__proto__', '@aws-sdk/client-s3'])('`%s` is none', (id) => {
    expect(findClient(operations, id)).toBeUndefined();
    expect(operationsOf(operations, id)).toBeUndefined();
    expect(hasOperation(operations, { client: id, operation: 'GetObject' })).toBe(false);
  });
});

describe('clients', () => {
  it.each([
    ['s3', ['s3', 's3-control']],
    ['apigateway', ['api-gateway', 'apigatewayv2']],
    ['monitoring', ['cloudwatch']],
    ['states', ['sfn']],
    ['cloudwatch', []],
    ['', []],
  ])('signed as `%s`: %j', (signingName, ids) => {
    expect(clientsSignedAs(operations, signingName).map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['s3', ['s3', 's3-control']],
    ['cloudwatch', ['cloudwatch']],
    ['elasticloadbalancing', ['elastic-load-balancing-v2']],
    ['monitoring', []],
  ])('with actions of `%s`: %j', (prefix, ids) => {
    expect(clientsWithPrefix(operations, prefix).map(({ id }) => id)).toEqual(ids);
  });

  // The API references' sample requests: DynamoDB API_GetItem, KMS API_Encrypt, SQS APIReference "JSON".
  it.each([
    ['DynamoDB_20120810', 'dynamodb'],
    ['TrentService', 'kms'],
    ['AmazonSQS', 'sqs'],
    ['secretsmanager', 'secrets-manager'],
    ['CloudTrail_20131101', 'cloudtrail'],
    ['AWSOrganizationsV20161128', 'organizations'],
    ['AmazonSSM', 'ssm'],
    // Of services that speak no JSON, the SDK's own name for the service is nobody's target.
    ['AmazonS3', undefined],
    ['AWSIdentityManagementV20100508', undefined],
    ['', undefined],
  ])('whose target is `%s`: %s', (target, id) => {
    expect(clientOfTarget(operations, target)?.id).toBe(id);
  });
});

describe('operations', () => {
  it.each([
    ['ec2', 'RunInstances', true],
    ['iam', 'CreateUser', true],
    ['s3', 'ListObjectsV2', true],
    ['dynamodb', 'TransactGetItems', true],
    ['api-gateway', 'GetRestApis', true],
    ['cognito-identity-provider', 'InitiateAuth', true],
    ['sts', 'AssumeRoleWithWebIdentity', true],
    // Actions, and no operations
    ['iam', 'PassRole', false],
    ['sts', 'TagSession', false],
    ['kms', 'ReEncryptFrom', false],
    ['dynamodb', 'PartiQLSelect', false],
    ['s3', 'ListBucket', false],
    ['lambda', 'InvokeFunction', false],
    ['cloudwatch', 'Link', false],
    // Names match with case
    ['iam', 'createuser', false],
    ['iam', '', false],
    ['iam', 'toString', false],
  ])('%s has %s: %s', (client, operation, expected) => {
    expect(hasOperation(operations, { client, operation })).toBe(expected);
  });

  it('are listed in order', () => {
    expect(operationsOf(operations, 'sts')).toEqual([
      'AssumeRole',
      'AssumeRoleWithSAML',
      'AssumeRoleWithWebIdentity',
      'AssumeRoot',
      'DecodeAuthorizationMessage',
      'GetAccessKeyInfo',
      'GetCallerIdentity',
      'GetDelegatedAccessToken',
      'GetFederationToken',
      'GetSessionToken',
      'GetWebIdentityToken',
    ]);
  });

  it('need no catalogue where the protocol has routes', () => {
    const alone = makeOperations({ clients: operations.clients.map(({ stored }) => stored) }, () => []);
    expect(operationsOf(alone, 's3')).toEqual(operationsOf(operations, 's3'));
  });
});

describe('hostOf', () => {
  // AWS General Reference, "AWS service endpoints", "Global endpoints", and the pages of the services.
  it.each([
    ['iam', 'eu-central-1', 'iam.amazonaws.com', 'us-east-1'],
    ['iam', 'aws-global', 'iam.amazonaws.com', 'us-east-1'],
    ['iam', 'us-gov-east-1', 'iam.us-gov.amazonaws.com', 'us-gov-west-1'],
    ['iam', 'cn-northwest-1', 'iam.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['organizations', 'eu-west-1', 'organizations.us-east-1.amazonaws.com', 'us-east-1'],
    ['route-53', 'eu-west-1', 'route53.amazonaws.com', 'us-east-1'],
    ['sts', 'eu-central-1', 'sts.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['sts', 'aws-global', 'sts.amazonaws.com', 'us-east-1'],
    ['s3', 'eu-central-1', 's3.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['s3', 'aws-global', 's3.amazonaws.com', 'us-east-1'],
    ['s3-control', 'us-west-2', 's3-control.us-west-2.amazonaws.com', 'us-west-2'],
    ['ecr', 'us-west-2', 'api.ecr.us-west-2.amazonaws.com', 'us-west-2'],
    ['cloudwatch', 'us-west-2', 'monitoring.us-west-2.amazonaws.com', 'us-west-2'],
    ['kms', 'cn-north-1', 'kms.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['sfn', 'eusc-de-east-1', 'states.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
    // Not listed yet
    ['kms', 'eu-north-9', 'kms.eu-north-9.amazonaws.com', 'eu-north-9'],
  ])('%s in %s: %s, signed for %s', (client, region, host, signingRegion) => {
    const partition = partitionOfRegion(partitions, region);
    expect(partition && hostOf(operations, client, { region, partition })).toEqual({ host, signingRegion });
  });

  it.each(['iam', 'organizations', 'route-53'])('%s is global', (id) => {
    expect(findClient(operations, id)?.global).toBe(true);
  });

  it.each(['sts', 's3', 'kms', 'lambda'])('%s is not', (id) => {
    expect(findClient(operations, id)?.global).toBe(false);
  });

  it('is undefined where there is none', () => {
    const partition = findPartition(partitions, 'aws');
    if (partition === undefined) throw new Error('no partition aws');
    expect(hostOf(operations, 'kms', { region: 'aws-global', partition })).toBeUndefined();
    expect(hostOf(operations, 'nothing', { region: 'us-east-1', partition })).toBeUndefined();
  });
});
