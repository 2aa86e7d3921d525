// What is not modelled, and what is not sense at all.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { readOther } from '../../../src/cloud/other.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { Header } from '../../../src/core/wire/message.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { compiledCatalog } from '../compiled-catalog.ts';
import { allow, makeWorld, message, queryRequest, start, type World } from './world.ts';

let world: World;
let root: Credentials;
let alice: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  alice = await world.keyOf(root, 'alice');
});

const instance = 'arn:aws:ec2:us-east-1:123456789012:instance/i-1';

describe('an action that is not modelled', () => {
  it('is answered with the verdict', async () => {
    const arn = `arn:aws:ec2:us-east-1:${world.accountId}:instance/i-1`;
    const denied = await world.other(alice, 'ec2:StartInstances', arn);
    expect(denied).toMatchObject({ status: 403, code: 'AccessDeniedException' });
    expect(denied.message).toMatch(
      /is not authorized to perform: ec2:StartInstances on resource: arn:aws:ec2/,
    );
    await world.query(root, 'PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: allow('ec2:StartInstances', arn),
    });
    const allowed = await world.other(alice, 'ec2:StartInstances', arn);
    expect(allowed.status).toBe(200);
    expect(JSON.parse(allowed.text)).toEqual({ allowed: true, simulated: false });
    // All resources must be allowed.
    expect((await world.other(alice, 'ec2:StartInstances', arn, `${arn}2`)).status).toBe(403);
    expect((await world.events()).at(-1)).toMatchObject({
      eventSource: 'ec2.amazonaws.com',
      eventName: 'StartInstances',
      requestParameters: { action: 'ec2:StartInstances', resources: [arn, `${arn}2`] },
    });
  });

  it('may be any action that AWS has', async () => {
    for (const { prefix } of await compiledCatalog().services()) {
      const actions = await compiledCatalog().actions(prefix);
      // One of each service, and all whose names have more than letters.
      const some = (actions.ok ? actions.value : []).filter(
        ({ name }, place) => place === 0 || !/^[A-Za-z]+$/.test(name),
      );
      for (const { action } of some) {
        const read = readOther(message('POST', '/', [['x-gatehouse-action', action]], ''));
        expect(read, action).toMatchObject({ ok: true });
      }
    }
  });

  it('must have its headers signed', async () => {
    const { request } = sign(
      message('POST', '/', [['Host', 'ec2.us-east-1.amazonaws.com'], ['x-gatehouse-action', 'ec2:A']], ''),
      { credentials: root, region: 'us-east-1', service: 'ec2', date: new Date(start) },
    ); // prettier-ignore
    expect((await world.send(request)).status).toBe(200);
    const added: Header = ['x-gatehouse-resource', instance];
    const { request: plain } = sign(message('POST', '/', [['Host', 'ec2.us-east-1.amazonaws.com']], ''), {
      credentials: root,
      region: 'us-east-1',
      service: 'ec2',
      date: new Date(start),
    });
    const smuggled = await world.send({
      ...plain,
      headers: [...plain.headers, ['x-gatehouse-action', 'ec2:A'], added],
    });
    expect(smuggled.status).not.toBe(200);
    const [trace] = await world.store.read((tables) => tables.traces.where('requestId', smuggled.requestId));
    expect(trace?.trace.verification).toMatchObject({
      kind: 'refused',
      reason: 'header-not-signed',
    });
  });

  it.each([
    ['ec2:*', instance],
    ['ec2:', instance],
    ['ec2:RunInstances', 'i-1'],
  ])('refuses %s on %s', async (action, resource) => {
    expect(await world.other(root, action, resource)).toMatchObject({
      status: 400,
      code: 'ValidationException',
    });
  });

  it('sent as its own service would want it, says how to send it', async () => {
    const { request } = sign(message('POST', '/', [['X-Amz-Target', 'DynamoDB_20120810.GetItem']], '{}'), {
      credentials: root,
      region: 'us-east-1',
      service: 'dynamodb',
      date: new Date(start),
    });
    const reply = await world.send({ ...request, headers: request.headers });
    expect(reply.status).toBe(400);
  });
});

describe('nonsense', () => {
  it('is always answered, and never as a bug of ours', { timeout: 60_000 }, async () => {
    const header = fc.tuple(
      fc.constantFrom('Host', 'Authorization', 'X-Amz-Target', 'Content-Type', 'X-Amz-Date', 'x-gatehouse-action', 'x-gatehouse-resource'),
      fc.oneof(
        fc.string(),
        fc.constantFrom('iam.amazonaws.com', 'x.s3.amazonaws.com', 'GatehouseSignin.SignIn', 'application/x-www-form-urlencoded', 'AWS4-HMAC-SHA256 Credential=a/20261122/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=00'),
      ),
    ); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          method: fc.constantFrom('GET', 'POST', 'PUT', 'x'),
          path: fc.string().map((text) => `/${text}`),
          query: fc.string(),
          headers: fc.array(header, { maxLength: 6 }),
          body: fc.uint8Array({ maxLength: 64 }),
        }),
        async (request) => {
          const reply = await world.send(request);
          expect(reply.status).toBeGreaterThanOrEqual(400);
          expect(reply.status).not.toBe(500);
          expect(reply.code).toBeDefined();
        },
      ),
      { seed: 5, numRuns: 300 },
    );
    expect(world.bugs).toEqual([]);
  });

  it('that is properly signed is always answered too', { timeout: 60_000 }, async () => {
    const name = fc.constantFrom('UserName', 'PolicyName', 'PolicyDocument', 'PolicyArn', 'AccessKeyId', 'Status', 'Marker', 'MaxItems', 'Path', 'VersionId', 'Scope'); // prettier-ignore
    const action = fc.constantFrom('CreateUser', 'GetUser', 'ListUsers', 'PutUserPolicy', 'AttachUserPolicy', 'GetPolicyVersion', 'UpdateAccessKey', 'ListPolicies', 'ListAccessKeys'); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(
        action,
        fc.dictionary(name, fc.string({ unit: 'grapheme' }), { maxKeys: 4 }),
        async (verb, parameters) => {
          const reply = await world.query(root, verb, parameters);
          expect([200, 400, 404, 409]).toContain(reply.status);
        },
      ),
      { seed: 5, numRuns: 200 },
    );
    expect(world.bugs).toEqual([]);
  });

  it('as a form or as JSON', async () => {
    const form = queryRequest('iam', 'ListUsers', {});
    const signed = (body: string, service: string, headers: readonly Header[]) =>
      sign(
        { ...form, headers, body: utf8ToBytes(body) },
        {
          credentials: root,
          region: 'us-east-1',
          service,
          date: new Date(start),
        },
      ).request;
    const iamHeaders: readonly Header[] = [['Host', 'iam.amazonaws.com']];
    expect(await world.send(signed('Action=%zz', 'iam', iamHeaders))).toMatchObject({
      status: 404,
      code: 'MalformedQueryString',
    });
    expect(await world.send(signed('Version=2010-05-08', 'iam', iamHeaders))).toMatchObject({
      status: 400,
      code: 'MissingAction',
    });
    const json: readonly Header[] = [
      ['Host', 'cloudtrail.us-east-1.amazonaws.com'],
      ['X-Amz-Target', 'CloudTrail_20131101.LookupEvents'],
    ];
    expect(await world.send(signed('[]', 'cloudtrail', json))).toMatchObject({
      status: 400,
      code: 'SerializationException',
    });
  });
});

it('answers a bug of ours with 500, records it, and tells of it', async () => {
  const inner = makeMemoryStore();
  let broken = false;
  const shaky = await makeWorld({
    store: {
      read: async (work) =>
        inner.read(async (tables) =>
          work(
            broken
              ? { ...tables, inlinePolicies: { ...tables.inlinePolicies, under: () => Promise.reject(new Error('boom')) } }
              : tables,
          ),
        ),
      write: inner.write,
    },
  }); // prettier-ignore
  const session = await shaky.actAs(shaky.rootArn);
  await shaky.query(session, 'CreateUser', { UserName: 'alice' });
  const key = await shaky.keyOf(session, 'alice');
  broken = true;
  const reply = await shaky.query(key, 'ListUsers');
  expect(reply).toMatchObject({ status: 500, code: 'InternalFailure' });
  expect(reply.text).not.toContain('boom');
  expect(shaky.bugs).toEqual([new Error('boom')]);
  const [trace] = await inner.read((tables) => tables.traces.where('requestId', reply.requestId));
  expect(trace?.trace.answer).toMatchObject({ status: 500, code: 'InternalFailure' });
  expect(trace?.trace.answer.message).toContain('boom');
});
