// The signal that an account has changed: one number, followed by every screen that shows the account.

import { liveQuery } from 'dexie';
import type { RevisionSignal, StorageFailure } from '../client/storage-ports.ts';
import type { MetaRecord } from '../cloud/records.ts';
import type { Connection } from './connection.ts';
import { storageFailureOf } from './storage-error.ts';

/** Follows the revision of a database, whichever tab raises it. `onFailure` hears when it no longer can. */
export function dexieRevision(
  connection: Connection,
  onFailure: (failure: StorageFailure) => void,
): RevisionSignal {
  return {
    subscribe(listener) {
      const report = onlyChanges(listener);
      let stopQuery: () => void = () => undefined;
      const query = (): void => {
        stopQuery();
        const subscription = liveQuery(() => connection.db.table<MetaRecord>('meta').get('state')).subscribe({
          next: (meta) => report(meta?.revision ?? 0),
          error: (error: unknown) => {
            const failure = storageFailureOf(error);
            if (failure === undefined) throw error;
            onFailure(failure);
          },
        });
        stopQuery = () => subscription.unsubscribe();
      };
      query();
      // A live query that met a closed database stays silent for good, and one that slept through the
      // closing may have missed changes: so each opening begins anew.
      const stopOpened = connection.onOpened(query);
      return () => {
        stopOpened();
        stopQuery();
      };
    },
  };
}

/** `listener`, told only when the number is another than before. */
export function onlyChanges(listener: (revision: number) => void): (revision: number) => void {
  let last: number | undefined;
  return (revision) => {
    if (revision === last) return;
    last = revision;
    listener(revision);
  };
}
