// One-time passwords by counter (RFC 4226), every stage of them; those by time have the time as counter.

import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export interface HotpStages {
  /** The counter as eight bytes, 16 hex digits, the highest first. */
  readonly counter: string;
  /** HMAC-SHA1 of the counter, keyed by the seed: 40 hex digits. */
  readonly hmac: string;
  /** 0 to 15: the low half of the last byte of the HMAC. */
  readonly offset: number;
  /** The four bytes of the HMAC that begin there, 8 hex digits. */
  readonly word: string;
  /** The same without their highest bit, as a number below 2³¹. */
  readonly truncated: number;
  /** Its last digits, with leading zeros. */
  readonly code: string;
}

/** AWS takes codes of six digits: https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html */
export const codeDigits = 6;

/**
 * The password of a counter (RFC 4226 §5.3), a whole number that is not negative. Other numbers of digits
 * than AWS's are there for the vectors of RFC 6238, which have eight.
 */
export function hotpStages(seed: Uint8Array, counter: number, digits: number = codeDigits): HotpStages {
  if (!Number.isSafeInteger(counter) || counter < 0) {
    throw new RangeError(`counter: expected a whole number from 0, got ${counter}`);
  }
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(counter));
  const mac = hmac(sha1, seed, message);
  const { offset, truncated } = truncate(mac);
  return {
    counter: bytesToHex(message),
    hmac: bytesToHex(mac),
    offset,
    word: bytesToHex(mac.subarray(offset, offset + 4)),
    truncated,
    code: String(truncated % 10 ** digits).padStart(digits, '0'),
  };
}

/**
 * Dynamic truncation (RFC 4226 §5.3) of the 20 bytes of an HMAC. The highest bit goes, so that signed and
 * unsigned arithmetic agree.
 */
export function truncate(mac: Uint8Array): { readonly offset: number; readonly truncated: number } {
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const truncated = new DataView(mac.buffer, mac.byteOffset).getUint32(offset) & 0x7fffffff;
  return { offset, truncated };
}
