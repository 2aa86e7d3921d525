import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleSession, Profile } from '../../../src/client/ports.ts';
import { connect } from '../../../src/db/connection.ts';
import { dexieMachineStore } from '../../../src/db/machine-store.ts';
import type { ForgettingMachineStore } from '../../../src/db/machine-store.ts';
import { memoryMachineStore } from '../../../src/db/memory-machine-store.ts';
import { machineDatabase } from '../../../src/db/schema.ts';

const closers: (() => void)[] = [];
beforeEach(() => Dexie.delete('gatehouse-machine'));
afterEach(() => closers.splice(0).forEach((close) => close()));

function inDatabase(): ForgettingMachineStore {
  const connection = connect(machineDatabase());
  closers.push(() => connection.close());
  return dexieMachineStore(connection);
}

function profile(sandboxId: string, name: string, secretAccessKey = 'secret'): Profile {
  return {
    sandboxId,
    name,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey },
  };
}

const session: ConsoleSession = {
  sandboxId: 'a',
  credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 's', sessionToken: 't' },
  principalArn: 'arn:aws:iam::123456789012:root',
  accountId: '123456789012',
  issuedAt: 1,
  expiresAt: 2,
};

describe.each<[string, () => ForgettingMachineStore]>([
  ['in memory', memoryMachineStore],
  ['in IndexedDB', inDatabase],
])('machine store %s', (_, open) => {
  it('lists the profiles of a sandbox by name, and of no other', async () => {
    const store = open();
    for (const [sandboxId, name] of [
      ['a', 'zoe'],
      ['a', 'alice'],
      ['ab', 'other'],
      ['b', 'bob'],
      ['a', ''],
    ] as const) {
      await store.saveProfile(profile(sandboxId, name));
    }
    expect((await store.profiles('a')).map(({ name }) => name)).toEqual(['', 'alice', 'zoe']);
    expect(await store.profiles('b')).toEqual([profile('b', 'bob')]);
    expect(await store.profiles('none')).toEqual([]);
  });

  it('replaces a profile of the same name, and deletes one', async () => {
    const store = open();
    await store.saveProfile(profile('a', 'alice', 'old'));
    await store.saveProfile(profile('a', 'alice', 'new'));
    await store.saveProfile(profile('b', 'alice', 'other'));
    expect(await store.profiles('a')).toEqual([profile('a', 'alice', 'new')]);
    await store.deleteProfile('a', 'alice');
    await store.deleteProfile('a', 'nobody');
    expect(await store.profiles('a')).toEqual([]);
    expect(await store.profiles('b')).toHaveLength(1);
  });

  it('keeps one session for each sandbox', async () => {
    const store = open();
    expect(await store.session('a')).toBeUndefined();
    await store.saveSession(session);
    await store.saveSession({ ...session, expiresAt: 9 });
    expect(await store.session('a')).toEqual({ ...session, expiresAt: 9 });
    expect(await store.session('b')).toBeUndefined();
    await store.deleteSession('a');
    expect(await store.session('a')).toBeUndefined();
  });

  it('forgets all of a sandbox, and nothing of another', async () => {
    const store = open();
    await store.saveProfile(profile('a', 'one'));
    await store.saveProfile(profile('a', 'two'));
    await store.saveProfile(profile('b', 'one'));
    await store.saveSession(session);
    await store.saveSession({ ...session, sandboxId: 'b' });
    await store.forgetSandbox('a');
    expect([await store.profiles('a'), await store.session('a')]).toEqual([[], undefined]);
    expect(await store.profiles('b')).toHaveLength(1);
    expect(await store.session('b')).toBeDefined();
  });
});
