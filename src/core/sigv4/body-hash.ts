// The hash of a body: the last line of the canonical request. Apart from the texts of it, so that who only reads
// requests need not load a hash.

import { bytesToHex } from '@noble/hashes/utils.js';

import { hashOf } from './sha256.ts';

/** Lower-case hex SHA-256 of a body. */
export function bodyHash(body: Uint8Array): string {
  return body.length === 0 ? emptyBodyHash : bytesToHex(hashOf(body));
}

/** SHA-256 of nothing: most requests that read have no body. */
const emptyBodyHash = bytesToHex(hashOf(new Uint8Array()));
