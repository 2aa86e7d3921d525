// Splitting ARN patterns into their six parts. The last part may hold colons of its own.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html

import { anyRun, globOf, literalGlob, type Glob } from '../lang/glob.ts';
import type { Piece } from './variables.ts';

/** The parts of a pattern as globs: five before the resource's part, and that. */
export interface ArnPattern {
  readonly segments: readonly Glob[];
  readonly resource: Glob;
}

export const segmentsBeforeResource = 5;

const everything: Glob = [anyRun];

/**
 * Splits a resolved pattern at its first five colons. Literal pieces (the values of variables) are not
 * split: variables stand after the fifth colon only. Undefined when one stands before it.
 */
export function splitPattern(pieces: readonly Piece[]): ArnPattern | undefined {
  const segments: Glob[] = [];
  let current: Glob = [];
  for (const { text, literal } of pieces) {
    if (literal) {
      if (segments.length < segmentsBeforeResource) return undefined;
      current = [...current, ...literalGlob(text)];
      continue;
    }
    let rest = text;
    for (
      let colon = rest.indexOf(':');
      colon >= 0 && segments.length < segmentsBeforeResource;
      colon = rest.indexOf(':')
    ) {
      segments.push([...current, ...globOf(rest.slice(0, colon))]);
      current = [];
      rest = rest.slice(colon + 1);
    }
    current = current.length === 0 ? globOf(rest) : [...current, ...globOf(rest)];
  }
  return completed(segments, current);
}

/**
 * "When you specify an incomplete ARN (one with fewer than the standard six fields) in an identity-based
 * policy, AWS automatically completes the ARN by adding wildcard characters (*) to all missing fields."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
function completed(segments: readonly Glob[], last: Glob): ArnPattern {
  if (segments.length === segmentsBeforeResource) return { segments, resource: last };
  const given = [...segments, last];
  const missing = segmentsBeforeResource - given.length;
  return {
    segments: [...given, ...Array.from({ length: missing }, () => everything)],
    resource: everything,
  };
}
