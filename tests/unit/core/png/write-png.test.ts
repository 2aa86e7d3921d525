import { crc32 as nodeCrc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writePng } from '../../../../src/core/png/write-png.ts';

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  readonly crc: number;
}

function chunksOf(png: Uint8Array): readonly Chunk[] {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const chunks: Chunk[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      data: bytes.subarray(at + 8, at + 8 + length),
      crc: bytes.readUInt32BE(at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

/** The dots of a picture, true for black. */
function read(png: Uint8Array): boolean[][] {
  const [header, data, end] = chunksOf(png);
  expect([header?.type, data?.type, end?.type]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const [width, height] = [header?.data.readUInt32BE(0) ?? 0, header?.data.readUInt32BE(4) ?? 0];
  expect([...(header?.data.subarray(8) ?? [])]).toEqual([1, 0, 0, 0, 0]);
  // `inflateSync` checks the Adler-32.
  const lines = inflateSync(data?.data ?? Buffer.alloc(0));
  const stride = 1 + Math.ceil(width / 8);
  expect(lines).toHaveLength(stride * height);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const byte = lines[y * stride + 1 + (x >> 3)] ?? 0;
      return (byte & (0x80 >> (x & 7))) === 0;
    }),
  );
}

describe('writePng', () => {
  const rows = [
    [true, false, true],
    [false, false, true],
  ];

  it('is read back as it was drawn', () => {
    expect(read(writePng(rows, 1))).toEqual(rows);
    expect(read(writePng(rows, 2))).toEqual(
      rows.flatMap((row) => {
        const wide = row.flatMap((dot) => [dot, dot]);
        return [wide, wide];
      }),
    );
  });

  it('has the checks that the format asks for', () => {
    for (const { type, data, crc } of chunksOf(writePng(rows, 3))) {
      expect(crc).toBe(nodeCrc32(Buffer.concat([Buffer.from(type, 'latin1'), data])));
    }
  });

  it('holds more than one stored block', () => {
    const size = 900;
    const large = Array.from({ length: size }, (_, y) =>
      Array.from({ length: size }, (_, x) => (x * 7 + y * 13) % 5 === 0),
    );
    expect(read(writePng(large, 1))).toEqual(large);
  });
});
