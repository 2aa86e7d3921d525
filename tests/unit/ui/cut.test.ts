import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../../../src/ui/words/cut.ts';

describe('cut', () => {
  it.each([
    ['', 3, ''],
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['a bcd', 3, 'a…'],
    ['🚪🚪🚪', 3, '🚪🚪🚪'],
    ['🚪🚪🚪🚪', 3, '🚪🚪…'],
  ])('makes of %j, at most %i characters, %j', (text, most, short) => {
    expect(cut(text, most)).toBe(short);
  });

  it('leaves 80 characters when nothing else is asked for', () => {
    expect(cut('x'.repeat(80))).toBe('x'.repeat(80));
    expect(cut('x'.repeat(10_000))).toBe(`${'x'.repeat(79)}…`);
  });

  it('never gets longer than asked for, and changes nothing that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
        const short = cut(text, most);
        expect([...short].length).toBeLessThanOrEqual(most);
        if ([...text].length <= most) expect(short).toBe(text);
        else expect(short.endsWith('…')).toBe(true);
      }),
      { seed: 20261124 },
    );
  });
});
