// Base 32 (RFC 4648 §6): how seeds are written, so that people can type them.

import { err, ok, type Result } from '../lang/result.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export type Base32Fault =
  /** A character (a code point) that is none of A–Z and 2–7. */
  | { readonly kind: 'not-base32'; readonly character: string }
  /** Something follows the padding, which ends the text. */
  | { readonly kind: 'misplaced-padding' }
  /** No number of whole bytes has this length: a character is missing or too many. */
  | { readonly kind: 'incomplete' };

/** Bytes as base 32 text, upper case, padded with `=` to a multiple of eight characters. */
export function base32FromBytes(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let pending = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((pending >> bits) & 31);
    }
    pending &= (1 << bits) - 1;
  }
  if (bits > 0) text += alphabet.charAt((pending << (5 - bits)) & 31);
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=');
}

/**
 * The bytes of base 32 text. Lower case counts as upper, padding may be short or absent, and bits after the
 * last whole byte are dropped, as authenticator apps drop them (RFC 4648 §3.5 leaves it open).
 */
export function base32ToBytes(text: string): Result<Uint8Array, Base32Fault> {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let length = 0;
  let characters = 0;
  let bits = 0;
  let pending = 0;
  let padded = false;
  for (const character of text) {
    if (character === '=') {
      padded = true;
      continue;
    }
    const value = valueOf(character);
    if (value === undefined) return err({ kind: 'not-base32', character });
    if (padded) return err({ kind: 'misplaced-padding' });
    characters++;
    pending = ((pending << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (pending >> bits) & 0xff;
    }
  }
  // One, three and six characters over hold five bits or more that belong to no byte.
  if ([1, 3, 6].includes(characters % 8)) return err({ kind: 'incomplete' });
  return ok(bytes.slice(0, length));
}

// By number, not by `toUpperCase`, which makes an S of `ſ` and an I of `ı`.
function valueOf(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x32 && code <= 0x37) return code - 0x32 + 26;
  return undefined;
}
