import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { base32FromBytes } from '../../../../src/core/totp/base32.ts';
import { makeTotpSeed, readSeed, totpSeedBytes } from '../../../../src/core/totp/seed.ts';

describe('makeTotpSeed', () => {
  it('is 64 characters of base 32, as in the example of the IAM User Guide', () => {
    // iam_example_iam_CreateVirtualMfaDevice_section.html
    const example = 'CZWZMCQNW4DEXAMPLE3VOUGXJFZYSUW7EXAMPLECR4NJFD65GX2SLUDW2EXAMPLE';
    const seed = makeTotpSeed(new Uint8Array(totpSeedBytes).fill(7));
    expect(base32FromBytes(seed)).toMatch(/^[A-Z2-7]{64}$/);
    const read = readSeed(example);
    expect(read.ok && read.value.length).toBe(seed.length);
  });

  it('is a copy: who gave the random bytes may overwrite them', () => {
    const random = new Uint8Array(50).fill(7);
    const seed = makeTotpSeed(random);
    random.fill(0);
    expect(seed).toEqual(new Uint8Array(40).fill(7));
  });

  it('does not make do with less', () => {
    expect(() => makeTotpSeed(new Uint8Array(39))).toThrow(RangeError);
  });
});

describe('readSeed', () => {
  // The example of the Key Uri Format: "Hello!" and 0xDEADBEEF.
  const hello = new Uint8Array([...utf8ToBytes('Hello!'), 0xde, 0xad, 0xbe, 0xef]);

  it.each([
    'JBSWY3DPEHPK3PXP',
    'jbswy3dpehpk3pxp',
    'JBSW Y3DP EHPK 3PXP',
    '  jbsw-y3dp-ehpk-3pxp\r\n',
    'JBSWY3DP\u00a0EHPK3PXP\t====',
  ])('%j', (text) => {
    expect(readSeed(text)).toEqual({ ok: true, value: hello });
  });

  it.each([
    ['', { kind: 'empty' }],
    [' - \n', { kind: 'empty' }],
    ['JBSWY3DPEHPK3PXP1', { kind: 'not-base32', character: '1' }],
    ['JBSWY3DPEHPK3PXPA', { kind: 'incomplete' }],
    ['JBSW=Y3DP', { kind: 'misplaced-padding' }],
    ['otpauth://totp/x?secret=JBSWY3DPEHPK3PXP', { kind: 'not-base32', character: ':' }],
  ])('%j is refused: %j', (text, error) => {
    expect(readSeed(text)).toEqual({ ok: false, error });
  });

  it('takes a time that grows with the text, not faster', () => {
    // A million characters: an answer at all is the proof, since anything quadratic would not come back.
    expect(readSeed(`${'- '.repeat(500_000)}1`)).toEqual({
      ok: false,
      error: { kind: 'not-base32', character: '1' },
    });
  });
});
