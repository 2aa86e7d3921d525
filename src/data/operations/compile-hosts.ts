// Where a client sends its requests. Nearly every host is `prefix.region.suffix`; kept are the prefix and the
// hosts that are made otherwise: those of global services, and the global ones of S3 and STS.

import type { PartitionsFile, StoredPartition } from '../../core/catalog/partitions-file.ts';
import type { SdkClient } from './sdk-client.ts';

export interface CompiledHosts {
  readonly endpoint: string;
  /** `iam.amazonaws.com us-east-1`, by partition or pseudo-Region. */
  readonly hosts: Readonly<Record<string, string>>;
}

export function compileHosts(
  client: SdkClient,
  { partitions }: Pick<PartitionsFile, 'partitions'>,
): CompiledHosts {
  const endpoint = regionalPrefix(client, partitions);
  return endpoint === undefined
    ? { endpoint: client.signingName, hosts: globalHosts(client, partitions) }
    : { endpoint, hosts: pseudoRegionHosts(client, partitions, endpoint) };
}

/** Undefined when the host of some Region is not made of prefix, Region and suffix. */
function regionalPrefix(client: SdkClient, partitions: readonly StoredPartition[]): string | undefined {
  const prefixes = new Set(
    partitions.flatMap(({ dnsSuffix, regions }) =>
      Object.keys(regions).map((region) => {
        const { host, signingRegion } = client.hostIn(region);
        const rest = `.${region}.${dnsSuffix}`;
        return host.endsWith(rest) && signingRegion === region ? host.slice(0, -rest.length) : undefined;
      }),
    ),
  );
  return prefixes.size === 1 ? [...prefixes][0] : undefined;
}

function globalHosts(
  client: SdkClient,
  partitions: readonly StoredPartition[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    partitions.map(({ id, regions }) => {
      const hosts = new Set(
        Object.keys(regions).map((region) => {
          const { host, signingRegion } = client.hostIn(region);
          return `${host} ${signingRegion}`;
        }),
      );
      const [only, ...others] = hosts;
      if (only === undefined || others.length > 0) {
        throw new Error(`${client.packageName} has no rule for its hosts in ${id}: ${[...hosts].join(', ')}`);
      }
      return [id, only];
    }),
  );
}

/** Where the SDK has a host for it, and does not just put the pseudo-Region's name in the place of a Region's. */
function pseudoRegionHosts(
  client: SdkClient,
  partitions: readonly StoredPartition[],
  endpoint: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    partitions.flatMap(({ dnsSuffix, pseudoRegion }) => {
      if (pseudoRegion === undefined) return [];
      const { host, signingRegion } = client.hostIn(pseudoRegion);
      return host === `${endpoint}.${pseudoRegion}.${dnsSuffix}`
        ? []
        : [[pseudoRegion, `${host} ${signingRegion}`]];
    }),
  );
}
