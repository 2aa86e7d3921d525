// Whose key it is that somebody brings along: one of this device's sandboxes', one of AWS's examples, or
// perhaps a real one, which must not be shown nor kept.

import {
  accountIdOfAccessKeyId,
  isDocumentationKeyId,
  maskAccessKeyId,
} from '../../../core/names/access-key-id.ts';

export interface KeyOrigin {
  readonly kind: 'here' | 'example' | 'elsewhere';
  /** The id as it may be shown. */
  readonly shown: string;
  /** The account that the id names. */
  readonly accountId: string | undefined;
}

/** `accountIds`: of all sandboxes on this device, those in the bin included. */
export function keyOrigin(accessKeyId: string, accountIds: readonly string[]): KeyOrigin {
  const accountId = accountIdOfAccessKeyId(accessKeyId);
  if (isDocumentationKeyId(accessKeyId)) return { kind: 'example', shown: accessKeyId, accountId };
  if (accountId !== undefined && accountIds.includes(accountId)) {
    return { kind: 'here', shown: accessKeyId, accountId };
  }
  return { kind: 'elsewhere', shown: maskAccessKeyId(accessKeyId), accountId };
}
