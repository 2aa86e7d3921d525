// The hash and the HMAC that sign, by the vectors of RFC 4231 §4 and FIPS 180-4, and against the platform's own.

import { createHash, createHmac } from 'node:crypto';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { beginHmac, finishHmac, hashOf, hmacOf } from '../../../../src/core/sigv4/sha256.ts';

const fill = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);

// RFC 4231 §4.2 to §4.8; of the fifth only the first 128 bits are printed.
const vectors: readonly (readonly [name: string, key: Uint8Array, data: Uint8Array, mac: string])[] = [
  [
    'a key of 20 bytes',
    fill(20, 0x0b),
    utf8ToBytes('Hi There'),
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  ],
  [
    'a key shorter than the hash',
    utf8ToBytes('Jefe'),
    utf8ToBytes('what do ya want for nothing?'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'data of 50 bytes',
    fill(20, 0xaa),
    fill(50, 0xdd),
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  ],
  [
    'a key of 25 bytes',
    Uint8Array.from({ length: 25 }, (_, index) => index + 1),
    fill(50, 0xcd),
    '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  ],
  ['truncation', fill(20, 0x0c), utf8ToBytes('Test With Truncation'), 'a3b6167473100ee06e0c796c2955552b'],
  [
    'a key longer than a block',
    fill(131, 0xaa),
    utf8ToBytes('Test Using Larger Than Block-Size Key - Hash Key First'),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
  [
    'key and data longer than a block',
    fill(131, 0xaa),
    utf8ToBytes(
      'This is a test using a larger than block-size key and a larger than block-size data. ' +
        'The key needs to be hashed before being used by the HMAC algorithm.',
    ),
    '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  ],
];

describe('HMAC-SHA256', () => {
  it.each(vectors)('%s', (_, key, data, mac) => {
    expect(bytesToHex(hmacOf(key, data)).slice(0, mac.length)).toBe(mac);
    expect(bytesToHex(finishHmac(beginHmac(key), data)).slice(0, mac.length)).toBe(mac);
  });

  it('is the platform’s, however the calls are mixed and often a key is used', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, bytes, bytes, (key, first, second) => {
        const expected = (data: Uint8Array): string => createHmac('sha256', key).update(data).digest('hex');
        const begun = beginHmac(key);
        expect(bytesToHex(finishHmac(begun, first))).toBe(expected(first));
        expect(bytesToHex(hashOf(second))).toBe(createHash('sha256').update(second).digest('hex'));
        expect(bytesToHex(finishHmac(begun, second))).toBe(expected(second));
        expect(bytesToHex(hmacOf(key, first))).toBe(expected(first));
      }),
      { seed: 4231, numRuns: 500 },
    );
  });
});

it('hashes as FIPS 180-4 says', () => {
  expect(bytesToHex(hashOf(utf8ToBytes('abc')))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(bytesToHex(hashOf(new Uint8Array()))).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});
