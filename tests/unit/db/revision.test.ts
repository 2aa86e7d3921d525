import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RevisionSignal, StorageFailure } from '../../../src/client/storage-ports.ts';
import type { Store } from '../../../src/cloud/ports.ts';
import { connect } from '../../../src/db/connection.ts';
import { dexieStore } from '../../../src/db/dexie-store.ts';
import { memoryStoreWithRevision } from '../../../src/db/memory-revision.ts';
import { dexieRevision } from '../../../src/db/revision.ts';
import { sandboxDatabase } from '../../../src/db/schema.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  closers.splice(0).forEach((close) => close());
});

interface Subject {
  readonly store: Store;
  readonly revision: RevisionSignal;
}

let sandboxes = 0;

function inDatabase(id = `revision-${(sandboxes += 1)}`, onFailure = (_: StorageFailure): void => undefined) {
  const connection = connect(sandboxDatabase(id));
  closers.push(() => connection.close());
  return { id, connection, store: dexieStore(connection), revision: dexieRevision(connection, onFailure) };
}

const setRevision = (store: Store, revision: number): Promise<void> =>
  store.write((tables) =>
    tables.meta.put({ key: 'state', revision, sequence: 0, oldestEvent: 1, oldestTrace: 1 }),
  );

function follow(revision: RevisionSignal): { readonly seen: number[]; readonly stop: () => void } {
  const seen: number[] = [];
  const stop = revision.subscribe((value) => seen.push(value));
  closers.push(stop);
  return { seen, stop };
}

describe.each<[string, () => Subject]>([
  ['in memory', memoryStoreWithRevision],
  ['in IndexedDB', inDatabase],
])('revision %s', (_, open) => {
  it('says the present one first, then each that follows', async () => {
    const { store, revision } = open();
    await setRevision(store, 1);
    const { seen } = follow(revision);
    await vi.waitFor(() => expect(seen).toEqual([1]));
    await setRevision(store, 2);
    await vi.waitFor(() => expect(seen).toEqual([1, 2]));
  });

  it('says 0 for an account that does not exist yet', async () => {
    const { seen } = follow(open().revision);
    await vi.waitFor(() => expect(seen).toEqual([0]));
  });

  it('is silent about writes that do not raise it, and about those that fail', async () => {
    const { store, revision } = open();
    await setRevision(store, 1);
    const { seen } = follow(revision);
    await vi.waitFor(() => expect(seen).toEqual([1]));
    await setRevision(store, 1);
    await store.write((tables) =>
      tables.buckets.put({ key: 'b', accountId: 'a', bucketName: 'b', region: 'us-east-1', createdAt: 0 }),
    );
    const failing = store.write(async (tables) => {
      await tables.meta.put({ key: 'state', revision: 7, sequence: 0, oldestEvent: 1, oldestTrace: 1 });
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await setRevision(store, 2);
    await vi.waitFor(() => expect(seen).toEqual([1, 2]));
  });

  it('tells every listener, each until it stops', async () => {
    const { store, revision } = open();
    const first = follow(revision);
    const second = follow(revision);
    await vi.waitFor(() => expect([first.seen, second.seen]).toEqual([[0], [0]]));
    first.stop();
    await setRevision(store, 1);
    await vi.waitFor(() => expect(second.seen).toEqual([0, 1]));
    expect(first.seen).toEqual([0]);
  });

  it('lets a listener read and write', async () => {
    const { store, revision } = open();
    const users: number[] = [];
    closers.push(
      revision.subscribe((value) => {
        void store
          .write(async (tables) => {
            await tables.lastUsed.put({
              key: `${value}`,
              accountId: 'a',
              lastUsedAt: 0,
              serviceName: 's3',
              region: 'r',
            });
            return tables.lastUsed.count();
          })
          .then((counted) => users.push(counted));
      }),
    );
    await vi.waitFor(() => expect(users).toEqual([1]));
    await setRevision(store, 1);
    await vi.waitFor(() => expect(users).toEqual([1, 2]));
  });
});

describe('revision in IndexedDB', () => {
  it('follows another connection to the same sandbox', async () => {
    const here = inDatabase();
    const there = inDatabase(here.id);
    const { seen } = follow(here.revision);
    await vi.waitFor(() => expect(seen).toEqual([0]));
    await setRevision(there.store, 5);
    await vi.waitFor(() => expect(seen).toEqual([0, 5]));
  });

  it('goes on after the connection was lost, with what it missed', async () => {
    const here = inDatabase();
    const there = inDatabase(here.id);
    await setRevision(here.store, 1);
    const { seen } = follow(here.revision);
    await vi.waitFor(() => expect(seen).toEqual([1]));
    const dropped = here.connection.db.backendDB();
    dropped.close();
    dropped.onclose?.(new Event('close'));
    await setRevision(there.store, 2);
    await vi.waitFor(() => expect(seen).toEqual([1, 2]));
    await setRevision(here.store, 3);
    await vi.waitFor(() => expect(seen).toEqual([1, 2, 3]));
  });
});
