// Black and white pictures as PNG files, not compressed: small enough for a QR code.
// https://www.w3.org/TR/png-3/, RFC 1950 (zlib), RFC 1951 §3.2.4 (stored blocks)

import { crc32 } from '../checksums/crc32.ts';
import { joinBytes } from '../lang/join-bytes.ts';
import { utf8Bytes } from '../lang/utf8-bytes.ts';

/** Rows of the same length, true for black; each becomes a square of `scale` by `scale` dots. */
export function writePng(rows: readonly (readonly boolean[])[], scale: number): Uint8Array {
  const width = (rows[0]?.length ?? 0) * scale;
  const height = rows.length * scale;
  const header = joinBytes([word(width), word(height), Uint8Array.of(1, 0, 0, 0, 0)]); // one bit a dot, grey
  const lines = rows.flatMap((row) => Array<Uint8Array>(scale).fill(scanline(row, scale, width)));
  return joinBytes([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', zlib(joinBytes(lines))),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** No filter, then the dots, the first in the highest bit; 1 is white. */
function scanline(row: readonly boolean[], scale: number, width: number): Uint8Array {
  const line = new Uint8Array(1 + Math.ceil(width / 8));
  for (let x = 0; x < width; x++) {
    if (row[Math.floor(x / scale)] === true) continue;
    const at = 1 + (x >> 3);
    line[at] = (line[at] ?? 0) | (0x80 >> (x & 7));
  }
  return line;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joinBytes([utf8Bytes(type), data]);
  return joinBytes([word(data.length), body, crc32(body)]);
}

/** As stored blocks of at most 65,535 bytes. */
function zlib(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let at = 0; at === 0 || at < data.length; at += mostStored) {
    const block = data.subarray(at, at + mostStored);
    const last = at + mostStored >= data.length ? 1 : 0;
    const { length } = block;
    parts.push(Uint8Array.of(last, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255), block);
  }
  return joinBytes([...parts, word(adler32(data))]);
}

const mostStored = 65_535;

/** RFC 1950 §8.2 */
function adler32(data: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}

/** Four bytes, the highest first. */
function word(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
