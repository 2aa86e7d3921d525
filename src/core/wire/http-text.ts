// An HTTP request as the text of an HTTP/1.1 message (RFC 9112), for people to read and edit, and back.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { err, ok, type Result } from '../lang/result.ts';
import type { Header, HttpRequest } from './message.ts';
import { utf8ToText } from './utf8.ts';

export interface HttpTextProblem {
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** The message with line feeds, its body as UTF-8 text; undefined when the body is not UTF-8. */
export function printRequest(request: HttpRequest): string | undefined {
  const body = utf8ToText(request.body);
  if (body === undefined) return undefined;
  const target = request.query === '' ? request.path : `${request.path}?${request.query}`;
  const headers = request.headers.map(([name, value]) => `${name}: ${value}\n`);
  return `${request.method} ${target} HTTP/1.1\n${headers.join('')}\n${body}`;
}

/**
 * Reads an edited message: request line, headers, an empty line, and the rest, line ends included, as the
 * body. A header line that begins with white space continues the one before it (obsolete folding, which
 * signatures know). Of a header's value one leading space is the separator's; all else is kept.
 */
export function parseRequest(text: string): Result<HttpRequest, HttpTextProblem> {
  const [requestLine, ...rest] = headLines(text);
  const match = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) HTTP\/1\.1$/.exec(requestLine?.text ?? '');
  const [, method, target] = match ?? [];
  if (method === undefined || target === undefined) {
    return err({ line: 1, message: 'expected a request line such as `POST / HTTP/1.1`' });
  }
  if (!target.startsWith('/'))
    return err({ line: 1, message: `the path \`${target}\` must begin with \`/\`` });
  if (target.includes('#')) return err({ line: 1, message: 'a fragment (`#`) is not sent in a request' });

  const headers: Header[] = [];
  let bodyStart = text.length;
  for (const [index, { text: line, end }] of rest.entries()) {
    if (line === '') {
      bodyStart = end;
      break;
    }
    const last = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last === undefined) return err({ line: index + 2, message: 'expected a header, got white space' });
      headers[headers.length - 1] = [last[0], `${last[1]}\n${line}`];
      continue;
    }
    const header = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):(?: ?)(.*)$/.exec(line);
    if (header === null)
      return err({ line: index + 2, message: `expected \`Name: value\`, got \`${line}\`` });
    headers.push([header[1] ?? '', header[2] ?? '']);
  }

  const question = target.indexOf('?');
  return ok({
    method,
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers,
    body: utf8ToBytes(text.slice(bodyStart)),
  });
}

// The lines up to and with the empty one, each with the offset at which the next begins.
function headLines(text: string): { readonly text: string; readonly end: number }[] {
  const lines: { readonly text: string; readonly end: number }[] = [];
  let start = 0;
  while (start <= text.length) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length + 1 : feed + 1;
    const line = text.slice(start, feed < 0 ? text.length : feed).replace(/\r$/, '');
    lines.push({ text: line, end: Math.min(end, text.length) });
    if (line === '') break;
    start = end;
  }
  return lines;
}
