// Where the list of sandboxes is kept: two small tables, in IndexedDB or in memory. The rules of the
// list are in `directory.ts`, the same over both.

import type { SandboxEntry, Setting } from '../client/storage-ports.ts';
import type { Connection } from './connection.ts';

export interface SettingRow {
  readonly key: string;
  readonly value: Setting;
}

export interface DirectoryTables {
  sandboxes(): Promise<readonly SandboxEntry[]>;
  sandbox(id: string): Promise<SandboxEntry | undefined>;
  putSandbox(entry: SandboxEntry): Promise<void>;
  deleteSandbox(id: string): Promise<void>;
  setting(key: string): Promise<SettingRow | undefined>;
  putSetting(row: SettingRow): Promise<void>;
}

/** Runs `work` in one transaction: all of it is kept, or, when it rejects, nothing. */
export type DirectoryTransaction = <Value>(
  work: (tables: DirectoryTables) => Promise<Value>,
) => Promise<Value>;

export function dexieDirectoryTables(connection: Connection): DirectoryTransaction {
  return (work) =>
    connection.write((transaction) => {
      const sandboxes = transaction.table<SandboxEntry, string>('sandboxes');
      const settings = transaction.table<SettingRow, string>('settings');
      return work({
        sandboxes: () => sandboxes.toArray(),
        sandbox: (id) => sandboxes.get(id),
        putSandbox: async (entry) => {
          await sandboxes.put(entry);
        },
        deleteSandbox: (id) => sandboxes.delete(id),
        setting: (key) => settings.get(key),
        putSetting: async (row) => {
          await settings.put(row);
        },
      });
    });
}

export function memoryDirectoryTables(): DirectoryTransaction {
  // Rows are replaced, never changed, so sharing them is as good as copying.
  const sandboxes = new Map<string, SandboxEntry>();
  const settings = new Map<string, SettingRow>();
  const tables: DirectoryTables = {
    sandboxes: () => Promise.resolve([...sandboxes.values()]),
    sandbox: (id) => Promise.resolve(sandboxes.get(id)),
    putSandbox(entry) {
      sandboxes.set(entry.id, entry);
      return Promise.resolve();
    },
    deleteSandbox(id) {
      sandboxes.delete(id);
      return Promise.resolve();
    },
    setting: (key) => Promise.resolve(settings.get(key)),
    putSetting(row) {
      settings.set(row.key, row);
      return Promise.resolve();
    },
  };
  // RACE: two calls that read before they write would overwrite each other, so each waits for the one before.
  // Nothing is rolled back: the rules of `directory.ts` write last, and once.
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(() => work(tables));
    last = next.catch(() => undefined);
    return next;
  };
}
