// The list of this device's sandboxes with its bin, and the app's settings.

import type { Directory, DirectoryFailure, SandboxEntry, StorageFailure } from '../client/storage-ports.ts';
import { err, ok } from '../core/lang/result.ts';
import type { Result } from '../core/lang/result.ts';
import type { DirectoryTables, DirectoryTransaction } from './directory-tables.ts';
import { storageFailureOf } from './storage-error.ts';

/** How long a deleted sandbox can be restored. */
export const binMs = 7 * 24 * 60 * 60 * 1000;

const longestName = 64;

export interface DirectoryOptions {
  readonly transact: DirectoryTransaction;
  /** Deletes all that belongs to a sandbox but its entry: its database, its profiles and sessions. */
  readonly destroy: (sandboxId: string) => Promise<void>;
}

/** The rules of the list over its two tables. Failures are answered; only a bug rejects. */
export function directory({ transact, destroy }: DirectoryOptions): Directory {
  type Failure = DirectoryFailure;

  /** One transaction, and the one place where a failure of storage becomes an answer. */
  async function answer<Value>(
    work: (tables: DirectoryTables) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> {
    return caught(() => transact(work));
  }

  function change(
    id: string,
    next: (entry: SandboxEntry) => Result<SandboxEntry, Failure>,
  ): Promise<Result<SandboxEntry, Failure>> {
    return answer(async (tables) => {
      const entry = await tables.sandbox(id);
      if (entry === undefined) return err(notFound(id));
      const changed = next(entry);
      if (changed.ok) await tables.putSandbox(changed.value);
      return changed;
    });
  }

  return {
    list: () =>
      answer(async (tables) => {
        const entries = (await tables.sandboxes()).filter(({ deletedAt }) => deletedAt === undefined);
        return ok(entries.toSorted((left, right) => right.openedAt - left.openedAt));
      }),
    listBin: () =>
      answer(async (tables) => ok((await tables.sandboxes()).filter(isInBin).toSorted(lastDeletedFirst))),
    create: ({ id, name, now, clockOffset = 0, ...accounts }) =>
      answer(async (tables) => {
        const checked = checkName(name);
        if (!checked.ok) return checked;
        if ((await tables.sandbox(id)) !== undefined) {
          return err({ kind: 'already-exists', message: `there is a sandbox with the id \`${id}\` already` });
        }
        const entry: SandboxEntry = {
          id,
          name: checked.value,
          ...accounts,
          createdAt: now,
          openedAt: now,
          clockOffset,
        };
        await tables.putSandbox(entry);
        return ok(entry);
      }),
    rename: (id, name) =>
      change(id, (entry) => {
        const checked = checkName(name);
        return checked.ok ? ok({ ...entry, name: checked.value }) : checked;
      }),
    noteAccounts: (id, accountIds) =>
      change(id, (entry) => {
        const all = new Set([entry.accountId, ...(entry.furtherAccountIds ?? []), ...accountIds]);
        return ok({ ...entry, furtherAccountIds: [...all].slice(1) });
      }),
    markOpened: (id, now) => change(id, (entry) => ok({ ...entry, openedAt: now })),
    setClockOffset: (id, clockOffset) =>
      change(id, (entry) =>
        clockOffset < entry.clockOffset
          ? err({
              kind: 'clock-backwards',
              message:
                "a sandbox's clock only goes forward: duplicate the sandbox or restore an export to go back",
            })
          : ok({ ...entry, clockOffset }),
      ),
    moveToBin: (id, now) => change(id, (entry) => ok({ ...entry, deletedAt: entry.deletedAt ?? now })),
    restore: (id) => change(id, ({ deletedAt: _, ...entry }) => ok(entry)),
    async purge(now) {
      const expired = await answer(async (tables) =>
        ok((await tables.sandboxes()).filter((entry) => isInBin(entry) && now - entry.deletedAt >= binMs)),
      );
      if (!expired.ok) return expired;
      for (const { id } of expired.value) {
        // The entry goes last: should the page close in between, the next purge finds it and goes on.
        // RACE: another tab may restore it meanwhile; a sandbox seven days in the bin loses that race.
        const destroyed = await caught<null, never>(async () => {
          await destroy(id);
          await transact((tables) => tables.deleteSandbox(id));
          return ok(null);
        });
        if (!destroyed.ok) return destroyed;
      }
      return ok(expired.value.map(({ id }) => id));
    },
    setting: (key) => answer(async (tables) => ok((await tables.setting(key))?.value)),
    saveSetting: (key, value) =>
      answer(async (tables) => {
        await tables.putSetting({ key, value });
        return ok(null);
      }),
  };
}

async function caught<Value, Failure>(
  work: () => Promise<Result<Value, Failure>>,
): Promise<Result<Value, Failure | StorageFailure>> {
  try {
    return await work();
  } catch (error) {
    const failure = storageFailureOf(error);
    if (failure === undefined) throw error;
    return err(failure);
  }
}

function checkName(name: string): Result<string, DirectoryFailure> {
  const trimmed = name.trim();
  if (trimmed === '') return err({ kind: 'invalid-name', message: 'a sandbox needs a name' });
  if (trimmed.length > longestName) {
    return err({ kind: 'invalid-name', message: `the name is longer than ${longestName} characters` });
  }
  return ok(trimmed);
}

function notFound(id: string): DirectoryFailure {
  return { kind: 'not-found', message: `there is no sandbox with the id \`${id}\` on this device` };
}

function isInBin(entry: SandboxEntry): entry is SandboxEntry & { readonly deletedAt: number } {
  return entry.deletedAt !== undefined;
}

function lastDeletedFirst(left: SandboxEntry, right: SandboxEntry): number {
  return (right.deletedAt ?? 0) - (left.deletedAt ?? 0);
}
