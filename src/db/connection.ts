// One database and its connection. It opens at the first call, closes when another tab wants to upgrade or
// delete the database, opens again at the next call when the browser has dropped it, and says what
// went wrong as a `StorageError`.

import Dexie from 'dexie';
import type { Transaction } from 'dexie';
import { asStorageError, StorageError, storageFailure, storageFailureOf } from './storage-error.ts';

export interface Connection {
  /** For live queries; everything else goes through `read` and `write`. */
  readonly db: Dexie;
  /** One transaction over all tables. Rejects with a `StorageError` where storage fails. */
  read<Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value>;
  /** As `read`; commits when `work` resolves, and keeps nothing when it rejects. */
  write<Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value>;
  /** Called each time the database has been opened, the first included. Returns how to stop. */
  onOpened(listener: () => void): () => void;
  close(): void;
}

/** Other tabs close on `versionchange` within moments; one that has not by then runs code that does not. */
const blockedPatienceMs = 3_000;

export function connect(db: Dexie): Connection {
  const openedListeners = new Set<() => void>();
  let deletedElsewhere = false;
  let closedForGood = false;
  let blocked = false;
  let whenBlocked: () => void = () => undefined;

  // Dexie opens a database that a newer version has upgraded as if nothing were the matter. An older
  // tab must not write into tables it does not understand, so the opening is refused here, where
  // Dexie's own reopening passes too. The native version is ten times Dexie's.
  db.on(
    'ready',
    () => {
      if (Math.floor(db.backendDB().version / 10) > db.verno) {
        throw new StorageError(storageFailure('newer-version'));
      }
      openedListeners.forEach((listener) => listener());
    },
    true,
  );
  // Dexie closes the connection by itself on `versionchange`. What is left to do: not to create again,
  // empty, what another tab has deleted.
  db.on('versionchange', (event) => {
    if (event.newVersion === null) deletedElsewhere = true;
  });
  db.on('blocked', () => {
    blocked = true;
    whenBlocked();
  });

  async function open(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refused = new Promise<never>((_, reject) => {
      const startWaiting = (): void => {
        timer ??= setTimeout(() => reject(new StorageError(storageFailure('blocked'))), blockedPatienceMs);
      };
      whenBlocked = startWaiting;
      // RACE: a call that comes while an earlier opening is still blocked gets no event of its own.
      if (blocked) startWaiting();
    });
    try {
      // Where `refused` wins, the opening stays under way and ends when the other tab lets go.
      await Promise.race([db.open(), refused]);
      blocked = false;
    } finally {
      clearTimeout(timer);
    }
  }

  async function transact<Value>(
    mode: 'r' | 'rw',
    work: (transaction: Transaction) => Promise<Value>,
  ): Promise<Value> {
    // INVARIANT: inside a transaction nothing but its own tables is awaited. A call from within would
    // join the outer transaction unseen.
    if (Dexie.currentTransaction !== null) throw new TypeError('storage called from inside a transaction');
    for (let attempt = 1; ; attempt += 1) {
      if (closedForGood) throw gone('the stored data has been closed: reload the page');
      if (deletedElsewhere)
        throw gone('the stored data was deleted in another tab: nothing of this was saved');
      let began = false;
      try {
        await open();
        return await db.transaction(mode, db.tables, async (transaction) => {
          began = true;
          return await work(transaction);
        });
      } catch (error) {
        // RACE: the browser may drop the connection between opening and use. Nothing has run yet, so the
        // call is made again on a new connection, once; once `work` has begun its effects are unknown.
        if (began || attempt > 1 || storageFailureOf(error)?.kind !== 'lost') throw asStorageError(error);
        db.close({ disableAutoOpen: false });
      }
    }
  }

  return {
    db,
    read: (work) => transact('r', work),
    write: (work) => transact('rw', work),
    onOpened(listener) {
      openedListeners.add(listener);
      return () => openedListeners.delete(listener);
    },
    close() {
      closedForGood = true;
      db.close();
    },
  };
}

function gone(message: string): StorageError {
  return new StorageError({ kind: 'lost', message });
}
