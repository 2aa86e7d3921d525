// The two sides were written apart and share only the wire: what our client sends is what the cloud
// reads, and the other way round. Every method of the client's interface, once.

import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { makeAwsApi } from '../../../src/client/make-aws-api.ts';
import { makeSigninApi } from '../../../src/client/make-signin-api.ts';
import type { Answer } from '../../../src/client/aws-api.ts';
import type { Wire } from '../../../src/client/ports.ts';
import type { SignInStep } from '../../../src/client/signin-api.ts';
import { connect } from '../../../src/db/connection.ts';
import { dexieStore } from '../../../src/db/dexie-store.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { sandboxDatabase } from '../../../src/db/schema.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import { allow, connection, makeWorld } from './world.ts';

function valueOf<Value>(answer: Answer<Value> | SignInStep): Value {
  if (answer.kind !== 'ok') throw new Error(JSON.stringify(answer));
  return answer.value;
}

// On IndexedDB too: there a transaction ends when something else than the store is awaited in it.
const stores = [
  ['in memory', makeMemoryStore],
  ['in IndexedDB', () => dexieStore(connect(sandboxDatabase('meets')))],
] as const;

it.each(stores)('client and cloud understand each other, the account %s', async (_where, makeStore) => {
  const world = await makeWorld({ store: makeStore() });
  const wire: Wire = { send: (request) => world.endpoint.handle(request, connection) };
  const signer = { sign: (...asked: Parameters<typeof sign>) => Promise.resolve(sign(...asked)) };
  const clock = { now: () => world.clock.sandbox };
  const signin = makeSigninApi({ wire, sandboxId: 's', signer, clock });
  const { credentials, principalArn } = valueOf(
    await signin.signInRoot({ email: 'root@example.com', password: 'Correct horse 7' }),
  );
  expect(principalArn).toBe(world.rootArn);
  expect(await signin.signInRoot({ email: 'root@example.com', password: 'wrong' })).toMatchObject({
    kind: 'error',
    code: 'AuthenticationFailed',
  });
  const { iam, sts, s3, trail } = makeAwsApi({
    signer,
    wire,
    clock,
    credentials,
    region: 'eu-central-1',
    fromConsole: true,
  });

  expect(valueOf(await sts.getCallerIdentity())).toEqual({
    userId: world.accountId,
    account: world.accountId,
    arn: world.rootArn,
  });
  expect(valueOf(await iam.getUser({})).arn).toBe(world.rootArn);
  const alice = valueOf(await iam.createUser({ userName: 'alice', path: '/team/' }));
  expect(valueOf(await iam.listUsers())).toEqual([alice]);
  expect(valueOf(await iam.getUser({ userName: 'alice' }))).toEqual(alice);

  const key = valueOf(await iam.createAccessKey({ userName: 'alice' }));
  valueOf(
    await iam.updateAccessKey({
      userName: 'alice',
      accessKeyId: key.accessKeyId,
      status: 'Inactive',
    }),
  );
  const { secretAccessKey: _secret, ...metadata } = key;
  expect(valueOf(await iam.listAccessKeys({ userName: 'alice' }))).toEqual([
    { ...metadata, status: 'Inactive' },
  ]);
  valueOf(await iam.deleteAccessKey({ userName: 'alice', accessKeyId: key.accessKeyId }));

  const inline = { userName: 'alice', policyName: 'p' };
  const document = `${allow('s3:*', 'arn:aws:s3:::b/ü&<*')}\n`;
  valueOf(await iam.putUserPolicy({ ...inline, policyDocument: document }));
  expect(valueOf(await iam.listUserPolicies({ userName: 'alice' }))).toEqual(['p']);
  expect(valueOf(await iam.getUserPolicy(inline)).document).toBe(document);
  valueOf(await iam.deleteUserPolicy(inline));

  const policyArn = 'arn:aws:iam::aws:policy/PowerUserAccess';
  valueOf(await iam.attachUserPolicy({ userName: 'alice', policyArn }));
  expect(valueOf(await iam.listAttachedUserPolicies({ userName: 'alice' }))).toEqual([
    { policyName: 'PowerUserAccess', policyArn },
  ]);
  const policy = valueOf(await iam.getPolicy({ policyArn }));
  expect(policy).toMatchObject({ attachmentCount: 1, defaultVersionId: 'v12' });
  const policies = valueOf(await iam.listPolicies({ scope: 'All' }));
  // ListPolicies leaves the description out (API_Policy).
  const { description: _, ...listed } = policy;
  expect(policies).toContainEqual(listed);
  // More than a page holds, each once.
  expect(policies.length).toBeGreaterThan(1000);
  expect(new Set(policies.map(({ arn }) => arn)).size).toBe(policies.length);
  const version = valueOf(await iam.getPolicyVersion({ policyArn, versionId: 'v12' }));
  expect(JSON.parse(version.document)).toHaveProperty('Statement');
  valueOf(await iam.detachUserPolicy({ userName: 'alice', policyArn }));
  valueOf(await iam.deleteUser({ userName: 'alice' }));

  expect(valueOf(await iam.listAccountAliases())).toEqual(['demo']);
  expect(valueOf(await iam.getAccountSummary())).toMatchObject({ Users: 0, UsersQuota: 5000 });
  expect(valueOf(await s3.listBuckets())).toHaveLength(1);
  const page = valueOf(await trail.lookupEvents({ maxResults: 2 }));
  expect(page.events.map((event) => event.eventName)).toEqual(['ListBuckets', 'GetAccountSummary']);
  expect(page.events[0]?.cloudTrailEvent).toContain('"sessionCredentialFromConsole":"true"');
  expect(page.nextToken).toBeDefined();
  expect(await iam.getUser({ userName: 'alice' })).toMatchObject({
    kind: 'error',
    code: 'NoSuchEntity',
    status: 404,
  });
  expect(world.bugs).toEqual([]);
});
