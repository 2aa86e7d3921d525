// Cyclic redundancy checks of 32 bits whose bits are taken from the low end ("reflected"), by tables. CRC-32
// and CRC-32C differ only in their polynomial.

/** One table for each of the eight bytes that are taken at a time. */
export type Crc32Tables = readonly Uint32Array[];

/** The tables of a polynomial, given with its bits reversed. */
export function crc32Tables(reversedPolynomial: number): Crc32Tables {
  const first = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ reversedPolynomial : crc >>> 1;
    first[byte] = crc;
  }
  const tables = [first];
  for (let zeros = 1; zeros < 8; zeros++) {
    // The byte followed by one more zero byte than in the table before.
    tables.push((tables[zeros - 1] ?? first).map((crc) => (crc >>> 8) ^ (first[crc & 255] ?? 0)));
  }
  return tables;
}

/** The check of `bytes`, with all ones as first value and as mask of the last: 4 bytes, big-endian. */
export function crc32Of(bytes: Uint8Array, tables: Crc32Tables): Uint8Array {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const at = (table: Uint32Array, index: number): number => table[index & 255] ?? 0;
  let crc = -1;
  let index = 0;
  for (const end = bytes.length - 7; index < end; index += 8) {
    const low = crc ^ littleEndian(bytes, index);
    crc =
      at(t7, low) ^
      at(t6, low >>> 8) ^
      at(t5, low >>> 16) ^
      at(t4, low >>> 24) ^
      at(t3, bytes[index + 4] ?? 0) ^
      at(t2, bytes[index + 5] ?? 0) ^
      at(t1, bytes[index + 6] ?? 0) ^
      at(t0, bytes[index + 7] ?? 0);
  }
  for (; index < bytes.length; index++) crc = (crc >>> 8) ^ at(t0, crc ^ (bytes[index] ?? 0));
  return bigEndian([~crc]);
}

/** Words of 32 bits as bytes, the highest first. */
export function bigEndian(words: readonly number[]): Uint8Array {
  return Uint8Array.from(words.flatMap((word) => [word >>> 24, word >>> 16, word >>> 8, word]));
}

function littleEndian(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}
