// The operations of STS by family.

import type { Family } from '../family.ts';

export const stsFamilies: readonly Family[] = [
  {
    operations: ['GetCallerIdentity', 'GetAccessKeyInfo'],
    load: async () => (await import('./identity.ts')).identityOperations,
  },
];
