// Resource patterns with a wildcard that must stay within a part of the ARN.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html

import { anyOne, anyRun, matchGlob, type Glob, type StepCounter } from '../lang/glob.ts';
import { splitPattern } from './arn-pattern.ts';
import type { Piece } from './text-pattern.ts';

export interface ArnParts {
  readonly kind: 'parts';
  readonly segments: readonly Glob[];
  /** The resource's part up to its first star, and from there on; the rest is absent when it has no star. */
  readonly head: Glob;
  readonly tail?: Glob;
}

/** Undefined when the pattern has not six parts. */
export function compileParts(pieces: readonly Piece[]): ArnParts | undefined {
  const split = splitPattern(pieces);
  if (split === undefined) return undefined;
  const { segments, resource } = split;
  const star = resource.indexOf(anyRun);
  if (star < 0) return { kind: 'parts', segments, head: resource };
  return { kind: 'parts', segments, head: resource.slice(0, star), tail: resource.slice(star) };
}

/**
 * A wildcard stays within its part, but "if the `*` wildcard is the last character of a resource ARN
 * segment, it can expand to match beyond the colon boundaries". So a part that ends in `*` takes its
 * own part of the value and may take any number of those after it: the same search as in a glob, over
 * parts instead of characters. In the sixth part, which may hold colons (an object's key, a function's
 * alias), wildcards take them like any character: our reading of "ARN segment", after reference-arns.
 */
export function matchParts(pattern: ArnParts, text: string, counter?: StepCounter): boolean {
  const { segments } = pattern;
  const starts = partStarts(text);
  let index = 0;
  let part = 0;
  /** The latest part of the pattern that ends in `*`, and where the value goes on after it. */
  let open = -1;
  let resume = 0;
  for (;;) {
    const start = starts[part];
    const segment = segments[index];
    if (start === undefined) return false;
    if (segment === undefined) {
      const verdict = matchRest(pattern, text, start, counter);
      if (verdict !== 'try-further') return verdict === 'match';
    } else {
      const end = (starts[part + 1] ?? text.length + 1) - 1;
      if (matchGlob(segment, text, { start, end }, counter)) {
        if (segment.at(-1) === anyRun) {
          open = index;
          resume = part + 1;
        }
        index++;
        part++;
        continue;
      }
    }
    if (open < 0) return false;
    index = open + 1;
    part = ++resume;
  }
}

/** `mismatch` is final: what follows a star of the rest could have taken any later beginning too. */
function matchRest(
  { head, tail }: ArnParts,
  text: string,
  start: number,
  counter?: StepCounter,
): 'match' | 'mismatch' | 'try-further' {
  if (tail === undefined) {
    // Without a star the lengths must agree, so that most beginnings cost one step.
    if (counter !== undefined) counter.steps++;
    if (!head.includes(anyOne) && head.length !== text.length - start) return 'try-further';
    return matchGlob(head, text, { start, end: text.length }, counter) ? 'match' : 'try-further';
  }
  let at = start;
  for (const unit of head) {
    if (counter !== undefined) counter.steps++;
    if (at >= text.length || (unit !== anyOne && unit !== text.charCodeAt(at))) return 'try-further';
    at += unit === anyOne && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return matchGlob(tail, text, { start: at, end: text.length }, counter) ? 'match' : 'mismatch';
}

/** Where each part between colons begins. */
function partStarts(text: string): readonly number[] {
  const starts = [0];
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1))
    starts.push(colon + 1);
  return starts;
}
