import { describe, expect, it } from 'vitest';

import { chunkSizeFor, shownChunks } from '../../../../src/ui/features/signing/chunk-list.ts';
import { chunkSizeWords } from '../../../../src/ui/words/signing-bench.ts';

describe('chunkSizeFor', () => {
  it.each([
    [0, 32],
    [96, 32],
    [23 * 32, 32],
    [23 * 32 + 1, 64],
    [20_000, 1024],
    [23 * 4096 + 1, 8192],
    [10_000_000, 8192],
  ])('cuts %i bytes into chunks of %i', (length, size) => expect(chunkSizeFor(length)).toBe(size));

  it('makes at most 24 chunks, the empty one included, while chunks are smaller than S3 asks for', () => {
    for (let length = 0; length <= 23 * 8192; length += 17)
      expect(Math.ceil(length / chunkSizeFor(length)) + 1).toBeLessThanOrEqual(24);
  });

  it('is told as it is', () => {
    expect(chunkSizeWords(1024)).toBe(
      'Up to 1,024 bytes each, to have several here; S3 asks for at least 8,192 in all but the last.',
    );
    expect(chunkSizeWords(8192)).toContain('the least that S3 takes');
  });
});

describe('shownChunks', () => {
  const chunks = (count: number) => Array.from({ length: count }, (_, index) => index);

  it('shows all of a short list', () => {
    for (const count of [0, 1, 24])
      expect(shownChunks(chunks(count))).toEqual({ first: chunks(count), leftOut: 0, last: [] });
  });

  it('shows the beginning and the end of a long one, and says how many are between', () => {
    expect(shownChunks(chunks(25))).toEqual({ first: chunks(20), leftOut: 4, last: [24] });
    expect(shownChunks(chunks(1255))).toMatchObject({ leftOut: 1234, last: [1254] });
  });
});
