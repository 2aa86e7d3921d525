// The signing key: the secret, narrowed by a chain of HMACs to one day, Region and service, so that
// whoever holds it can sign nothing else.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key

import { bytesToHex } from '@noble/hashes/utils.js';

import { utf8Bytes } from '../lang/utf8-bytes.ts';
import { keyPrefix, terminator } from './constants.ts';
import type { CredentialScope, SigningKeys } from './credentials.ts';
import { beginHmac, finishHmac, hmacOf, type BegunHmac } from './sha256.ts';

export interface DerivedKey {
  /** Every link of the chain, as lower-case hex. */
  readonly keys: SigningKeys;
  /** The last link, which signs: 32 bytes. */
  readonly signing: Uint8Array;
  /** HMAC with that key taken in: what is the same for every signature is done once. */
  readonly begun: BegunHmac;
}

/** Derives the key of a scope: four HMACs, each keyed by the one before. */
export function deriveSigningKey(secretAccessKey: string, scope: CredentialScope): DerivedKey {
  const date = hmacOfText(utf8Bytes(keyPrefix + secretAccessKey), scope.date);
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
    begun: beginHmac(signing),
  };
}

/** The signature of a string to sign: 32 bytes. */
export function signatureOf(signingKey: Uint8Array, stringToSign: string): Uint8Array {
  return hmacOfText(signingKey, stringToSign);
}

/** The signature of a string to sign, as it goes into a request: 64 lower-case hex digits. */
export function hexSignature(key: DerivedKey, stringToSign: string): string {
  return bytesToHex(finishHmac(key.begun, utf8Bytes(stringToSign)));
}

function hmacOfText(key: Uint8Array, text: string): Uint8Array {
  return hmacOf(key, utf8Bytes(text));
}
