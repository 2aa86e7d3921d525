// The values that logs print: Python's literals, and JavaScript's as `console.log` shows objects.
// https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { utf8ToText } from '../../core/wire/utf8.ts';
import { isQuoteAt, readString, skipSpace } from './literal-string.ts';

export type Literal =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'list'; readonly items: readonly Literal[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [name: string, value: Literal])[] }
  /** A number, `None`, `undefined`, `<object at 0x…>`, `... 3 more items`: whatever else there is. */
  | { readonly kind: 'word'; readonly word: string };

export interface LiteralAt {
  readonly value: Literal;
  readonly end: number;
}

const deepest = 40;

/** The literal that begins at an offset, white space before it skipped; undefined when it is broken or too deep. */
export function readLiteral(text: string, start: number, depth = 0): LiteralAt | undefined {
  if (depth > deepest) return undefined;
  const at = skipSpace(text, start);
  const character = text[at] ?? '';
  if (isQuoteAt(text, at)) return readStrings(text, at);
  if (character === '{' || character === '[' || character === '(') return readGroup(text, at, depth);
  // `HttpRequest {`, `Uint8Array(2) [`: a name before a group says nothing that is needed.
  prefix.lastIndex = at;
  const named = prefix.exec(text)?.[0];
  if (named !== undefined) return readGroup(text, at + named.length, depth);
  angled.lastIndex = at;
  const object = angled.exec(text)?.[0];
  if (object !== undefined) return { value: { kind: 'word', word: object }, end: at + object.length };
  word.lastIndex = at;
  const run = word.exec(text)?.[0];
  return run === undefined ? undefined : { value: { kind: 'word', word: run.trim() }, end: at + run.length };
}

/** The text of a string or of UTF-8 bytes; undefined for all else. */
export function literalText(literal: Literal): string | undefined {
  if (literal.kind === 'text') return literal.text;
  return literal.kind === 'bytes' ? utf8ToText(literal.bytes) : undefined;
}

/** The value of a record under a name; undefined where it has none. */
export function literalField(literal: Literal, name: string): Literal | undefined {
  return literal.kind === 'record'
    ? literal.entries.find(([candidate]) => candidate === name)?.[1]
    : undefined;
}

const prefix = /[A-Za-z_$][\w.$]{0,80}(?:\(\d{1,9}\))?(?: \[[\w :]{1,40}\])? (?=[{[])/y;
const angled = /<[^<>\n]{0,400}>/y;
const word = /[^\s,:{}[\]()'"`][^,{}[\]()\n'"`]{0,200}/y;
const key = /[\w$-]{1,200}(?=\s{0,40}:)/y;

// Strings beside each other, in Python, or joined by `+`, in JavaScript, are one.
function readStrings(text: string, start: number): LiteralAt | undefined {
  const isBytes = text[start] === 'b';
  let joined = '';
  let at = start;
  for (;;) {
    const string = readString(text, at + (text[at] === 'b' ? 1 : 0));
    if (string === undefined) return undefined;
    joined += string.text;
    let next = skipSpace(text, string.end);
    if (text[next] === '+') next = skipSpace(text, next + 1);
    if (!isQuoteAt(text, next)) {
      const value: Literal = isBytes
        ? { kind: 'bytes', bytes: bytesOf(joined) }
        : { kind: 'text', text: joined };
      return { value, end: string.end };
    }
    at = next;
  }
}

// A bytes literal is ASCII and escapes; what was pasted beyond that is text.
function bytesOf(text: string): Uint8Array {
  return /^[\u0000-\u00ff]*$/.test(text)
    ? Uint8Array.from(text, (unit) => unit.charCodeAt(0))
    : utf8ToBytes(text);
}

function readGroup(text: string, start: number, depth: number): LiteralAt | undefined {
  const isRecord = text[start] === '{';
  const items: Literal[] = [];
  const entries: (readonly [string, Literal])[] = [];
  let at = start + 1;
  for (;;) {
    at = skipSpace(text, at);
    const character = text[at];
    if (character === undefined) return undefined;
    if ('}])'.includes(character)) {
      const value: Literal = isRecord ? { kind: 'record', entries } : { kind: 'list', items };
      return { value, end: at + 1 };
    }
    if (character === ',') {
      at++;
      continue;
    }
    const name = isRecord ? readKey(text, at) : undefined;
    const item = readLiteral(text, name?.end ?? at, depth + 1);
    if (item === undefined) return undefined;
    if (name !== undefined) entries.push([name.text, item.value]);
    else items.push(item.value);
    // `datetime(2026, 1, 1)` and the like: a group right after a word belongs to it.
    at = text[item.end] === '(' ? (readGroup(text, item.end, depth + 1)?.end ?? text.length) : item.end;
  }
}

function readKey(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  key.lastIndex = at;
  const bare = key.exec(text)?.[0];
  const quoted =
    bare === undefined && isQuoteAt(text, at) ? readString(text, at + (text[at] === 'b' ? 1 : 0)) : undefined;
  const name = bare === undefined ? quoted : { text: bare, end: at + bare.length };
  if (name === undefined) return undefined;
  const colon = skipSpace(text, name.end);
  return text[colon] === ':' ? { text: name.text, end: colon + 1 } : undefined;
}
