// Temporary credentials for whom a SAML provider vouches.

import type { Operation } from '../operation.ts';
import { assumeRoleWithSaml } from './assume-role-with-saml.ts';

export const samlCredentialOperations: readonly Operation[] = [assumeRoleWithSaml];
