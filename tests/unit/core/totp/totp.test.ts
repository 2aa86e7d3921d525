import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { hotpStages, truncate } from '../../../../src/core/totp/hotp.ts';
import { stepOf, totpCode, totpStages } from '../../../../src/core/totp/totp.ts';

// The secret of both RFCs' test values.
const seed = utf8ToBytes('12345678901234567890');

describe('hotpStages', () => {
  // RFC 4226 appendix D.
  it.each([
    [0, 'cc93cf18508d94934c64b65d8ba7667fb7cde4b0', 1284755224, '755224'],
    [1, '75a48a19d4cbe100644e8ac1397eea747a2d33ab', 1094287082, '287082'],
    [2, '0bacb7fa082fef30782211938bc1c5e70416ff44', 137359152, '359152'],
    [3, '66c28227d03a2d5529262ff016a1e6ef76557ece', 1726969429, '969429'],
    [4, 'a904c900a64b35909874b33e61c5938a8e15ed1c', 1640338314, '338314'],
    [5, 'a37e783d7b7233c083d4f62926c7a25f238d0316', 868254676, '254676'],
    [6, 'bc9cd28561042c83f219324d3c607256c03272ae', 1918287922, '287922'],
    [7, 'a4fb960c0bc06e1eabb804e5b397cdc4b45596fa', 82162583, '162583'],
    [8, '1b3c89f65e6c9e883012052823443f048b4332db', 673399871, '399871'],
    [9, '1637409809a679dc698207310c8c7fc07290d9e5', 645520489, '520489'],
  ])('counter %i', (counter, hmac, truncated, code) => {
    expect(hotpStages(seed, counter)).toMatchObject({ hmac, truncated, code });
  });

  it('writes the counter as eight bytes, the highest first, past 32 bits too', () => {
    expect(hotpStages(seed, 1).counter).toBe('0000000000000001');
    expect(hotpStages(seed, 2 ** 32 + 258).counter).toBe('0000000100000102');
    expect(hotpStages(seed, Number.MAX_SAFE_INTEGER).counter).toBe('001fffffffffffff');
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('is not asked for counter %d', (counter) => {
    expect(() => hotpStages(seed, counter)).toThrow(RangeError);
  });
});

describe('truncate', () => {
  it('takes the word at the offset, without its highest bit', () => {
    // RFC 4226 §5.4.
    const mac = hexToBytes('1f8698690e02ca16618550ef7f19da8e945b555a');
    expect(truncate(mac)).toEqual({ offset: 0xa, truncated: 0x50ef7f19 });
    // The highest offset, and a highest bit that goes.
    expect(truncate(hexToBytes('0000000000000000000000000000000fffffff0f'))).toEqual({
      offset: 15,
      truncated: 0x0fffffff,
    });
    expect(truncate(hexToBytes('ffffffff00000000000000000000000000000000'))).toEqual({
      offset: 0,
      truncated: 0x7fffffff,
    });
  });
});

describe('totpCode', () => {
  // RFC 6238 appendix B, the rows of SHA-1: eight digits there, of which AWS's six are the last.
  it.each([
    [59, '0000000000000001', '94287082'],
    [1111111109, '00000000023523ec', '07081804'],
    [1111111111, '00000000023523ed', '14050471'],
    [1234567890, '000000000273ef07', '89005924'],
    [2000000000, '0000000003f940aa', '69279037'],
    [20000000000, '0000000027bc86aa', '65353130'],
  ])('%i s', (seconds, counter, code) => {
    const time = seconds * 1000;
    expect(hotpStages(seed, stepOf(time), 8)).toMatchObject({ counter, code });
    expect(totpCode(seed, time)).toBe(code.slice(2));
  });

  it('holds for thirty seconds and no longer', () => {
    expect([0, 29_999, 30_000, 59_999].map((time) => totpCode(seed, time))).toEqual([
      '755224',
      '755224',
      '287082',
      '287082',
    ]);
  });

  it.each([-1, NaN, Infinity])('is not asked for time %d', (time) => {
    expect(() => totpCode(seed, time)).toThrow(RangeError);
  });
});

describe('totpStages', () => {
  it('shows every stage, each made of the one before', () => {
    const stages = totpStages(seed, 59_000);
    expect(stages).toEqual({
      step: 1,
      counter: '0000000000000001',
      hmac: '75a48a19d4cbe100644e8ac1397eea747a2d33ab',
      offset: 0xb,
      word: 'c1397eea',
      truncated: 0x41397eea,
      code: '287082',
    });
    expect(stages.hmac.slice(stages.offset * 2, stages.offset * 2 + 8)).toBe(stages.word);
  });
});
