import { describe, expect, it } from 'vitest';
import {
  arnPartitionOf,
  dnsSuffixOf,
  findPartition,
  findRegion,
  makePartitions,
  partitionOfRegion,
  realRegionOf,
} from '../../../../src/core/catalog/partitions.ts';
import { compilePartitions } from '../../../../src/data/partitions/compile-partitions.ts';

const partitions = makePartitions(compilePartitions());

describe('the partition of a Region', () => {
  // AWS General Reference, "AWS service endpoints"; IAM User Guide, reference-arns, "partition".
  it.each([
    ['us-east-1', 'aws', 'amazonaws.com'],
    ['eu-central-1', 'aws', 'amazonaws.com'],
    ['mx-central-1', 'aws', 'amazonaws.com'],
    ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
    ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
    ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
    ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
    ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
    // Pseudo-Regions
    ['aws-global', 'aws', 'amazonaws.com'],
    ['aws-cn-global', 'aws-cn', 'amazonaws.com.cn'],
    ['aws-us-gov-global', 'aws-us-gov', 'amazonaws.com'],
    // Not listed, but named as the partition names them
    ['eu-north-9', 'aws', 'amazonaws.com'],
    ['us-gov-north-1', 'aws-us-gov', 'amazonaws.com'],
    ['cn-east-2', 'aws-cn', 'amazonaws.com.cn'],
  ])('%s is in %s, under %s', (region, partition, dnsSuffix) => {
    expect(partitionOfRegion(partitions, region)?.id).toBe(partition);
    expect(arnPartitionOf(partitions, region)).toBe(partition);
    expect(dnsSuffixOf(partitions, region)).toBe(dnsSuffix);
  });

  it.each([
    '',
    'mars-1',
    'us-east',
    'US-EAST-1',
    'us-east-1a',
    'aws',
    'constructor',
    'us-east-1\n',
    '*',
    'aws-eusc-global',
  ])('`%s` is none', (region) => {
    expect(partitionOfRegion(partitions, region)).toBeUndefined();
    expect(arnPartitionOf(partitions, region)).toBeUndefined();
    expect(dnsSuffixOf(partitions, region)).toBeUndefined();
    expect(realRegionOf(partitions, region)).toBeUndefined();
  });
});

describe('Regions', () => {
  it('have names', () => {
    expect(findRegion(partitions, 'eu-central-1')).toEqual({
      kind: 'region',
      name: 'eu-central-1',
      description: 'Europe (Frankfurt)',
      partition: 'aws',
    });
    expect(findRegion(partitions, 'us-gov-east-1')?.description).toBe('AWS GovCloud (US-East)');
  });

  it('are those of the partition, without its pseudo-Region', () => {
    const aws = findPartition(partitions, 'aws');
    expect(aws?.regions.length).toBeGreaterThanOrEqual(34);
    expect(aws?.regions.map(({ name }) => name)).toContain('sa-east-1');
    expect(aws?.regions.map(({ name }) => name)).not.toContain('aws-global');
    expect(aws?.pseudoRegion?.name).toBe('aws-global');
    expect(findPartition(partitions, 'aws-eusc')?.pseudoRegion).toBeUndefined();
  });

  it.each([
    ['eu-north-9', undefined],
    ['aws-global', 'pseudo'],
    ['us-west-2', 'region'],
  ])('%s is listed as %s', (region, kind) => {
    expect(findRegion(partitions, region)?.kind).toBe(kind);
  });

  it.each([
    ['us-west-2', 'us-west-2'],
    ['aws-global', 'us-east-1'],
    ['aws-cn-global', 'cn-northwest-1'],
    ['aws-us-gov-global', 'us-gov-west-1'],
  ])('%s stands for %s', (region, real) => {
    expect(realRegionOf(partitions, region)).toBe(real);
  });
});

describe('partitions', () => {
  it('are known by the second part of an ARN', () => {
    expect(partitions.all.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b']),
    );
    expect(findPartition(partitions, 'aws-cn')?.dualStackDnsSuffix).toBe('api.amazonwebservices.com.cn');
    expect(findPartition(partitions, 'aws-mars')).toBeUndefined();
  });

  it('match the names of their own Regions and of no others', () => {
    for (const { name, partition } of partitions.regions.values()) {
      const matching = partitions.patterns.filter(([pattern]) => pattern.test(name)).map(([, { id }]) => id);
      expect(matching, name).toEqual(name.endsWith('-global') ? [] : [partition]);
    }
  });
});
