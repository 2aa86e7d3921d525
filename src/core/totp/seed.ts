// Seeds of virtual MFA devices: the secret that an authenticator app and AWS share.

import { err, type Result } from '../lang/result.ts';
import { base32ToBytes, type Base32Fault } from './base32.ts';

/**
 * Bytes of a seed. AWS documents that `Base32StringSeed` is base 32, but not how long it is; the example of
 * its documentation has 64 characters, so 40 bytes, as have the seeds that it hands out. RFC 4226 §4 (R6)
 * asks for 16 bytes at least.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/iam_example_iam_CreateVirtualMfaDevice_section.html
 */
export const totpSeedBytes = 40;

export type SeedFault = { readonly kind: 'empty' } | Base32Fault;

/** A fresh seed. `random`: at least `totpSeedBytes` bytes, of which the rest is ignored; they are copied. */
export function makeTotpSeed(random: Uint8Array): Uint8Array {
  if (random.length < totpSeedBytes) {
    throw new RangeError(`random: expected at least ${totpSeedBytes} bytes, got ${random.length}`);
  }
  return random.slice(0, totpSeedBytes);
}

/**
 * Reads a seed as people type it: in either case, in groups parted by spaces or hyphens, with or without
 * padding. Of any length: other issuers make shorter ones than AWS.
 */
export function readSeed(text: string): Result<Uint8Array, SeedFault> {
  const characters = text.replace(/[\s-]/g, '');
  return characters === '' ? err({ kind: 'empty' }) : base32ToBytes(characters);
}
