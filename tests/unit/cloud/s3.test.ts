// Reading from S3: who may, what is missing, and that nothing stored can run in the app.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { headerValue } from '../../../src/core/wire/message.ts';
import { allow, element, elements, makeWorld, type World } from './world.ts';

let world: World;
let root: Credentials;
let alice: Credentials;
let bucket: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  alice = await world.keyOf(root, 'alice');
  bucket = element((await world.get(root, '/')).text, 'Name') ?? '';
});

async function permit(document: string): Promise<void> {
  const reply = await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'p',
    PolicyDocument: document,
  });
  expect(reply.status).toBe(200);
}

describe('ListBuckets', () => {
  it('lists the sample bucket', async () => {
    const reply = await world.get(root, '/?x-id=ListBuckets');
    expect(reply.text).toContain('<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">');
    expect(elements(reply.text, 'Name')).toEqual([expect.stringMatching(/^demo-[0-9a-f]{6}$/)]);
    expect(element(reply.text, 'CreationDate')).toBe('2026-11-22T09:30:00.000Z');
  });

  it.each(['*', 'arn:aws:s3:::*'])('is allowed on %s', async (resource) => {
    expect(await world.get(alice, '/')).toMatchObject({ status: 403, code: 'AccessDenied' });
    await permit(allow('s3:ListAllMyBuckets', resource));
    expect((await world.get(alice, '/')).status).toBe(200);
  });
});

describe('GetObject', () => {
  it('gives the object, never as a document that could run', async () => {
    const { response, text, status } = await world.get(root, `/${bucket}/hello.txt`);
    expect(status).toBe(200);
    expect(text).toMatch(/^Hello!/);
    const header = (name: string) => headerValue(response, name);
    expect(header('content-type')).toBe('text/plain; charset=utf-8');
    expect(header('etag')).toMatch(/^"[0-9a-f]{32}"$/);
    expect(header('last-modified')).toBe('Sun, 22 Nov 2026 09:30:00 GMT');
    expect(header('content-length')).toBe(String(response.body.length));
    expect(header('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('x-amz-request-id')).toMatch(/^[0-9A-F]{16}$/);
  });

  it('in a bucket that is in the host', async () => {
    const { sign } = await import('../../../src/core/sigv4/sign.ts');
    const { message } = await import('./world.ts');
    const { request } = sign(message('GET', '/hello.txt', [['Host', `${bucket}.s3.amazonaws.com`]], ''), {
      credentials: root,
      region: 'us-east-1',
      service: 's3',
      date: new Date(world.clock.sandbox),
    });
    expect((await world.send(request)).status).toBe(200);
  });

  it('is denied without a permission on the object', async () => {
    await permit(allow('s3:GetObject', `arn:aws:s3:::${bucket}/other/*`));
    const reply = await world.get(alice, `/${bucket}/hello.txt`);
    expect(reply).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(reply.message).toContain('is not authorized to perform: s3:GetObject on resource: ');
    await permit(allow('s3:GetObject', `arn:aws:s3:::${bucket}/hello.*`));
    expect((await world.get(alice, `/${bucket}/hello.txt`)).status).toBe(200);
  });

  it('of a missing key is 404 for who may list the bucket, else 403', async () => {
    await permit(allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`));
    const hidden = await world.get(alice, `/${bucket}/missing.txt`);
    expect(hidden).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(hidden.message).toContain('s3:ListBucket');
    const [trace] = await world.store.read((tables) => tables.traces.where('requestId', hidden.requestId));
    expect(trace?.trace.authorization).toMatchObject({
      outcome: 'implicitDeny',
      checks: [{ decision: { outcome: 'allowed' } }, { decision: { outcome: 'implicitDeny' } }],
    });
    await permit(allow(['s3:GetObject', 's3:ListBucket']));
    const missing = await world.get(alice, `/${bucket}/missing.txt`);
    expect(missing).toMatchObject({ status: 404, code: 'NoSuchKey' });
    expect(element(missing.text, 'Key')).toBe('missing.txt');
  });

  it('of a missing bucket is 404', async () => {
    const reply = await world.get(root, '/no-such-bucket/x');
    expect(reply).toMatchObject({ status: 404, code: 'NoSuchBucket' });
    expect(element(reply.text, 'BucketName')).toBe('no-such-bucket');
  });

  it('reads keys as they are: encoded, with dots and empty segments', async () => {
    const reply = await world.get(root, `/${bucket}/a%20b//../%C3%BC`);
    expect(element(reply.text, 'Key')).toBe('a b//../ü');
  });
});

it.each(['?acl', '/key?versionId=1', ''])('refuses what is not modelled: GET /bucket%s', async (rest) => {
  expect(await world.get(root, `/${bucket}${rest}`)).toMatchObject({
    status: 501,
    code: 'NotImplemented',
  });
});
