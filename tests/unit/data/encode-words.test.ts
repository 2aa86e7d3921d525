// Sentences by their words, written and read again. That no description of AWS's is lost is round-trip.test.ts's.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOfCodes, wordCode, wordsWithin } from '../../../src/core/catalog/word-codes.ts';
import { encodeWords } from '../../../src/data/encode-words.ts';

describe('the codes of words', () => {
  it('bring back any text, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const { words, codesOf } = encodeWords(texts);
        expect(texts.map((text) => textOfCodes(words, codesOf(text)))).toEqual(texts);
      }),
    );
  });

  it.each([
    '',
    ' ',
    '  two  spaces ',
    'a line\nbreak',
    'S3:GetObject, "quoted"; and\\escaped',
    'Straße für λ 日本 👍🏽',
  ])('bring back %j', (text) => {
    const { words, codesOf } = encodeWords([text, 'another text']);
    expect(textOfCodes(words, codesOf(text))).toBe(text);
  });

  const { one, two, three } = wordsWithin;
  it.each([
    [0, 1],
    [one - 1, 1],
    [one, 2],
    [two - 1, 2],
    [two, 3],
    [three - 1, 3],
  ])('of word %i have %i characters, and mean it again', (word, length) => {
    const code = wordCode(word);
    expect(code).toHaveLength(length);
    const words = Array.from({ length: three }, (_, number) => String(number));
    expect(textOfCodes(words, code + wordCode(7) + code)).toBe(`${word}7${word}`);
    expect(JSON.stringify(code)).toBe(`"${code}"`);
  });

  it('give the most frequent words the shortest', () => {
    const many = Array.from({ length: one }, (_, number) => `w${number} `).join('');
    const { codesOf } = encodeWords([many.repeat(2), 'rare']);
    expect(codesOf('rare')).toHaveLength(2);
  });

  it('are none of a word that nobody wrote', () => {
    expect(() => encodeWords(['a']).codesOf('b')).toThrow('no code for `b`');
  });
});
