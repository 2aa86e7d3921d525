import { describe, expect, it } from 'vitest';
import { allowedExtent } from '../../../../src/ui/features/reference/allowed-extent.ts';
import { compiledCatalog } from '../../compiled-catalog.ts';

describe('how far a managed policy goes', () => {
  it.each([
    ['AdministratorAccess', { kind: 'all' }],
    ['PowerUserAccess', { kind: 'all-but', notActions: ['iam:*', 'organizations:*', 'account:*'] }],
    ['AmazonS3ReadOnlyAccess', { kind: 'named' }],
    ['AWSDenyAll', { kind: 'none' }],
  ])('%s', async (name, extent) => {
    const policy = await compiledCatalog().managedPolicy(name);
    expect(policy.ok && allowedExtent(policy.value)).toEqual(extent);
  });

  it.each(['', 'null', '{}', '{"Statement": [null, 1, {"Effect": "Deny", "Action": "*"}]}'])(
    'makes nothing of `%s`',
    (document) => {
      expect(allowedExtent({ document, allowsAllBut: false, services: [] })).toEqual({ kind: 'none' });
    },
  );
});
