// Where requests of others reach the endpoint, over HTTP or by the service worker, nobody acts as somebody without a
// password: DESIGN §3, "The endpoint for real clients".

import { beforeEach, describe, expect, it } from 'vitest';
import { makeEndpoint } from '../../../src/cloud/endpoint.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';
import { compiledCatalog } from '../compiled-catalog.ts';
import { makeInProcessGate } from './in-process-gate.ts';
import { connection, makeWorld, message, start, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});

describe.each([
  ['a host of its own', {}, '/'],
  ['a path of the app', { mountedAt: '/app/aws/s1' }, '/app/aws/s1/'],
])('an endpoint with %s', (_where, mounted, path) => {
  async function signIn(body: object): Promise<{ readonly status: number; readonly text: string }> {
    const endpoint = makeEndpoint({
      store: world.store,
      gate: makeInProcessGate(),
      catalog: compiledCatalog(),
      ids: { randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
      clock: { device: () => start, sandbox: () => start },
      ...mounted,
    });
    const headers = [
      ['Host', 'localhost'],
      ['Content-Type', 'application/x-amz-json-1.1'],
      ['X-Amz-Target', 'GatehouseSignin.SignIn'],
    ] as const;
    const { status, body: answer } = await endpoint.handle(
      message('POST', path, headers, JSON.stringify(body)),
      connection,
    );
    return { status, text: utf8ToText(answer) ?? '' };
  }

  it.each(['root', 'user/alice', 'role/admin'])('lets nobody act as %s', async (resource) => {
    const { status, text } = await signIn({
      kind: 'actAs',
      'gatehouse:actAs': `arn:aws:iam::${world.accountId}:${resource}`,
    });
    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ __type: 'AccessDeniedException' });
    expect(await world.store.read((tables) => tables.sessions.count())).toBe(0);
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: 'ConsoleLogin',
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { 'gatehouse:actAs': 'true' },
    });
  });

  it('lets in who has the password', async () => {
    const { status, text } = await signIn({
      kind: 'root',
      email: 'root@example.com',
      password: 'Correct horse 7',
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ principalArn: world.rootArn });
  });
});
