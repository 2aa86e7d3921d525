// What "About" says of the data: where each set comes from, how old it is, and how much is in it.

import type { DataSet } from '../core/catalog/types.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { ReferencePolicy } from './read-managed-policies.ts';
import type { ServiceReference } from './service-reference.ts';
import type { Sources } from './sources.ts';

export function dataSetsOf(
  { newest, older, history, listing }: Sources,
  { services, globalKeys }: ServiceReference,
  policies: readonly ReferencePolicy[],
): readonly DataSet[] {
  const actions = services.flatMap((service) => service.actions);
  const keys = new Set(services.flatMap(({ conditionKeys }) => conditionKeys.map(({ name }) => name)));
  const newestChange = Math.max(...policies.map(({ updated }) => updated));
  return [
    dataSet('services', newest, {
      services: services.length,
      actions: actions.length,
      resourceTypes: services.reduce((sum, { resourceTypes }) => sum + resourceTypes.length, 0),
      conditionKeys: keys.size,
      globalConditionKeys: globalKeys.length,
    }),
    dataSet('dependent-actions', older, {
      dependentActions: actions.reduce(
        (sum, { overlay }) => sum + (overlay?.dependentActions.length ?? 0),
        0,
      ),
      permissionOnlyActions: actions.filter(({ overlay }) => overlay?.permissionOnly === true).length,
    }),
    {
      ...dataSet('managed-policies', history, {
        managedPolicies: policies.length,
        retired: policies.filter(({ retired }) => retired).length,
      }),
      // The package says no day; the newest change in it does.
      date: new Date(newestChange * 1000).toISOString().slice(0, 10),
    },
    dataSet('descriptions', listing, {
      descriptions: policies.filter(({ description }) => description !== undefined).length,
    }),
  ];
}

function dataSet(
  id: DataSet['id'],
  { name, version, licence, date }: InstalledPackage,
  counts: DataSet['counts'],
): DataSet {
  return { id, packageName: name, version, licence, date, counts };
}
