// The key pairs of the sandbox's identity providers, by Web Crypto: made when a provider first signs, and not
// extractable, so that not even the page can read a private key.
// https://www.w3.org/TR/webcrypto-2/

import type { IdentityProviders, SigningAlgorithm, SigningKeyName } from '../cloud/ports.ts';

/** Where pairs are kept. A pair that is put where another tab has put one already is dropped for that one. */
export interface KeyPairShelf {
  get(name: string): Promise<CryptoKeyPair | undefined>;
  /** Gives what is on the shelf afterwards. */
  put(name: string, pair: CryptoKeyPair): Promise<CryptoKeyPair>;
}

export function makeKeyPairs(shelf: KeyPairShelf = makeMemoryShelf()): IdentityProviders {
  /** INVARIANT: one promise for each name, or two requests at once would make two pairs. */
  const making = new Map<string, Promise<CryptoKeyPair>>();
  const pairFor = (key: SigningKeyName): Promise<CryptoKeyPair> => {
    const name = nameOf(key);
    const made = making.get(name) ?? findOrMake(shelf, key).finally(() => making.delete(name));
    making.set(name, made);
    return made;
  };
  return {
    async sign(key, bytes) {
      const { privateKey } = await pairFor(key);
      return new Uint8Array(
        await crypto.subtle.sign(signing[key.algorithm], privateKey, new Uint8Array(bytes)),
      );
    },
    async verify(key, bytes, signature) {
      const pair = await shelf.get(nameOf(key));
      if (pair === undefined) return 'unknown';
      const right = await crypto.subtle.verify(
        signing[key.algorithm],
        pair.publicKey,
        new Uint8Array(signature),
        new Uint8Array(bytes),
      );
      return right ? 'right' : 'wrong';
    },
    async publicKey(key) {
      const { publicKey } = await pairFor(key);
      return new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
    },
  };
}

export function makeMemoryShelf(): KeyPairShelf {
  const pairs = new Map<string, CryptoKeyPair>();
  return {
    get: (name) => Promise.resolve(pairs.get(name)),
    put(name, pair) {
      const kept = pairs.get(name) ?? pair;
      pairs.set(name, kept);
      return Promise.resolve(kept);
    },
  };
}

/** RFC 7518 section 3: RSASSA-PKCS1-v1_5 with SHA-256, and ECDSA with P-384 and SHA-384. */
const generating = {
  RS256: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  ES384: { name: 'ECDSA', namedCurve: 'P-384' },
} as const satisfies Readonly<Record<SigningAlgorithm, RsaHashedKeyGenParams | EcKeyGenParams>>;

const signing = {
  RS256: { name: 'RSASSA-PKCS1-v1_5' },
  ES384: { name: 'ECDSA', hash: 'SHA-384' },
} as const satisfies Readonly<Record<SigningAlgorithm, AlgorithmIdentifier | EcdsaParams>>;

async function findOrMake(shelf: KeyPairShelf, key: SigningKeyName): Promise<CryptoKeyPair> {
  const name = nameOf(key);
  const kept = await shelf.get(name);
  if (kept !== undefined) return kept;
  const pair = await crypto.subtle.generateKey(generating[key.algorithm], false, ['sign', 'verify']);
  return shelf.put(name, pair);
}

function nameOf({ issuer, algorithm }: SigningKeyName): string {
  return `${algorithm} ${issuer}`;
}
