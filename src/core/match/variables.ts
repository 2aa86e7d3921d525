// Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

import type { PolicyVersion } from '../policy/document.ts';
import { keyNumber, valuesOf, type KeyTable, type RequestContext } from './context.ts';
import type { Piece } from './text-pattern.ts';

export type TemplatePart =
  /** As written; `*` and `?` are wildcards where the element takes them. */
  | { readonly kind: 'text'; readonly text: string }
  /** One of the predefined variables: the character itself, never a wildcard. */
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string };

/** Policy text split at its variables. */
export type Template = readonly TemplatePart[];

/** A template whose variables know where a request's context has their values. */
export type BoundTemplate = readonly (
  | Exclude<TemplatePart, { kind: 'variable' }>
  | (Extract<TemplatePart, { kind: 'variable' }> & { readonly number: number })
)[];

export type Resolved =
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
  /** A variable has neither value nor default: the text is null, and equals or resembles nothing. */
  | { readonly kind: 'null'; readonly key: string };

/** Variables exist where `Version` is 2012-10-17; elsewhere `${…}` is literal text. */
export function hasVariables(version: PolicyVersion | undefined): boolean {
  return version === '2012-10-17';
}

/** Splits a text at its variables. A `${` without an end, or with nothing in it, is text. */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  let done = 0;
  const lastBrace = text.lastIndexOf('}');
  for (let open = text.indexOf('${'); open >= 0 && open < lastBrace; open = text.indexOf('${', open)) {
    const end = endOfVariable(text, open + 2);
    const part = end < 0 ? undefined : readVariable(text.slice(open + 2, end));
    if (part === undefined) {
      open += 2;
      continue;
    }
    if (open > done) parts.push({ kind: 'text', text: text.slice(done, open) });
    parts.push(part);
    done = end + 1;
    open = done;
  }
  if (done < text.length || parts.length === 0) parts.push({ kind: 'text', text: text.slice(done) });
  return parts;
}

/** Whether the template is plain text, the same for every request. */
export function isConstant(template: Template): boolean {
  return template.every(({ kind }) => kind === 'text');
}

export function bindTemplate(table: KeyTable, template: Template): BoundTemplate {
  return template.map((part) =>
    part.kind === 'variable' ? { ...part, number: keyNumber(table, part.key) } : part,
  );
}

/** The numbers of the keys that stand in the template as variables. */
export function variablesOf(template: BoundTemplate): readonly number[] {
  return template.flatMap((part) => (part.kind === 'variable' ? [part.number] : []));
}

/** Puts the request's values in. A variable's default stands in for a value that is missing or not single. */
export function resolveTemplate(template: BoundTemplate, table: KeyTable, context: RequestContext): Resolved {
  const pieces: Piece[] = [];
  for (const part of template) {
    if (part.kind !== 'variable') {
      pieces.push({ text: part.text, literal: part.kind === 'character' });
      continue;
    }
    const value = singleValue(table, context, part.number) ?? part.fallback;
    if (value === undefined) return { kind: 'null', key: part.key };
    // A value is text of the request, not of the policy: a `*` in a tag must not widen the pattern.
    pieces.push({ text: value, literal: true });
  }
  return { kind: 'pieces', pieces };
}

/** A template between two stars: plain text and variables, to be put together for each request. */
export type Chunk = BoundTemplate;

/** Splits a template at its stars; undefined where it has a `?`, which is no plain text. */
export function splitAtStars(template: BoundTemplate): readonly Chunk[] | undefined {
  const chunks: BoundTemplate[number][][] = [[]];
  for (const part of template) {
    if (part.kind !== 'text') {
      chunks.at(-1)?.push(part);
      continue;
    }
    if (part.text.includes('?')) return undefined;
    for (const [index, text] of part.text.split('*').entries()) {
      if (index > 0) chunks.push([]);
      if (text !== '') chunks.at(-1)?.push({ kind: 'text', text });
    }
  }
  return chunks;
}

/** The chunk with the request's values; undefined when a variable has none. */
export function chunkText(chunk: Chunk, table: KeyTable, context: RequestContext): string | undefined {
  let text = '';
  for (let index = 0; index < chunk.length; index++) {
    const part = chunk[index];
    if (part === undefined) continue;
    const value =
      part.kind === 'variable' ? (singleValue(table, context, part.number) ?? part.fallback) : part.text;
    if (value === undefined) return undefined;
    text += value;
  }
  return text;
}

/**
 * "You can't use a multivalued condition key as a variable": one that the catalogue knows as such has no
 * value here, nor one that comes with several.
 */
function singleValue(table: KeyTable, context: RequestContext, key: number): string | undefined {
  if (table.multivalued[key] === true) return undefined;
  const values = valuesOf(table, context, key);
  return typeof values === 'string' ? values : values?.length === 1 ? values[0] : undefined;
}

/** The variables, as written, that would have a value if the request gave their key. */
export function absentVariables(
  template: BoundTemplate,
  table: KeyTable,
  context: RequestContext,
): readonly string[] {
  const keys: string[] = [];
  for (const part of template) {
    if (part.kind === 'variable' && isOpen(table, context, part.number)) keys.push(part.key);
  }
  return keys;
}

/** `open` is the star that stands for a variable. */
export interface OpenPiece extends Piece {
  readonly open: boolean;
}

/**
 * The template with a star for each variable that would have a value if the request gave its key. Undefined
 * where another has none whatever is given.
 */
export function openPieces(
  template: BoundTemplate,
  table: KeyTable,
  context: RequestContext,
): readonly OpenPiece[] | undefined {
  const pieces: OpenPiece[] = [];
  for (const part of template) {
    if (part.kind !== 'variable')
      pieces.push({ text: part.text, literal: part.kind === 'character', open: false });
    else if (isOpen(table, context, part.number)) pieces.push({ text: '*', literal: false, open: true });
    else {
      const value = singleValue(table, context, part.number) ?? part.fallback;
      if (value === undefined) return undefined;
      pieces.push({ text: value, literal: true, open: false });
    }
  }
  return pieces;
}

function isOpen(table: KeyTable, context: RequestContext, key: number): boolean {
  return table.multivalued[key] !== true && valuesOf(table, context, key) === undefined;
}

/** The resolved text as one string. */
export function piecesText(pieces: readonly Piece[]): string {
  return pieces.length === 1 ? (pieces[0]?.text ?? '') : pieces.map(({ text }) => text).join('');
}

/**
 * The place of the closing brace; a default in single quotes may hold braces. -1 when there is none before
 * the next variable begins: that also keeps the search from starting over and over in a long text.
 */
function endOfVariable(text: string, start: number): number {
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (character === '}') return at;
    else if (character === '$' && text[at + 1] === '{') return -1;
  }
  // A lone quotation mark in the name: the first brace ends it after all.
  return quoted ? text.indexOf('}', start) : -1;
}

function readVariable(inner: string): TemplatePart | undefined {
  if (inner === '*' || inner === '?' || inner === '$') return { kind: 'character', text: inner };
  // "Surround the default value with single quotes, and separate the variable text and the default
  // value with a comma and space."
  const comma = inner.indexOf(',');
  if (comma < 0) return inner.trim() === '' ? undefined : { kind: 'variable', key: inner.trim() };
  const key = inner.slice(0, comma).trim();
  const quoted = inner.slice(comma + 1).trim();
  if (key === '' || quoted.length < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) return undefined;
  return { kind: 'variable', key, fallback: quoted.slice(1, -1) };
}
