// The app's storage where IndexedDB does not work: everything is lost with the page.

import type { StorageKind } from '../client/storage-ports.ts';
import { directory } from './directory.ts';
import { memoryKeyPairShelf } from './key-pair-shelf.ts';
import { memoryDirectoryTables } from './memory-directory-tables.ts';
import { memoryMachineStore } from './memory-machine-store.ts';
import { memoryStoreWithRevision } from './memory-revision.ts';
import type { SandboxStorage, Storage } from './open-storage.ts';

export function memoryStorage(kind: StorageKind): Storage {
  const machine = memoryMachineStore();
  const sandboxes = new Map<string, Omit<SandboxStorage, 'close'>>();
  const destroy = async (sandboxId: string): Promise<void> => {
    await machine.forgetSandbox(sandboxId);
    sandboxes.delete(sandboxId);
  };
  return {
    kind,
    machine,
    directory: directory({ transact: memoryDirectoryTables(), destroy }),
    discardSandbox: destroy,
    openSandbox(sandboxId) {
      const sandbox = sandboxes.get(sandboxId) ?? {
        ...memoryStoreWithRevision(),
        keyPairs: memoryKeyPairShelf(),
      };
      sandboxes.set(sandboxId, sandbox);
      return { ...sandbox, close: () => undefined };
    },
    close: () => undefined,
  };
}
