// The request line and headers of a message as tools print them: with `> ` before each line, in HTTP/2's
// form with pseudo headers, with an absolute target, and with lines between that are none of it.

import { splitUrl, type UrlParts } from './url-parts.ts';

export interface HttpHead {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** From an absolute target or pseudo headers. */
  readonly scheme: 'https' | 'http' | undefined;
  readonly authority: string | undefined;
  /** `Name: value`, or a continuation of the line before. */
  readonly headerLines: readonly string[];
  /** Lines, from 1 within the head, that are no headers. */
  readonly strange: readonly number[];
  /** Whether each line had a `> ` before it, as in curl's verbose output, where no body is printed. */
  readonly isVerbose: boolean;
  /** The offset after the empty line. */
  readonly end: number;
}

const requestLine = /^([A-Za-z][A-Za-z-]{0,30}) (\S+)(?: HTTP\/[\d.]{1,3})[ \t]*$/;
const versionless = /^(GET|PUT|POST|HEAD|DELETE|PATCH|OPTIONS) (https?:\/\/\S+)[ \t]*$/;
const pseudo = /^:(authority|method|path|scheme):? +(.*)$/;
const header = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:/;
const wrapped = /^(?:,[ \t]*)?(?:Credential|SignedHeaders|Signature)=/;
const algorithm = /^AWS4-[A-Z0-9-]{1,40}(?:[ \t]|$)/;
const statusLine = /^HTTP\/[\d.]{1,3} \d{3}\b/;

/** Whether a line, as printed, can begin a request. */
export function beginsRequest(line: string): boolean {
  const plain = line.startsWith('> ') ? line.slice(2) : line;
  const character = plain[0] ?? '';
  return (
    (/[A-Za-z]/.test(character) && (requestLine.test(plain) || versionless.test(plain))) ||
    (character === ':' && pseudo.test(plain))
  );
}

/** Whether a line begins a response. */
export function beginsResponse(line: string): boolean {
  return statusLine.test(line) || line.startsWith('< ');
}

/** Whether a line is the rest of an Authorization header that was wrapped without white space before it. */
export function continuesAuthorization(line: string): boolean {
  return wrapped.test(line) || algorithm.test(line);
}

/** Reads the head that begins at `start`; undefined when its target is no path of a server. */
export function readHead(text: string, start: number): HttpHead | undefined {
  const isVerbose = text.startsWith('> ', start);
  const pseudos = new Map<string, string>();
  const headerLines: string[] = [];
  const strange: number[] = [];
  let inAuthorization = false;
  let isJoined = false;
  let first: RegExpExecArray | null = null;
  let at = start;
  for (let count = 1; at < text.length; count++) {
    const feed = text.indexOf('\n', at);
    const lineEnd = feed < 0 ? text.length : feed;
    const printed = text.slice(at, lineEnd).replace(/\r$/, '');
    if (beginsResponse(printed) || (count > 1 && isVerbose && !printed.startsWith('>'))) break;
    const line = isVerbose ? printed.replace(/^> ?/, '') : printed;
    const pair = pseudo.exec(line);
    // A head ends where the next one begins, though no empty line be between them.
    if (count > 1 && (pair === null ? beginsRequest(line) : pseudos.has(pair[1] ?? ''))) break;
    at = Math.min(lineEnd + 1, text.length);
    if (line.trim() === '' && (line === '' || isVerbose)) break;
    if (count === 1 && pair === null) first = requestLine.exec(line) ?? versionless.exec(line);
    else if (pair !== null) pseudos.set(pair[1] ?? '', (pair[2] ?? '').trim());
    else if (header.test(line)) {
      headerLines.push(line);
      inAuthorization = /^authorization:/i.test(line);
      isJoined = false;
    } else if (/^[ \t]/.test(line) && headerLines.length > 0) headerLines.push(line);
    else if (inAuthorization && continuesAuthorization(line)) {
      const before = headerLines.pop() ?? '';
      // To trim what has been joined would copy it, again for every line.
      const start = isJoined ? before : before.trimEnd();
      headerLines.push(start + (line.startsWith(',') ? '' : ' ') + line.trimEnd());
      isJoined = true;
    } else strange.push(count);
    if (lineEnd === text.length) break;
  }
  const method = first?.[1] ?? pseudos.get('method');
  const target = first?.[2] ?? pseudos.get('path');
  if (method === undefined || target === undefined) return undefined;
  const url: UrlParts | undefined = splitUrl(target);
  const path = url === undefined ? target : `${url.path}${url.query === '' ? '' : `?${url.query}`}`;
  if (!path.startsWith('/')) return undefined;
  const scheme = pseudos.get('scheme');
  return {
    method,
    target: path,
    scheme: url?.scheme ?? (scheme === 'https' || scheme === 'http' ? scheme : undefined),
    authority: url?.host ?? pseudos.get('authority'),
    headerLines,
    strange,
    isVerbose,
    end: at,
  };
}
