// AWS's UriEncode, byte by byte: the standard functions of platforms differ from it in some characters.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

import { utf8Bytes } from '../lang/utf8-bytes.ts';

const unreserved = /^[A-Za-z0-9\-._~]*$/;
const upperHex = '0123456789ABCDEF';

/** Encodes every byte but A–Z a–z 0–9 - . _ ~ as `%XX` with upper-case digits; text by its UTF-8 bytes. */
export function uriEncode(value: string | Uint8Array): string {
  if (typeof value === 'string' && unreserved.test(value)) return value;
  let encoded = '';
  for (const byte of typeof value === 'string' ? utf8Bytes(value) : value) {
    encoded += isUnreserved(byte)
      ? String.fromCharCode(byte)
      : `%${upperHex.charAt(byte >> 4)}${upperHex.charAt(byte & 15)}`;
  }
  return encoded;
}

/**
 * Undoes percent-encoding, to bytes: what is encoded need not be UTF-8. A `%` without two hex digits
 * stands for itself. A `+` is a plus: only HTML forms read it as a space, a URI does not (RFC 3986).
 */
export function uriDecode(text: string): Uint8Array {
  const bytes = utf8Bytes(text);
  if (!text.includes('%')) return bytes;
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const high = byte === 0x25 ? hexDigit(bytes[at + 1]) : undefined;
    const low = high === undefined ? undefined : hexDigit(bytes[at + 2]);
    if (high === undefined || low === undefined) {
      decoded[length++] = byte;
    } else {
      decoded[length++] = high * 16 + low;
      at += 2;
    }
  }
  return decoded.slice(0, length);
}

/** Text in one canonical encoding: decoded, then encoded by AWS's rules, so that `%7e`, `%7E` and `~` are the same. */
export function uriReencode(text: string): string {
  if (unreserved.test(text)) return text;
  return uriEncode(uriDecode(text));
}

function isUnreserved(byte: number): boolean {
  return (
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x5f ||
    byte === 0x7e
  );
}

function hexDigit(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
