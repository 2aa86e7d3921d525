// What every store must do, whatever it is made of. Each implementation runs these tests.

import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/cloud/ports.ts';
import type { PasswordRecord, UserRecord } from '../../../src/cloud/records.ts';

export function user(name: string, fields: Partial<UserRecord> = {}): UserRecord {
  return {
    key: `123456789012/${name.toLowerCase()}`,
    accountId: '123456789012',
    userName: name,
    userId: `AIDA${name.toUpperCase().padEnd(17, 'X')}`,
    path: '/',
    createdAt: 1_700_000_000_000,
    ...fields,
  };
}

const alice = user('alice');
const bob = user('bob');

/** `open` gives an empty store each time. */
export function describeStore(name: string, open: () => Store | Promise<Store>): void {
  describe(`${name}, as a store`, () => {
    it('answers undefined, nothing and zero while it is empty', async () => {
      const store = await open();
      const answers = await store.read(async (tables) => [
        await tables.users.get('123456789012/alice'),
        await tables.users.all(),
        await tables.users.where('accountId', '123456789012'),
        await tables.users.count(),
      ]);
      expect(answers).toEqual([undefined, [], [], 0]);
    });

    it('gives back what was put, also within the same write', async () => {
      const store = await open();
      const within = await store.write(async (tables) => {
        await tables.users.put(alice);
        return {
          one: await tables.users.get(alice.key),
          indexed: await tables.users.where('accountId', alice.accountId),
          count: await tables.users.count(),
        };
      });
      expect(within).toEqual({ one: alice, indexed: [alice], count: 1 });
      expect(await store.read((tables) => tables.users.get(alice.key))).toEqual(alice);
    });

    it('replaces a record of the same key, in its indexes too', async () => {
      const store = await open();
      await store.write((tables) => tables.users.put(alice));
      const moved = { ...alice, accountId: '210987654321' };
      await store.write((tables) => tables.users.put(moved));
      const found = await store.read(async (tables) => ({
        all: await tables.users.all(),
        before: await tables.users.where('accountId', alice.accountId),
        after: await tables.users.where('accountId', moved.accountId),
      }));
      expect(found).toEqual({ all: [moved], before: [], after: [moved] });
    });

    it('deletes one record, and thinks nothing of deleting none', async () => {
      const store = await open();
      await store.write(async (tables) => {
        await tables.users.put(alice);
        await tables.users.put(bob);
      });
      await store.write(async (tables) => {
        await tables.users.delete(alice.key);
        await tables.users.delete('123456789012/nobody');
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
        for (const key of keys) await tables.users.put(user('x', { key }));
      });
      const expected = ['1/z', '1/é', '1/\u{1F600}', '1/\uFFFD', '10', '2', 'B', 'a', 'b'];
      const found = await store.read(async (tables) => ({
        all: (await tables.users.all()).map(({ key }) => key),
        where: (await tables.users.where('accountId', '123456789012')).map(({ key }) => key),
      }));
      expect(found).toEqual({ all: expected, where: expected });
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
      const password: PasswordRecord = {
        key: '123456789012',
        accountId: '123456789012',
        salt: new Uint8Array([0, 255, 7]),
        hash: new Uint8Array(32).fill(9),
        changedAt: 5,
      };
      await store.write((tables) => tables.passwords.put(password));
      const found = await store.read((tables) => tables.passwords.get(password.key));
      expect(found).toEqual(password);
      expect(found?.salt).toBeInstanceOf(Uint8Array);
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

    it('copies on the way in and on the way out', async () => {
      const store = await open();
      const bytes = new Uint8Array([1, 2, 3]);
      const record: PasswordRecord = { key: 'k', accountId: 'a', salt: bytes, hash: bytes, changedAt: 0 };
      await store.write((tables) => tables.passwords.put(record));
      bytes[0] = 99;
      const first = await store.read((tables) => tables.passwords.get('k'));
      expect(first?.salt[0]).toBe(1);
      if (first !== undefined) first.salt[0] = 77;
      const again = await store.read((tables) => tables.passwords.all());
      expect(again[0]?.salt[0]).toBe(1);
    });
  });
}
