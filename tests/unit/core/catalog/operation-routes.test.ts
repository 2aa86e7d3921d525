import { describe, expect, it } from 'vitest';
import { matchRoute, parseRoutes, type RestRequest } from '../../../../src/core/catalog/operation-routes.ts';
import { recogniseOperation, routeOf } from '../../../../src/core/catalog/operations.ts';
import { operations } from './compiled-operations.ts';

/** `PUT /b/k?acl`, headers beside. */
function request(text: string, headers: Readonly<Record<string, string>> = {}): RestRequest {
  const [method = '', target = ''] = text.split(' ');
  const [path = '', query = ''] = target.split('?');
  return { method, path, query, headers: Object.entries(headers) };
}

const recognised = (signingName: string, text: string, headers: Readonly<Record<string, string>> = {}) => {
  const answer = recogniseOperation(operations, signingName, request(text, headers));
  return answer.kind === 'operation' ? `${answer.client} ${answer.operation}` : answer.kind;
};

const copy = { 'X-Amz-Copy-Source': '/source/key' };

describe('recogniseOperation', () => {
  // Amazon S3 API Reference, "Request Syntax" of each operation, path style
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['GET /', {}, 'ListBuckets'],
    ['GET /?max-buckets=10', {}, 'ListBuckets'],
    ['GET /?x-id=ListDirectoryBuckets', {}, 'ListDirectoryBuckets'],
    ['GET /b', {}, 'ListObjects'],
    ['GET /b/', {}, 'ListObjects'],
    ['GET /b?list-type=2&prefix=a%2Fb', {}, 'ListObjectsV2'],
    ['GET /b?list-type=1', {}, 'ListObjects'],
    ['GET /b?versions', {}, 'ListObjectVersions'],
    ['GET /b?uploads', {}, 'ListMultipartUploads'],
    ['GET /b?acl', {}, 'GetBucketAcl'],
    ['GET /b/?acl=', {}, 'GetBucketAcl'],
    ['GET /b?policy', {}, 'GetBucketPolicy'],
    ['GET /b?policyStatus', {}, 'GetBucketPolicyStatus'],
    ['GET /b?tagging', {}, 'GetBucketTagging'],
    ['GET /b?inventory', {}, 'ListBucketInventoryConfigurations'],
    ['GET /b?inventory&id=1', {}, 'GetBucketInventoryConfiguration'],
    ['GET /b?nothing-of-s3', {}, 'ListObjects'],
    ['HEAD /b', {}, 'HeadBucket'],
    ['PUT /b', {}, 'CreateBucket'],
    ['PUT /b?policy', {}, 'PutBucketPolicy'],
    ['PUT /b?publicAccessBlock', {}, 'PutPublicAccessBlock'],
    ['DELETE /b', {}, 'DeleteBucket'],
    ['DELETE /b?policy', {}, 'DeleteBucketPolicy'],
    ['POST /b?delete', {}, 'DeleteObjects'],
    ['GET /b/k', {}, 'GetObject'],
    ['GET /b/a/b//c/', {}, 'GetObject'],
    ['GET /b//', {}, 'GetObject'],
    ['GET /b/k?versionId=1', {}, 'GetObject'],
    ['GET /b/k?partNumber=1', {}, 'GetObject'],
    ['GET /b/k?acl&versionId=1', {}, 'GetObjectAcl'],
    ['GET /b/k?%61cl', {}, 'GetObjectAcl'],
    ['GET /b/k?tagging', {}, 'GetObjectTagging'],
    ['GET /b/k?attributes', { 'x-amz-object-attributes': 'ETag' }, 'GetObjectAttributes'],
    ['GET /b/k?uploadId=1', {}, 'ListParts'],
    ['HEAD /b/k', {}, 'HeadObject'],
    ['PUT /b/k', {}, 'PutObject'],
    ['PUT /b/k', copy, 'CopyObject'],
    ['PUT /b/k?partNumber=1&uploadId=2', {}, 'UploadPart'],
    ['PUT /b/k?uploadId=2&partNumber=1', copy, 'UploadPartCopy'],
    ['PUT /b/k?partNumber=1', {}, 'PutObject'],
    ['PUT /b/k?acl', {}, 'PutObjectAcl'],
    ['PUT /b/k?retention', {}, 'PutObjectRetention'],
    ['DELETE /b/k', {}, 'DeleteObject'],
    ['DELETE /b/k?versionId=1', {}, 'DeleteObject'],
    ['DELETE /b/k?uploadId=1', {}, 'AbortMultipartUpload'],
    ['DELETE /b/k?tagging', {}, 'DeleteObjectTagging'],
    ['POST /b/k?uploads', {}, 'CreateMultipartUpload'],
    ['POST /b/k?uploadId=1', {}, 'CompleteMultipartUpload'],
    ['POST /b/k?select&select-type=2', {}, 'SelectObjectContent'],
    ['POST /b/k?restore', {}, 'RestoreObject'],
  ])('%s %j is S3 %s', (text, headers, operation) => {
    expect(recognised('s3', text, headers)).toBe(`s3 ${operation}`);
  });

  // Amazon S3 User Guide, VirtualHosting
  it.each([
    ['GET /', 'b.s3.us-west-2.amazonaws.com', 'ListObjects', 'b', undefined],
    ['GET /', 's3.us-west-2.amazonaws.com', 'ListBuckets', undefined, undefined],
    ['GET /', 's3.amazonaws.com', 'ListBuckets', undefined, undefined],
    ['GET /k', 'b.s3.amazonaws.com', 'GetObject', 'b', 'k'],
    ['GET /a/b', 'my.s3.bucket.s3.eu-central-1.amazonaws.com', 'GetObject', 'my.s3.bucket', 'a/b'],
    ['PUT /k', 'b.s3.dualstack.eu-central-1.amazonaws.com', 'PutObject', 'b', 'k'],
    ['PUT /k', 'b.s3-accelerate.amazonaws.com', 'PutObject', 'b', 'k'],
    ['PUT /k', 'b.s3-us-west-2.amazonaws.com', 'PutObject', 'b', 'k'],
    [
      'PUT /k',
      'b--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com',
      'PutObject',
      'b--usw2-az1--x-s3',
      'k',
    ],
    ['GET /k', 'b.s3.cn-north-1.amazonaws.com.cn', 'GetObject', 'b', 'k'],
    ['GET /b/k', 's3.cn-north-1.amazonaws.com.cn', 'GetObject', 'b', 'k'],
    ['GET /b/k', '127.0.0.1:4566', 'GetObject', 'b', 'k'],
    ['GET /b/k', 'b.s3.localhost', 'GetObject', 'b', 'k'],
  ])('%s at %s is %s of %s %s', (text, host, operation, Bucket, Key) => {
    const answer = recogniseOperation(operations, 's3', request(text, { Host: host }));
    expect(answer).toEqual({
      kind: 'operation',
      client: 's3',
      operation,
      labels: { ...(Bucket === undefined ? {} : { Bucket }), ...(Key === undefined ? {} : { Key }) },
    });
  });

  it.each<[string, string, string]>([
    ['lambda', 'GET /2015-03-31/functions', 'lambda ListFunctions'],
    ['lambda', 'GET /2015-03-31/functions/', 'lambda ListFunctions'],
    ['lambda', 'POST /2015-03-31/functions/f/invocations', 'lambda Invoke'],
    ['lambda', 'GET /2018-10-31/layers', 'lambda ListLayers'],
    ['lambda', 'GET /2018-10-31/layers?find=LayerVersion&Arn=x', 'lambda GetLayerVersionByArn'],
    ['lambda', 'GET /2018-10-31/layers?find=Other', 'lambda ListLayers'],
    ['apigateway', 'GET /restapis', 'api-gateway GetRestApis'],
    ['apigateway', 'POST /restapis', 'api-gateway CreateRestApi'],
    ['apigateway', 'POST /restapis?mode=import', 'api-gateway ImportRestApi'],
    ['apigateway', 'PATCH /restapis/a1/stages/prod', 'api-gateway UpdateStage'],
    ['apigateway', 'GET /v2/apis', 'apigatewayv2 GetApis'],
    [
      'apigateway',
      'GET /tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fa1',
      'api-gateway GetTags',
    ],
    ['route53', 'GET /2013-04-01/hostedzone/Z1/rrset', 'route-53 ListResourceRecordSets'],
    ['access-analyzer', 'GET /analyzer', 'accessanalyzer ListAnalyzers'],
  ])('signed as %s, %s is %s', (signingName, text, expected) => {
    expect(recognised(signingName, text)).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['s3', 'PATCH /b/k', 'unknown-operation'],
    ['s3', 'get /b/k', 'unknown-operation'],
    ['s3', 'POST /', 'unknown-operation'],
    ['s3', 'GET //k', 'unknown-operation'],
    ['s3', 'GET ', 'unknown-operation'],
    ['lambda', 'GET /', 'unknown-operation'],
    ['lambda', 'GET /2015-03-31/functions//invocations', 'unknown-operation'],
    ['apigateway', 'GET /restapis/a/b/c/d', 'unknown-operation'],
    ['dynamodb', 'POST /', 'not-rest'],
    ['mars', 'GET /', 'unknown-service'],
    ['', '', 'unknown-service'],
  ])('signed as %s, `%s`: %s', (signingName, text, expected) => {
    expect(recognised(signingName, text)).toBe(expected);
  });

  it('decodes labels, and leaves what cannot be decoded', () => {
    const labelsOf = (text: string) => {
      const answer = recogniseOperation(operations, 's3', request(text));
      return answer.kind === 'operation' ? answer.labels : undefined;
    };
    expect(labelsOf('GET /b/a%20b/c%2Fd+e')).toEqual({ Bucket: 'b', Key: 'a b/c/d+e' });
    expect(labelsOf('GET /b/%E0%A4%A')).toEqual({ Bucket: 'b', Key: '%E0%A4%A' });
  });

  // Of the two clients that sign as S3: S3 Control's requests name the account, or go to hosts of its own.
  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'GET /v20180820/configuration/publicAccessBlock',
      { 'x-amz-account-id': '123456789012' },
      's3-control GetPublicAccessBlock',
    ],
    ['GET /v20180820/accesspoint/ap', { 'x-amz-account-id': '123456789012' }, 's3-control GetAccessPoint'],
    [
      'GET /v20180820/mrap/instances/m.mrap',
      { 'x-amz-account-id': '123456789012' },
      's3-control GetMultiRegionAccessPoint',
    ],
    [
      'GET /v20180820/mrap/instances/m.mrap/routes',
      { 'x-amz-account-id': '123456789012' },
      's3-control GetMultiRegionAccessPointRoutes',
    ],
    ['GET /v20180820', {}, 's3 ListObjects'],
    [
      'GET /v20180820/accesspoint/ap',
      { Host: '123456789012.s3-control.us-east-1.amazonaws.com' },
      's3-control GetAccessPoint',
    ],
    ['GET /v20180820/bucket/x', { Host: 'photos.s3.us-east-1.amazonaws.com' }, 's3 GetObject'],
    ['DELETE /v20180820/bucket', { Host: 's3.us-east-1.amazonaws.com' }, 's3 DeleteObject'],
  ])('%s %j is %s', (text, headers, expected) => expect(recognised('s3', text, headers)).toBe(expected));

  it('knows every operation of every REST service by its own route', () => {
    for (const { id, signingName, routes } of operations.clients) {
      for (const { operation, method, path, query, headers } of routes) {
        const sent: RestRequest = {
          method,
          path: path.replace(
            /\{(\w+)(\+?)\}/g,
            (_, label: string, greedy: string) => label + (greedy && '/x'),
          ),
          query: query.map(({ name, value }) => `${name}=${value ?? '1'}`).join('&'),
          headers: [...headers, ...(id === 's3-control' ? ['x-amz-account-id'] : [])].map((name) => [
            name,
            '1',
          ]),
        };
        expect(recogniseOperation(operations, signingName, sent), operation).toMatchObject({
          kind: 'operation',
          client: id,
          operation,
        });
      }
    }
  });
});

describe('routeOf', () => {
  it.each([
    ['s3', 'GetBucketAcl', 'GET', '/{Bucket}', ['acl'], []],
    ['s3', 'ListObjectsV2', 'GET', '/{Bucket}', ['list-type=2'], []],
    ['s3', 'UploadPartCopy', 'PUT', '/{Bucket}/{Key+}', ['partNumber', 'uploadId'], ['x-amz-copy-source']],
    ['lambda', 'Invoke', 'POST', '/2015-03-31/functions/{FunctionName}/invocations', [], []],
  ])('%s %s: %s %s %j %j', (client, operation, method, path, query, headers) => {
    const route = routeOf(operations, { client, operation });
    expect(route).toMatchObject({ method, path, headers });
    expect(route?.query.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`))).toEqual(
      query,
    );
  });

  it.each([
    ['dynamodb', 'GetItem'],
    ['s3', 'ListBucket'],
    ['mars', 'Land'],
  ])('%s %s has none', (client, operation) => {
    expect(routeOf(operations, { client, operation })).toBeUndefined();
  });
});

describe('matchRoute', () => {
  const routes = parseRoutes(
    '/a/{X} GET One\n/a/b GET Two PUT Three\n/{All+} GET Rest\n/x/{Some+}/end GET End\n\nnonsense',
  );

  it.each([
    ['GET /a/c', 'One'],
    ['GET /a/b', 'Two'],
    ['PUT /a/b', 'Three'],
    ['GET /a/b/c', 'Rest'],
    ['GET /x/1/2/end', 'End'],
    ['GET /x/end', 'Rest'],
    ['GET /', undefined],
    ['PUT /a/c', undefined],
  ])('%s: %s', (text, operation) => {
    expect(matchRoute(routes, request(text))?.route.operation).toBe(operation);
  });
});
