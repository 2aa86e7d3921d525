// Requests as the SDK makes them, caught before they are sent, are known for what they are.

import { APIGatewayClient, GetStageCommand } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient, ListTagsCommand } from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { describe, expect, it } from 'vitest';
import { clientOfTarget, recogniseOperation } from '../../../src/core/catalog/operations.ts';
import { operations } from '../core/catalog/compiled-operations.ts';

interface Caught {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** A request handler that keeps the request and ends the call. */
function makeCatcher() {
  const caught: Caught[] = [];
  return {
    caught,
    handle(request: {
      readonly method: string;
      readonly path: string;
      readonly query: Readonly<Record<string, string | readonly string[] | null>>;
      readonly headers: Readonly<Record<string, string>>;
    }): Promise<never> {
      caught.push({
        method: request.method,
        path: request.path,
        query: Object.entries(request.query)
          .map(([name, value]) => (value === null ? name : `${name}=${encodeURIComponent(String(value))}`))
          .join('&'),
        headers: Object.entries(request.headers),
      });
      return Promise.reject(new Error('caught'));
    },
  };
}

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const settings = { region: 'eu-central-1', credentials, maxAttempts: 1 };

async function sent(send: (requestHandler: never) => Promise<unknown>): Promise<Caught> {
  const catcher = makeCatcher();
  await expect(send(catcher as never)).rejects.toThrow('caught');
  const [request] = catcher.caught;
  if (request === undefined) throw new Error('nothing was sent');
  return request;
}

const bucket = { Bucket: 'amzn-s3-demo-bucket' };
const object = { ...bucket, Key: 'a folder/käse.txt' };
const part = { ...object, UploadId: 'u', PartNumber: 1 };
const source = { CopySource: '/other/key' };

const commands = {
  ListBuckets: new s3.ListBucketsCommand({}),
  ListDirectoryBuckets: new s3.ListDirectoryBucketsCommand({}),
  CreateBucket: new s3.CreateBucketCommand(bucket),
  HeadBucket: new s3.HeadBucketCommand(bucket),
  ListObjects: new s3.ListObjectsCommand(bucket),
  ListObjectsV2: new s3.ListObjectsV2Command({ ...bucket, Prefix: 'a' }),
  ListObjectVersions: new s3.ListObjectVersionsCommand(bucket),
  GetBucketPolicy: new s3.GetBucketPolicyCommand(bucket),
  PutBucketPolicy: new s3.PutBucketPolicyCommand({ ...bucket, Policy: '{}' }),
  GetBucketInventoryConfiguration: new s3.GetBucketInventoryConfigurationCommand({ ...bucket, Id: 'i' }),
  ListBucketInventoryConfigurations: new s3.ListBucketInventoryConfigurationsCommand(bucket),
  DeleteObjects: new s3.DeleteObjectsCommand({ ...bucket, Delete: { Objects: [{ Key: 'k' }] } }),
  GetObject: new s3.GetObjectCommand({ ...object, VersionId: 'v' }),
  GetObjectAttributes: new s3.GetObjectAttributesCommand({ ...object, ObjectAttributes: ['ETag'] }),
  PutObject: new s3.PutObjectCommand({ ...object, Body: 'x' }),
  CopyObject: new s3.CopyObjectCommand({ ...object, ...source }),
  CreateMultipartUpload: new s3.CreateMultipartUploadCommand(object),
  UploadPart: new s3.UploadPartCommand({ ...part, Body: 'x' }),
  UploadPartCopy: new s3.UploadPartCopyCommand({ ...part, ...source }),
  ListParts: new s3.ListPartsCommand(part),
  CompleteMultipartUpload: new s3.CompleteMultipartUploadCommand(part),
  AbortMultipartUpload: new s3.AbortMultipartUploadCommand(part),
  DeleteObject: new s3.DeleteObjectCommand(object),
  PutObjectAcl: new s3.PutObjectAclCommand({ ...object, ACL: 'private' }),
};

describe('requests of the S3 client', () => {
  describe.each([
    ['virtual-hosted style', false],
    ['path style', true],
  ])('in %s', (_, forcePathStyle) => {
    it.each(Object.entries(commands))('%s', async (operation, command) => {
      const request = await sent((requestHandler) =>
        new s3.S3Client({ ...settings, forcePathStyle, requestHandler }).send(
          command as s3.ListBucketsCommand,
        ),
      );
      const { input } = command as { readonly input: { readonly Bucket?: string; readonly Key?: string } };
      expect(recogniseOperation(operations, 's3', request)).toEqual({
        kind: 'operation',
        client: 's3',
        operation,
        labels: {
          ...(input.Bucket === undefined ? {} : { Bucket: input.Bucket }),
          ...(input.Key === undefined ? {} : { Key: input.Key }),
        },
      });
    });
  });
});

describe('requests of other clients', () => {
  const arn = 'arn:aws:lambda:eu-central-1:123456789012:function:f';

  it.each([
    [
      'lambda Invoke',
      'lambda',
      { FunctionName: arn },
      (requestHandler: never) =>
        new LambdaClient({ ...settings, requestHandler }).send(new InvokeCommand({ FunctionName: arn })),
    ],
    [
      'lambda ListTags',
      'lambda',
      { Resource: arn },
      (requestHandler: never) =>
        new LambdaClient({ ...settings, requestHandler }).send(new ListTagsCommand({ Resource: arn })),
    ],
    [
      'api-gateway GetStage',
      'apigateway',
      { restApiId: 'a1', stageName: 'prod' },
      (requestHandler: never) =>
        new APIGatewayClient({ ...settings, requestHandler }).send(
          new GetStageCommand({ restApiId: 'a1', stageName: 'prod' }),
        ),
    ],
    [
      's3-control GetPublicAccessBlock',
      's3',
      {},
      (requestHandler: never) =>
        new S3ControlClient({ ...settings, requestHandler }).send(
          new GetPublicAccessBlockCommand({ AccountId: '123456789012' }),
        ),
    ],
  ])('%s', async (name, signingName, labels, send) => {
    const [client, operation] = name.split(' ');
    const request = await sent(send);
    expect(recogniseOperation(operations, signingName, request)).toEqual({
      kind: 'operation',
      client,
      operation,
      labels,
    });
  });

  it('DynamoDB, by its target', async () => {
    const request = await sent((requestHandler) =>
      new DynamoDBClient({ ...settings, requestHandler }).send(
        new TransactWriteItemsCommand({ TransactItems: [] }),
      ),
    );
    const target = request.headers.find(([name]) => name === 'x-amz-target')?.[1] ?? '';
    expect(target).toBe('DynamoDB_20120810.TransactWriteItems');
    expect(clientOfTarget(operations, target.split('.')[0] ?? '')?.id).toBe('dynamodb');
  });
});
