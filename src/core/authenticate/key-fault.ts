// Whether a key may be used: known, active, with its session token, not expired.

import { equalTexts } from '../lang/equal-bytes.ts';
import type { SecretRecord } from './verification.ts';

/** What is wrong with a key and the token that came with it. */
export function keyFaultOf(
  record: SecretRecord | undefined,
  token: string | undefined,
  now: Date,
): 'unknown-key' | 'inactive-key' | 'missing-token' | 'wrong-token' | 'expired-token' | undefined {
  if (record === undefined) return 'unknown-key';
  if (record.active === false) return 'inactive-key';
  if (record.sessionToken !== undefined && token === undefined) return 'missing-token';
  // A token beside a long-term key is as wrong as another session's token.
  if (token !== undefined && !equalTexts(record.sessionToken ?? '', token)) {
    return 'wrong-token';
  }
  if (record.expiresAt !== undefined && record.expiresAt.getTime() <= now.getTime()) return 'expired-token';
  return undefined;
}
