import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { base32FromBytes, base32ToBytes } from '../../../../src/core/totp/base32.ts';

// RFC 4648 §10.
const vectors = [
  ['', ''],
  ['f', 'MY======'],
  ['fo', 'MZXQ===='],
  ['foo', 'MZXW6==='],
  ['foob', 'MZXW6YQ='],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI======'],
] as const;

describe('base32FromBytes', () => {
  it.each(vectors)('%j → %s', (text, encoded) => {
    expect(base32FromBytes(utf8ToBytes(text))).toBe(encoded);
  });
});

describe('base32ToBytes', () => {
  it.each(vectors)('%j ← %s, with and without padding, in either case', (text, encoded) => {
    const value = utf8ToBytes(text);
    for (const form of [encoded, encoded.replaceAll('=', ''), encoded.toLowerCase()]) {
      expect(base32ToBytes(form)).toEqual({ ok: true, value });
    }
  });

  it('drops the bits after the last whole byte', () => {
    // MZ is 01100 11001: the byte of `f`, and two bits that belong to nothing.
    expect(base32ToBytes('MZ')).toEqual({ ok: true, value: utf8ToBytes('f') });
  });

  it.each([
    ['MZXW0', { kind: 'not-base32', character: '0' }],
    ['MZXW1', { kind: 'not-base32', character: '1' }],
    ['MZXW8', { kind: 'not-base32', character: '8' }],
    ['MZ W6', { kind: 'not-base32', character: ' ' }],
    ['MY\u0000', { kind: 'not-base32', character: '\u0000' }],
    ['MÜ', { kind: 'not-base32', character: 'Ü' }],
    ['😀Y', { kind: 'not-base32', character: '😀' }],
    // Letters whose upper case is S, I and FF in ASCII.
    ['ſY', { kind: 'not-base32', character: 'ſ' }],
    ['ıY', { kind: 'not-base32', character: 'ı' }],
    ['ﬀ', { kind: 'not-base32', character: 'ﬀ' }],
    ['\ud83dY', { kind: 'not-base32', character: '\ud83d' }],
    ['MY=MY', { kind: 'misplaced-padding' }],
    ['==MY', { kind: 'misplaced-padding' }],
    ['M', { kind: 'incomplete' }],
    ['MZX', { kind: 'incomplete' }],
    ['MZXW6Y', { kind: 'incomplete' }],
    ['MZXW6YTBO', { kind: 'incomplete' }],
  ])('%j is refused: %j', (text, error) => {
    expect(base32ToBytes(text)).toEqual({ ok: false, error });
  });
});
