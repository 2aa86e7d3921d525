// What a look-up says of what it does not find.

import { closest } from '../lang/suggest.ts';
import { actionNamesOf, type IndexedService, type ServiceIndex } from './service-index.ts';
import type { CatalogProblem } from './types.ts';

/** How many names are offered instead. */
const most = 3;

/** `prefix` in lower case. */
export function unknownService(index: ServiceIndex, prefix: string): CatalogProblem {
  if (index.unlisted.has(prefix)) return { kind: 'unlisted-service', service: prefix };
  const prefixes = index.services.map((service) => service.prefix);
  return { kind: 'unknown-service', service: prefix, closest: closest(prefix, prefixes, most) };
}

export function unknownAction(index: ServiceIndex, service: IndexedService, name: string): CatalogProblem {
  return {
    kind: 'unknown-action',
    service: service.prefix,
    name,
    closest: closest(name, actionNamesOf(index, service.prefix), most).map(
      (each) => `${service.prefix}:${each}`,
    ),
  };
}
