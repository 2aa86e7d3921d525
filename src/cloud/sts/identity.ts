// Who is it? Of the caller, and of a key id.

import type { Operation } from '../operation.ts';
import { getAccessKeyInfo } from './get-access-key-info.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

export const identityOperations: readonly Operation[] = [getCallerIdentity, getAccessKeyInfo];
