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
