import { describe, expect, it } from 'vitest';
import {
  compilePartitions,
  partitionPackages,
  readPartitions,
  storedPartition,
} from '../../../src/data/partitions/compile-partitions.ts';

describe('compilePartitions', () => {
  it('has the partitions with their Regions', () => {
    const { partitions } = compilePartitions();
    const regions = partitions.flatMap((partition) => Object.keys(partition.regions));
    console.log(`${partitions.length} partitions, ${regions.length} Regions`);
    expect(partitions.length).toBeGreaterThanOrEqual(8);
    expect(regions.length).toBeGreaterThanOrEqual(48);
    expect(new Set(regions).size).toBe(regions.length);
    expect(partitions[0]?.id).toBe('aws');
    expect(regions.filter((region) => region.includes('global'))).toEqual([]);
  });

  it('says which package it is made of', () => {
    expect(partitionPackages().map(({ name, licence }) => [name, licence])).toEqual([
      ['@aws-sdk/core', 'Apache-2.0'],
    ]);
  });
});

describe('what the package has lost', () => {
  it.each([
    '',
    'export const partitionsInfo = partitions;',
    'export const partitionsInfo = {"partitions":[]};',
  ])('is named: the table, in `%s`', (module) => {
    expect(() => readPartitions(module)).toThrow('@aws-sdk/core has no partitions');
  });

  const outputs = { dnsSuffix: 'a', dualStackDnsSuffix: 'b', implicitGlobalRegion: 'mars-1' };
  it('is named: Regions', () => {
    expect(() => storedPartition({ id: 'mars', regionRegex: '', outputs, regions: {} })).toThrow(
      'has no Regions',
    );
    const regions = { 'mars-2': { description: 'Mars (North)' } };
    expect(() => storedPartition({ id: 'mars', regionRegex: '', outputs, regions })).toThrow(
      'has no Region mars-1',
    );
  });
});
