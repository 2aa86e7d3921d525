// Encodes services, the names of their actions and access levels: the writer's side of
// core/catalog/services-file.ts.

import { accessLevels, type ServicesFile } from '../core/catalog/services-file.ts';
import { letterOf } from './letters.ts';
import type { ServiceReference } from './service-reference.ts';
import { Table } from './table.ts';

/** `usedPrefixes`: those of the actions in AWS managed policies, in lower case. */
export function encodeServices(
  { services }: ServiceReference,
  usedPrefixes: ReadonlySet<string>,
): Omit<ServicesFile, 'build'> {
  const categories = new Table<string>();
  const actions = services.flatMap((service) => service.actions);
  const odd = actions.find(({ name }) => !/^[A-Za-z0-9-]+$/.test(name));
  if (odd !== undefined)
    throw new Error(`the action name \`${odd.name}\` has more than letters, digits and hyphens`);
  const listed = new Set(services.map(({ prefix }) => prefix));
  return {
    services: services.map(({ prefix, name, category, supportsRcps, actions: own }) => [
      prefix,
      name,
      categories.numberOf(category),
      supportsRcps ? 1 : 0,
      own.length,
    ]),
    categories: categories.values,
    actions: actions.map(({ name }) => name).join(' '),
    levels: actions.map(({ accessLevel }) => letterOf(accessLevels, accessLevel)).join(''),
    unlisted: [...usedPrefixes].filter((prefix) => !listed.has(prefix)).sort(),
  };
}
