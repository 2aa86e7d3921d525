// Cutting a name of AWS's into pieces between which a narrow column may break it.

import type { Marks } from '../../core/catalog/types.ts';
import { splitAtMarks } from './split-at-marks.ts';

export interface NamePiece {
  readonly start: number;
  readonly marked: boolean;
  /** `Get`, `Object`: a line may end after each. */
  readonly parts: readonly string[];
}

export function namePieces(text: string, marks: Marks = []): readonly NamePiece[] {
  const toned = marks.map(([start, end]) => ({ start, end, tone: 'accent' as const }));
  return splitAtMarks(text, toned).map((piece) => ({
    start: piece.start,
    marked: piece.mark !== undefined,
    parts: breakable(piece.text),
  }));
}

/** Before a capital that begins a word, and after what separates the parts of an ARN. */
export function breakable(text: string): readonly string[] {
  return text.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[:/])(?=[^:/])/);
}

export interface FormatPiece {
  readonly start: number;
  readonly text: string;
  /** To be filled in: `${BucketName}`. */
  readonly placeholder: boolean;
}

/** An ARN format or a condition key's name, cut at its placeholders; all three of AWS's ways to write one. */
export function formatPieces(format: string): readonly FormatPiece[] {
  return [
    ...format.matchAll(
      /(\$\{[^}]+\}|<[^>]+>|(?<=\/)tag-key$)|(?:(?!\$\{[^}]+\}|<[^>]+>|(?<=\/)tag-key$)[^])+/g,
    ),
  ].map((match) => ({
    start: match.index,
    text: match[0],
    placeholder: match[1] !== undefined,
  }));
}
