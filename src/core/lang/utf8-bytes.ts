// Text to bytes. Nearly all that is signed is short ASCII, for which a loop is several times faster than the
// encoder that the platform makes anew for each text (measured, in Chromium most of all).

import { utf8ToBytes } from '@noble/hashes/utils.js';

/** The UTF-8 bytes of a text; half a surrogate pair becomes U+FFFD, as with TextEncoder. */
export function utf8Bytes(text: string): Uint8Array {
  // Long texts are bodies, and there the encoder wins.
  if (text.length > longest) return utf8ToBytes(text);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return utf8ToBytes(text);
    bytes[at] = unit;
  }
  return bytes;
}

const longest = 4096;
