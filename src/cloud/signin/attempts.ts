// Who fails to sign in again and again has to wait, longer each time: after the fifth failure in a row 5 seconds, after
// each further one twice as long as before, never more than a quarter of an hour; an hour without a failure, or the
// right password, and all is forgotten. Nobody is locked out for good: "You can't create a lockout policy"
// (id_credentials_passwords_account-policy). It is counted for names that do not exist too, so that waiting tells
// nothing; and by the device's clock, which no lesson puts forward.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { SignInAttemptRecord } from '../records.ts';

/** How often one may be wrong before the first wait. */
const freeFailures = 5;
const firstWait = 5_000;
const longestWait = 15 * 60_000;
const forgottenAfter = 60 * 60_000;

/** `parts`: what was typed, except for the password. */
export function attemptKey(...parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))));
}

/** In milliseconds; 0: none. */
export function waitOf(attempt: SignInAttemptRecord | undefined, deviceNow: number): number {
  if (attempt === undefined || attempt.failures < freeFailures || isForgotten(attempt, deviceNow)) return 0;
  const whole = Math.min(firstWait * 2 ** (attempt.failures - freeFailures), longestWait);
  // A clock that was put back must not make anybody wait longer.
  const since = Math.max(0, deviceNow - attempt.lastFailedAt);
  return Math.max(0, whole - since);
}

export function isForgotten({ lastFailedAt, passed }: SignInAttemptRecord, deviceNow: number): boolean {
  return deviceNow - Math.max(lastFailedAt, passed?.until ?? 0) > forgottenAfter;
}
