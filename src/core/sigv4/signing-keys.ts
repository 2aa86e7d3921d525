// Derived keys, kept by whoever signs or verifies many requests: a key is good for a day, and deriving it
// is most of the work of a short request's signature.

import type { CredentialScope } from './credentials.ts';
import type { DerivedKey } from './signing-key.ts';
import { deriveSigningKey } from './signing-key.ts';

/** Gives the signing key of a secret and a scope. Holds secrets: it must live no longer than its owner needs it. */
export interface SigningKeyCache {
  keyOf(secretAccessKey: string, scope: CredentialScope): DerivedKey;
}

/** A person's profiles, in a few Regions and services, on one day. */
const most = 64;

/** A cache of its own for each party: the signer's and AWS's copies of a secret never meet. */
export function makeSigningKeys(): SigningKeyCache {
  // A Map keeps the order of insertion: the first key is the one that was used longest ago.
  const known = new Map<string, DerivedKey>();
  let lastName: string | undefined;
  let last: DerivedKey | undefined;
  return {
    keyOf(secretAccessKey, scope) {
      const { date, region, service } = scope;
      // With the lengths, so that no part can run into the next: a scope is whatever the request says.
      const name = `${date.length},${region.length},${service.length},${date}${region}${service}${secretAccessKey}`;
      if (last !== undefined && name === lastName) return last;
      const key = known.get(name) ?? deriveSigningKey(secretAccessKey, scope);
      known.delete(name);
      known.set(name, key);
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
      lastName = name;
      last = key;
      return key;
    },
  };
}

/** The key of a scope, from a cache where there is one. */
export function signingKeyOf(
  keys: SigningKeyCache | undefined,
  secretAccessKey: string,
  scope: CredentialScope,
): DerivedKey {
  return keys === undefined ? deriveSigningKey(secretAccessKey, scope) : keys.keyOf(secretAccessKey, scope);
}
