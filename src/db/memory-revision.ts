// The store in memory with its signal, where there is no database to follow.

import type { RevisionSignal } from '../client/storage-ports.ts';
import type { Store } from '../cloud/ports.ts';
import { makeMemoryStore } from './memory-store.ts';
import { onlyChanges } from './revision.ts';

/** An empty store in memory, and its signal. */
export function memoryStoreWithRevision(): { readonly store: Store; readonly revision: RevisionSignal } {
  const listeners = new Set<(revision: number) => void>();
  const store = makeMemoryStore({
    // Not waited for: what a listener does, or throws, is not the writer's business.
    onCommit: (tables) => {
      if (tables.includes('meta'))
        void current().then((revision) => listeners.forEach((tell) => tell(revision)));
    },
  });
  const current = (): Promise<number> =>
    store.read(async (tables) => (await tables.meta.get('state'))?.revision ?? 0);
  return {
    store,
    revision: {
      subscribe(listener) {
        const report = onlyChanges(listener);
        listeners.add(report);
        void current().then((revision) => {
          if (listeners.has(report)) report(revision);
        });
        return () => listeners.delete(report);
      },
    },
  };
}
