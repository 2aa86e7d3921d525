// Bytes to text without TextDecoder, which ES alone does not have.

/** The text of UTF-8 bytes; undefined when they are not UTF-8. */
export function utf8ToText(bytes: Uint8Array): string | undefined {
  let escaped = '';
  for (const byte of bytes) {
    // Plain ASCII but `%` stands for itself; the rest goes through the one UTF-8 decoder that ES has.
    escaped +=
      byte < 0x80 && byte !== 0x25 ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
