// PutBucketPolicy, GetBucketPolicy and DeleteBucketPolicy: what they take, what they say, what the trail has of them.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html and its siblings

import { beforeEach, describe, expect, it } from 'vitest';
import { isReadOnly } from '../../../src/cloud/read-only.ts';
import { s3 } from '../../../src/cloud/services.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { headerValue } from '../../../src/core/wire/message.ts';
import { compiledCatalog } from '../compiled-catalog.ts';
import {
  askS3,
  deletePolicy,
  getPolicy,
  policyOf,
  putPolicy,
  makeBucketWorld,
  policyForAlice,
  statement,
  type BucketWorld,
  type Method,
} from './s3-world.ts';
import { allow, element, type World } from './world.ts';

let start: BucketWorld;
let world: World;
let root: Credentials;
let alice: Credentials;
let aliceArn: string;
let bucket: string;
let arn: string;

beforeEach(async () => {
  start = await makeBucketWorld();
  ({ world, root, alice, aliceArn, bucket, arn } = start);
});

const forAlice = () => policyForAlice(start);

async function revision(): Promise<number | undefined> {
  return (await world.store.read((tables) => tables.meta.get('state')))?.revision;
}

async function permitAlice(action: string | readonly string[], resource = '*'): Promise<void> {
  const reply = await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'p',
    PolicyDocument: allow(action, resource),
  });
  expect(reply.status).toBe(200);
}

describe('a bucket policy', () => {
  it('is put, read as the text it was, replaced and deleted', async () => {
    const text = `{ "Version": "2012-10-17",\n  "Statement": ${JSON.stringify(
      statement('Deny', '*', 's3:DeleteObject', `${arn}/*`),
    )} }`;
    const put = await putPolicy(world, root, bucket, text);
    expect(put).toMatchObject({ status: 204, text: '' });
    // RFC 9110, section 8.6: no Content-Length with 204.
    expect(headerValue(put.response, 'content-length')).toBeUndefined();
    const got = await getPolicy(world, root, bucket);
    expect(got).toMatchObject({ status: 200, text });
    expect(headerValue(got.response, 'content-type')).toBe('application/json');

    expect((await putPolicy(world, root, bucket, forAlice())).status).toBe(204);
    expect(JSON.parse((await getPolicy(world, root, bucket)).text)).toEqual(forAlice());

    expect(await deletePolicy(world, root, bucket)).toMatchObject({ status: 204, text: '' });
    const none = await getPolicy(world, root, bucket);
    expect(none).toMatchObject({
      status: 404,
      code: 'NoSuchBucketPolicy',
      message: 'The bucket policy does not exist',
    });
    expect(element(none.text, 'BucketName')).toBe(bucket);
  });

  it('changes the account when it is put and when it is deleted, and not when there was none', async () => {
    const before = await revision();
    await deletePolicy(world, root, bucket);
    expect(await revision()).toBe(before);
    await putPolicy(world, root, bucket, forAlice());
    expect(await revision()).toBe((before ?? 0) + 1);
    await getPolicy(world, root, bucket);
    expect(await revision()).toBe((before ?? 0) + 1);
    await deletePolicy(world, root, bucket);
    expect(await revision()).toBe((before ?? 0) + 2);
  });

  it('is asked for with the bucket in the host, too', async () => {
    const host = `${bucket}.s3.us-east-1.amazonaws.com`;
    const body = JSON.stringify(forAlice());
    expect((await askS3(world, root, { method: 'PUT', target: '/?policy', host, body })).status).toBe(204);
    // The SDKs write `policy=`.
    const got = await askS3(world, root, { method: 'GET', target: '/?policy=&x-id=GetBucketPolicy', host });
    expect(got).toMatchObject({ status: 200, text: body });
    expect((await askS3(world, root, { method: 'DELETE', target: '/?policy', host })).status).toBe(204);
    expect((await getPolicy(world, root, bucket)).code).toBe('NoSuchBucketPolicy');
  });

  it.each([
    ['POST', '/b?policy'],
    ['PUT', '/?policy'],
    ['PUT', '/b/key?policy'],
    ['PUT', '/b/key'],
    ['DELETE', '/b'],
    ['GET', '/b?policy&acl'],
    ['GET', '/b?policyStatus'],
  ])('is not what %s %s is about', async (method, target) => {
    const reply = await askS3(world, root, { method: method as Method, target });
    expect(reply).toMatchObject({ status: 501, code: 'NotImplemented' });
  });
});

describe.each([
  ['PutBucketPolicy', 'PUT'],
  ['GetBucketPolicy', 'GET'],
  ['DeleteBucketPolicy', 'DELETE'],
] as const)('%s', (name, method) => {
  const ask = (credentials: Credentials, headers: readonly (readonly [string, string])[] = [], of = bucket) =>
    askS3(world, credentials, {
      method,
      target: `/${of}?policy`,
      headers,
      body: method === 'PUT' ? JSON.stringify(forAlice()) : '',
    });

  it('needs its permission on the bucket', async () => {
    const denied = await ask(alice);
    expect(denied).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: `User: ${aliceArn} is not authorized to perform: s3:${name} on resource: "${arn}" because no identity-based policy allows the s3:${name} action`,
    });
    await permitAlice(`s3:${name}`, `${arn}/*`);
    expect((await ask(alice)).status).toBe(403);
    await permitAlice(`s3:${name}`, arn);
    expect(await ask(alice)).toMatchObject(
      method === 'GET' ? { code: 'NoSuchBucketPolicy' } : { status: 204 },
    );
    const [trace] = await world.store.read((tables) => tables.traces.where('requestId', denied.requestId));
    expect(trace?.trace.authorization?.checks[0]?.request).toMatchObject({
      action: `s3:${name}`,
      resource: arn,
      resourceAccountId: world.accountId,
    });
  });

  it('says of a bucket that is not there that it is not', async () => {
    const reply = await ask(root, [], 'no-such-bucket');
    expect(reply).toMatchObject({
      status: 404,
      code: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
    });
    expect(element(reply.text, 'BucketName')).toBe('no-such-bucket');
  });

  it('is refused where the bucket has another owner than the request expects', async () => {
    const expecting = (owner: string) => ask(root, [['x-amz-expected-bucket-owner', owner]]);
    expect(await expecting('999999999999')).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Access Denied',
    });
    expect(await expecting('abcd')).toMatchObject({
      status: 400,
      code: 'InvalidBucketOwnerAWSAccountID',
      message: 'The value of the expected bucket owner parameter must be an AWS account ID.',
    });
    expect((await expecting(world.accountId)).code).toBe(method === 'GET' ? 'NoSuchBucketPolicy' : undefined);
  });

  it('is a management event, as CloudTrail writes it', async () => {
    await ask(root);
    expect((await world.events()).at(-1)).toMatchObject({
      eventSource: 's3.amazonaws.com',
      eventName: name,
      requestParameters: { bucketName: bucket, Host: 's3.amazonaws.com', policy: '' },
      responseElements: null,
      readOnly: method === 'GET',
      managementEvent: true,
      eventCategory: 'Management',
    });
    const [record] = (await world.store.read((tables) => tables.events.all())).slice(-1);
    expect(record?.resources).toEqual([{ type: 'AWS::S3::Bucket', name: bucket }]);
  });
});

it('the event of PutBucketPolicy has the policy, whose ARNs are as they were given', async () => {
  await putPolicy(world, root, bucket, forAlice());
  expect((await world.events()).at(-1)).toMatchObject({
    requestParameters: { bucketName: bucket, bucketPolicy: forAlice(), Host: 's3.amazonaws.com', policy: '' },
  });
  await putPolicy(world, root, bucket, 'no JSON');
  expect((await world.events()).at(-1)).toMatchObject({
    errorCode: 'MalformedPolicy',
    requestParameters: { bucketName: bucket, Host: 's3.amazonaws.com', policy: '' },
  });
});

it('GetObject is a data event, and heeds the expected owner', async () => {
  const target = `/${bucket}/hello.txt`;
  const headers = [['x-amz-expected-bucket-owner', '999999999999']] as const;
  expect(await askS3(world, root, { method: 'GET', target, headers })).toMatchObject({
    status: 403,
    message: 'Access Denied',
  });
  expect((await world.events()).at(-1)).toMatchObject({
    eventName: 'GetObject',
    managementEvent: false,
    eventCategory: 'Data',
    requestParameters: { bucketName: bucket, key: 'hello.txt' },
  });
});

describe('principals', () => {
  it('are kept by their ids and shown by their ARNs, as long as they live', async () => {
    await putPolicy(world, root, bucket, forAlice());
    const userId = element((await world.query(root, 'GetUser', { UserName: 'alice' })).text, 'UserId') ?? '';
    const [kept] = await world.store.read((tables) => tables.buckets.all());
    expect(kept?.policy).toContain(userId);
    expect(kept?.policy).not.toContain('user/alice');
    expect((await getPolicy(world, root, bucket)).text).toContain(aliceArn);
    expect((await world.get(alice, `/${bucket}/hello.txt`)).status).toBe(200);

    await world.query(root, 'DeleteAccessKey', { UserName: 'alice', AccessKeyId: alice.accessKeyId });
    expect((await world.query(root, 'DeleteUser', { UserName: 'alice' })).status).toBe(200);
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const shown = (await getPolicy(world, root, bucket)).text;
    expect(shown).toContain(userId);
    expect(shown).not.toContain(aliceArn);
    // The name does not bring the trust back, and the id can be put no more.
    const again = await world.keyOf(root, 'alice');
    expect((await world.get(again, `/${bucket}/hello.txt`)).status).toBe(403);
    const put = await putPolicy(world, root, bucket, shown);
    expect(put).toMatchObject({
      status: 400,
      code: 'MalformedPolicy',
      message: 'Invalid principal in policy',
    });
    expect(element(put.text, 'Detail')).toBe(`"AWS" : "${userId}"`);
  });

  it('must be there', async () => {
    const nobody = `arn:aws:iam::${world.accountId}:role/nobody`;
    const reply = await putPolicy(
      world,
      root,
      bucket,
      policyOf(statement('Allow', { AWS: [aliceArn, nobody] }, 's3:GetObject', `${arn}/*`)),
    );
    expect(reply).toMatchObject({
      status: 400,
      code: 'MalformedPolicy',
      message: 'Invalid principal in policy',
    });
    expect(element(reply.text, 'Detail')).toBe(`"AWS" : "${nobody}"`);
    expect((await getPolicy(world, root, bucket)).code).toBe('NoSuchBucketPolicy');
  });

  it('of an account that is not in the sandbox are taken to be there', async () => {
    const partner = policyOf(
      statement('Allow', { AWS: 'arn:aws:iam::210987654321:role/x' }, 's3:GetObject', `${arn}/*`),
    );
    expect((await putPolicy(world, root, bucket, partner)).status).toBe(204);
  });
});

it('S3 has the actions that the service reference lists, and reads where that says so', async () => {
  const catalog = compiledCatalog();
  const names = [...(await s3.operations())];
  expect(names.toSorted()).toEqual([
    'DeleteBucketPolicy',
    'GetBucketPolicy',
    'GetObject',
    'ListBuckets',
    'PutBucketPolicy',
  ]);
  for (const name of names) {
    const operation = await s3.find(name);
    expect(operation?.name).toBe(name);
    expect(await catalog.accessLevel(operation?.action ?? ''), name).toBeDefined();
    expect(operation?.readOnly, name).toBe(await isReadOnly(catalog, operation?.action ?? ''));
  }
});
