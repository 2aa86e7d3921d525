// How partitions and their Regions are stored.

export interface PartitionsFile {
  readonly build: string;
  /** By id, `aws` first. */
  readonly partitions: readonly StoredPartition[];
}

export interface StoredPartition {
  /** The second part of its ARNs: `aws-cn`. */
  readonly id: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** Where its global services are: `us-east-1`. */
  readonly globalRegion: string;
  /** Stands for no Region in the SDKs' tables: `aws-global`. Absent where a partition has none. */
  readonly pseudoRegion?: string;
  /** Source of a regular expression that the names of its Regions match, those not yet listed included. */
  readonly pattern: string;
  /** Name → what people call it. */
  readonly regions: Readonly<Record<string, string>>;
}
