// What every store must do, whatever it is made of. Each implementation runs these tests.

import { describe, expect, it } from 'vitest';
import { userKey } from '../../../src/cloud/keys.ts';
import type { Part, Store, Writing } from '../../../src/cloud/ports.ts';
import type {
  BucketRecord,
  MfaDeviceRecord,
  PasswordRecord,
  UserRecord,
} from '../../../src/cloud/records.ts';

export function user(name: string, fields: Partial<UserRecord> = {}): UserRecord {
  return {
    key: userKey('123456789012', name),
    accountId: '123456789012',
    userName: name,
    userId: `AIDA${name.toUpperCase().padEnd(17, 'X')}`,
    path: '/',
    createdAt: 1_700_000_000_000,
    tags: [],
    ...fields,
  };
}

export function bucket(key: string, accountId = '123456789012'): BucketRecord {
  return { key, accountId, bucketName: key, region: 'us-east-1', createdAt: 0 };
}

function password(key: string, bytes: Uint8Array): PasswordRecord {
  return {
    key,
    accountId: '123456789012',
    salt: bytes,
    hash: bytes,
    changedAt: 5,
    createdAt: 4,
    resetRequired: false,
    previous: [{ salt: bytes, hash: bytes }],
  };
}

const keysIn = (rows: readonly { readonly key: string }[]): readonly string[] => rows.map(({ key }) => key);

const alice = user('alice');
const bob = user('bob');

/** `open` gives an empty store each time. */
export function describeStore(name: string, open: () => Store | Promise<Store>): void {
  describe(`${name}, as a store`, () => {
    it('answers undefined, nothing and zero while it is empty', async () => {
      const store = await open();
      const answers = await store.read(async (tables) => [
        await tables.users.get('123456789012/user/alice'),
        await tables.users.all(),
        await tables.users.where('userId', alice.userId),
        await tables.users.under(''),
        await tables.users.countUnder('123456789012/'),
        await tables.users.count(),
      ]);
      expect(answers).toEqual([undefined, [], [], [], 0, 0]);
    });

    it('gives back what was put, also within the same write', async () => {
      const store = await open();
      const within = await store.write(async (tables) => {
        await tables.users.put(alice);
        return {
          one: await tables.users.get(alice.key),
          indexed: await tables.users.where('userId', alice.userId),
          under: await tables.users.under('123456789012/user/'),
          counted: await tables.users.countUnder('123456789012/user/'),
          count: await tables.users.count(),
        };
      });
      expect(within).toEqual({ one: alice, indexed: [alice], under: [alice], counted: 1, count: 1 });
      expect(await store.read((tables) => tables.users.get(alice.key))).toEqual(alice);
    });

    it('replaces a record of the same key, in its indexes too', async () => {
      const store = await open();
      await store.write((tables) => tables.users.put(alice));
      const renewed = { ...alice, userId: 'AIDARENEWED', boundaryArn: 'arn:a' };
      await store.write((tables) => tables.users.put(renewed));
      const found = await store.read(async (tables) => ({
        all: await tables.users.all(),
        before: await tables.users.where('userId', alice.userId),
        after: await tables.users.where('userId', renewed.userId),
        bounded: await tables.users.where('boundaryArn', 'arn:a'),
      }));
      expect(found).toEqual({ all: [renewed], before: [], after: [renewed], bounded: [renewed] });
    });

    it('takes a record out of an index with its field, or with all of it', async () => {
      const store = await open();
      const bounded = (): Promise<readonly string[]> =>
        store.read(async (tables) => keysIn(await tables.users.where('boundaryArn', 'arn:a')));
      await store.write(async (tables) => {
        await tables.users.put({ ...alice, boundaryArn: 'arn:a' });
        await tables.users.put({ ...bob, boundaryArn: 'arn:a' });
      });
      expect(await bounded()).toEqual([alice.key, bob.key]);
      await store.write((tables) => tables.users.put(alice));
      expect(await bounded()).toEqual([bob.key]);
      await store.write((tables) => tables.users.delete(bob.key));
      expect(await bounded()).toEqual([]);
      await store.write((tables) => tables.users.put({ ...bob, boundaryArn: 'arn:a' }));
      expect(await bounded()).toEqual([bob.key]);
    });

    it('deletes one record, and thinks nothing of deleting none', async () => {
      const store = await open();
      await store.write(async (tables) => {
        await tables.users.put(alice);
        await tables.users.put(bob);
      });
      await store.write(async (tables) => {
        await tables.users.delete(alice.key);
        await tables.users.delete('123456789012/user/nobody');
      });
      expect(await store.read((tables) => tables.users.all())).toEqual([bob]);
    });

    it('keeps tables apart', async () => {
      const store = await open();
      await store.write((tables) => tables.users.put(alice));
      expect(await store.read((tables) => tables.accessKeys.count())).toBe(0);
    });

    it('orders by the UTF-16 units of the key, whatever the order of writing', async () => {
      const store = await open();
      const keys = ['b', 'a', '1/é', '1/z', '10', '2', 'B', '1/\u{1F600}', '1/\uFFFD'];
      await store.write(async (tables) => {
        for (const key of keys) await tables.buckets.put(bucket(key));
      });
      const expected = ['1/z', '1/é', '1/\u{1F600}', '1/\uFFFD', '10', '2', 'B', 'a', 'b'];
      const found = await store.read(async (tables) => ({
        all: keysIn(await tables.buckets.all()),
        where: keysIn(await tables.buckets.where('accountId', '123456789012')),
        under: keysIn(await tables.buckets.under('')),
      }));
      expect(found).toEqual({ all: expected, where: expected, under: expected });
    });

    it('leaves records without the field out of an index', async () => {
      const store = await open();
      const event = {
        key: '1',
        sequence: 1,
        accountId: '123456789012',
        eventId: 'e1',
        requestId: 'r1',
        eventName: 'ListUsers',
        eventSource: 'iam.amazonaws.com',
        eventTime: 0,
        readOnly: 'true',
        resources: [],
        cloudTrailEvent: '{}',
      } as const;
      const named = { ...event, key: '2', username: 'alice' };
      await store.write(async (tables) => {
        await tables.events.put(event);
        await tables.events.put(named);
      });
      expect(await store.read((tables) => tables.events.where('username', 'alice'))).toEqual([named]);
      expect(await store.read((tables) => tables.events.where('readOnly', 'true'))).toEqual([event, named]);
    });

    it('keeps bytes as bytes', async () => {
      const store = await open();
      const record = password('123456789012', new Uint8Array([0, 255, 7]));
      await store.write((tables) => tables.passwords.put(record));
      const found = await store.read((tables) => tables.passwords.get(record.key));
      expect(found).toEqual(record);
      expect(found?.salt).toBeInstanceOf(Uint8Array);
      expect(found?.previous[0]?.hash).toBeInstanceOf(Uint8Array);
    });

    describe('under a prefix', () => {
      const keys = [
        '1/group/al',
        '1/user/al',
        '1/user/al/p',
        '1/user/al\uffff',
        '1/user/al\uffff\uffff',
        '1/user/al\uffffz',
        '1/user/alice',
        '1/user/alice/p',
        '1/user/bob',
        '1/user0',
        '2/user/al',
        '\uffff',
        '\uffffa',
        '\uffff\uffff',
      ].toSorted();
      const filled = async (): Promise<Store> => {
        const store = await open();
        await store.write(async (tables) => {
          for (const key of keys.toReversed()) await tables.buckets.put(bucket(key));
        });
        return store;
      };

      it.each([
        '1/user/',
        '1/user/al',
        '1/user/al/',
        '1/user/alice',
        '1/user/alice/',
        '1/user/al\uffff',
        '1/user/x',
        '1',
        '3',
        '\uffff',
        '\uffff\uffff',
        '',
      ])('%j finds and counts all the keys that begin with it, and no other', async (prefix) => {
        const store = await filled();
        const found = await store.read(async ({ buckets }) => ({
          keys: keysIn(await buckets.under(prefix)),
          count: await buckets.countUnder(prefix),
        }));
        const expected = keys.filter((key) => key.startsWith(prefix));
        expect(found).toEqual({ keys: expected, count: expected.length });
      });

      it.each<[string, Part]>([
        ['1/user/', { most: 2 }],
        ['1/user/', { most: 0 }],
        ['1/user/', { most: 1_000 }],
        ['1/user/', { after: '1/user/al' }],
        ['1/user/', { after: '1/user/al', most: 1 }],
        ['1/user/', { after: '1/user/alice/p', most: 5 }],
        ['1/user/', { after: '1/user/am' }],
        ['1/user/', { after: '1/user/bob' }],
        ['1/user/', { after: '1/user/' }],
        ['1/user/', { after: '1/user/\uffff' }],
        ['1/user/', { after: '1/user0' }],
        ['1/user/', { after: '2/user/al' }],
        ['1/user/', { after: '1/group/al', most: 1 }],
        ['1/user/al', { after: '1/user/al\uffff' }],
        ['\uffff', { after: '\uffff' }],
        ['\uffff', { after: '\uffff\uffff\uffff' }],
        ['', { after: '1/user/bob', most: 2 }],
        ['', { after: '\uffff\uffff' }],
        ['', { after: '' }],
      ])('%j gives the part %j', async (prefix, part) => {
        const store = await filled();
        const { after = '', most = Infinity } = part;
        const expected = keys.filter((key) => key.startsWith(prefix) && key > after).slice(0, most);
        const found = await store.read(async ({ buckets }) => keysIn(await buckets.under(prefix, part)));
        expect(found).toEqual(expected);
      });

      it('is walked through in parts without missing or repeating any', async () => {
        const store = await filled();
        const walked: string[] = [];
        await store.read(async ({ buckets }) => {
          for (let after: string | undefined; ; after = walked.at(-1)) {
            const part = { most: 3, ...(after === undefined ? {} : { after }) };
            const rows = await buckets.under('1/user/', part);
            walked.push(...keysIn(rows));
            if (rows.length < 3) return;
          }
        });
        expect(walked).toEqual(keys.filter((key) => key.startsWith('1/user/')));
      });
    });

    it('rolls all of a write back when it throws, and hands the very error on', async () => {
      const store = await open();
      await store.write((tables) => tables.users.put(alice));
      const refused = new Error('refused');
      const outcome = store.write(async (tables) => {
        await tables.users.put(bob);
        await tables.users.delete(alice.key);
        await tables.meta.put({ key: 'state', revision: 9, sequence: 9, oldestEvent: 1, oldestTrace: 1 });
        throw refused;
      });
      await expect(outcome).rejects.toBe(refused);
      expect(await store.read((tables) => tables.users.all())).toEqual([alice]);
      expect(await store.read((tables) => tables.meta.get('state'))).toBeUndefined();
      // … and the store goes on.
      await store.write((tables) => tables.users.put(bob));
      expect(await store.read((tables) => tables.users.count())).toBe(2);
    });

    it('undoes overwriting, deleting and putting again, in keys and indexes', async () => {
      const store = await open();
      const before = { ...alice, boundaryArn: 'arn:a' };
      await store.write(async (tables) => {
        await tables.users.put(before);
        await tables.users.put(bob);
      });
      const outcome = store.write(async (tables) => {
        await tables.users.put({ ...before, boundaryArn: 'arn:b' });
        await tables.users.put({ ...before, userId: 'AIDATWICE' });
        await tables.users.delete(before.key);
        await tables.users.delete(bob.key);
        await tables.users.put({ ...bob, userId: 'AIDAAGAIN', boundaryArn: 'arn:b' });
        await tables.users.put(user('carol', { boundaryArn: 'arn:a' }));
        await tables.users.delete(user('carol').key);
        await tables.users.put(user('al'));
        expect(keysIn(await tables.users.all())).toEqual([user('al').key, bob.key]);
        throw new Error('refused');
      });
      await expect(outcome).rejects.toThrow('refused');
      const found = await store.read(async ({ users }) => ({
        all: await users.all(),
        under: keysIn(await users.under('123456789012/user/')),
        counts: [await users.count(), await users.countUnder('123456789012/user/al')],
        a: keysIn(await users.where('boundaryArn', 'arn:a')),
        b: await users.where('boundaryArn', 'arn:b'),
        ids: await Promise.all(
          ['AIDATWICE', 'AIDAAGAIN', bob.userId].map(async (id) => keysIn(await users.where('userId', id))),
        ),
      }));
      expect(found).toEqual({
        all: [before, bob],
        under: [before.key, bob.key],
        counts: [2, 1],
        a: [before.key],
        b: [],
        ids: [[], [], [bob.key]],
      });
    });

    it('rolls back when a single operation fails and nobody catches it', async () => {
      const store = await open();
      const outcome = store.write(async (tables) => {
        await tables.users.put(alice);
        await tables.users.put({ ...bob, path: (() => '/') as unknown as string });
      });
      await expect(outcome).rejects.toThrow();
      expect(await store.read((tables) => tables.users.count())).toBe(0);
    });

    it('loses no update when writes overlap', async () => {
      const store = await open();
      const raise = (): Promise<void> =>
        store.write(async (tables) => {
          const before = (await tables.meta.get('state'))?.revision ?? 0;
          await tables.users.count();
          await tables.meta.put({
            key: 'state',
            revision: before + 1,
            sequence: 0,
            oldestEvent: 1,
            oldestTrace: 1,
          });
        });
      await Promise.all(Array.from({ length: 10 }, raise));
      expect((await store.read((tables) => tables.meta.get('state')))?.revision).toBe(10);
    });

    it('shows a reader all of a write or nothing of it', async () => {
      const store = await open();
      const writing = store.write(async (tables) => {
        await tables.users.put(alice);
        await tables.users.count();
        await tables.users.put(bob);
      });
      const counts = await Promise.all([
        store.read((tables) => tables.users.count()),
        store.read((tables) => tables.users.count()),
      ]);
      await writing;
      for (const count of counts) expect([0, 2]).toContain(count);
    });

    it('shows a reader nothing of a write that fails', async () => {
      const store = await open();
      const writing = store.write(async (tables) => {
        await tables.users.put(alice);
        await tables.users.count();
        throw new Error('refused');
      });
      const reading = store.read((tables) => tables.users.count());
      await expect(writing).rejects.toThrow('refused');
      expect(await reading).toBe(0);
    });

    it('works through helpers of the caller that await in their own time', async () => {
      const store = await open();
      const count = await store.write(async (tables) => {
        const save = async (name: string): Promise<void> => {
          if ((await tables.users.get(user(name).key)) === undefined) await tables.users.put(user(name));
        };
        await Promise.all([save('a'), save('b'), save('c')]);
        for (const name of ['c', 'd']) await save(name);
        return await tables.users.count();
      });
      expect(count).toBe(4);
    });

    it('refuses to write in a transaction that reads', async () => {
      const store = await open();
      const outcome = store.read((tables) => (tables as Writing).users.put(alice));
      await expect(outcome).rejects.toThrow();
      expect(await store.read((tables) => tables.users.count())).toBe(0);
    });

    it('refuses whoever comes after the transaction, by rejecting', async () => {
      const store = await open();
      const { users } = await store.write((tables) => Promise.resolve(tables));
      await expect(users.put(alice)).rejects.toThrow();
      await expect(users.delete(alice.key)).rejects.toThrow();
      expect(await store.read((tables) => tables.users.count())).toBe(0);
    });

    describe('keeps a copy of its own', () => {
      const record = (): MfaDeviceRecord => ({
        key: '123456789012/mfa/phone',
        accountId: '123456789012',
        serialNumber: 'arn:aws:iam::123456789012:mfa/phone',
        deviceName: 'phone',
        path: '/',
        seed: new Uint8Array([1, 2, 3]),
        createdAt: 1,
        tags: [{ key: 'team', value: 'a' }],
        ownerKey: alice.key,
      });

      it.each<[string, (spoilt: Writable<MfaDeviceRecord>) => void]>([
        ['a field', (spoilt) => (spoilt.path = '/spoilt/')],
        ['an indexed field', (spoilt) => (spoilt.ownerKey = bob.key)],
        ['the key', (spoilt) => (spoilt.key = 'spoilt')],
        ['a byte', (spoilt) => (spoilt.seed[0] = 99)],
        ['a list', (spoilt) => (spoilt.tags as unknown[]).push('spoilt')],
        ['what is in a list', (spoilt) => ((spoilt.tags[0] as { value: string }).value = 'spoilt')],
        ['a field more', (spoilt) => ((spoilt as { more?: number }).more = 1)],
      ])('of %s, which neither the giver nor the taker can change', async (_, spoil) => {
        const store = await open();
        const given = record();
        await store.write((tables) => tables.mfaDevices.put(given));
        spoil(given);
        const taken = await store.read(async ({ mfaDevices }) => [
          await mfaDevices.get(record().key),
          ...(await mfaDevices.all()),
          ...(await mfaDevices.where('ownerKey', alice.key)),
          ...(await mfaDevices.under('123456789012/mfa/')),
        ]);
        expect(taken).toEqual([record(), record(), record(), record()]);
        for (const each of taken) {
          try {
            spoil(each as Writable<MfaDeviceRecord>);
          } catch (error) {
            // It may be frozen, too.
            expect(error).toBeInstanceOf(TypeError);
          }
        }
        const found = await store.read(async ({ mfaDevices }) => [
          await mfaDevices.get(record().key),
          ...(await mfaDevices.where('ownerKey', alice.key)),
          ...(await mfaDevices.where('ownerKey', bob.key)),
        ]);
        expect(found).toEqual([record(), record()]);
      });

      it('of the list in which it answers', async () => {
        const store = await open();
        await store.write((tables) => tables.users.put(alice));
        await store.read(async ({ users }) => {
          for (const list of [
            await users.all(),
            await users.under(''),
            await users.where('userId', alice.userId),
          ]) {
            (list as UserRecord[]).length = 0;
          }
        });
        const found = await store.read(async ({ users }) => [
          ...(await users.all()),
          ...(await users.where('userId', alice.userId)),
        ]);
        expect(found).toEqual([alice, alice]);
      });

      it('of names that are none for an object, such as those of condition keys', async () => {
        const store = await open();
        const context = JSON.parse('{"__proto__":"a","constructor":["b"]}') as Record<string, string>;
        const job = { ...alice, tags: [context as unknown as UserRecord['tags'][number]] };
        await store.write((tables) => tables.users.put(job));
        const found = await store.read((tables) => tables.users.get(job.key));
        expect(JSON.stringify(found?.tags)).toBe('[{"__proto__":"a","constructor":["b"]}]');
      });
    });
  });
}

type Writable<Value> = { -readonly [Name in keyof Value]: Value[Name] };
