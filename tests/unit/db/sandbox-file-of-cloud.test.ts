// What the cloud really stores must always come back from a file.

import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import type { Store } from '../../../src/cloud/ports.ts';
import { connect } from '../../../src/db/connection.ts';
import type { Connection } from '../../../src/db/connection.ts';
import { dexieStore } from '../../../src/db/dexie-store.ts';
import { readSandboxFile } from '../../../src/db/read-sandbox-file.ts';
import { restoreSandbox } from '../../../src/db/restore-sandbox.ts';
import { exportSandbox } from '../../../src/db/sandbox-file.ts';
import { sandboxDatabase } from '../../../src/db/schema.ts';
import { makeWorld } from '../cloud/world.ts';

const connections: Connection[] = [];
afterEach(() => connections.splice(0).forEach((connection) => connection.close()));

function inDatabase(name: string): Store {
  const connection = connect(sandboxDatabase(name));
  connections.push(connection);
  return dexieStore(connection);
}

// On IndexedDB, where a foreign await within a transaction would show as a bug.
async function lived(name: string) {
  const world = await makeWorld({ store: inDatabase(name) });
  const signedIn = await world.signIn({
    kind: 'root',
    email: 'root@example.com',
    password: 'Correct horse 7',
  });
  await world.signIn({ kind: 'root', email: 'root@example.com', password: 'wrong' });
  const root = JSON.parse(signedIn.text) as Parameters<typeof world.query>[0];
  await world.query(root, 'CreateUser', { UserName: 'alice', Path: '/team/' });
  await world.query(root, 'AttachUserPolicy', {
    UserName: 'alice',
    PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
  });
  const alice = await world.keyOf(root, 'alice');
  await world.query(alice, 'ListUsers');
  await world.query(alice, 'CreateUser', { UserName: 'bob' });
  await world.query({ ...alice, secretAccessKey: 'x'.repeat(40) }, 'ListUsers');
  expect(world.bugs).toEqual([]);
  return { world, secrets: [root.secretAccessKey, root.sessionToken ?? '', alice.secretAccessKey] };
}

const options = { name: 'Lived in', clockOffset: 0, exportedAt: 1 } as const;

const traceCount = (store: Store): Promise<number> => store.read((tables) => tables.traces.count());

it('comes back from a file with secrets, and says the same when it is written again', async () => {
  const { world } = await lived('with-secrets');
  const text = await exportSandbox(world.store, { ...options, secrets: 'included' });
  const file = readSandboxFile(text);
  if (!file.ok) throw new Error(`${file.error.place}: ${file.error.message}`);
  const restored = inDatabase('restored');
  await restoreSandbox(restored, file.value, (length) => new Uint8Array(length));
  expect(await traceCount(restored)).toBeGreaterThan(5);
  const again = await exportSandbox(restored, { ...options, secrets: 'included' });
  expect(JSON.parse(again)).toEqual(JSON.parse(text));
});

it('comes back from a file without secrets, which holds none', async () => {
  const { world, secrets } = await lived('without-secrets');
  const text = await exportSandbox(world.store, { ...options, secrets: 'left-out' });
  const full = await exportSandbox(world.store, { ...options, secrets: 'included' });
  for (const secret of secrets) {
    expect(full).toContain(secret);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(encodeURIComponent(secret));
  }
  const file = readSandboxFile(text);
  if (!file.ok) throw new Error(`${file.error.place}: ${file.error.message}`);
  expect(file.value.tables.users).toHaveLength(1);
});
