// Who fails to sign in again and again has to wait, longer each time. Nobody is locked out for good: "You can't create
// a lockout policy" (id_credentials_passwords_account-policy). It is counted for names that do not exist too, so that
// waiting tells nothing; and by the device's clock, which no lesson puts forward.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Fault } from '../fault.ts';
import type { Writing } from '../ports.ts';
import type { SignInAttemptRecord } from '../records.ts';

/** How often one may be wrong before the first wait. */
export const freeFailures = 5;
const firstWait = 5_000;
const longestWait = 15 * 60_000;
/** After so long without a failure all is forgotten. */
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

export function tooManyAttempts(wait: number): Fault {
  const seconds = Math.ceil(wait / 1000);
  const time =
    seconds < 120
      ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
      : `${Math.ceil(seconds / 60)} minutes`;
  return {
    code: 'TooManyAttempts',
    status: 429,
    message: `Too many failed attempts. Try again in ${time}.`,
  };
}

/** In the transaction of the event. What is forgotten goes with it. */
export async function countFailure(
  tables: Writing,
  { key, accountId }: Pick<SignInAttemptRecord, 'key' | 'accountId'>,
  deviceNow: number,
): Promise<void> {
  for (const old of await tables.signInAttempts.all()) {
    if (isForgotten(old, deviceNow)) await tables.signInAttempts.delete(old.key);
  }
  const before = await tables.signInAttempts.get(key);
  const failures = (before?.failures ?? 0) + 1;
  await tables.signInAttempts.put({ ...before, key, accountId, failures, lastFailedAt: deviceNow });
}

function isForgotten({ lastFailedAt, passed }: SignInAttemptRecord, deviceNow: number): boolean {
  return deviceNow - Math.max(lastFailedAt, passed?.until ?? 0) > forgottenAfter;
}
