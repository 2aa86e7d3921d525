// Where somebody is about to search the reference, its index is made before the first letter is typed.

import type { Reference } from '../../client/ports.ts';

/** A failure is no news yet: the first letter asks again, and tells. */
export function prepareSearch(reference: Pick<Reference, 'search'>): void {
  void reference.search('', { most: 1 }).catch(() => undefined);
}
