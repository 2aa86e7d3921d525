import { describe, expect, it } from 'vitest';
import {
  filterActions,
  groupServices,
  hasEveryWord,
  levelCounts,
} from '../../../../src/ui/features/reference/filters.ts';
import { actionOf, serviceOf } from './fake-reference.ts';

const actions = [
  { ...actionOf('s3:GetObject', 'Read'), description: 'Retrieve objects' },
  { ...actionOf('s3:PutObject', 'Write'), description: undefined },
  { ...actionOf('s3:PutObjectAcl', 'Permissions management'), description: 'Set the access list' },
];
const names = (text: string, level = '') => filterActions(actions, { text, level }).map(({ name }) => name);

describe('the filters of the reference', () => {
  it.each([
    ['', true],
    ['  ', true],
    ['RETRIEVE obj', true],
    ['object get', true],
    ['get acl', false],
  ])('find every word of `%s`: %s', (filter, expected) => {
    expect(hasEveryWord('GetObject Retrieve objects', filter)).toBe(expected);
  });

  it('take actions by name, description and level', () => {
    expect(names('')).toHaveLength(3);
    expect(names('put')).toEqual(['PutObject', 'PutObjectAcl']);
    expect(names('list')).toEqual(['PutObjectAcl']);
    expect(names('object', 'Write')).toEqual(['PutObject']);
  });

  it('count the levels that there are, in their order', () => {
    expect(levelCounts(actions)).toEqual([
      { level: 'Read', count: 1 },
      { level: 'Write', count: 1 },
      { level: 'Permissions management', count: 1 },
    ]);
  });

  it('group services by category, and sort them without the name of the vendor', () => {
    const services = [
      serviceOf('s3', { name: 'Amazon S3', category: 'Storage' }),
      serviceOf('glue', { name: 'AWS Glue', category: 'Analytics' }),
      serviceOf('athena', { name: 'Amazon Athena', category: 'Analytics' }),
    ];
    const told = (category?: string) =>
      groupServices(services, category).map((group) => [
        group.category,
        ...group.services.map(({ prefix }) => prefix),
      ]);
    expect(told()).toEqual([
      ['Analytics', 'athena', 'glue'],
      ['Storage', 's3'],
    ]);
    expect(told('Storage')).toEqual([['Storage', 's3']]);
  });
});
