// A strict JSON reader (RFC 8259) that keeps the place of every value. It builds lists of members and
// no JavaScript objects, so a member called `__proto__` is one like any other and none is lost.

import type { Span } from './position.ts';
import type { PolicyProblem } from './problem.ts';
import { refuse } from './problem-list.ts';
import {
  fail,
  found,
  wordHere,
  skipWhitespace,
  spanHere,
  close,
  isWellFormed,
  codePoint,
  isDigit,
  type Reader,
} from './json-cursor.ts';

export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly span: Span }
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  /** `text` as written. */
  | { readonly kind: 'number'; readonly text: string; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span };

export interface JsonMember {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: JsonNode;
}

/** Deeper nesting is refused. A policy needs eight levels; the limit keeps hostile text off the stack. */
export const maxDepth = 64;

/**
 * Reads one JSON value. The first syntax error ends it, and `value` is absent; duplicate keys and lone
 * surrogates are put down and reading goes on.
 */
export function readJson(text: string): {
  readonly value?: JsonNode;
  readonly problems: readonly PolicyProblem[];
} {
  const reader: Reader = { text, at: 0, line: 1, lineStart: 0, path: [], problems: [] };
  skipWhitespace(reader);
  const value = readValue(reader, 'a policy, which begins with `{`');
  if (value === undefined) return { problems: reader.problems };
  skipWhitespace(reader);
  if (reader.at < text.length) {
    fail(reader, `expected nothing after the end of the policy but found ${found(reader)}`);
    return { problems: reader.problems };
  }
  return { value, problems: reader.problems };
}

function readValue(reader: Reader, wanted: string): JsonNode | undefined {
  const character = reader.text[reader.at];
  if (character === '{' || character === '[') {
    if (depth(reader) >= maxDepth) {
      const message = `nested more than ${maxDepth} levels deep`;
      refuse(reader.problems, {
        code: 'nesting-too-deep',
        message,
        path: [...reader.path],
        span: spanHere(reader, 1),
      });
      return undefined;
    }
    return character === '{' ? readObject(reader) : readArray(reader);
  }
  if (character === '"') return readString(reader);
  if (character !== undefined && (character === '-' || isDigit(character))) return readNumber(reader);
  return readWord(reader, wanted);
}

/** Every level of nesting adds one step to the path. */
function depth(reader: Reader): number {
  return reader.path.length;
}

function readObject(reader: Reader): JsonNode | undefined {
  const open = spanHere(reader, 1);
  const members: JsonMember[] = [];
  let seen: Set<string> | undefined;
  reader.at++;
  skipWhitespace(reader);
  if (reader.text[reader.at] === '}') return { kind: 'object', members, span: close(reader, open) };
  for (;;) {
    if (reader.text[reader.at] !== '"') {
      const wanted = members.length === 0 ? '`"` or `}`' : 'another name in quotation marks after `,`';
      return fail(reader, `expected ${wanted} but found ${found(reader)}`);
    }
    const name = readString(reader);
    if (name?.kind !== 'string') return undefined;
    skipWhitespace(reader);
    if (reader.text[reader.at] !== ':') {
      return fail(reader, `expected \`:\` after \`"${name.value}"\` but found ${found(reader)}`);
    }
    reader.at++;
    skipWhitespace(reader);
    reader.path.push(name.value);
    // Most objects have a few members, which are looked through faster than a set of them is made.
    if (members.length === fewMembers) seen = new Set(members.map(({ key }) => key));
    if (seen?.has(name.value) ?? members.some(({ key }) => key === name.value)) {
      // "Individual elements must not contain multiple instances of the same key."
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
      const message = `\`${name.value}\` appears twice in the same object`;
      refuse(reader.problems, { code: 'duplicate-key', message, path: [...reader.path], span: name.span });
    }
    seen?.add(name.value);
    const value = readValue(reader, `a value for \`"${name.value}"\``);
    if (value === undefined) return undefined;
    reader.path.pop();
    members.push({ key: name.value, keySpan: name.span, value });
    skipWhitespace(reader);
    const next = reader.text[reader.at];
    if (next === '}') return { kind: 'object', members, span: close(reader, open) };
    if (next !== ',') return fail(reader, `expected \`,\` or \`}\` but found ${found(reader)}`);
    reader.at++;
    skipWhitespace(reader);
  }
}

const fewMembers = 8;

function readArray(reader: Reader): JsonNode | undefined {
  const open = spanHere(reader, 1);
  const items: JsonNode[] = [];
  reader.at++;
  skipWhitespace(reader);
  if (reader.text[reader.at] === ']') return { kind: 'array', items, span: close(reader, open) };
  for (;;) {
    reader.path.push(items.length);
    const item = readValue(reader, items.length === 0 ? 'a value or `]`' : 'another value after `,`');
    if (item === undefined) return undefined;
    reader.path.pop();
    items.push(item);
    skipWhitespace(reader);
    const next = reader.text[reader.at];
    if (next === ']') return { kind: 'array', items, span: close(reader, open) };
    if (next !== ',') return fail(reader, `expected \`,\` or \`]\` but found ${found(reader)}`);
    reader.at++;
    skipWhitespace(reader);
  }
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function readString(reader: Reader): JsonNode | undefined {
  const { text } = reader;
  const start = reader.at;
  let value = '';
  let chunk = start + 1;
  let mayHoldSurrogates = false;
  for (let at = start + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (at >= text.length || code === 0x0a || code === 0x0d) {
      return fail(reader, 'expected `"` at the end of this text but the line ended', 1);
    }
    if (code === 0x22) {
      value = chunk === start + 1 ? text.slice(chunk, at) : value + text.slice(chunk, at);
      const span = spanHere(reader, at + 1 - start);
      reader.at = at + 1;
      if (mayHoldSurrogates && !isWellFormed(value)) {
        const message = 'half of a surrogate pair stands alone, which is no character';
        refuse(reader.problems, { code: 'lone-surrogate', message, path: [...reader.path], span });
      }
      return { kind: 'string', value, span };
    }
    if (code < 0x20) {
      reader.at = at;
      return fail(
        reader,
        `control characters such as ${codePoint(code)} must be written as an escape in a text`,
      );
    }
    if (code !== 0x5c) {
      mayHoldSurrogates ||= code >= 0xd800;
      continue;
    }
    value += text.slice(chunk, at);
    const escape = text[at + 1] ?? '';
    const hex = text.slice(at + 2, at + 6);
    if (escape === 'u' && /^[0-9a-fA-F]{4}$/.test(hex)) {
      value += String.fromCharCode(Number.parseInt(hex, 16));
      mayHoldSurrogates = true;
      at += 5;
    } else {
      const plain = Object.hasOwn(escapes, escape) ? escapes[escape] : undefined;
      if (plain === undefined) {
        reader.at = at;
        return fail(reader, `\`\\${escape}\` is no escape of JSON: write \`\\\\\` for a backslash`, 2);
      }
      value += plain;
      at += 1;
    }
    chunk = at + 1;
  }
}

const numberShape = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

function readNumber(reader: Reader): JsonNode | undefined {
  numberShape.lastIndex = reader.at;
  const text = numberShape.exec(reader.text)?.[0];
  const next = text === undefined ? '' : (reader.text[reader.at + text.length] ?? '');
  if (text === undefined || /[0-9A-Za-z.+-]/.test(next)) {
    return fail(reader, `${found(reader)} is no number of JSON: put quotation marks around it`);
  }
  const span = spanHere(reader, text.length);
  reader.at += text.length;
  return { kind: 'number', text, span };
}

function readWord(reader: Reader, wanted: string): JsonNode | undefined {
  const word = wordHere(reader);
  const span = spanHere(reader, word.length);
  if (word !== 'true' && word !== 'false' && word !== 'null') {
    return fail(reader, `expected ${wanted} but found ${found(reader)}`);
  }
  reader.at += word.length;
  return word === 'null' ? { kind: 'null', span } : { kind: 'boolean', value: word === 'true', span };
}
