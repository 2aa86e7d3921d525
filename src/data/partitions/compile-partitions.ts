// Reads the partitions from the file that the AWS SDK for JavaScript resolves endpoints by. The package
// keeps the table to itself: the file is read as text, and is JSON but for its first words.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartitionsFile, StoredPartition } from '../../core/catalog/partitions-file.ts';
import { installedPackage, type InstalledPackage } from '../installed-package.ts';

const packageName = '@aws-sdk/core';
const tablePath = 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';

/** As the package stores it. */
export interface SdkPartition {
  readonly id: string;
  readonly regionRegex: string;
  readonly outputs: {
    readonly dnsSuffix: string;
    readonly dualStackDnsSuffix: string;
    readonly implicitGlobalRegion: string;
  };
  readonly regions: Readonly<Record<string, { readonly description: string }>>;
}

export function compilePartitions(): Omit<PartitionsFile, 'build'> {
  const path = join(installedPackage(packageName).directory, tablePath);
  if (!existsSync(path)) throw new Error(`${packageName} has no partitions: there is no file ${tablePath}`);
  return { partitions: readPartitions(readFileSync(path, 'utf8')).map(storedPartition) };
}

export function partitionPackages(): readonly InstalledPackage[] {
  return [installedPackage(packageName)];
}

/** The table in the text of its module. */
export function readPartitions(module: string): readonly SdkPartition[] {
  const json = /^export const partitionsInfo = (\{[^]*\});?\s*$/.exec(module)?.[1];
  const table = json === undefined ? undefined : parseTable(json);
  if (table === undefined || table.length === 0) {
    throw new Error(`${packageName} has no partitions: ${tablePath} is no longer one table in JSON`);
  }
  return table;
}

function parseTable(json: string): readonly SdkPartition[] | undefined {
  try {
    return (JSON.parse(json) as { readonly partitions?: readonly SdkPartition[] }).partitions;
  } catch {
    return undefined;
  }
}

export function storedPartition({ id, regionRegex, outputs, regions }: SdkPartition): StoredPartition {
  const { dnsSuffix, dualStackDnsSuffix, implicitGlobalRegion: globalRegion } = outputs;
  const pseudoRegion = `${id}-global`;
  const real = Object.entries(regions).filter(([name]) => name !== pseudoRegion);
  if (real.length === 0) throw new Error(`${packageName}: partition ${id} has no Regions`);
  if (regions[globalRegion] === undefined) {
    throw new Error(
      `${packageName}: partition ${id} has no Region ${globalRegion}, where its global services are`,
    );
  }
  return {
    id,
    dnsSuffix,
    dualStackDnsSuffix,
    globalRegion,
    ...(regions[pseudoRegion] === undefined ? {} : { pseudoRegion }),
    pattern: regionRegex,
    regions: Object.fromEntries(real.map(([name, { description }]) => [name, description])),
  };
}
