// Whether IndexedDB really works here. Its mere presence proves nothing: private windows, blocked site
// data and full disks show only when a database is opened and written to.

import type { StorageKind } from '../client/storage-ports.ts';
import { StorageError, storageFailure, storageFailureOf } from './storage-error.ts';

/** A browser whose IndexedDB neither opens nor fails within this time is taken to have none. */
const patienceMs = 5_000;

/**
 * Opens a database of its own, writes, reads back and deletes it. `open` names the factory, which some
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

async function writeAndReadBack(factory: IDBFactory): Promise<void> {
  // RACE: two tabs may probe at once; each has a name of its own, or one would delete the other's.
  const name = `gatehouse-probe-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('probe');
  const database = await settled(request);
  try {
    const transaction = database.transaction('probe', 'readwrite');
    const committed = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the write was aborted'));
    });
    // Bytes, because Safari's private windows once stored everything but those.
    transaction.objectStore('probe').put(new Uint8Array([71]), 'key');
    await committed;
    const stored: unknown = await settled(
      database.transaction('probe').objectStore('probe').get('key') as IDBRequest<unknown>,
    );
    if (!(stored instanceof Uint8Array) || stored[0] !== 71) throw new Error('it reads back something else');
  } finally {
    database.close();
    await settled(factory.deleteDatabase(name));
  }
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });
}
