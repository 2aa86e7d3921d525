// Encodes AWS's descriptions: the writer's side of core/catalog/prose-file.ts.

import { habitualBeginning, type PolicyProseFile, type ProseFile } from '../core/catalog/prose-file.ts';
import type { ReferencePolicy } from './read-managed-policies.ts';
import type { ServiceReference } from './service-reference.ts';
import { Table } from './table.ts';

export function encodeProse({ services }: ServiceReference): Omit<ProseFile, 'build'> {
  const keys = new Table<string>();
  return {
    actions: services.flatMap(({ actions }) =>
      actions.map(({ description }) =>
        description.startsWith(habitualBeginning)
          ? description.slice(habitualBeginning.length)
          : `=${description}`,
      ),
    ),
    services: services.map(({ conditionKeys }) =>
      conditionKeys.map(({ description }) => keys.numberOf(description)),
    ),
    keys: keys.values,
  };
}

export function encodePolicyProse(policies: readonly ReferencePolicy[]): Omit<PolicyProseFile, 'build'> {
  return { descriptions: policies.map(({ description = '' }) => description) };
}

export const noProse: Omit<ProseFile, 'build'> = { actions: [], keys: [], services: [] };
export const noPolicyProse: Omit<PolicyProseFile, 'build'> = { descriptions: [] };
