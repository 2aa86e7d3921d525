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

/**
 * Splits a resolved pattern at its first five colons. Literal pieces (the values of variables) are not
 * split: variables stand after the fifth colon only. Undefined when one stands before it, and when there
 * are not six parts.
 */
export function splitPattern(pieces: readonly Piece[]): ArnGlobs | undefined {
  const split = splitPieces(pieces);
  if (split === undefined) return undefined;
  const { segments, resource } = split;
  return {
    segments: segments.map(globOf),
    resource: resource.flatMap(({ text, literal }) => (literal ? literalGlob(text) : globOf(text))),
  };
}

/** A pattern of which each part is matched on its own. */
export interface ArnPattern {
  readonly segments: readonly TextPattern[];
  readonly resource: TextPattern;
}

/**
 * For ArnLike and ArnEquals: "Each of the six colon-delimited components of the ARN is checked separately
 * and each can include multi-character match wildcards (*) or single-character match wildcards (?)."
 * A lone `*` is every ARN. Undefined when the text has not six parts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function compileArnPattern(pieces: readonly Piece[]): ArnPattern | undefined {
  const [only] = pieces;
  const isStar = pieces.length === 1 && only?.text === '*' && !only.literal;
  const split = splitPieces(isStar ? [{ text: '*:*:*:*:*:*', literal: false }] : pieces);
  if (split === undefined) return undefined;
  return {
    segments: split.segments.map((text) => compilePieces([{ text, literal: false }])),
    resource: compilePieces(split.resource),
  };
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

function splitPieces(
  pieces: readonly Piece[],
): { readonly segments: readonly string[]; readonly resource: readonly Piece[] } | undefined {
  const [first, ...rest] = pieces;
  if (first === undefined || first.literal) return undefined;
  const parts = first.text.split(':');
  if (parts.length <= segmentsBeforeResource) return undefined;
  const text = parts.slice(segmentsBeforeResource).join(':');
  return { segments: parts.slice(0, segmentsBeforeResource), resource: [{ text, literal: false }, ...rest] };
}
