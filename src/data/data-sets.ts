// What "About" says of the data: where each set comes from, how old it is, and how much is in it.

import type { OperationsFile } from '../core/catalog/operations-file.ts';
import type { PartitionsFile } from '../core/catalog/partitions-file.ts';
import type { DataSet } from '../core/catalog/types.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { ReferencePolicy } from './read-managed-policies.ts';
import type { ServiceReference } from './service-reference.ts';
import type { Sources } from './sources.ts';

interface Compiled {
  readonly reference: ServiceReference;
  readonly policies: readonly ReferencePolicy[];
  readonly operations: Pick<OperationsFile, 'clients'>;
  readonly partitions: Pick<PartitionsFile, 'partitions'>;
}

export function dataSetsOf(
  { newest, older, history, listing, clients, partitions: partitionPackages }: Sources,
  { reference, policies, operations, partitions }: Compiled,
): readonly DataSet[] {
  const { services, globalKeys } = reference;
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
    dataSet('operations', clientsAsOne(clients), { clients: operations.clients.length }),
    ...partitionPackages.map((each) =>
      dataSet('partitions', each, {
        partitions: partitions.partitions.length,
        regions: partitions.partitions.reduce((sum, { regions }) => sum + Object.keys(regions).length, 0),
      }),
    ),
  ];
}

/** The clients of the SDK are released together, mostly: where they are not, the oldest and the newest are named. */
function clientsAsOne(clients: readonly InstalledPackage[]): InstalledPackage {
  const [first, ...others] = [...clients].sort((a, b) =>
    a.version.localeCompare(b.version, 'en', { numeric: true }),
  );
  if (first === undefined) throw new Error('there are no clients of the SDK');
  const newest = others.at(-1)?.version ?? first.version;
  const version = newest === first.version ? newest : `${first.version} to ${newest}`;
  return { ...first, name: '@aws-sdk/client-*', version };
}

function dataSet(
  id: DataSet['id'],
  { name, version, licence, date }: InstalledPackage,
  counts: DataSet['counts'],
): DataSet {
  return { id, packageName: name, version, licence, date, counts };
}
