// Whether IndexedDB really works here. Its mere presence proves nothing: private windows, blocked site
// data and full disks show only when a database is opened and written to.

import type { StorageKind } from '../client/storage-ports.ts';
import { StorageError, storageFailure, storageFailureOf } from './storage-error.ts';

/** A browser whose IndexedDB neither opens nor fails within this time is taken to have none. */
const patienceMs = 5_000;

/**
 * Opens a database of its own, writes and reads back. `open` names the factory, which some
 * browsers refuse by throwing.
 */
export async function probeIndexedDb(
  open: () => IDBFactory | undefined = () => globalThis.indexedDB,
): Promise<StorageKind> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const factory = open();
    if (!factory) throw new StorageError(storageFailure('unavailable', 'it has no IndexedDB'));
    const late = new Promise<never>((_, reject) => {
      const failure = storageFailure('unavailable', 'IndexedDB does not answer');
      timer = setTimeout(() => reject(new StorageError(failure)), patienceMs);
    });
    await Promise.race([writeAndReadBack(factory), late]);
    return { kind: 'indexeddb' };
  } catch (error) {
    // Whatever it was, state is kept in memory and the reader is told why.
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'memory', reason: storageFailureOf(error) ?? storageFailure('unavailable', detail) };
  } finally {
    clearTimeout(timer);
  }
}

// Kept between starts: to create and delete a database takes longer than all the rest of a cold start. Several
// tabs may write at once, all of them the same.
const probeName = 'gatehouse-probe';

async function writeAndReadBack(factory: IDBFactory): Promise<void> {
  const request = factory.open(probeName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('probe');
  const database = await settled(request);
  try {
    const transaction = database.transaction('probe', 'readwrite');
    const committed = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the write was aborted'));
    });
    // Bytes, because Safari's private windows once stored everything but those.
    const store = transaction.objectStore('probe');
    store.put(new Uint8Array([71]), 'key');
    const stored: unknown = await settled(store.get('key') as IDBRequest<unknown>);
    await committed;
    if (!(stored instanceof Uint8Array) || stored[0] !== 71) throw new Error('it reads back something else');
  } finally {
    database.close();
  }
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });
}
