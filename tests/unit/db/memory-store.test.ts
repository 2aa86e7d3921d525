import { describe, expect, it } from 'vitest';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { bucket, user } from './store-contract.ts';

describe('memory store', () => {
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

  it('hands out what it keeps, frozen, and copies only what holds bytes', async () => {
    const store = makeMemoryStore();
    const alice = user('alice', { tags: [{ key: 'team', value: 'a' }] });
    const bytes = Uint8Array.of(1, 2);
    await store.write(async (tables) => {
      await tables.users.put(alice);
      await tables.objects.put({
        ...bucket('photos/a'),
        objectKey: 'a',
        body: bytes,
        contentType: '',
        etag: '',
        lastModified: 0,
      });
    });
    const read = () =>
      store.read(async ({ users, objects }) => [await users.get(alice.key), await objects.get('photos/a')]);
    const [first, again] = [await read(), await read()];
    expect(first[0]).toBe(again[0]);
    expect(first[0]).not.toBe(alice);
    expect(Object.isFrozen(first[0]) && Object.isFrozen((first[0] as typeof alice).tags[0])).toBe(true);
    expect(first[1]).not.toBe(again[1]);
    expect(first[1]).toEqual(again[1]);
  });

  it('copies bytes that are part of a larger buffer, or of one of Node’s', async () => {
    const store = makeMemoryStore();
    const body = Buffer.from('abcdef').subarray(1, 3);
    const record = { ...bucket('b/a'), objectKey: 'a', body, contentType: '', etag: '', lastModified: 0 };
    await store.write((tables) => tables.objects.put(record as never));
    body[0] = 0;
    const found = await store.read((tables) => tables.objects.get('b/a'));
    expect(found?.body).toEqual(Uint8Array.of(98, 99));
  });

  it('refuses a write after the transaction is over', async () => {
    const store = makeMemoryStore();
    const kept = await store.write(({ buckets }) => Promise.resolve(buckets));
    await expect(kept.put(bucket('late'))).rejects.toThrow('the transaction is over');
    await expect(kept.get('late')).rejects.toThrow('the transaction is over');
    expect(await store.read(({ buckets }) => buckets.count())).toBe(0);
  });

  it('tells which tables a write touched, and nothing of a write that failed or changed nothing', async () => {
    const told: (readonly string[])[] = [];
    const store = makeMemoryStore({ onCommit: (tables) => told.push(tables) });
    await store.write(async ({ buckets }) => buckets.put(bucket('a')));
    await store.write(async ({ buckets }) => buckets.all());
    await store.write(async ({ buckets }) => buckets.delete('nothing'));
    await store
      .write(async ({ buckets }) => {
        await buckets.put(bucket('b'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(told).toEqual([['buckets']]);
  });

  it('undoes what was written and not waited for', async () => {
    const store = makeMemoryStore();
    let late: Promise<unknown> = Promise.resolve();
    const failing = store.write(async ({ buckets }) => {
      void buckets.put(bucket('a'));
      late = new Promise((resolve) => setTimeout(resolve, 1)).then(() => buckets.put(bucket('b')));
      late.catch(() => undefined);
      await Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    await expect(late).rejects.toThrow('the transaction is over');
    expect(await store.read(({ buckets }) => buckets.count())).toBe(0);
  });
});
