// The app's storage as `main.ts` opens it: on IndexedDB where that works, else in memory, and says which.

import type { MachineStore } from '../client/ports.ts';
import type { Directory, RevisionSignal, StorageFailure, StorageKind } from '../client/storage-ports.ts';
import type { Store } from '../cloud/ports.ts';
import Dexie from 'dexie';
import { connect } from './connection.ts';
import type { Connection } from './connection.ts';
import { dexieStore } from './dexie-store.ts';
import { dexieDirectoryTables } from './directory-tables.ts';
import { directory } from './directory.ts';
import { dexieKeyPairShelf, type KeyPairShelf } from './key-pair-shelf.ts';
import { dexieMachineStore } from './machine-store.ts';
import { probeIndexedDb } from './probe.ts';
import { dexieRevision } from './revision.ts';
import {
  directoryDatabase,
  keyPairDatabase,
  keyPairDatabaseName,
  machineDatabase,
  sandboxDatabase,
  sandboxDatabaseName,
} from './schema.ts';

export interface SandboxStorage {
  readonly store: Store;
  readonly revision: RevisionSignal;
  /** Of its identity providers; opened at its first use. */
  readonly keyPairs: KeyPairShelf;
  /** Lets go of it; in memory the state stays until the page closes. */
  close(): void;
}

export interface Storage {
  readonly kind: StorageKind;
  readonly directory: Directory;
  readonly machine: MachineStore;
  /** Opens at its first use. One at a time for each sandbox in a page: close it before opening it again. */
  openSandbox(sandboxId: string): SandboxStorage;
  /** Deletes a sandbox that never got into the list: its making failed half-way. */
  discardSandbox(sandboxId: string): Promise<void>;
  close(): void;
}

/** `onFailure` hears of what no call can answer: a sandbox that can no longer be followed. */
export async function openStorage({
  onFailure,
  probe = probeIndexedDb,
}: {
  readonly onFailure: (failure: StorageFailure) => void;
  readonly probe?: () => Promise<StorageKind>;
}): Promise<Storage> {
  // The list is asked for while the probe runs: a connection that is open already is what a cold start waits
  // for. Its answer is of no interest here, a failure least of all: the probe tells of that.
  const databases = databaseStorage({ kind: 'indexeddb' }, onFailure);
  void databases.directory.list();
  const kind = await probe();
  if (kind.kind === 'indexeddb') return databases;
  databases.close();
  const { memoryStorage } = await import('./memory-storage.ts');
  return memoryStorage(kind);
}

function databaseStorage(kind: StorageKind, onFailure: (failure: StorageFailure) => void): Storage {
  const directoryConnection = connect(directoryDatabase());
  const machineConnection = connect(machineDatabase());
  const machine = dexieMachineStore(machineConnection);
  const sandboxes = new Set<Connection>();
  // Holders in this tab and in others close on `versionchange`, so this does not wait for them.
  const destroy = async (sandboxId: string): Promise<void> => {
    await machine.forgetSandbox(sandboxId);
    await Dexie.delete(keyPairDatabaseName(sandboxId));
    await Dexie.delete(sandboxDatabaseName(sandboxId));
  };
  return {
    kind,
    machine,
    directory: directory({ transact: dexieDirectoryTables(directoryConnection), destroy }),
    discardSandbox: destroy,
    openSandbox(sandboxId) {
      const connection = connect(sandboxDatabase(sandboxId));
      const keys = connect(keyPairDatabase(sandboxId));
      const both = [connection, keys];
      both.forEach((each) => sandboxes.add(each));
      return {
        store: dexieStore(connection),
        revision: dexieRevision(connection, onFailure),
        keyPairs: dexieKeyPairShelf(keys),
        close() {
          both.forEach((each) => {
            sandboxes.delete(each);
            each.close();
          });
        },
      };
    },
    close() {
      [directoryConnection, machineConnection, ...sandboxes].forEach((connection) => connection.close());
    },
  };
}
