import { describe, expect, it } from 'vitest';
import { splitAtMarks, type CodeMark } from '../../../src/ui/parts/split-at-marks.ts';

const mark = (start: number, end: number): CodeMark => ({ start, end, tone: 'accent' });

describe('splitAtMarks', () => {
  it('keeps the whole text, in order', () => {
    const pieces = splitAtMarks('one two three', [mark(8, 13), mark(0, 3)]);
    expect(pieces.map((piece) => piece.text)).toEqual(['one', ' two ', 'three']);
    expect(pieces.map((piece) => piece.mark !== undefined)).toEqual([true, false, true]);
  });

  it.each([
    ['overlapping', [mark(0, 5), mark(3, 7)]],
    ['empty', [mark(0, 5), mark(6, 6)]],
    ['past the end', [mark(0, 5), mark(40, 50)]],
  ])('leaves out a mark that is %s', (_, marks) => {
    const pieces = splitAtMarks('one two three', marks);
    expect(pieces.map((piece) => piece.text).join('')).toBe('one two three');
    expect(pieces.filter((piece) => piece.mark !== undefined)).toHaveLength(1);
  });

  it('is one piece without marks and none without text', () => {
    expect(splitAtMarks('text', [])).toEqual([{ start: 0, text: 'text', mark: undefined }]);
    expect(splitAtMarks('', [])).toEqual([]);
  });
});
