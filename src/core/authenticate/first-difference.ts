// Where two canonical requests part: the caller's and AWS's. One difference is enough for another
// signature, and the first one usually names the cause.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { assertNever } from '../lang/assert-never.ts';

/** One line that is not the same on both sides; lines are counted from 1, alike on both sides up to here. */
export type CanonicalDifference = {
  readonly line: number;
  /** The line in the caller's text; undefined where the caller's has none. */
  readonly signed: string | undefined;
  /** The line in AWS's text. */
  readonly received: string | undefined;
  /** Offset in UTF-16 units of the first character that differs, within the two lines. */
  readonly column: number;
  /** The same place as an offset in bytes of UTF-8, which is what is hashed. */
  readonly byte: number;
} & (
  | { readonly kind: 'method' | 'path' | 'query' | 'signed-headers' | 'payload-hash' }
  /** `name` in lower case: the header that differs, or that only one side has. */
  | { readonly kind: 'header'; readonly name: string }
);

/** Finds the first differing line of two canonical requests, and says what it is; undefined when they are equal. */
export function firstDifference(signed: string, received: string): CanonicalDifference | undefined {
  const signedLines = signed.split('\n');
  const receivedLines = received.split('\n');
  const length = Math.max(signedLines.length, receivedLines.length);
  for (let index = 0; index < length; index++) {
    const left = signedLines[index];
    const right = receivedLines[index];
    if (left === right) continue;
    const column = commonPrefix(left ?? '', right ?? '');
    return {
      ...partAt(index, signedLines, receivedLines),
      line: index + 1,
      signed: left,
      received: right,
      column,
      byte: utf8ToBytes((left ?? '').slice(0, column)).length,
    };
  }
  return undefined;
}

/** The header lines of a canonical request. */
export function headerLinesOf(canonicalRequest: string): readonly string[] {
  const lines = canonicalRequest.split('\n');
  const blank = lines.indexOf('', 3);
  return lines.slice(3, blank < 0 ? lines.length : blank);
}

type Part =
  | { readonly kind: 'method' | 'path' | 'query' | 'signed-headers' | 'payload-hash' }
  | { readonly kind: 'header'; readonly name: string };

function partAt(index: number, signed: readonly string[], received: readonly string[]): Part {
  const left = sectionOf(index, signed);
  const right = sectionOf(index, received);
  // Where one side is still in its headers and the other is past them, a header is what differs.
  const section = left === 'header' || right === 'header' ? 'header' : left;
  switch (section) {
    case 'method':
    case 'path':
    case 'query':
    case 'signed-headers':
    case 'payload-hash':
      return { kind: section };
    case 'header':
      return {
        kind: 'header',
        name: differingHeader(
          left === 'header' ? signed[index] : undefined,
          right === 'header' ? received[index] : undefined,
        ),
      };
    default:
      return assertNever(section);
  }
}

function sectionOf(index: number, lines: readonly string[]): Part['kind'] {
  if (index === 0) return 'method';
  if (index === 1) return 'path';
  if (index === 2) return 'query';
  const blank = lines.indexOf('', 3);
  // A text that lacks the empty line: what has no colon is no header.
  const end = blank < 0 ? lines.findIndex((line, at) => at > 2 && !line.includes(':')) - 1 : blank;
  if (end < 2 || index < (blank < 0 ? end + 1 : blank)) return 'header';
  // The blank line ends the headers and belongs to what comes after them.
  return index <= end + 1 ? 'signed-headers' : 'payload-hash';
}

// Headers are sorted, so of two different names the one that sorts first is missing on the other side.
function differingHeader(left: string | undefined, right: string | undefined): string {
  const names = [left, right].filter((line) => line !== undefined).map((line) => line.split(':', 1)[0] ?? '');
  return (names.sort()[0] ?? '').toLowerCase();
}

function commonPrefix(left: string, right: string): number {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length++;
  // Never between the two halves of one character.
  return length > 0 && /[\ud800-\udbff]/.test(left[length - 1] ?? '') ? length - 1 : length;
}
