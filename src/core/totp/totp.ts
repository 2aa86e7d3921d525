// One-time passwords by time (RFC 6238) as AWS's virtual MFA devices make them: SHA-1, six digits, a new
// one every 30 seconds.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html

import { hotpStages, type HotpStages } from './hotp.ts';

/** How long a code is shown. */
export const stepMilliseconds = 30_000;

export interface TotpStages extends HotpStages {
  /** Whole steps since the epoch: the counter, as a number. */
  readonly step: number;
}

/** The step at a time in milliseconds since the epoch, not before it (RFC 6238 §4.2, T0 = 0). */
export function stepOf(time: number): number {
  if (!Number.isFinite(time) || time < 0) {
    throw new RangeError(`time: expected milliseconds since the epoch, got ${time}`);
  }
  return Math.floor(time / stepMilliseconds);
}

/** The code that a device with this seed shows at a time in milliseconds: six digits. */
export function totpCode(seed: Uint8Array, time: number): string {
  return totpStages(seed, time).code;
}

/** The same with every stage: time → counter → HMAC → four bytes → code. */
export function totpStages(seed: Uint8Array, time: number): TotpStages {
  const step = stepOf(time);
  return { step, ...hotpStages(seed, step) };
}
