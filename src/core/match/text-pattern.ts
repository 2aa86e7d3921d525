// Text with wildcards, ready to match: most patterns are plain text between stars, which the engine's own
// string search finds faster than any loop here; only `?` needs the general matcher. No regular expression
// is made from a policy's text.

import { ownText } from '../lang/own-text.ts';
import { globOf, literalGlob, matchGlob, type Glob, type StepCounter } from '../lang/glob.ts';

/** One stretch of a pattern: `literal` stretches hold no wildcards, whatever their characters. */
export interface Piece {
  readonly text: string;
  readonly literal: boolean;
}

export type TextPattern =
  | { readonly kind: 'all' }
  | { readonly kind: 'exact'; readonly text: string }
  /** Plain text between stars: the value begins with `prefix`, ends with `suffix` and has `middle` in between, in order. */
  | {
      readonly kind: 'chunks';
      readonly prefix: string;
      readonly middle: readonly string[];
      readonly suffix: string;
      readonly shortest: number;
    }
  | { readonly kind: 'glob'; readonly glob: Glob };

const everything: TextPattern = { kind: 'all' };

export function compileText(text: string): TextPattern {
  if (text.includes('?')) return { kind: 'glob', glob: globOf(text) };
  return text.includes('*')
    ? fromChunks(text.split('*').map(ownText))
    : { kind: 'exact', text: ownText(text) };
}

export function compilePieces(pieces: readonly Piece[]): TextPattern {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1 && !only.literal) return compileText(only.text);
  if (pieces.some(({ text, literal }) => !literal && text.includes('?')))
    return {
      kind: 'glob',
      glob: pieces.flatMap(({ text, literal }) => (literal ? literalGlob(text) : globOf(text))),
    };
  let current = '';
  const chunks: string[] = [];
  for (const { text, literal } of pieces) {
    const [first = '', ...rest] = literal ? [text] : text.split('*');
    current += first;
    for (const next of rest) {
      chunks.push(current);
      current = next;
    }
  }
  chunks.push(current);
  return chunks.length === 1 ? { kind: 'exact', text: current } : fromChunks(chunks);
}

/** What stands between the stars; at least one star, so at least two chunks. */
function fromChunks(chunks: readonly string[]): TextPattern {
  const prefix = chunks[0] ?? '';
  const suffix = chunks.at(-1) ?? '';
  const middle = chunks.slice(1, -1).filter((chunk) => chunk !== '');
  if (prefix === '' && suffix === '' && middle.length === 0) return everything;
  const shortest = middle.reduce((sum, { length }) => sum + length, prefix.length + suffix.length);
  return { kind: 'chunks', prefix, middle, suffix, shortest };
}

/** Whether the whole of `value` matches. With case. */
export function matchText(pattern: TextPattern, value: string, counter?: StepCounter): boolean {
  switch (pattern.kind) {
    case 'all':
      return true;
    case 'exact':
      if (counter !== undefined) counter.steps += Math.min(pattern.text.length, value.length);
      return pattern.text === value;
    case 'chunks':
      return matchChunks(pattern, value, counter);
    case 'glob':
      return matchGlob(pattern.glob, value, undefined, counter);
  }
}

/** Most values that do not match differ in the last character of what should be at their ends. */
function beginsAndEnds(value: string, prefix: string, suffix: string): boolean {
  const first = prefix.length - 1;
  const last = suffix.length - 1;
  return (
    (first < 0 || value.charCodeAt(first) === prefix.charCodeAt(first)) &&
    (last < 0 || value.charCodeAt(value.length - 1) === suffix.charCodeAt(last)) &&
    // What `startsWith` says, at a third of the time: engines compare blocks here, and characters there.
    value.lastIndexOf(prefix, 0) === 0 &&
    value.endsWith(suffix)
  );
}

function matchChunks(
  { prefix, middle, suffix, shortest }: Extract<TextPattern, { kind: 'chunks' }>,
  value: string,
  counter: StepCounter | undefined,
): boolean {
  if (counter !== undefined) counter.steps += prefix.length + suffix.length;
  if (value.length < shortest || !beginsAndEnds(value, prefix, suffix)) return false;
  const end = value.length - suffix.length;
  let at = prefix.length;
  for (let index = 0; index < middle.length; index++) {
    const chunk = middle[index] ?? '';
    // The earliest place is the best: it leaves the most for the chunks that follow.
    const found = value.indexOf(chunk, at);
    // The most that looking for it can have compared, chunk by chunk along the value.
    if (counter !== undefined) counter.steps += chunk.length * ((found < 0 ? end : found) - at + 1);
    if (found < 0 || found + chunk.length > end) return false;
    at = found + chunk.length;
  }
  return true;
}
