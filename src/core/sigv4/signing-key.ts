// The signing key: the secret, narrowed by a chain of HMACs to one day, Region and service, so that
// whoever holds it can sign nothing else.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import { keyPrefix, terminator } from './constants.ts';
import type { CredentialScope, SigningKeys } from './credentials.ts';

export interface DerivedKey {
  /** Every link of the chain, as lower-case hex. */
  readonly keys: SigningKeys;
  /** The last link, which signs: 32 bytes. */
  readonly signing: Uint8Array;
  /** HMAC with that key begun: what is the same for every signature is done once. Only ever cloned. */
  readonly begun: ReturnType<typeof hmac.create>;
}

/** Derives the key of a scope: four HMACs, each keyed by the one before. */
export function deriveSigningKey(secretAccessKey: string, scope: CredentialScope): DerivedKey {
  const date = hmacOfText(utf8ToBytes(keyPrefix + secretAccessKey), scope.date);
  const region = hmacOfText(date, scope.region);
  const service = hmacOfText(region, scope.service);
  const signing = hmacOfText(service, terminator);
  return {
    keys: {
      date: bytesToHex(date),
      region: bytesToHex(region),
      service: bytesToHex(service),
      signing: bytesToHex(signing),
    },
    signing,
    begun: hmac.create(sha256, signing),
  };
}

/** The signature of a string to sign: 32 bytes. */
export function signatureOf(signingKey: Uint8Array, stringToSign: string): Uint8Array {
  return hmacOfText(signingKey, stringToSign);
}

/** The signature of a string to sign, as it goes into a request: 64 lower-case hex digits. */
export function hexSignature(key: DerivedKey, stringToSign: string): string {
  return bytesToHex(key.begun.clone().update(utf8ToBytes(stringToSign)).digest());
}

function hmacOfText(key: Uint8Array, text: string): Uint8Array {
  return hmac(sha256, key, utf8ToBytes(text));
}
