// The first thing worth keeping has been made: ask the browser, once on this device, not to evict it.

import type { Persistence } from '../../ports.ts';

const storageKey = 'gatehouse-persistence-asked';

/** Some browsers ask the person in turn, so this must not come up at every write. */
export async function askForPersistence(persistence: Persistence): Promise<void> {
  try {
    if (localStorage.getItem(storageKey) !== null) return;
    localStorage.setItem(storageKey, 'yes');
  } catch {
    // Storage is refused altogether: there is nothing that could persist.
    return;
  }
  await persistence.request();
}
