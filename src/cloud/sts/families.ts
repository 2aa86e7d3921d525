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
    load: async () => (await import('./web-identity-credentials.ts')).webIdentityCredentialOperations,
  },
  {
    operations: ['AssumeRoleWithSAML'],
    load: async () => (await import('./saml-credentials.ts')).samlCredentialOperations,
  },
  {
    operations: ['DecodeAuthorizationMessage'],
    load: async () => (await import('./decode-authorization-message.ts')).authorizationMessageOperations,
  },
  {
    operations: ['GetWebIdentityToken'],
    load: async () => (await import('./get-web-identity-token.ts')).webIdentityTokenOperations,
  },
  {
    operations: ['GetDelegatedAccessToken'],
    load: async () => (await import('./get-delegated-access-token.ts')).delegatedAccessOperations,
  },
];
