// The whole way, as a learner goes it: root makes a user, gives it a policy and a key, and the user
// is allowed one thing and denied another.

import { expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { element, makeWorld } from './world.ts';

it('goes from signing in to a decision', async () => {
  const world = await makeWorld();
  const signedIn = await world.signIn({
    kind: 'root',
    email: 'Root@Example.com',
    password: 'Correct horse 7',
  });
  expect(signedIn.status).toBe(200);
  const root = JSON.parse(signedIn.text) as Credentials & { issuedAt: number; expiresAt: number };
  expect(root).toMatchObject({ accountId: world.accountId, principalArn: world.rootArn });
  expect(root.accessKeyId).toMatch(/^ASIA/);
  expect(root.expiresAt - root.issuedAt).toBe(12 * 3600 * 1000);

  const created = await world.query(root, 'CreateUser', { UserName: 'alice', Path: '/team/' });
  expect(created.status).toBe(200);
  expect(element(created.text, 'Arn')).toBe(`arn:aws:iam::${world.accountId}:user/team/alice`);
  expect(element(created.text, 'UserId')).toMatch(/^AIDA[A-Z2-7]{17}$/);

  const attached = await world.query(root, 'AttachUserPolicy', {
    UserName: 'alice',
    PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
  });
  expect(attached.status).toBe(200);
  const alice = await world.keyOf(root, 'alice');
  expect(alice.accessKeyId).toMatch(/^AKIA/);

  const listed = await world.query(alice, 'ListUsers');
  expect(listed.status).toBe(200);
  expect(element(listed.text, 'UserName')).toBe('alice');

  const denied = await world.query(alice, 'CreateUser', { UserName: 'bob' });
  expect(denied).toMatchObject({ status: 403, code: 'AccessDenied' });
  expect(denied.message).toBe(
    `User: arn:aws:iam::${world.accountId}:user/team/alice is not authorized to perform: iam:CreateUser ` +
      `on resource: arn:aws:iam::${world.accountId}:user/bob because no identity-based policy allows ` +
      'the iam:CreateUser action',
  );

  const traces = await world.store.read((tables) => tables.traces.where('requestId', denied.requestId));
  expect(traces[0]?.trace).toMatchObject({
    action: 'iam:CreateUser',
    service: 'iam',
    principalArn: `arn:aws:iam::${world.accountId}:user/team/alice`,
    verification: { kind: 'verified' },
    authorization: { outcome: 'implicitDeny' },
    answer: { status: 403, code: 'AccessDenied', message: denied.message },
  });
  expect(world.bugs).toEqual([]);
});
