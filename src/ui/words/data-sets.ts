// What the data is that Gatehouse was built with, and how much of it there is.

import type { DataSet } from '../../core/catalog/types.ts';

const number = new Intl.NumberFormat();

export const dataSetWords: Readonly<Record<DataSet['id'], string>> = {
  services: 'Services, actions, resource types and condition keys',
  'dependent-actions': 'Dependent actions and permission-only marks, which later releases no longer state',
  'managed-policies': 'AWS managed policies and their documents',
  descriptions: 'Descriptions of managed policies, and which are retired',
  operations: 'API operations and the actions they ask for',
  partitions: 'Partitions and Regions',
};

/** `{ services: 456, resourceTypes: 2334 }` as `456 services, 2,334 resource types`. */
export function countsSentence(counts: DataSet['counts']): string {
  return Object.entries(counts)
    .map(
      ([name, count]) =>
        `${number.format(count)} ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    )
    .join(', ');
}
