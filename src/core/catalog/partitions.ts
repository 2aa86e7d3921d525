// Partitions of AWS and their Regions. Which Regions an account has switched on is not known here.
// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html

import type { PartitionsFile, StoredPartition } from './partitions-file.ts';

export interface Partition {
  /** The second part of its ARNs: `aws-cn`. */
  readonly id: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** Where its global services are: `us-east-1`. */
  readonly globalRegion: string;
  /** By name; the pseudo-Region is none of them. */
  readonly regions: readonly Region[];
  /** The partition of the European Sovereign Cloud has none. */
  readonly pseudoRegion: Region | undefined;
}

export interface Region {
  /** `pseudo`: stands for no Region in the SDKs' tables, and signs for the partition's global Region. */
  readonly kind: 'region' | 'pseudo';
  readonly name: string;
  /** `Europe (Frankfurt)` */
  readonly description: string;
  /** Id of its partition. */
  readonly partition: string;
}

export interface Partitions {
  readonly all: readonly Partition[];
  readonly byId: ReadonlyMap<string, Partition>;
  readonly regions: ReadonlyMap<string, Region>;
  readonly patterns: readonly (readonly [RegExp, Partition])[];
}

export function makePartitions(file: Pick<PartitionsFile, 'partitions'>): Partitions {
  const all = file.partitions.map(partitionOf);
  return {
    all,
    byId: new Map(all.map((partition) => [partition.id, partition])),
    regions: new Map(
      all.flatMap(({ regions, pseudoRegion }) =>
        [...regions, ...(pseudoRegion === undefined ? [] : [pseudoRegion])].map(
          (region) => [region.name, region] as const,
        ),
      ),
    ),
    patterns: file.partitions.flatMap(({ pattern }, at) => {
      const partition = all[at];
      return partition === undefined ? [] : [[new RegExp(pattern), partition] as const];
    }),
  };
}

/** By the second part of an ARN. */
export function findPartition(partitions: Partitions, id: string): Partition | undefined {
  return partitions.byId.get(id);
}

/** A listed Region or pseudo-Region; names match with case. */
export function findRegion(partitions: Partitions, name: string): Region | undefined {
  return partitions.regions.get(name);
}

/** Of a Region that is not listed too, when its name is made as those of the partition are: the SDKs' own rule. */
export function partitionOfRegion(partitions: Partitions, region: string): Partition | undefined {
  const listed = findRegion(partitions, region);
  if (listed !== undefined) return findPartition(partitions, listed.partition);
  return partitions.patterns.find(([pattern]) => pattern.test(region))?.[1];
}

/** What stands after `arn:` in the ARNs of a Region's resources. */
export function arnPartitionOf(partitions: Partitions, region: string): string | undefined {
  return partitionOfRegion(partitions, region)?.id;
}

export function dnsSuffixOf(partitions: Partitions, region: string): string | undefined {
  return partitionOfRegion(partitions, region)?.dnsSuffix;
}

/** The Region itself, or the one that a pseudo-Region stands for: what is signed for, and `aws:RequestedRegion`. */
export function realRegionOf(partitions: Partitions, region: string): string | undefined {
  const partition = partitionOfRegion(partitions, region);
  if (partition === undefined) return undefined;
  return region === partition.pseudoRegion?.name ? partition.globalRegion : region;
}

function partitionOf(stored: StoredPartition): Partition {
  const { id, dnsSuffix, dualStackDnsSuffix, globalRegion, pseudoRegion } = stored;
  return {
    id,
    dnsSuffix,
    dualStackDnsSuffix,
    globalRegion,
    regions: Object.entries(stored.regions).map(([name, description]): Region => {
      return { kind: 'region', name, description, partition: id };
    }),
    pseudoRegion:
      pseudoRegion === undefined
        ? undefined
        : { kind: 'pseudo', name: pseudoRegion, description: `${id} global`, partition: id },
  };
}
