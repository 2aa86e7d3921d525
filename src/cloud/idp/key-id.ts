// The name of a key in a token's header.

import { sha256 } from '@noble/hashes/sha2.js';
import { base64Url } from '../../core/federation/json-web-token.ts';

/** By the key itself, so that it stays the same and says nothing: `publicKeyInfo` is a SubjectPublicKeyInfo. */
export function keyIdOf(publicKeyInfo: Uint8Array): string {
  return base64Url(sha256(publicKeyInfo).subarray(0, 12));
}
