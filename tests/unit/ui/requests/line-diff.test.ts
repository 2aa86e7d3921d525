import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from '../../../../src/ui/features/requests/line-diff.ts';

const shape = (before: string, after: string): string[] =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`);

describe('diffLines', () => {
  it.each([
    ['nothing', 'a\nb', 'a\nb', [' a', ' b']],
    ['a changed line', 'a\nb\nc', 'a\nB\nc', [' a', '-b', '+B', ' c']],
    ['an added line', 'a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a removed line', 'a\nb\nc', 'a\nc', [' a', '-b', ' c']],
    ['two changes apart', 'a\nb\nc\nd', 'A\nb\nc\nD', ['-a', '+A', ' b', ' c', '-d', '+D']],
    ['a repeated line', 'a\na', 'a', [' a', '-a']],
  ])('shows %s', (_, before, after, expected) => {
    expect(shape(before, after)).toEqual(expected);
  });

  it('keeps both texts whole', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const side = (dropped: string): string =>
          lines
            .filter(({ kind }) => kind !== dropped)
            .map((line) => line.text)
            .join('\n');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
        expect(lines.map(({ index }) => index)).toEqual(lines.map((_, index) => index));
      }),
      { seed: 20261122 },
    );
  });

  it('gives up on finding what two huge texts share in the middle, and still keeps both', () => {
    const many = (tag: string): string =>
      Array.from({ length: 500 }, (_, index) => `${tag}${index}`).join('\n');
    const lines = diffLines(`head\n${many('a')}\ntail`, `head\n${many('b')}\ntail`);
    expect(lines.filter(({ kind }) => kind === 'same').map(({ text }) => text)).toEqual(['head', 'tail']);
    expect(lines).toHaveLength(1002);
  });
});
