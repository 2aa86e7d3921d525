// What the readers of pasted texts pass to each other, and what comes out in the end.

import type { HttpRequest } from '../../core/wire/message.ts';

export type PastedKind =
  | 'curl'
  | 'http'
  | 'presigned-url'
  | 'debug-log'
  | 'error-xml'
  | 'error-json'
  | 'error-text'
  | 'canonical-request'
  | 'string-to-sign';

export type Scheme = 'https' | 'http';

export interface SigningScope {
  readonly region: string;
  readonly service: string;
}

/** What the caller's own tool said it signed. */
export interface SignedTexts {
  readonly canonicalRequest?: string;
  readonly stringToSign?: string;
  /** Lower-case hex. */
  readonly signature?: string;
}

/** What AWS answered. */
export interface Answer {
  /** AWS's error code without a namespace; empty where the text names none. */
  readonly code: string;
  readonly message: string;
  readonly canonicalRequest?: string;
  readonly stringToSign?: string;
  readonly signatureProvided?: string;
  readonly accessKeyId?: string;
  readonly requestId?: string;
}

export type PasteNoteCode =
  /** The body is in a file of the caller's machine; `detail` names it. */
  | 'body-in-a-file'
  | 'body-not-in-the-log'
  /** The body has another length than its Content-Length says. */
  | 'body-length'
  /** What followed the length that Content-Length says was left out. */
  | 'body-cut'
  /** The tool that printed the body left a part of it out. */
  | 'body-ellipsis'
  /** A secret was in the text, and is nowhere in the result. */
  | 'secret-dropped'
  | 'headers-incomplete'
  | 'form-upload'
  /** The last one is taken. */
  | 'multiple-requests'
  /** An option that is not known, or whose effect on the message is not modelled. */
  | 'option-ignored'
  /** A variable or a command substitution, whose value only the caller's shell knows. */
  | 'shell-variable'
  /** A shell would have ended the command at an `&` of the URL. */
  | 'unquoted-ampersand'
  /**
   * Typographic quotation marks or dashes, which no shell knows, were read as plain ones; `detail` is empty, or
   * `dash`.
   */
  | 'typographic-quotes'
  /** A shell would have ended the command there; `detail` names the lines. */
  | 'space-after-backslash'
  /** curl would make several URLs of the braces or brackets in this one. */
  | 'url-glob'
  /** A URL alone does not say its method: GET is supposed. */
  | 'method-assumed'
  /** The request was derived from the canonical request in the text. */
  | 'from-canonical-request'
  /** A curl command that could not be read, beside what could. */
  | 'broken-curl';

export interface PasteNote {
  readonly code: PasteNoteCode;
  readonly detail: string;
}

export interface PasteProblem {
  readonly code: 'empty' | 'too-long' | 'not-recognised' | 'broken-curl' | 'broken-http';
  readonly message: string;
  /** From 1. */
  readonly line?: number;
}

/** One thing recognised in a text, from offset `at` up to `end`. */
export interface Find {
  readonly kind: PastedKind;
  readonly at: number;
  readonly end: number;
  readonly request?: HttpRequest;
  readonly scheme?: Scheme | undefined;
  readonly signingScope?: SigningScope | undefined;
  readonly signed?: SignedTexts;
  readonly answer?: Answer;
  readonly notes?: readonly PasteNote[];
}

/** How many of one kind are kept, the last ones: what is sought among them must not make reading quadratic. */
export const mostFinds = 100;

/** The line, from 1, of an offset. */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
  return line;
}

/** Tells the lines, from 1, of offsets that only grow: all of them together cost one look at the text. */
export function lineTeller(text: string): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    for (; counted < at; counted++) if (text[counted] === '\n') line++;
    return line;
  };
}

/** `line 3`, or `lines 3, 4`; of very many the first few. */
export function namedLines(lines: readonly number[]): string {
  const named = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines;
  return `${lines.length > 1 ? 'lines' : 'line'} ${named.join(', ')}`;
}

const mostLines = 8;

/** One note of all that a message lacks, and of the lines of it that could not be read; none where that is nothing. */
export function incompleteNote(missing: readonly string[], lines: readonly number[]): readonly PasteNote[] {
  const detail = [...missing, ...(lines.length > 0 ? [namedLines(lines)] : [])].join(', ');
  return detail === '' ? [] : [{ code: 'headers-incomplete', detail }];
}

/**
 * The offsets of the last few occurrences, last first. The last request of a log is what counts, and to try
 * every one of thousands would make reading quadratic.
 */
export function lastOffsets(text: string, needle: string): readonly number[] {
  const offsets: number[] = [];
  let at = text.lastIndexOf(needle);
  while (at >= 0 && offsets.length < 8) {
    offsets.push(at);
    at = at === 0 ? -1 : text.lastIndexOf(needle, at - 1);
  }
  return offsets;
}

/** Whether an offset lies in one of the finds. */
export function isClaimed(finds: readonly Find[], at: number): boolean {
  return finds.some((find) => at >= find.at && at < find.end);
}
