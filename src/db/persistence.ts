// Asks the browser to keep the data when it runs out of room, and how much room there is. Both are
// absent in some browsers and outside a secure context; then the answer says so.
// https://storage.spec.whatwg.org/#api

import type { StorageEstimate } from '../client/storage-ports.ts';

/** What is needed of `navigator.storage`. */
export type StorageManagerLike = Partial<Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>>;

/**
 * `granted`: kept until the user deletes it. `refused`: the browser may delete it when it needs room.
 * `unsupported`: the browser does not say.
 */
export type Persistence = 'granted' | 'refused' | 'unsupported';

/** Asks for persistent storage; some browsers ask the user. To be called once there is something to lose. */
export async function requestPersistence(
  storage: StorageManagerLike | undefined = browserStorage(),
): Promise<Persistence> {
  if (storage?.persist === undefined) return 'unsupported';
  try {
    if ((await storage.persisted?.()) === true) return 'granted';
    return (await storage.persist()) ? 'granted' : 'refused';
  } catch {
    // Thrown for opaque origins and by policy, where nothing is kept for long anyway.
    return 'refused';
  }
}

/** Bytes used and allowed; undefined where the browser does not tell. */
export async function storageEstimate(
  storage: StorageManagerLike | undefined = browserStorage(),
): Promise<StorageEstimate | undefined> {
  if (storage?.estimate === undefined) return undefined;
  try {
    const { usage, quota } = await storage.estimate();
    return usage === undefined || quota === undefined ? undefined : { usage, quota };
  } catch {
    return undefined;
  }
}

function browserStorage(): StorageManagerLike | undefined {
  // Outside a secure context `navigator.storage` is missing, whatever its type says.
  return (globalThis.navigator as Navigator | undefined)?.storage;
}
