import { describe, expect, it } from 'vitest';
import type { BucketRecord } from '../../../src/cloud/records.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';

function bucket(name: string, accountId = '111111111111'): BucketRecord {
  return { key: name, accountId, bucketName: name, region: 'us-east-1', createdAt: 0 };
}

describe('memory store', () => {
  it('keeps what a write put, in key order, and finds it by index', async () => {
    const store = makeMemoryStore();
    await store.write(async (tables) => {
      await tables.buckets.put(bucket('b'));
      await tables.buckets.put(bucket('c', '222222222222'));
      await tables.buckets.put(bucket('a'));
    });
    await store.read(async ({ buckets }) => {
      expect((await buckets.all()).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
      expect((await buckets.where('accountId', '111111111111')).map(({ key }) => key)).toEqual(['a', 'b']);
      expect(await buckets.get('c')).toEqual(bucket('c', '222222222222'));
      expect(await buckets.get('d')).toBeUndefined();
      expect(await buckets.count()).toBe(3);
    });
  });

  it('shows a transaction its own writes, and nobody else until it is done', async () => {
    const store = makeMemoryStore();
    const seen: (readonly [string, number])[] = [];
    const writing = store.write(async ({ buckets }) => {
      await buckets.put(bucket('a'));
      seen.push(['inside', await buckets.count()]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await buckets.delete('a');
      await buckets.put(bucket('b'));
      await buckets.put(bucket('c'));
    });
    const reading = store.read(async ({ buckets }) => {
      seen.push(['after', await buckets.count()]);
    });
    await Promise.all([writing, reading]);
    expect(seen).toEqual([
      ['inside', 1],
      ['after', 2],
    ]);
  });

  it('rolls all of a write back when it throws, and goes on working', async () => {
    const store = makeMemoryStore();
    await store.write(async ({ buckets }) => buckets.put(bucket('a')));
    const failing = store.write(async ({ buckets, meta }) => {
      await buckets.delete('a');
      await buckets.put(bucket('b'));
      await meta.put({ key: 'state', revision: 1, sequence: 1, oldestEvent: 1, oldestTrace: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await store.read(async ({ buckets, meta }) => {
      expect((await buckets.all()).map(({ key }) => key)).toEqual(['a']);
      expect(await meta.get('state')).toBeUndefined();
    });
  });

  it('runs writes one after another, so that counting up loses nothing', async () => {
    const store = makeMemoryStore();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        store.write(async ({ meta }) => {
          const state = (await meta.get('state')) ?? {
            key: 'state' as const,
            revision: 0,
            sequence: 0,
            oldestEvent: 1,
            oldestTrace: 1,
          };
          await meta.put({ ...state, revision: state.revision + 1 });
        }),
      ),
    );
    expect((await store.read(({ meta }) => meta.get('state')))?.revision).toBe(20);
  });

  it('keeps copies: changing what was put or got changes nothing in the store', async () => {
    const store = makeMemoryStore();
    const salt = Uint8Array.of(1, 2, 3);
    await store.write(({ passwords }) =>
      passwords.put({ key: 'k', accountId: 'a', salt, hash: salt, changedAt: 0 }),
    );
    salt[0] = 9;
    const got = await store.read(({ passwords }) => passwords.get('k'));
    if (got !== undefined) got.hash[1] = 9;
    expect((await store.read(({ passwords }) => passwords.get('k')))?.hash).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('refuses a write after the transaction is over', async () => {
    const store = makeMemoryStore();
    const kept = await store.write(({ buckets }) => Promise.resolve(buckets));
    await expect(kept.put(bucket('late'))).rejects.toThrow('the transaction is over');
    expect(await store.read(({ buckets }) => buckets.count())).toBe(0);
  });

  it('tells which tables a write touched, and nothing of a write that failed or changed nothing', async () => {
    const told: (readonly string[])[] = [];
    const store = makeMemoryStore({ onCommit: (tables) => told.push(tables) });
    await store.write(async ({ buckets }) => buckets.put(bucket('a')));
    await store.write(async ({ buckets }) => buckets.all());
    await store
      .write(async ({ buckets }) => {
        await buckets.put(bucket('b'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(told).toEqual([['buckets']]);
  });
});
