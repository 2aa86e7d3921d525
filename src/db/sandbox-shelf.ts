// The device's sandboxes, each a database and an entry in the list: what must be done with both at once. What is not
// needed to make the first of them is in `shelf-work.ts`, fetched when it is first asked for.

import type { Attempt, SandboxShelf, SandboxSummary, Failure } from '../client/sandbox-ports.ts';
import type { SandboxEntry } from '../client/storage-ports.ts';
import type { Clock, Gate, Ids, Store } from '../cloud/ports.ts';
import { ok, type Result } from '../core/lang/result.ts';
import { makeUuid } from '../core/names/unique-id.ts';
import type { Storage } from './open-storage.ts';
import type { ShelfWork } from './shelf-work.ts';

export interface ShelfOptions {
  readonly storage: Pick<Storage, 'directory' | 'openSandbox' | 'discardSandbox'>;
  readonly gate: Gate;
  readonly ids: Ids;
  /** The device's clock. */
  readonly now: () => number;
  /** Answers with a failure what the storage or the gate rejects with. */
  readonly attempt: Attempt;
}

/** What the shelf's work is done with. */
export interface ShelfTools extends Omit<ShelfOptions, 'attempt' | 'storage'> {
  readonly directory: Storage['directory'];
  readonly clockOf: (entry: Pick<SandboxEntry, 'clockOffset'>) => Clock;
  readonly newId: () => string;
  readonly withStore: <Value>(id: string, work: (store: Store) => Promise<Value>) => Promise<Value>;
  readonly wholeOrNot: (
    id: string,
    make: () => Promise<Result<SandboxEntry, Failure>>,
  ) => Promise<Result<SandboxSummary, Failure>>;
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

  const tools: ShelfTools = { directory, gate, ids, now, clockOf, newId, withStore, wholeOrNot };
  const later = <Value>(ask: (work: ShelfWork) => Promise<Result<Value, Failure>>) =>
    attempt(async () => ask((await import('./shelf-work.ts')).shelfWork(tools)));

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
    accounts: (id) => later((work) => work.accounts(id)),
    addAccount: (id, account) => later((work) => work.addAccount(id, account)),
    rename: async (id, name) => withoutValue(await directory.rename(id, name)),
    moveToBin: async (id) => withoutValue(await directory.moveToBin(id, now())),
    restore: async (id) => withoutValue(await directory.restore(id)),
    async listBin() {
      const listed = await directory.listBin();
      if (!listed.ok) return listed;
      return ok(listed.value.map((entry) => ({ ...sandboxSummary(entry), deletedAt: entry.deletedAt ?? 0 })));
    },
    exportFile: (id, options) => later((work) => work.exportFile(id, options)),
    importFile: (text) => later((work) => work.importFile(text)),
  };
}

export function sandboxSummary(entry: SandboxEntry): SandboxSummary {
  const { id, name, accountId, furtherAccountIds = [], createdAt } = entry;
  return { id, name, accountId, accountIds: [accountId, ...furtherAccountIds], createdAt };
}

function withoutValue<Error>(result: Result<unknown, Error>): Result<null, Error> {
  return result.ok ? ok(null) : result;
}
