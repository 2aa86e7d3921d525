// The Resource element: `*`, or an ARN with wildcards in its parts.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html

import type { StepCounter } from '../lang/glob.ts';
import { compileParts, matchParts, type ArnParts } from './arn-parts.ts';
import { segmentsBeforeResource } from './arn-pattern.ts';
import type { KeyTable, RequestContext } from './context.ts';
import { compilePieces, matchText, type Piece, type TextPattern } from './text-pattern.ts';
import {
  absentVariables,
  bindTemplate,
  isConstant,
  openPieces,
  parseTemplate,
  resolveTemplate,
  chunkText,
  splitAtStars,
  type BoundTemplate,
  type Chunk,
  type Template,
} from './variables.ts';

export type ResourcePattern =
  /** Wildcards that the whole ARN can be matched with as one text. */
  | { readonly kind: 'text'; readonly pattern: TextPattern }
  /** Wildcards that must stay within a part of the ARN. */
  | ArnParts
  /** Has variables: becomes one of the others with each request's values. */
  | TemplatePattern
  /** Has a variable before the fifth colon, where AWS does not replace any: matches nothing. */
  | { readonly kind: 'never' };

interface TemplatePattern {
  readonly kind: 'template';
  readonly template: BoundTemplate;
  /** What stands between its stars, where the whole ARN can be matched as one text. */
  readonly chunks: readonly Chunk[] | undefined;
}

/** Reads a pattern. `table`: where its variables look; absent where the policy's version has none. */
export function compileResource(text: string, table: KeyTable | undefined): ResourcePattern {
  if (text === '*') return { kind: 'text', pattern: { kind: 'all' } };
  const template: Template =
    table === undefined || !text.includes('${') ? [{ kind: 'text', text }] : parseTemplate(text);
  if (table === undefined || isConstant(template)) return compileArn([{ text, literal: false }]);
  return colonsBeforeVariables(template) < segmentsBeforeResource
    ? { kind: 'never' }
    : compileTemplate(bindTemplate(table, template));
}

function compileTemplate(template: BoundTemplate): TemplatePattern {
  const [first] = template;
  const isText = first?.kind === 'text' && compileArn([{ text: first.text, literal: false }]).kind === 'text';
  return { kind: 'template', template, chunks: isText ? splitAtStars(template) : undefined };
}

export function matchResource(
  pattern: ResourcePattern,
  resource: string,
  table: KeyTable,
  context: RequestContext,
): boolean {
  if (pattern.kind !== 'template') return matchConstant(pattern, resource);
  if (pattern.chunks !== undefined) return matchTemplate(pattern.chunks, resource, table, context);
  const resolved = resolveTemplate(pattern.template, table, context);
  return resolved.kind === 'pieces' && matchConstant(compileArn(resolved.pieces), resource);
}

/** As `matchText` does, without making a pattern of what counts for one request only. */
function matchTemplate(
  chunks: readonly Chunk[],
  value: string,
  table: KeyTable,
  context: RequestContext,
): boolean {
  const last = chunks.length - 1;
  let at = 0;
  for (let index = 0; index <= last; index++) {
    const chunk = chunks[index];
    const text = chunk === undefined ? undefined : chunkText(chunk, table, context);
    if (text === undefined) return false;
    if (index === 0) {
      if (last === 0) return text === value;
      if (value.lastIndexOf(text, 0) !== 0) return false;
      at = text.length;
    } else if (index === last) {
      return value.length - text.length >= at && value.endsWith(text);
    } else {
      const found = value.indexOf(text, at);
      if (found < 0) return false;
      at = found + text.length;
    }
  }
  return false;
}

/** A pattern without variables. */
export function matchConstant(pattern: ResourcePattern, resource: string, counter?: StepCounter): boolean {
  switch (pattern.kind) {
    case 'text':
      return matchText(pattern.pattern, resource, counter);
    case 'parts':
      return matchParts(pattern, resource, counter);
    case 'template':
    case 'never':
      return false;
  }
}

/**
 * The variables, as written, that the request gives no value for and that could make the pattern match:
 * it does when they have the right one. Empty when the pattern does not match whatever they are.
 */
export function openVariables(
  pattern: ResourcePattern,
  resource: string,
  table: KeyTable,
  context: RequestContext,
): readonly string[] {
  if (pattern.kind !== 'template') return [];
  const pieces = openPieces(pattern.template, table, context);
  return pieces !== undefined && matchConstant(compileArn(pieces), resource)
    ? absentVariables(pattern.template, table, context)
    : [];
}

/**
 * A star at the end of a part "can expand to match beyond the colon boundaries", so it is a star of the
 * whole text. Only patterns with a star inside one of the first five parts, or with `?` in one, which
 * could be a colon, are matched part by part.
 */
function compileArn(pieces: readonly Piece[]): ResourcePattern {
  const whole = completed(pieces);
  const [first] = whole;
  if (first === undefined || first.literal) return { kind: 'never' };
  const { text } = first;
  let start = 0;
  for (let part = 0; part < segmentsBeforeResource; part++) {
    const colon = text.indexOf(':', start);
    if (colon < 0) return { kind: 'never' };
    const question = text.indexOf('?', start);
    const star = text.indexOf('*', start);
    if ((question >= 0 && question < colon) || (star >= 0 && star < colon - 1))
      return compileParts(whole) ?? { kind: 'never' };
    start = colon + 1;
  }
  return { kind: 'text', pattern: compilePieces(whole) };
}

/**
 * "When you specify an incomplete ARN (one with fewer than the standard six fields) in an identity-based
 * policy, AWS automatically completes the ARN by adding wildcard characters (*) to all missing fields."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
function completed(pieces: readonly Piece[]): readonly Piece[] {
  const [only] = pieces;
  if (only === undefined || pieces.length > 1) return pieces;
  const missing = segmentsBeforeResource - colonsIn(only.text);
  return missing <= 0 ? pieces : [{ text: only.text + ':*'.repeat(missing), literal: false }];
}

function colonsBeforeVariables([first]: Template): number {
  return first?.kind === 'text' ? colonsIn(first.text) : 0;
}

function colonsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) count++;
  return count;
}
