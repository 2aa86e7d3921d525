import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StorageKind } from '../../../src/client/storage-ports.ts';
import { binMs } from '../../../src/db/directory.ts';
import { openStorage } from '../../../src/db/open-storage.ts';
import type { Storage } from '../../../src/db/open-storage.ts';
import { probeIndexedDb } from '../../../src/db/probe.ts';
import { storageFailure } from '../../../src/db/storage-error.ts';
import { user } from './store-contract.ts';

const storages: Storage[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  storages.splice(0).forEach((storage) => storage.close());
});

const inMemory: StorageKind = { kind: 'memory', reason: storageFailure('unavailable', 'for a test') };

async function open(probe?: () => Promise<StorageKind>): Promise<Storage> {
  const onFailure = (): void => undefined;
  const storage = await openStorage(probe === undefined ? { onFailure } : { onFailure, probe });
  storages.push(storage);
  return storage;
}

const profile = {
  sandboxId: 'a',
  name: 'alice',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
};

describe('probe', () => {
  it('finds an IndexedDB that works, with one small database of its own', async () => {
    expect(await probeIndexedDb()).toEqual({ kind: 'indexeddb' });
    expect(await probeIndexedDb()).toEqual({ kind: 'indexeddb' });
    const left = (await indexedDB.databases()).map(({ name }) => name);
    expect(left.filter((name) => name?.includes('probe'))).toEqual(['gatehouse-probe']);
  });

  it('can run twice at once', async () => {
    const kinds = await Promise.all([probeIndexedDb(), probeIndexedDb()]);
    expect(kinds).toEqual([{ kind: 'indexeddb' }, { kind: 'indexeddb' }]);
  });

  it('tells why there is none', async () => {
    expect(await probeIndexedDb(() => undefined)).toMatchObject({
      kind: 'memory',
      reason: { kind: 'unavailable', message: expect.stringContaining('no IndexedDB') as string },
    });
    const refusing = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    expect(await probeIndexedDb(refusing)).toMatchObject({
      kind: 'memory',
      reason: { message: expect.stringContaining('insecure') as string },
    });
  });

  it('tells of one that opens and does not store', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await probeIndexedDb()).toMatchObject({ kind: 'memory', reason: { kind: 'quota-exceeded' } });
  });

  it('does not wait for ever for one that never answers', async () => {
    vi.useFakeTimers();
    const silent = { open: () => ({}) } as unknown as IDBFactory;
    const kind = probeIndexedDb(() => silent);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await kind).toMatchObject({ kind: 'memory', reason: { kind: 'unavailable' } });
  });
});

describe.each<[string, (() => Promise<StorageKind>) | undefined]>([
  ['in IndexedDB', undefined],
  ['in memory', () => Promise.resolve(inMemory)],
])('storage %s', (where, probe) => {
  it('says where it keeps things', async () => {
    expect((await open(probe)).kind.kind).toBe(where === 'in memory' ? 'memory' : 'indexeddb');
  });

  it('keeps sandboxes apart, and over closing and opening again', async () => {
    const storage = await open(probe);
    const first = storage.openSandbox(`${where}-1`);
    const other = storage.openSandbox(`${where}-2`);
    await first.store.write((tables) => tables.users.put(user('alice')));
    expect(await other.store.read((tables) => tables.users.count())).toBe(0);
    first.close();
    const again = storage.openSandbox(`${where}-1`);
    expect(await again.store.read((tables) => tables.users.count())).toBe(1);
  });

  it('discards a sandbox that was never listed', async () => {
    const storage = await open(probe);
    const id = `half made ${where}`;
    const half = storage.openSandbox(id);
    await half.store.write((tables) => tables.users.put(user('alice')));
    half.close();
    await storage.discardSandbox(id);
    expect(await storage.openSandbox(id).store.read((tables) => tables.users.count())).toBe(0);
  });

  it('deletes for good, after seven days in the bin, all that belongs to a sandbox', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const storage = await open(probe);
    const id = `purged ${where}`;
    const { directory, machine } = storage;
    await directory.create({ id, name: 'A', accountId: '123456789012', now: 0 });
    await machine.saveProfile({ ...profile, sandboxId: id });
    // Still open somewhere: that must not keep the purge waiting.
    const opened = storage.openSandbox(id);
    await opened.store.write((tables) => tables.users.put(user('alice')));
    await directory.moveToBin(id, 0);
    expect(await directory.purge(binMs)).toEqual({ ok: true, value: [id] });
    expect(await machine.profiles(id)).toEqual([]);
    expect(await directory.listBin()).toEqual({ ok: true, value: [] });
    expect(await Dexie.exists(`gatehouse-sandbox-${id}`)).toBe(false);
    const anew = storage.openSandbox(id);
    expect(await anew.store.read((tables) => tables.users.count())).toBe(0);
  });
});
