// Temporary credentials for whom an OpenID Connect provider vouches.

import type { Operation } from '../operation.ts';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts';

export const webIdentityCredentialOperations: readonly Operation[] = [assumeRoleWithWebIdentity];
