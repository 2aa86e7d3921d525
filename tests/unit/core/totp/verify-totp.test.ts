import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { stepOf, totpCode } from '../../../../src/core/totp/totp.ts';
import { verifyTotp } from '../../../../src/core/totp/verify-totp.ts';

const seed = utf8ToBytes('12345678901234567890');
const now = Date.UTC(2026, 7, 1, 12, 0, 10);
const current = stepOf(now);
/** The code some steps from now. */
const codeAt = (steps: number) => totpCode(seed, now + steps * 30_000);
const check = (code: string, lastAcceptedStep?: number) => verifyTotp({ seed, code, now, lastAcceptedStep });
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('verifyTotp', () => {
  it.each([-1, 0, 1])('accepts a device that is off by %i steps', (drift) => {
    expect(check(codeAt(drift))).toEqual({ kind: 'accepted', step: current + drift, drift });
  });

  it.each([-3, -2, 2, 3])('refuses one that is off by %i', (drift) => {
    expect(check(codeAt(drift))).toEqual(refused('wrong'));
  });

  it('accepts a code once', () => {
    const first = check(codeAt(0), current - 1);
    expect(first).toMatchObject({ kind: 'accepted', step: current });
    expect(check(codeAt(0), current)).toEqual(refused('already-used'));
  });

  it('accepts none from before the last', () => {
    expect(check(codeAt(-1), current)).toEqual(refused('already-used'));
    expect(check(codeAt(1), current)).toMatchObject({ kind: 'accepted', drift: 1 });
    expect(check(codeAt(0), current + 1)).toEqual(refused('already-used'));
  });

  it('does not call a code used that never was one', () => {
    expect(check(codeAt(7), current + 1)).toEqual(refused('wrong'));
  });

  it('accepts once a code that two steps share', () => {
    // Found by search: the seed above has 911617 for these two steps.
    const at = 910_737 * 30_000;
    const code = '911617';
    expect([totpCode(seed, at), totpCode(seed, at + 30_000)]).toEqual([code, code]);
    const first = verifyTotp({ seed, code, now: at, lastAcceptedStep: undefined });
    expect(first).toEqual({ kind: 'accepted', step: 910_738, drift: 1 });
    expect(verifyTotp({ seed, code, now: at + 30_000, lastAcceptedStep: 910_738 })).toEqual(
      refused('already-used'),
    );
  });

  it('knows no steps before the epoch', () => {
    const verification = verifyTotp({ seed, code: '755224', now: 0, lastAcceptedStep: undefined });
    expect(verification).toEqual({ kind: 'accepted', step: 0, drift: 0 });
  });

  it.each([
    '',
    '12345',
    '1234567',
    '123 456',
    ' 123456',
    '123456\n',
    '12345a',
    '-12345',
    '1e5   ',
    // Digits, but not of ASCII.
    '１２３４５６',
    '١٢٣٤٥٦',
  ])('refuses %j for its form', (code) => {
    expect(check(code)).toEqual(refused('not-six-digits'));
  });

  it('refuses a code of half a million digits', () => {
    expect(check('123456'.repeat(100_000))).toEqual(refused('not-six-digits'));
  });
});
