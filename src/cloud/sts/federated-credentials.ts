// Temporary credentials for whom an identity provider vouches.

import type { Operation } from '../operation.ts';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts';

export const federatedCredentialOperations: readonly Operation[] = [assumeRoleWithWebIdentity];
