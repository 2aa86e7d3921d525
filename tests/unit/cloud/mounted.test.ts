// An endpoint under a path: clients sign the whole path, and what they ask for begins after it.

import { beforeAll, describe, expect, it } from 'vitest';
import { makeEndpoint } from '../../../src/cloud/endpoint.ts';
import { withoutMount } from '../../../src/cloud/without-mount.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { Header, HttpRequest } from '../../../src/core/wire/message.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';
import { compiledCatalog } from '../compiled-catalog.ts';
import { makeInProcessGate } from './in-process-gate.ts';
import { connection, makeWorld, message, queryRequest, start } from './world.ts';

const mountedAt = '/my%20app/aws/s1';
let root: Credentials;
let bucketName: string;
let send: (request: HttpRequest) => Promise<{ readonly status: number; readonly text: string }>;

beforeAll(async () => {
  const world = await makeWorld();
  root = await world.actAs(world.rootArn);
  const [bucket] = await world.store.read((tables) => tables.buckets.all());
  bucketName = bucket?.bucketName ?? '';
  const endpoint = makeEndpoint({
    store: world.store,
    gate: makeInProcessGate(),
    catalog: compiledCatalog(),
    ids: { randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    clock: { device: () => start, sandbox: () => start },
    mountedAt,
  });
  send = async (request) => {
    const { status, body } = await endpoint.handle(request, connection);
    return { status, text: utf8ToText(body) ?? '' };
  };
});

function signed(request: HttpRequest, service: string, host = 'example.org'): HttpRequest {
  const headers = request.headers.map(([name, value]): Header => [name, name === 'Host' ? host : value]);
  return sign(
    { ...request, headers },
    { credentials: root, region: 'us-east-1', service, date: new Date(start) },
  ).request;
}

const get = (path: string): HttpRequest => message('GET', path, [['Host', '']], '');

describe('an endpoint under a path', () => {
  it.each(['/', '', '//'])('answers a form at its path and `%s`', async (end) => {
    const request = { ...queryRequest('iam', 'ListUsers', {}), path: mountedAt + end };
    const { status, text } = await send(signed(request, 'iam'));
    expect(text).toContain('<ListUsersResult>');
    expect(status).toBe(200);
  });

  it.each([
    ['/', 'ListAllMyBucketsResult'],
    ['//?x-id=ListBuckets', 'ListAllMyBucketsResult'],
    ['/BUCKET/hello.txt', 'Hello!'],
    ['//BUCKET/hello.txt?x-id=GetObject', 'Hello!'],
    ['/BUCKET//hello.txt', 'NoSuchKey'],
  ])('reads the bucket and the key of S3 after its path: %s', async (target, expected) => {
    const request = signed(get(mountedAt + target.replace('BUCKET', bucketName)), 's3');
    expect((await send(request)).text).toContain(expected);
  });

  it('finds no bucket in the name of the host that serves the page', async () => {
    const host = 'pages.s3.us-east-1.amazonaws.com';
    const request = signed(get(`${mountedAt}/${bucketName}/hello.txt`), 's3', host);
    expect((await send(request)).text).toContain('Hello!');
  });

  it('takes an action that is not modelled', async () => {
    const headers: readonly Header[] = [
      ['Host', ''],
      ['x-gatehouse-action', 'ec2:RunInstances'],
    ];
    const request = signed(message('POST', `${mountedAt}/`, headers, ''), 'ec2');
    expect(await send(request)).toMatchObject({ status: 200, text: '{"allowed":true,"simulated":false}' });
  });

  it('verifies the path as it was sent', async () => {
    const request = signed(queryRequest('iam', 'ListUsers', {}), 'iam');
    const moved = await send({ ...request, path: `${mountedAt}/` });
    expect(moved.status).toBe(403);
    expect(moved.text).toContain('SignatureDoesNotMatch');
  });
});

describe('withoutMount', () => {
  it.each([
    ['/my%20app/aws/s1', '/'],
    ['/my%20app/aws/s1/', '/'],
    ['/my%20app/aws/s1//b/k', '/b/k'],
    ['/my%20app/aws/s1/b//k', '/b//k'],
    ['/my%20app/aws/s12/b', '/my%20app/aws/s12/b'],
    ['/', '/'],
  ])('%s is %s', (path, expected) => expect(withoutMount(get(path), mountedAt).path).toBe(expected));
});
