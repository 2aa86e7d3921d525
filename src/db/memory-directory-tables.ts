// The list of sandboxes in memory, for a page that has no storage.

import type { SandboxEntry } from '../client/storage-ports.ts';
import type { DirectoryTables, DirectoryTransaction, SettingRow } from './directory-tables.ts';

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
