// The place in a text that is being read as JSON, and how what is found there is told.

import type { Span } from './position.ts';
import { refuse, type ProblemList } from './problem-list.ts';

export interface Reader {
  readonly text: string;
  at: number;
  line: number;
  /** Offset at which the current line begins. */
  lineStart: number;
  readonly path: (string | number)[];
  readonly problems: ProblemList;
}

/** Puts down a syntax error at the reader's place; its answer is what every reading function gives up with. */
export function fail(reader: Reader, message: string, length?: number): undefined {
  const span = spanHere(reader, length ?? Math.max(1, wordHere(reader).length));
  refuse(reader.problems, { code: 'json-syntax', message, path: [...reader.path], span });
}

/** What stands at the reader's place, as a learner would name it. */
export function found(reader: Reader): string {
  const { text, at } = reader;
  const character = text[at];
  if (character === undefined) return 'the end of the text';
  if (character === '"') {
    const end = text.indexOf('"', at + 1);
    if (end > 0 && end - at <= 40 && !text.slice(at, end).includes('\n'))
      return `\`${text.slice(at, end + 1)}\``;
  }
  const word = wordHere(reader);
  if (word !== '') return `\`${word.slice(0, 40)}\``;
  const code = text.codePointAt(at) ?? 0;
  return code <= 0x20 || (code >= 0x7f && code <= 0xa0) || code === 0xfeff
    ? `the invisible character ${codePoint(code)}`
    : `\`${String.fromCodePoint(code)}\``;
}

const wordShape = /[0-9A-Za-z_.+-]+/y;

export function wordHere(reader: Reader): string {
  wordShape.lastIndex = reader.at;
  return wordShape.exec(reader.text)?.[0] ?? '';
}

export function skipWhitespace(reader: Reader): void {
  const { text } = reader;
  for (; reader.at < text.length; reader.at++) {
    const code = text.charCodeAt(reader.at);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(reader.at + 1) !== 0x0a)) {
      reader.line++;
      reader.lineStart = reader.at + 1;
    } else if (code !== 0x20 && code !== 0x09 && code !== 0x0d) {
      return;
    }
  }
}

export function spanHere(reader: Reader, length: number): Span {
  const { text, at, line, lineStart } = reader;
  return { start: at, end: Math.min(text.length, at + length), line, column: at - lineStart + 1 };
}

export function close(reader: Reader, open: Span): Span {
  reader.at++;
  return { ...open, end: reader.at };
}

/** Whether every surrogate has its other half. */
export function isWellFormed(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0xd800 || code > 0xdfff) continue;
    const next = text.charCodeAt(at + 1);
    if (code > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
    at++;
  }
  return true;
}

/** `U+0000` */
export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

export function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
