// Encodes AWS's descriptions: the writer's side of core/catalog/prose-file.ts.

import { habitualBeginning, type PolicyProseFile, type ProseFile } from '../core/catalog/prose-file.ts';
import { encodeWords } from './encode-words.ts';
import type { ReferencePolicy } from './read-managed-policies.ts';
import type { ServiceReference } from './service-reference.ts';
import { Table } from './table.ts';

export function encodeProse({ services }: ServiceReference): Omit<ProseFile, 'build'> {
  const keys = new Table<string>();
  const ofKeys = services.map(({ conditionKeys }) =>
    conditionKeys.map(({ description }) => keys.numberOf(description)),
  );
  const ofActions = services.flatMap(({ actions }) =>
    actions.map(({ description }) =>
      description.startsWith(habitualBeginning)
        ? description.slice(habitualBeginning.length)
        : `=${description}`,
    ),
  );
  const { words, codesOf } = encodeWords([...ofActions, ...keys.values]);
  return { words, actions: ofActions.map(codesOf), services: ofKeys, keys: keys.values.map(codesOf) };
}

export function encodePolicyProse(policies: readonly ReferencePolicy[]): Omit<PolicyProseFile, 'build'> {
  return { descriptions: policies.map(({ description = '' }) => description) };
}

export const noProse: Omit<ProseFile, 'build'> = { words: [], actions: [], keys: [], services: [] };
export const noPolicyProse: Omit<PolicyProseFile, 'build'> = { descriptions: [] };
