// Joining the newest page to the events that are known already.

interface Identified {
  readonly eventId: string;
}

/**
 * Both newest first. `joined` is false when the page has nothing in common with what is known: then more
 * has happened than a page holds, and the page begins a new list.
 */
export function mergeNewest<Entry extends Identified>(
  known: readonly Entry[],
  page: readonly Entry[],
): { readonly entries: readonly Entry[]; readonly joined: boolean } {
  const ids = new Set(known.map(({ eventId }) => eventId));
  const fresh = page.filter(({ eventId }) => !ids.has(eventId));
  if (known.length === 0 || (fresh.length === page.length && page.length > 0)) {
    return { entries: page, joined: false };
  }
  return { entries: fresh.length === 0 ? known : [...fresh, ...known], joined: true };
}
