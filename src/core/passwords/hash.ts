// Hashes of sign-in passwords: slow on purpose, so that a stolen store is not a list of passwords.

import { scrypt } from '@noble/hashes/scrypt.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

import { equalBytes } from '../lang/equal-bytes.ts';

// RFC 7914 §2; N, r and p are its recommendation for interactive logins: 16 MiB, some tens of milliseconds.
const cost = { N: 2 ** 14, r: 8, p: 1, dkLen: 32 };

/** The scrypt hash of a password (its UTF-8 bytes, composed: NFC), 32 bytes. The salt is random, one per password. */
export function hashPassword({ password, salt }: { password: string; salt: Uint8Array }): Uint8Array {
  return scrypt(utf8ToBytes(password.normalize('NFC')), salt, cost);
}

/** Whether two password hashes are equal, in constant time. */
export function equalPasswordHash(left: Uint8Array, right: Uint8Array): boolean {
  return equalBytes(left, right);
}
