// What is done with a sandbox that is on the shelf, and with the file of one: the part of `sandbox-shelf.ts` that
// nobody needs to make their first account.

import type { AccountSummary, Failure, SandboxShelf } from '../client/sandbox-ports.ts';
import type { SandboxEntry } from '../client/storage-ports.ts';
import type { Store } from '../cloud/ports.ts';
import type { AccountRecord } from '../cloud/records.ts';
import { err, ok, type Result } from '../core/lang/result.ts';
import { sandboxSummary, type ShelfTools } from './sandbox-shelf.ts';

export type ShelfWork = Pick<SandboxShelf, 'accounts' | 'addAccount' | 'exportFile' | 'importFile'>;

/** Rejects where storage or the gate fails: the shelf makes a failure of it. */
export function shelfWork(tools: ShelfTools): ShelfWork {
  const { directory, gate, ids, now, clockOf, newId, withStore, wholeOrNot } = tools;

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

  /**
   * Reads the accounts, and tells the list of those that it does not know: an account is made before it is listed,
   * and a page may be closed in between. A list that cannot be told now is told the next time.
   */
  async function readAccounts(store: Store, entry: SandboxEntry): Promise<readonly AccountSummary[]> {
    const accounts = oldestFirst(await store.read((tables) => tables.account.all())).map(accountSummary);
    const accountIds = accounts.map(({ accountId }) => accountId);
    const known = sandboxSummary(entry).accountIds;
    if (!accountIds.every((accountId) => known.includes(accountId))) {
      await directory.noteAccounts(entry.id, accountIds);
    }
    return accounts;
  }

  /** A name that no sandbox here has: an opened file would else look like what it was saved from. */
  async function freeName(wanted: string): Promise<string> {
    const listed = await directory.list();
    const taken = new Set(listed.ok ? listed.value.map(({ name }) => name) : []);
    let name = wanted;
    for (let copy = 2; taken.has(name); copy += 1) name = `${wanted.slice(0, 58)} (${copy})`;
    return name;
  }

  return {
    accounts: (id) => withListed(id, async (store, entry) => ok(await readAccounts(store, entry))),
    addAccount: (id, account) =>
      withListed(id, async (store, entry) => {
        const { createAccount } = await import('../cloud/create-account.ts');
        const added = await createAccount(
          { store, gate, ids, clock: clockOf(entry) },
          { ...account, withSampleBucket: false },
        );
        if (!added.ok) return added;
        const accounts = await readAccounts(store, entry);
        const made = accounts.find(({ accountId }) => accountId === added.value.accountId);
        return made === undefined ? err({ message: 'the account is no longer there' }) : ok(made);
      }),
    exportFile: (id, { withSecrets }) =>
      withListed(id, async (store, { name, clockOffset }) => {
        const { exportSandbox } = await import('./sandbox-file.ts');
        const secrets = withSecrets ? 'included' : 'left-out';
        return ok(await exportSandbox(store, { name, clockOffset, exportedAt: now(), secrets }));
      }),
    async importFile(text) {
      const { readSandboxFile } = await import('./read-sandbox-file.ts');
      const { restoreSandbox } = await import('./restore-sandbox.ts');
      const file = readSandboxFile(text);
      if (!file.ok) {
        const { place, message } = file.error;
        return err({ message: `${message}, at \`${place}\`` });
      }
      const accountIds = oldestFirst(file.value.tables.account).map(({ accountId }) => accountId);
      const [accountId, ...furtherAccountIds] = accountIds;
      if (accountId === undefined) return err({ message: 'the file holds no account' });
      const id = newId();
      return wholeOrNot(id, async () => {
        await withStore(id, (store) =>
          restoreSandbox(store, file.value, (length) => ids.randomBytes(length)),
        );
        const { clockOffset } = file.value;
        const name = await freeName(file.value.name);
        return directory.create({ id, name, accountId, furtherAccountIds, clockOffset, now: now() });
      });
    },
  };
}

function accountSummary({ accountId, alias, email }: AccountRecord): AccountSummary {
  return { accountId, ...(alias === undefined ? {} : { alias }), email };
}

/** In the order of their making; the tables have them by their ids, which are dice. */
function oldestFirst(accounts: readonly AccountRecord[]): readonly AccountRecord[] {
  return accounts.toSorted((left, right) => left.createdAt - right.createdAt);
}
