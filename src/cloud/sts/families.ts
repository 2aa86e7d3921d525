// The operations of STS by family.

import type { Family } from '../family.ts';

export const stsFamilies: readonly Family[] = [
  {
    operations: ['GetCallerIdentity', 'GetAccessKeyInfo'],
    load: async () => (await import('./identity.ts')).identityOperations,
  },
  {
    operations: ['AssumeRole', 'GetSessionToken', 'GetFederationToken'],
    load: async () => (await import('./temporary-credentials.ts')).temporaryCredentialOperations,
  },
  {
    operations: ['AssumeRoleWithWebIdentity'],
    load: async () => (await import('./federated-credentials.ts')).federatedCredentialOperations,
  },
];
