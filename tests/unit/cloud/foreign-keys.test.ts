// A real key pasted into a request by mistake: refused like any unknown key, and nothing is kept that names it.

import { expect, it } from 'vitest';
import { presign } from '../../../src/core/sigv4/presign.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import { makeWorld, message, queryRequest, start } from './world.ts';

const real = 'ASIAY34FZKBOKMUTVV7A';
const credentials = { accessKeyId: real, secretAccessKey: 'a secret that is nobody’s' };
const options = { credentials, region: 'us-east-1', service: 'iam', date: new Date(start) };

it('keeps neither its id nor its signature, in whatever way it was sent', async () => {
  const world = await makeWorld();
  const listUsers = queryRequest('iam', 'ListUsers', {});
  const byHeader = sign(listUsers, options);
  const target = '/?Action=ListUsers&Version=2010-05-08';
  const byQuery = presign(message('GET', target, [['Host', 'iam.amazonaws.com']], ''), {
    ...options,
    expiresIn: 3600,
  });
  const broken = {
    ...byHeader.request,
    headers: byHeader.request.headers.map(
      ([name, value]) => [name, value.replace('/aws4_request', '')] as const,
    ),
  };
  const replies = [
    await world.send(byHeader.request),
    await world.send(byQuery.request),
    await world.send(broken),
  ];
  expect(replies.map(({ code }) => code)).toEqual([
    'InvalidClientTokenId',
    'InvalidClientTokenId',
    'IncompleteSignature',
  ]);
  // Only the caller is told what the caller sent.
  expect(replies[2]?.message).toContain(real);

  const kept = JSON.stringify(
    await world.store.read(async (tables) => [await tables.events.all(), await tables.traces.all()]),
  );
  expect(kept).not.toContain(real);
  expect(kept).not.toContain(byHeader.signature);
  expect(kept).not.toContain(byQuery.signature);
  expect(kept).toContain('ASIA••••••••••••VV7A');
});

it('keeps the ids of keys that an account here issued, deleted ones too', async () => {
  const world = await makeWorld();
  const root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  const alice = await world.keyOf(root, 'alice');
  await world.query(root, 'DeleteAccessKey', { UserName: 'alice', AccessKeyId: alice.accessKeyId });
  const reply = await world.query(alice, 'ListUsers');
  expect(reply.code).toBe('InvalidClientTokenId');
  expect((await world.events()).at(-1)).toMatchObject({ userIdentity: { accessKeyId: alice.accessKeyId } });
});

it('keeps no secret that stands where the id of a key should', async () => {
  const world = await makeWorld();
  for (const secret of [
    'wJalrXUtnFEMIxK7MDENGxbPxRfiCYREALSECRET',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYREALSECRET',
  ]) {
    const swapped = sign(queryRequest('iam', 'ListUsers', {}), {
      ...options,
      credentials: { accessKeyId: secret, secretAccessKey: real },
    });
    const reply = await world.send(swapped.request);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    const kept = JSON.stringify(
      await world.store.read(async (tables) => [await tables.events.all(), await tables.traces.all()]),
    );
    expect(kept).not.toContain('REALSECRET');
    expect(kept).not.toContain(swapped.signature);
    expect(kept).toContain('left-out');
  }
});
