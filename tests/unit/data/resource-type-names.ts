import type { ActionResources } from '../../../src/core/catalog/types.ts';

/** Names of all resource types that an action may be asked about. */
export function resourceTypeNames(resources: ActionResources): readonly string[] {
  switch (resources.kind) {
    case 'none':
      return [];
    case 'any-of':
      return resources.types.map(({ name }) => name);
    case 'all-of':
      return [...resources.required, ...resources.optional].map(({ name }) => name);
  }
}
