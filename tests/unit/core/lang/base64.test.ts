import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { base64FromBytes, bytesFromBase64 } from '../../../../src/core/lang/base64.ts';

// RFC 4648 §10.
const vectors = [
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
] as const;

describe('base 64', () => {
  it.each(vectors)('of %j is %j', (text, base64) => {
    expect(base64FromBytes(utf8ToBytes(text))).toBe(base64);
    expect(bytesFromBase64(base64)).toEqual(utf8ToBytes(text));
  });

  it('knows the whole alphabet', () => {
    const bytes = bytesFromBase64('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
    expect(bytes).toHaveLength(48);
    // '89+/' is 60, 61, 62, 63.
    expect(bytes?.slice(-3)).toEqual(new Uint8Array([0xf3, 0xdf, 0xbf]));
  });

  it.each([
    ['cut short', 'Zm9vYg'],
    ['one character too many', 'Zm9vY'],
    ['padding alone', '===='],
    ['three signs of padding', 'Z==='],
    ['padding in the middle', 'Zg==Zm9v'],
    ['padding before the last character', 'Zg=v'],
    ['bits after the last byte', 'Zh=='],
    ['bits after the last of two bytes', 'Zm9='],
    ['a line break', 'Zm9v\nZm9'],
    ['a space', 'Zm9 '],
    ['the alphabet for URLs', 'Zm-_'],
    ['a character beyond ASCII', 'Zm9ę'],
  ])('is not decoded with %s', (_, text) => {
    expect(bytesFromBase64(text)).toBeUndefined();
  });

  it('is decoded to what was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(bytesFromBase64(base64FromBytes(bytes))).toEqual(bytes);
      }),
      { seed: 41 },
    );
  });

  it('has one text for the same bytes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9+/]{0,10}={0,2}$/), (text) => {
        const bytes = bytesFromBase64(text);
        if (bytes !== undefined) expect(base64FromBytes(bytes)).toBe(text);
      }),
      { seed: 42, numRuns: 500 },
    );
  });
});
