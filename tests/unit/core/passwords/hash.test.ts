import { scryptSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { equalPasswordHash, hashPassword } from '../../../../src/core/passwords/hash.ts';

describe('hashPassword', () => {
  const salt = Uint8Array.from({ length: 16 }, (_, index) => index);

  it('is scrypt with N = 16,384, r = 8, p = 1 (RFC 7914), as Node computes it', () => {
    const expected = scryptSync('correct horse', salt, 32, { N: 16_384, r: 8, p: 1 });
    expect(hashPassword({ password: 'correct horse', salt })).toEqual(new Uint8Array(expected));
  });

  it('takes a password typed composed or decomposed as the same', () => {
    const composed = hashPassword({ password: 'caf\u00e9', salt });
    expect(equalPasswordHash(composed, hashPassword({ password: 'cafe\u0301', salt }))).toBe(true);
    expect(equalPasswordHash(composed, hashPassword({ password: 'cafe', salt }))).toBe(false);
  });
});

describe('equalPasswordHash', () => {
  it.each([
    [[1, 2, 3], [1, 2, 3], true],
    [[1, 2, 3], [1, 2, 4], false],
    [[1, 2, 3], [0, 2, 3], false],
    [[1, 2], [1, 2, 3], false],
    [[], [], true],
  ])('%j and %j: %s', (left, right, equal) => {
    expect(equalPasswordHash(Uint8Array.from(left), Uint8Array.from(right))).toBe(equal);
  });
});
