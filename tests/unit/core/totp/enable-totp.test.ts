import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { enableTotp } from '../../../../src/core/totp/enable-totp.ts';
import { stepOf, totpCode } from '../../../../src/core/totp/totp.ts';
import { verifyTotp } from '../../../../src/core/totp/verify-totp.ts';

const seed = utf8ToBytes('12345678901234567890');
const now = Date.UTC(2026, 7, 1, 12, 0, 10);
const current = stepOf(now);
const codeAt = (steps: number) => totpCode(seed, now + steps * 30_000);
const enable = (code1: string, code2: string) => enableTotp({ seed, code1, code2, now });
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('enableTotp', () => {
  // The second code is the one that the device shows at `now`, or off by one step.
  it.each([
    [-2, -1],
    [-1, 0],
    [0, 1],
  ])('enables by the codes %i and %i steps from now', (first, second) => {
    expect(enable(codeAt(first), codeAt(second))).toEqual({
      kind: 'enabled',
      lastAcceptedStep: current + second,
    });
  });

  it.each([
    // Backwards, or with a gap.
    [0, -1, 'not-consecutive'],
    [1, 0, 'not-consecutive'],
    [-2, 0, 'not-consecutive'],
    [-2, 1, 'not-consecutive'],
    [-1, 1, 'not-consecutive'],
    // Consecutive, but too early or too late.
    [-3, -2, 'wrong'],
    [1, 2, 'wrong'],
    [-1, 5, 'wrong'],
    [5, 0, 'wrong'],
  ])('refuses the codes %i and %i steps from now: %s', (first, second, reason) => {
    expect(enable(codeAt(first), codeAt(second))).toEqual(refused(reason));
  });

  it('refuses one code twice', () => {
    expect(enable(codeAt(0), codeAt(0))).toEqual(refused('same-code-twice'));
    expect(enable('000000', '000000')).toEqual(refused('same-code-twice'));
  });

  it.each(['', '12345', '1234567', '12345x', '１２３４５６'])('refuses %j for its form', (code) => {
    expect(enable(code, codeAt(0))).toEqual(refused('not-six-digits'));
    expect(enable(codeAt(-1), code)).toEqual(refused('not-six-digits'));
    expect(enable(code, code)).toEqual(refused('not-six-digits'));
  });

  it('uses up both codes', () => {
    const enabling = enable(codeAt(-1), codeAt(0));
    if (enabling.kind !== 'enabled') throw new Error('expected to be enabled');
    const { lastAcceptedStep } = enabling;
    for (const steps of [-1, 0]) {
      expect(verifyTotp({ seed, code: codeAt(steps), now, lastAcceptedStep })).toEqual(
        refused('already-used'),
      );
    }
    expect(verifyTotp({ seed, code: codeAt(1), now, lastAcceptedStep })).toMatchObject({ kind: 'accepted' });
  });
});
