// Where a statement stands in a policy's text, as the simulator says it.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Position.html

import type { Span } from '../../../core/policy/position.ts';

export interface Position {
  readonly Line: number;
  readonly Column: number;
}

/**
 * Lines and columns count from 1. In the answers that the API reference prints, a statement ends behind its brace, and
 * begins where AWS's reader stood before it: behind the bracket of the list, behind the statement before it, or, where
 * it is the only one and in no list, behind its own brace.
 */
export function statementPositions(
  text: string,
  { start, end }: Span,
): { readonly start: Position; readonly end: Position } {
  return { start: positionAt(text, beginning(text, start)), end: positionAt(text, end) };
}

function beginning(text: string, start: number): number {
  const before = skipBack(text, start);
  const previous = text[before - 1];
  if (previous === '[') return before;
  return previous === ',' ? skipBack(text, before - 1) : start + 1;
}

/** The offset behind the last character before `at` that is no white space. */
function skipBack(text: string, at: number): number {
  let offset = at;
  while (offset > 0 && /[ \t\r\n]/.test(text[offset - 1] ?? '')) offset--;
  return offset;
}

/** Lines end as where policies are read: with a line feed, or a carriage return by itself. */
function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { Line: lines.length, Column: (lines.at(-1)?.length ?? 0) + 1 };
}
