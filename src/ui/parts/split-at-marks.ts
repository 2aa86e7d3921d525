// Cutting a text at the stretches that are to be marked in it.

/** A stretch of the text to point at: offsets in UTF-16 units, `end` exclusive. Marks do not overlap. */
export interface CodeMark {
  readonly start: number;
  readonly end: number;
  readonly tone: 'allow' | 'deny' | 'implicit' | 'accent' | 'changed';
  /** Said to those who do not see the colour. */
  readonly label?: string;
}

export interface CodePiece {
  readonly start: number;
  readonly text: string;
  readonly mark: CodeMark | undefined;
}

/** Cuts a text at its marks, in order. A mark that overlaps an earlier one, or is empty, is left out. */
export function splitAtMarks(text: string, marks: readonly CodeMark[]): readonly CodePiece[] {
  const pieces: CodePiece[] = [];
  let position = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    const end = Math.min(mark.end, text.length);
    if (mark.start < position || end <= mark.start) continue;
    if (mark.start > position) {
      pieces.push({ start: position, text: text.slice(position, mark.start), mark: undefined });
    }
    pieces.push({ start: mark.start, text: text.slice(mark.start, end), mark });
    position = end;
  }
  if (position < text.length) pieces.push({ start: position, text: text.slice(position), mark: undefined });
  return pieces;
}
