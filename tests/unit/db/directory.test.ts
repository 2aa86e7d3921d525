import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Directory, SandboxEntry } from '../../../src/client/storage-ports.ts';
import type { Result } from '../../../src/core/lang/result.ts';
import { connect } from '../../../src/db/connection.ts';
import { dexieDirectoryTables } from '../../../src/db/directory-tables.ts';
import { memoryDirectoryTables } from '../../../src/db/memory-directory-tables.ts';
import type { DirectoryTransaction } from '../../../src/db/directory-tables.ts';
import { binMs, directory } from '../../../src/db/directory.ts';
import { directoryDatabase } from '../../../src/db/schema.ts';

const closers: (() => void)[] = [];
const destroyed: string[] = [];

beforeEach(async () => {
  destroyed.length = 0;
  await Dexie.delete('gatehouse');
});
afterEach(() => {
  vi.restoreAllMocks();
  closers.splice(0).forEach((close) => close());
});

function inDatabase(): DirectoryTransaction {
  const connection = connect(directoryDatabase());
  closers.push(() => connection.close());
  return dexieDirectoryTables(connection);
}

function value<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const account = { accountId: '123456789012' };
const names = async (entries: ReturnType<Directory['list']>): Promise<readonly string[]> =>
  value(await entries).map(({ name }) => name);

describe.each<[string, () => DirectoryTransaction]>([
  ['in memory', memoryDirectoryTables],
  ['in IndexedDB', inDatabase],
])('directory %s', (_, transact) => {
  const open = (
    destroy = (id: string): Promise<void> => Promise.resolve(void destroyed.push(id)),
  ): Directory => directory({ transact: transact(), destroy });

  it('keeps what was created, its name trimmed, with the clock of the device', async () => {
    const list = open();
    const entry: SandboxEntry = {
      ...account,
      id: 'a',
      name: 'My lab',
      createdAt: 100,
      openedAt: 100,
      clockOffset: 0,
    };
    expect(await list.create({ ...account, id: 'a', name: '  My lab ', now: 100 })).toEqual({
      ok: true,
      value: entry,
    });
    expect(value(await list.list())).toEqual([entry]);
  });

  it('names the accounts made later, once, in their order, and loses none to a tab that knows fewer', async () => {
    const list = open();
    value(await list.create({ ...account, id: 'a', name: 'A', now: 1 }));
    const note = async (ids: readonly string[]) => value(await list.noteAccounts('a', ids)).furtherAccountIds;
    expect(await note([account.accountId, '222222222222', '111111111111'])).toEqual([
      '222222222222',
      '111111111111',
    ]);
    expect(await note([account.accountId, '111111111111'])).toEqual(['222222222222', '111111111111']);
    expect(value(await list.rename('a', 'B')).furtherAccountIds).toHaveLength(2);
    expect(await list.noteAccounts('b', [])).toMatchObject({ error: { kind: 'not-found' } });
  });

  it('takes the clock of an imported sandbox over', async () => {
    const created = value(await open().create({ ...account, id: 'a', name: 'A', now: 1, clockOffset: 500 }));
    expect(created.clockOffset).toBe(500);
  });

  it.each([
    ['empty', ' \t', 'invalid-name'],
    ['too long', 'x'.repeat(65), 'invalid-name'],
  ])('refuses a name that is %s, on creation and on renaming', async (_case, name, kind) => {
    const list = open();
    expect(await list.create({ ...account, id: 'a', name, now: 1 })).toMatchObject({ error: { kind } });
    value(await list.create({ ...account, id: 'a', name: 'x'.repeat(64), now: 1 }));
    expect(await list.rename('a', name)).toMatchObject({ error: { kind } });
    expect(await names(list.list())).toEqual(['x'.repeat(64)]);
  });

  it('refuses an id that is taken, be it in the bin', async () => {
    const list = open();
    value(await list.create({ ...account, id: 'a', name: 'A', now: 1 }));
    value(await list.moveToBin('a', 2));
    expect(await list.create({ ...account, id: 'a', name: 'B', now: 3 })).toMatchObject({
      error: { kind: 'already-exists' },
    });
    expect(await names(list.listBin())).toEqual(['A']);
  });

  it('lists the one opened last first', async () => {
    const list = open();
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      value(await list.create({ ...account, id, name: id, now: index }));
    }
    value(await list.markOpened('a', 50));
    expect(await names(list.list())).toEqual(['a', 'c', 'b']);
  });

  it('changes the name, and nothing else', async () => {
    const list = open();
    const before = value(await list.create({ ...account, id: 'a', name: 'A', now: 1 }));
    value(await list.rename('a', 'B'));
    expect(value(await list.list())).toEqual([{ ...before, name: 'B' }]);
  });

  it('moves a clock forward only', async () => {
    const list = open();
    value(await list.create({ ...account, id: 'a', name: 'A', now: 1 }));
    expect(value(await list.setClockOffset('a', 1_000)).clockOffset).toBe(1_000);
    expect(await list.setClockOffset('a', 999)).toMatchObject({ error: { kind: 'clock-backwards' } });
    expect(value(await list.list())[0]?.clockOffset).toBe(1_000);
  });

  it.each<[string, (list: Directory) => Promise<unknown>]>([
    ['renamed', (list) => list.rename('none', 'A')],
    ['opened', (list) => list.markOpened('none', 1)],
    ['deleted', (list) => list.moveToBin('none', 1)],
    ['restored', (list) => list.restore('none')],
  ])('says that what is %s is not there', async (_verb, call) => {
    expect(await call(open())).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  });

  it('keeps a deleted one in the bin, and gives it back as it was', async () => {
    const list = open();
    const entry = value(await list.create({ ...account, id: 'a', name: 'A', now: 1 }));
    value(await list.moveToBin('a', 10));
    // Deleting it again does not prolong its stay.
    value(await list.moveToBin('a', 20));
    expect(value(await list.list())).toEqual([]);
    expect(value(await list.listBin())).toEqual([{ ...entry, deletedAt: 10 }]);
    value(await list.restore('a'));
    expect(value(await list.list())).toEqual([entry]);
    expect(value(await list.listBin())).toEqual([]);
  });

  it('purges after seven days, not a moment before, and only what is in the bin', async () => {
    const list = open();
    for (const id of ['kept', 'early', 'late'])
      value(await list.create({ ...account, id, name: id, now: 0 }));
    value(await list.moveToBin('early', 1_000));
    value(await list.moveToBin('late', 2_000));
    expect(value(await list.purge(1_000 + binMs - 1))).toEqual([]);
    expect(value(await list.purge(1_000 + binMs))).toEqual(['early']);
    expect(destroyed).toEqual(['early']);
    expect(await names(list.listBin())).toEqual(['late']);
    expect(await names(list.list())).toEqual(['kept']);
  });

  it('tries again what could not be destroyed', async () => {
    let failing = true;
    const list = open((id) => {
      if (failing) return Promise.reject(new DOMException('disk', 'UnknownError'));
      destroyed.push(id);
      return Promise.resolve();
    });
    value(await list.create({ ...account, id: 'a', name: 'A', now: 0 }));
    value(await list.moveToBin('a', 0));
    expect(await list.purge(binMs)).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
    failing = false;
    expect(value(await list.purge(binMs))).toEqual(['a']);
    expect(destroyed).toEqual(['a']);
  });

  it('loses nothing when two create at once', async () => {
    const list = open();
    await Promise.all(['a', 'b'].map((id) => list.create({ ...account, id, name: id, now: 1 })));
    const twice = await Promise.all(
      ['x', 'y'].map((name) => list.create({ ...account, id: 'c', name, now: 2 })),
    );
    expect(twice.map(({ ok }) => ok)).toEqual([true, false]);
    expect(value(await list.list())).toHaveLength(3);
  });

  it('keeps settings', async () => {
    const list = open();
    expect(value(await list.setting('theme'))).toBeUndefined();
    value(await list.saveSetting('theme', 'dark'));
    value(await list.saveSetting('hints', false));
    expect([value(await list.setting('theme')), value(await list.setting('hints'))]).toEqual(['dark', false]);
  });
});

describe('directory', () => {
  it('answers a failure of storage instead of rejecting', async () => {
    const list = directory({ transact: inDatabase(), destroy: () => Promise.resolve() });
    value(await list.list());
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await list.create({ ...account, id: 'a', name: 'A', now: 1 })).toMatchObject({
      ok: false,
      error: { kind: 'quota-exceeded' },
    });
  });

  it('rejects with a bug', async () => {
    const list = directory({
      transact: () => Promise.reject(new TypeError('bug')),
      destroy: () => Promise.resolve(),
    });
    await expect(list.list()).rejects.toThrow(TypeError);
  });
});
