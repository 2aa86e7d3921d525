// The device's sandboxes, each a database and an entry in the list: what must be done with both at once.

import type { Attempt, SandboxShelf, SandboxSummary, Failure } from '../client/sandbox-ports.ts';
import type { SandboxEntry } from '../client/storage-ports.ts';
import type { Clock, Gate, Ids, Store } from '../cloud/ports.ts';
import type { AccountRecord } from '../cloud/records.ts';
import { err, ok, type Result } from '../core/lang/result.ts';
import { makeUuid } from '../core/names/unique-id.ts';
import type { Storage } from './open-storage.ts';

export interface ShelfOptions {
  readonly storage: Pick<Storage, 'directory' | 'openSandbox' | 'discardSandbox'>;
  readonly gate: Gate;
  readonly ids: Ids;
  /** The device's clock. */
  readonly now: () => number;
  /** Answers with a failure what the storage or the gate rejects with. */
  readonly attempt: Attempt;
}

export function sandboxShelf({ storage, gate, ids, now, attempt }: ShelfOptions): SandboxShelf {
  const { directory } = storage;
  const newId = () => makeUuid(ids.randomBytes(16));
  const clockOf = ({ clockOffset }: Pick<SandboxEntry, 'clockOffset'>): Clock => ({
    device: now,
    sandbox: () => now() + clockOffset,
  });

  /** Runs on the tables of a sandbox, whether a screen holds it open or not. */
  async function withStore<Value>(id: string, work: (store: Store) => Promise<Value>): Promise<Value> {
    const tables = storage.openSandbox(id);
    try {
      return await work(tables.store);
    } finally {
      tables.close();
    }
  }

  /** As `withStore`, on a sandbox that is in the list. */
  async function withListed<Value>(
    id: string,
    work: (store: Store, entry: SandboxEntry) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> {
    const listed = await directory.list();
    if (!listed.ok) return listed;
    const entry = listed.value.find((each) => each.id === id);
    if (entry === undefined) return err({ message: 'this sandbox is no longer on this device' });
    return withStore(id, (store) => work(store, entry));
  }

  /** A name that no sandbox here has: an opened file would else look like what it was saved from. */
  async function freeName(wanted: string): Promise<string> {
    const listed = await directory.list();
    const taken = new Set(listed.ok ? listed.value.map(({ name }) => name) : []);
    let name = wanted;
    for (let copy = 2; taken.has(name); copy += 1) name = `${wanted.slice(0, 58)} (${copy})`;
    return name;
  }

  /** Makes a sandbox; what of it was stored when that fails is in no list, so it is deleted here. */
  async function wholeOrNot(
    id: string,
    make: () => Promise<Result<SandboxEntry, Failure>>,
  ): Promise<Result<SandboxSummary, Failure>> {
    let made: Result<SandboxEntry, Failure> | undefined;
    try {
      made = await make();
      return made.ok ? ok(sandboxSummary(made.value)) : made;
    } finally {
      if (made?.ok !== true) await storage.discardSandbox(id);
    }
  }

  return {
    async list() {
      const listed = await directory.list();
      return listed.ok ? ok(listed.value.map(sandboxSummary)) : listed;
    },
    create: ({ name, ...account }) =>
      attempt(async () => {
        const { createAccount } = await import('../cloud/create-account.ts');
        const id = newId();
        const clock = clockOf({ clockOffset: 0 });
        // The account first: a sandbox without one must never be listed.
        return wholeOrNot(id, async () => {
          const created = await withStore(id, (store) => createAccount({ store, gate, ids, clock }, account));
          if (!created.ok) return created;
          const { accountId } = created.value;
          return directory.create({ id, name, accountId, now: now() });
        });
      }),
    accounts: (id) =>
      attempt(() =>
        withListed(id, async (store) => ok(oldestFirst(await accountsOf(store)).map(accountSummary))),
      ),
    addAccount: (id, account) =>
      attempt(() =>
        withListed(id, async (store, entry) => {
          const { createAccount } = await import('../cloud/create-account.ts');
          const added = await createAccount(
            { store, gate, ids, clock: clockOf(entry) },
            { ...account, withSampleBucket: false },
          );
          if (!added.ok) return added;
          const record = await store.read((tables) => tables.account.get(added.value.accountId));
          if (record === undefined) return err({ message: 'the account is no longer there' });
          return ok(accountSummary(record));
        }),
      ),
    rename: async (id, name) => withoutValue(await directory.rename(id, name)),
    moveToBin: async (id) => withoutValue(await directory.moveToBin(id, now())),
    restore: async (id) => withoutValue(await directory.restore(id)),
    async listBin() {
      const listed = await directory.listBin();
      if (!listed.ok) return listed;
      return ok(listed.value.map((entry) => ({ ...sandboxSummary(entry), deletedAt: entry.deletedAt ?? 0 })));
    },
    exportFile: (id, { withSecrets }) =>
      attempt(() =>
        withListed(id, async (store, { name, clockOffset }) => {
          const { exportSandbox } = await import('./sandbox-file.ts');
          const secrets = withSecrets ? 'included' : 'left-out';
          return ok(await exportSandbox(store, { name, clockOffset, exportedAt: now(), secrets }));
        }),
      ),
    importFile: (text) =>
      attempt(async () => {
        const { readSandboxFile } = await import('./read-sandbox-file.ts');
        const { restoreSandbox } = await import('./restore-sandbox.ts');
        const file = readSandboxFile(text);
        if (!file.ok) {
          const { place, message } = file.error;
          return err({ message: `${message}, at \`${place}\`` });
        }
        const [account] = oldestFirst(file.value.tables.account);
        if (account === undefined) return err({ message: 'the file holds no account' });
        const id = newId();
        return wholeOrNot(id, async () => {
          await withStore(id, (store) =>
            restoreSandbox(store, file.value, (length) => ids.randomBytes(length)),
          );
          const { clockOffset } = file.value;
          const { accountId } = account;
          const name = await freeName(file.value.name);
          return directory.create({ id, name, accountId, clockOffset, now: now() });
        });
      }),
  };
}

export function sandboxSummary({ id, name, accountId, createdAt }: SandboxEntry): SandboxSummary {
  return { id, name, accountId, createdAt };
}

function accountSummary({ accountId, alias, email }: AccountRecord) {
  return { accountId, ...(alias === undefined ? {} : { alias }), email };
}

function accountsOf(store: Store): Promise<readonly AccountRecord[]> {
  return store.read((tables) => tables.account.all());
}

/** In the order of their making; the tables have them by their ids, which are dice. */
function oldestFirst(accounts: readonly AccountRecord[]): readonly AccountRecord[] {
  return accounts.toSorted((left, right) => left.createdAt - right.createdAt);
}

function withoutValue<Error>(result: Result<unknown, Error>): Result<null, Error> {
  return result.ok ? ok(null) : result;
}
