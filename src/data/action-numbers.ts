// Actions go by number in the compiled files: their place over all services.

import type { ServiceReference } from './service-reference.ts';

/** Full names to numbers, in the order of the services and their actions. */
export function actionNumbersOf({ services }: ServiceReference): ReadonlyMap<string, number> {
  const names = services.flatMap(({ prefix, actions }) => actions.map(({ name }) => `${prefix}:${name}`));
  return new Map(names.map((name, number) => [name, number]));
}
