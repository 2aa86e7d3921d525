// Encodes the list of AWS managed policies: the writer's side of core/catalog/policies-file.ts.

import { toSteps } from '../core/catalog/steps.ts';
import type { PoliciesFile } from '../core/catalog/policies-file.ts';
import type { ReferencePolicy } from './read-managed-policies.ts';
import { Table } from './table.ts';

/** `documents`: the number of each policy's document. */
export function encodePolicies(
  policies: readonly ReferencePolicy[],
  documents: readonly number[],
): Omit<PoliciesFile, 'build'> {
  const paths = new Table<string>();
  const pathOf = policies.map(({ path }) => paths.numberOf(path));
  if (paths.values.length > 10)
    throw new Error('the paths of managed policies no longer fit into a digit each');
  return {
    names: policies.map(({ name }) => name).join(' '),
    paths: paths.values,
    pathOf: pathOf.join(''),
    versions: policies.map(({ defaultVersionId }) => Number(defaultVersionId.slice(1))),
    documents: toSteps(documents),
    retired: toSteps(policies.flatMap(({ retired }, place) => (retired ? [place] : []))),
    created: policies.map(({ created }) => created),
    updatedAfter: policies.map(({ created, updated }) => updated - created),
  };
}
