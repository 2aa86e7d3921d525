// One-time codes for any seed and time: drift, replay, order, and what is written is read back.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { base32FromBytes, base32ToBytes } from '../../src/core/totp/base32.ts';
import { enableTotp } from '../../src/core/totp/enable-totp.ts';
import { readSeed } from '../../src/core/totp/seed.ts';
import { stepMilliseconds, stepOf, totpCode, totpStages } from '../../src/core/totp/totp.ts';
import { verifyTotp } from '../../src/core/totp/verify-totp.ts';

const seeds = fc.uint8Array({ minLength: 10, maxLength: 64 });
// From a quarter of an hour after the epoch to nearly the last moment that a Date can hold.
const times = fc.integer({ min: 900_000, max: 8_600_000_000_000_000 });
const numRuns = 300;

/** Codes of the steps from `-reach` to `reach` around a time; a case where two of them agree says nothing. */
function codesAround(seed: Uint8Array, now: number, reach: number): (steps: number) => string {
  const codeAt = (steps: number) => totpCode(seed, now + steps * stepMilliseconds);
  const all = Array.from({ length: 2 * reach + 1 }, (_, index) => codeAt(index - reach));
  fc.pre(new Set(all).size === all.length);
  return codeAt;
}

describe('verifyTotp', () => {
  it('accepts a drift of one step, and no more', () => {
    fc.assert(
      fc.property(seeds, times, fc.integer({ min: -8, max: 8 }), (seed, now, drift) => {
        const code = codesAround(seed, now, 8)(drift);
        expect(verifyTotp({ seed, code, now, lastAcceptedStep: undefined })).toEqual(
          Math.abs(drift) <= 1
            ? { kind: 'accepted', step: stepOf(now) + drift, drift }
            : { kind: 'refused', reason: 'wrong' },
        );
      }),
      { seed: 51, numRuns },
    );
  });

  it('accepts no code twice, and steps only ever rise, whatever is tried and when', () => {
    const tries = fc.array(
      fc.record({ wait: fc.integer({ min: 0, max: 70_000 }), steps: fc.integer({ min: -2, max: 2 }) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(seeds, times, tries, (seed, start, attempts) => {
        const accepted: number[] = [];
        const used = new Set<string>();
        let now = start;
        for (const { wait, steps } of attempts) {
          now += wait;
          const code = totpCode(seed, now + steps * stepMilliseconds);
          const verification = verifyTotp({ seed, code, now, lastAcceptedStep: accepted.at(-1) });
          if (verification.kind !== 'accepted') continue;
          expect(verification.step).toBeGreaterThan(accepted.at(-1) ?? -1);
          expect(used.has(code)).toBe(false);
          accepted.push(verification.step);
          used.add(code);
        }
      }),
      { seed: 52, numRuns },
    );
  });

  it('never throws, and accepts no text but the codes of the three steps', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9]{6}$/));
    fc.assert(
      fc.property(seeds, times, texts, (seed, now, code) => {
        const verification = verifyTotp({ seed, code, now, lastAcceptedStep: undefined });
        const genuine = [-1, 0, 1].map((steps) => totpCode(seed, now + steps * stepMilliseconds));
        expect(verification.kind === 'accepted').toBe(genuine.includes(code));
      }),
      { seed: 53, numRuns },
    );
  });
});

describe('enableTotp', () => {
  it('enables by consecutive codes in their order, and by no others', () => {
    const steps = fc.integer({ min: -4, max: 4 });
    fc.assert(
      fc.property(seeds, times, steps, steps, (seed, now, first, second) => {
        const codeAt = codesAround(seed, now, 4);
        const enabling = enableTotp({ seed, code1: codeAt(first), code2: codeAt(second), now });
        const expected = second === first + 1 && Math.abs(second) <= 1;
        expect(enabling.kind).toBe(expected ? 'enabled' : 'refused');
        if (enabling.kind === 'enabled') expect(enabling.lastAcceptedStep).toBe(stepOf(now) + second);
      }),
      { seed: 54, numRuns: 1000 },
    );
  });

  it('never throws', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 8 });
    fc.assert(
      fc.property(seeds, times, texts, texts, (seed, now, code1, code2) => {
        expect(enableTotp({ seed, code1, code2, now }).kind).toBe('refused');
      }),
      { seed: 55, numRuns },
    );
  });
});

describe('totpStages', () => {
  it('derives each stage from the one before', () => {
    fc.assert(
      fc.property(seeds, times, (seed, time) => {
        const stages = totpStages(seed, time);
        expect(BigInt(`0x${stages.counter}`)).toBe(BigInt(stages.step));
        expect(stages.step * stepMilliseconds).toBeLessThanOrEqual(time);
        expect((stages.step + 1) * stepMilliseconds).toBeGreaterThan(time);
        expect(stages.offset).toBe(Number(`0x${stages.hmac.slice(-1)}`));
        expect(stages.word).toBe(stages.hmac.slice(stages.offset * 2, stages.offset * 2 + 8));
        expect(BigInt(stages.truncated)).toBe(BigInt(`0x${stages.word}`) % 2n ** 31n);
        expect(stages.code).toBe(stages.truncated.toString().padStart(6, '0').slice(-6));
      }),
      { seed: 56, numRuns },
    );
  });
});

describe('base 32', () => {
  it('is read back, in any case and grouping', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(bytes, fc.nat(), fc.constantFrom(' ', '-', '\u00a0', '\n'), (value, cases, separator) => {
        const text = base32FromBytes(value);
        expect(text).toMatch(/^[A-Z2-7]+={0,6}$/);
        expect(text.length % 8).toBe(0);
        expect(base32ToBytes(text)).toEqual({ ok: true, value });
        const typed = [...text.replaceAll('=', '')]
          .map((character, index) => ((cases >> (index % 30)) & 1 ? character.toLowerCase() : character))
          .map((character, index) => (index % 4 === 3 ? character + separator : character))
          .join('');
        expect(readSeed(typed)).toEqual({ ok: true, value });
      }),
      { seed: 57, numRuns },
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const read = readSeed(text);
        // What is read is of the alphabet, and of a length that it can have.
        if (read.ok)
          expect(read.value.length).toBe(Math.floor((text.match(/[A-Za-z2-7]/g) ?? []).length * 0.625));
      }),
      { seed: 58, numRuns: 1000 },
    );
  });
});
