// ARN patterns whose parts are compared one by one. The last part may hold colons of its own.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html

import { globOf, literalGlob, type Glob } from '../lang/glob.ts';
import { compilePieces, matchText, type Piece, type TextPattern } from './text-pattern.ts';

export const segmentsBeforeResource = 5;

/** The parts of a pattern as globs: five before the resource's part, and that. */
export interface ArnGlobs {
  readonly segments: readonly Glob[];
  readonly resource: Glob;
}

/** Splits a resolved pattern at its first five colons. Undefined when there are not six parts. */
export function splitPattern(pieces: readonly Piece[]): ArnGlobs | undefined {
  const split = splitPieces(pieces);
  return split === undefined
    ? undefined
    : { segments: split.segments.map(globOfPieces), resource: globOfPieces(split.resource) };
}

/** A pattern of which each part is matched on its own. */
export interface ArnPattern {
  readonly segments: readonly TextPattern[];
  readonly resource: TextPattern;
}

/**
 * For ArnLike and ArnEquals: "Each of the six colon-delimited components of the ARN is checked separately
 * and each can include multi-character match wildcards (*) or single-character match wildcards (?)."
 * A lone `*` is every ARN. Undefined when the text has not six parts. Variables may stand anywhere: that
 * they follow the fifth colon is a rule of the Resource element.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function compileArnPattern(pieces: readonly Piece[]): ArnPattern | undefined {
  const [only] = pieces;
  const isStar = pieces.length === 1 && only?.text === '*' && !only.literal;
  const split = splitPieces(isStar ? [{ text: '*:*:*:*:*:*', literal: false }] : pieces);
  return split === undefined
    ? undefined
    : { segments: split.segments.map(compilePieces), resource: compilePieces(split.resource) };
}

export function matchArnPattern({ segments, resource }: ArnPattern, arn: string): boolean {
  let start = 0;
  for (let index = 0; index < segmentsBeforeResource; index++) {
    const end = arn.indexOf(':', start);
    const segment = segments[index];
    if (end < 0 || segment === undefined) return false;
    if (segment.kind === 'exact') {
      if (segment.text.length !== end - start || !arn.startsWith(segment.text, start)) return false;
    } else if (segment.kind !== 'all' && !matchText(segment, arn.slice(start, end))) {
      return false;
    }
    start = end + 1;
  }
  return resource.kind === 'all' || matchText(resource, arn.slice(start));
}

/** The colons of variables' values are colons like any other. */
function splitPieces(
  pieces: readonly Piece[],
): { readonly segments: readonly (readonly Piece[])[]; readonly resource: readonly Piece[] } | undefined {
  const segments: Piece[][] = [];
  let current: Piece[] = [];
  for (const { text, literal } of pieces) {
    let rest = text;
    for (let colon = rest.indexOf(':'); colon >= 0 && segments.length < segmentsBeforeResource;) {
      segments.push([...current, { text: rest.slice(0, colon), literal }]);
      current = [];
      rest = rest.slice(colon + 1);
      colon = rest.indexOf(':');
    }
    current.push({ text: rest, literal });
  }
  return segments.length < segmentsBeforeResource ? undefined : { segments, resource: current };
}

function globOfPieces(pieces: readonly Piece[]): Glob {
  return pieces.flatMap(({ text, literal }) => (literal ? literalGlob(text) : globOf(text)));
}
