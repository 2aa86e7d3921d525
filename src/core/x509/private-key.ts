// Private keys in PEM: whether a text is one, and the public key that goes with it. Nothing secret is kept.

import { bitStringBytes, contextTag, derElements, derSequence, derTags, writeDer } from './der.ts';
import { readPem } from './pem.ts';

export interface PrivateKey {
  /** As certificates have it (`Certificate.publicKey`); absent where the key does not say. */
  readonly publicKey?: Uint8Array;
}

/** Undefined for a text that is no private key, or is one that needs a passphrase. */
export function readPrivateKey(text: string): PrivateKey | undefined {
  // OpenSSL writes the curve of a key before it.
  const [block, ...rest] = readPem(text)?.filter(({ label }) => label !== 'EC PARAMETERS') ?? [];
  if (block === undefined || rest.length > 0) return undefined;
  switch (block.label) {
    case 'RSA PRIVATE KEY':
      return readRsa(block.bytes);
    case 'EC PRIVATE KEY':
      return readEc(block.bytes);
    case 'PRIVATE KEY':
      return readPkcs8(block.bytes);
    default:
      return undefined;
  }
}

/** RFC 8017, A.1.2: version, modulus, public exponent, and six numbers that are secret. */
function readRsa(bytes: Uint8Array): PrivateKey | undefined {
  const numbers = derSequence(bytes) ?? [];
  const [, modulus, exponent] = numbers;
  if (numbers.length < 9 || numbers.some(({ tag }) => tag !== derTags.integer)) return undefined;
  if (modulus === undefined || exponent === undefined) return undefined;
  return { publicKey: writeDer(derTags.sequence, modulus.whole, exponent.whole) };
}

/** RFC 5915, §3: version, the secret, and perhaps the curve and the public key. */
function readEc(bytes: Uint8Array): PrivateKey | undefined {
  const [version, secret, ...rest] = derSequence(bytes) ?? [];
  if (version?.tag !== derTags.integer || secret?.tag !== derTags.octetString) return undefined;
  const outer = rest.find(({ tag }) => tag === contextTag(1));
  const publicKey = outer === undefined ? undefined : bitStringBytes(derElements(outer.content)?.[0]);
  return publicKey === undefined ? {} : { publicKey };
}

/** RFC 5208, §5: version, algorithm, and the key as above. */
function readPkcs8(bytes: Uint8Array): PrivateKey | undefined {
  const [version, algorithm, key] = derSequence(bytes) ?? [];
  if (
    version?.tag !== derTags.integer ||
    algorithm?.tag !== derTags.sequence ||
    key?.tag !== derTags.octetString
  ) {
    return undefined;
  }
  // The two forms are told apart by what comes second: the modulus, or the secret.
  return readRsa(key.content) ?? readEc(key.content);
}
