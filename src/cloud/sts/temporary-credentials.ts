// Temporary credentials for who has credentials already.

import type { Operation } from '../operation.ts';
import { assumeRole } from './assume-role.ts';
import { getFederationToken } from './get-federation-token.ts';
import { getSessionToken } from './get-session-token.ts';

export const temporaryCredentialOperations: readonly Operation[] = [
  assumeRole,
  getSessionToken,
  getFederationToken,
];
