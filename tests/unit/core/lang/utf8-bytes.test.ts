import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { equalTexts } from '../../../../src/core/lang/equal-bytes.ts';
import { utf8Bytes } from '../../../../src/core/lang/utf8-bytes.ts';

it('gives the bytes that the platform’s encoder gives', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ maxLength: 40 }),
    fc.constantFrom('', '\ud800', 'ü', '\u007f\u0080', 'a'.repeat(5000), `${'a'.repeat(5000)}ü`),
  );
  fc.assert(
    fc.property(text, (each) => {
      expect(utf8Bytes(each)).toEqual(utf8ToBytes(each));
    }),
    { seed: 3629, numRuns: 1000 },
  );
});

it('compares texts as === does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ü', '\ud800'), maxLength: 4 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(equalTexts(left, right)).toBe(left === right);
    }),
    { seed: 1, numRuns: 1000 },
  );
});
