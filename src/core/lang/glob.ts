// Wildcard matching with two indices and one remembered star. No regular expression is made from a
// policy's text: a pattern of many stars would take exponential time there, and one pasted policy
// could stop the engine.

/** A pattern as a list: UTF-16 units, and the two wildcards below, so that a literal `*` can stand in it. */
export type Glob = readonly number[];

/** Any run of characters, also none. */
export const anyRun = -1;
/** Any one character. */
export const anyOne = -2;

/** Counts comparisons: at most (pattern length + 1) × (value length + 1) for one match. */
export interface StepCounter {
  steps: number;
}

/** `*` and `?` as wildcards, every other character as itself. */
export function globOf(text: string): Glob {
  const glob: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2a) glob.push(anyRun);
    else glob.push(code === 0x3f ? anyOne : code);
  }
  return glob;
}

/** Every character as itself. */
export function literalGlob(text: string): Glob {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

/** Whether the whole of `value`, or its part from `start` to `end` (exclusive), matches. With case. */
export function matchGlob(
  glob: Glob,
  value: string,
  range: { readonly start: number; readonly end: number } = { start: 0, end: value.length },
  counter?: StepCounter,
): boolean {
  const { end } = range;
  let at = range.start;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (at < end) {
    if (counter !== undefined) counter.steps++;
    const unit = glob[index];
    if (unit === anyRun) {
      // Only the latest star need be remembered: whatever an earlier one could take more, this one can.
      star = index++;
      resume = at;
    } else if (unit === anyOne || unit === value.charCodeAt(at)) {
      at += unit === anyOne ? characterLength(value, at, end) : 1;
      index++;
    } else if (star >= 0) {
      index = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (glob[index] === anyRun) index++;
  return index === glob.length;
}

/** Two for a surrogate pair, which is one character. */
function characterLength(value: string, at: number, end: number): number {
  const code = value.charCodeAt(at);
  if (code < 0xd800 || code > 0xdbff || at + 1 >= end) return 1;
  const next = value.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}
