import { afterEach, describe, expect, it } from 'vitest';
import type { Failure, SandboxShelf } from '../../../src/client/sandbox-ports.ts';
import { err, type Result } from '../../../src/core/lang/result.ts';
import { openStorage, type Storage } from '../../../src/db/open-storage.ts';
import { sandboxShelf } from '../../../src/db/sandbox-shelf.ts';
import { StorageError, storageFailure } from '../../../src/db/storage-error.ts';
import { makeInProcessGate } from '../cloud/in-process-gate.ts';

const demo = {
  name: 'Demo',
  alias: 'demo',
  email: 'root@example.com',
  password: 'Correct horse 7',
  withSampleBucket: true,
};
const second = { alias: 'second', email: 'second@example.com', password: 'Correct horse 8' };

const opened: Storage[] = [];
afterEach(() => opened.splice(0).forEach((storage) => storage.close()));

async function attempt<Value>(work: () => Promise<Result<Value, Failure>>): Promise<Result<Value, Failure>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError) return err({ message: error.message });
    throw error;
  }
}

async function makeShelf({ change = (storage: Storage): Storage => storage } = {}) {
  const storage = change(
    await openStorage({
      onFailure: () => undefined,
      probe: () => Promise.resolve({ kind: 'memory', reason: storageFailure('unavailable') }),
    }),
  );
  opened.push(storage);
  let now = Date.UTC(2026, 10, 22);
  let dice = 0;
  const shelf = sandboxShelf({
    storage,
    gate: makeInProcessGate(),
    // Descending, so that a later account has the lower id, and comes first by its key.
    ids: { randomBytes: (length) => new Uint8Array(length).fill(240 - 7 * dice++) },
    now: () => (now += 1000),
    attempt,
  });
  return { shelf, storage };
}

function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const names = async (shelf: SandboxShelf) => valueOf(await shelf.list()).map(({ name }) => name);

describe('the accounts of a sandbox', () => {
  it('are told in the order of their making, and the sandbox stays known by its first', async () => {
    const { shelf } = await makeShelf();
    const made = valueOf(await shelf.create(demo));
    const added = valueOf(await shelf.addAccount(made.id, second));
    expect(added).toEqual({ accountId: added.accountId, alias: 'second', email: 'second@example.com' });
    expect(added.accountId < made.accountId, 'by their ids they come the other way round').toBe(true);
    expect(valueOf(await shelf.accounts(made.id))).toEqual([
      { accountId: made.accountId, alias: 'demo', email: 'root@example.com' },
      added,
    ]);

    const file = valueOf(await shelf.exportFile(made.id, { withSecrets: true }));
    const opened = valueOf(await shelf.importFile(file));
    expect(opened).toMatchObject({ name: 'Demo (2)', accountId: made.accountId });
    expect(valueOf(await shelf.accounts(opened.id))).toEqual(valueOf(await shelf.accounts(made.id)));
  });

  it('are told with the alias that they have now, of which nothing else keeps a copy', async () => {
    const { shelf, storage } = await makeShelf();
    const made = valueOf(await shelf.create(demo));
    const { accountId } = made;
    for (const alias of ['renamed', undefined]) {
      const { store, close } = storage.openSandbox(made.id);
      await store.write(async (tables) => {
        const account = await tables.account.get(accountId);
        if (account === undefined) throw new Error('no account');
        const { alias: _, ...rest } = account;
        await tables.account.put(alias === undefined ? rest : { ...rest, alias });
      });
      close();
      const now = alias === undefined ? { accountId } : { accountId, alias };
      expect(valueOf(await shelf.accounts(made.id))).toEqual([{ ...now, email: 'root@example.com' }]);
      const kept = [...valueOf(await shelf.list()), ...valueOf(await storage.directory.list())];
      expect(kept).toHaveLength(2);
      for (const each of kept) expect(each).not.toHaveProperty('alias');
    }
  });

  it('tells the address as it is kept', async () => {
    const { shelf } = await makeShelf();
    const { id } = valueOf(await shelf.create(demo));
    const added = valueOf(await shelf.addAccount(id, { ...second, email: ' Second@Example.com ' }));
    expect(added.email).toBe('second@example.com');
    expect(valueOf(await shelf.accounts(id))[1]).toEqual(added);
  });

  it('are in the list too, without a sandbox being opened for it: in the bin, and from a file', async () => {
    const openings: string[] = [];
    const { shelf } = await makeShelf({
      change: (storage) => ({
        ...storage,
        openSandbox: (id) => {
          openings.push(id);
          return storage.openSandbox(id);
        },
      }),
    });
    const { id, accountId } = valueOf(await shelf.create(demo));
    const listed = async () => valueOf(await shelf.list()).map(({ accountIds }) => accountIds);
    expect(await listed()).toEqual([[accountId]]);
    const added = valueOf(await shelf.addAccount(id, second));
    const file = valueOf(await shelf.exportFile(id, { withSecrets: false }));
    openings.length = 0;
    const both = [accountId, added.accountId];
    expect(await listed()).toEqual([both]);
    valueOf(await shelf.moveToBin(id));
    expect(valueOf(await shelf.listBin())[0]?.accountIds).toEqual(both);
    expect(openings).toEqual([]);
    expect(valueOf(await shelf.importFile(file)).accountIds).toEqual(both);
    expect(await listed()).toEqual([both]);
  });

  it('get into the list when they are next read, where a page was closed in between', async () => {
    const { shelf, storage } = await makeShelf({
      change: (storage) => ({ ...storage, directory: { ...storage.directory } }),
    });
    const { id, accountId } = valueOf(await shelf.create(demo));
    const { noteAccounts } = storage.directory;
    const full = storageFailure('quota-exceeded');
    Object.assign(storage.directory, { noteAccounts: () => Promise.resolve(err(full)) });
    const added = valueOf(await shelf.addAccount(id, second));
    expect(valueOf(await shelf.list())[0]?.accountIds, 'the account is made all the same').toEqual([
      accountId,
    ]);
    expect(valueOf(await shelf.accounts(id))).toHaveLength(2);
    Object.assign(storage.directory, { noteAccounts });
    valueOf(await shelf.accounts(id));
    expect(valueOf(await shelf.list())[0]?.accountIds).toEqual([accountId, added.accountId]);
  });

  it.each([
    [{ ...second, alias: 'demo' }, 'alias', 'the alias `demo` is taken'],
    [{ ...second, email: 'ROOT@example.com' }, 'email', '`root@example.com` already has an account'],
    [{ ...second, alias: '123456789012' }, 'alias', 'an alias is not a 12-digit number'],
  ])('refuses %o at its field', async (account, field, message) => {
    const { shelf } = await makeShelf();
    const { id } = valueOf(await shelf.create(demo));
    expect(await shelf.addAccount(id, account)).toMatchObject({ ok: false, error: { field, message } });
    expect(valueOf(await shelf.accounts(id))).toHaveLength(1);
  });

  it('are not added twice when asked for at once', async () => {
    const { shelf } = await makeShelf();
    const { id } = valueOf(await shelf.create(demo));
    const added = await Promise.all([shelf.addAccount(id, second), shelf.addAccount(id, second)]);
    expect(added.filter(({ ok }) => ok)).toHaveLength(1);
    expect(valueOf(await shelf.accounts(id))).toHaveLength(2);
  });

  it('are of a sandbox that is there', async () => {
    const { shelf } = await makeShelf();
    const { id } = valueOf(await shelf.create(demo));
    valueOf(await shelf.moveToBin(id));
    const gone = { ok: false, error: { message: 'this sandbox is no longer on this device' } };
    expect(await shelf.accounts(id)).toEqual(gone);
    expect(await shelf.addAccount(id, second)).toEqual(gone);
    expect(await shelf.exportFile(id, { withSecrets: false })).toEqual(gone);
  });
});

describe('a sandbox that cannot be made whole', () => {
  /** The names of the sandboxes that were discarded. */
  function failing(at: 'write' | 'list') {
    const discarded: string[] = [];
    const full = new StorageError(storageFailure('quota-exceeded'));
    const change = (storage: Storage): Storage => ({
      ...storage,
      directory:
        at === 'list'
          ? { ...storage.directory, create: () => Promise.resolve(err(full.failure)) }
          : storage.directory,
      openSandbox: (id) => {
        const sandbox = storage.openSandbox(id);
        if (at === 'list') return sandbox;
        return { ...sandbox, store: { ...sandbox.store, write: () => Promise.reject(full) } };
      },
      discardSandbox: async (id) => {
        discarded.push(id);
        await storage.discardSandbox(id);
      },
    });
    return { change, discarded, message: full.message };
  }

  it.each(['write', 'list'] as const)('is discarded when its %s fails', async (at) => {
    const { change, discarded, message } = failing(at);
    const { shelf } = await makeShelf({ change });
    expect(await shelf.create(demo)).toMatchObject({ ok: false, error: { message } });
    expect(discarded).toHaveLength(1);
    expect(await names(shelf)).toEqual([]);
  });

  it.each(['write', 'list'] as const)(
    'is discarded when it comes from a file, and its %s fails',
    async (at) => {
      const source = await makeShelf();
      const { id } = valueOf(await source.shelf.create(demo));
      const file = valueOf(await source.shelf.exportFile(id, { withSecrets: false }));
      const { change, discarded, message } = failing(at);
      const { shelf } = await makeShelf({ change });
      expect(await shelf.importFile(file)).toMatchObject({ ok: false, error: { message } });
      expect(discarded).toHaveLength(1);
      expect(await names(shelf)).toEqual([]);
    },
  );

  it('is discarded when what was typed is refused', async () => {
    const { change, discarded } = failing('list');
    const { shelf } = await makeShelf({ change });
    expect(await shelf.create({ ...demo, alias: 'x' })).toMatchObject({
      ok: false,
      error: { field: 'alias' },
    });
    expect(discarded).toHaveLength(1);
  });
});

describe('a file', () => {
  it('that is refused says what is wrong and where, and makes nothing', async () => {
    const { shelf } = await makeShelf();
    expect(await shelf.importFile('{"format":"other"}')).toEqual({
      ok: false,
      error: { message: 'this is not a Gatehouse sandbox file, at `file.format`' },
    });
    expect(await names(shelf)).toEqual([]);
  });

  it('opens under a name that is free, each time again', async () => {
    const { shelf } = await makeShelf();
    const { id } = valueOf(await shelf.create(demo));
    const file = valueOf(await shelf.exportFile(id, { withSecrets: false }));
    valueOf(await shelf.importFile(file));
    valueOf(await shelf.importFile(file));
    expect((await names(shelf)).toSorted()).toEqual(['Demo', 'Demo (2)', 'Demo (3)']);
  });
});

it('what is not the world’s failure is a bug, and rejects', async () => {
  const { shelf } = await makeShelf({
    change: (storage) => ({
      ...storage,
      openSandbox: () => {
        throw new TypeError('a bug');
      },
    }),
  });
  await expect(shelf.create(demo)).rejects.toThrow('a bug');
});
