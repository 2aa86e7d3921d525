// SHA-256 and HMAC-SHA256 as signing needs them: short texts, many of them. The hash objects are @noble/hashes'
// own; they are made once and copied into, because making them costs more than hashing a short text (measured).

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

type Sha256 = ReturnType<typeof sha256.create>;

/** An HMAC with its key taken in: the inner and the outer hash. Never finished themselves, only copied. */
export interface BegunHmac {
  readonly iHash: Sha256;
  readonly oHash: Sha256;
}

const blank = sha256.create();
const work = sha256.create();

/** SHA-256: 32 bytes. */
export function hashOf(bytes: Uint8Array): Uint8Array {
  return blank._cloneInto(work).update(bytes).digest();
}

/** HMAC-SHA256 (RFC 2104): 32 bytes. */
export function hmacOf(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(sha256, key, message);
}

/** Takes a key in, for many messages. */
export function beginHmac(key: Uint8Array): BegunHmac {
  return hmac.create(sha256, key) as BegunHmac;
}

/** The HMAC of a message with a key that was taken in before: 32 bytes. */
export function finishHmac({ iHash, oHash }: BegunHmac, message: Uint8Array): Uint8Array {
  const inner = iHash._cloneInto(work).update(message).digest();
  return oHash._cloneInto(work).update(inner).digest();
}
