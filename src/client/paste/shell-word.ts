// A word of a command line: the bytes that a program receives, and the text that they are.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { utf8ToText } from '../../core/wire/utf8.ts';

export interface ShellWord {
  readonly text: string;
  /** The word as a program receives it: `$'\xff'` is a byte that no text has. */
  readonly bytes: Uint8Array;
}

/** Parts of a word: text, and single bytes from escapes. */
export type Piece = string | number;

/** A word of text alone. */
export function textWord(text: string): ShellWord {
  return { text, bytes: utf8ToBytes(text) };
}

/** A word of its parts. Bytes that are not UTF-8 have a text of one character each. */
export function shellWord(pieces: readonly Piece[]): ShellWord {
  if (pieces.every((piece) => typeof piece === 'string')) return textWord(pieces.join(''));
  const runs = joined(pieces).map((run) => (typeof run === 'string' ? utf8ToBytes(run) : run));
  const bytes = joinBytes(runs);
  return { bytes, text: utf8ToText(bytes) ?? latinText(bytes) };
}

/** Byte strings made one, however many: as arguments of a call, too many would exhaust the stack. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joint = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joint.set(part, at);
    at += part.length;
  }
  return joint;
}

// Neighbouring texts made one and neighbouring bytes one: a body can be a million escapes.
function joined(pieces: readonly Piece[]): (string | Uint8Array)[] {
  const runs: (string | Uint8Array)[] = [];
  for (let at = 0; at < pieces.length;) {
    const isText = typeof pieces[at] === 'string';
    let end = at;
    while (end < pieces.length && (typeof pieces[end] === 'string') === isText) end++;
    const run = pieces.slice(at, end);
    runs.push(isText ? run.join('') : Uint8Array.from(run as number[]));
    at = end;
  }
  return runs;
}

function latinText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
