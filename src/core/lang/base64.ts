// Base 64 (RFC 4648 §4), which ES2023 alone does not have.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as base 64 text, padded with `=`. */
export function base64FromBytes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63);
    text += left > 1 ? alphabet.charAt((group >> 6) & 63) : '=';
    text += left > 2 ? alphabet.charAt(group & 63) : '=';
  }
  return text;
}

/** The bytes of base 64 text; undefined unless it is exactly what `base64FromBytes` makes: no white space, padded, no stray bits. */
export function bytesFromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let group = 0;
  let length = 0;
  for (let at = 0; at < text.length - padding; at++) {
    const value = valueOf(text.charCodeAt(at));
    if (value === undefined) return undefined;
    group = (group << 6) | value;
    // Every character but the first of a group of four completes a byte.
    if (at % 4 !== 0) {
      const spare = 6 - (at % 4) * 2;
      bytes[length++] = (group >> spare) & 0xff;
      group &= (1 << spare) - 1;
    }
  }
  // RFC 4648 §3.5: bits after the last byte are zero, or two texts would mean the same bytes.
  return group === 0 ? bytes : undefined;
}

function valueOf(code: number): number | undefined {
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 26;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 52;
  if (code === 0x2b) return 62;
  return code === 0x2f ? 63 : undefined;
}
