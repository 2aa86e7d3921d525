// Messages made to break the endpoint, to slip past it, or to make it keep what it should not.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { presign } from '../../../src/core/sigv4/presign.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { Header } from '../../../src/core/wire/message.ts';
import { exportSandbox } from '../../../src/db/sandbox-file.ts';
import { makeWorld, message, queryRequest, start, type World } from './world.ts';

const lookupTarget = 'CloudTrail_20131101.LookupEvents';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

describe('a stranger', () => {
  it.each([
    ['constructor.amazonaws.com', 'constructor.amazonaws.com'],
    ['__proto__.amazonaws.com', '__proto__.amazonaws.com'],
    ['constructor.us-east-1.amazonaws.com', 'constructor.amazonaws.com'],
  ])('is refused, and recorded, whatever the host: %s', async (host, eventSource) => {
    const reply = await world.send(message('POST', '/', [['Host', host]], ''));
    expect(reply).toMatchObject({ status: 400, code: 'MissingAuthenticationTokenException' });
    expect((await world.events()).at(-1)).toMatchObject({ eventSource });
    expect(world.bugs).toEqual([]);
  });

  it.each([
    ['cloudtrail.us-east-1.amazonaws.com', lookupTarget, 'MissingAuthenticationTokenException'],
    ['signin.aws.amazon.com', 'GatehouseSignin.SignIn', 'SerializationException'],
  ])('cannot exhaust the stack with JSON: %s', async (host, target, code) => {
    const headers: Header[] = [
      ['Host', host],
      ['X-Amz-Target', target],
    ];
    const body = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(await world.send(message('POST', '/', headers, body))).toMatchObject({ status: 400, code });
    expect(world.bugs).toEqual([]);
  });
});

describe('LookupEvents', () => {
  it.each([{ StartTime: 1e300 }, { EndTime: -1e300 }, { StartTime: 9e12 }])(
    'refuses a time that no date can hold: %j',
    async (parameters) => {
      const reply = await world.json(root, lookupTarget, parameters);
      expect(reply).toMatchObject({ status: 400, code: 'SerializationException' });
      expect(world.bugs).toEqual([]);
    },
  );

  it('does not look for what a made-up token says was there', async () => {
    const text = '{"before":999999999999999,"filter":{}}';
    const token = Array.from(utf8ToBytes(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const reply = await world.json(root, lookupTarget, { NextToken: token });
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('ConsoleLogin');
  }, 5_000);
});

describe('a session token', () => {
  it('is not kept in the trail when AWS says the canonical request back, nor exported', async () => {
    const options = { credentials: root, region: 'us-east-1', date: new Date(start) };
    const byHeader = sign(queryRequest('iam', 'ListUsers', {}), { ...options, service: 'iam' }).request;
    const toSts = message('GET', '/?Action=GetCallerIdentity', [['Host', 'sts.amazonaws.com']], '');
    const byQuery = presign(toSts, { ...options, service: 'sts', expiresIn: 60 }).request;
    for (const request of [byHeader, byQuery]) {
      const reply = await world.send({ ...request, path: '/elsewhere' });
      expect(reply).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    }
    const token = root.sessionToken ?? '';
    const events = JSON.stringify(await world.events());
    const file = await exportSandbox(world.store, {
      name: 'Mine',
      clockOffset: 0,
      exportedAt: start,
      secrets: 'left-out',
    });
    expect(events).toContain('left-out');
    // The beginning, for a message is cut where it is long.
    for (const part of [token.slice(0, 16), encodeURIComponent(token.slice(0, 16))]) {
      expect(events).not.toContain(part);
      expect(file).not.toContain(part);
    }
  });
});

describe('an address of S3', () => {
  it.each(['//', '//photos/a.txt', '/%2Fphotos'])(
    'without a bucket is not the list of them: %s',
    async (path) => {
      expect(await world.get(root, path)).toMatchObject({ status: 400, code: 'InvalidURI' });
    },
  );
});

describe('an action that is not modelled', () => {
  it('is named once: of two only one would be authorized', async () => {
    const headers: Header[] = [
      ['Host', 'ec2.us-east-1.amazonaws.com'],
      ['x-gatehouse-action', 'ec2:DescribeInstances'],
      ['X-Gatehouse-Action', 'ec2:TerminateInstances'],
    ];
    const { request } = sign(message('POST', '/', headers, ''), {
      credentials: root,
      region: 'us-east-1',
      service: 'ec2',
      date: new Date(start),
    });
    expect(await world.send(request)).toMatchObject({ status: 400, code: 'ValidationException' });
  });
});
