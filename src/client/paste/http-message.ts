// HTTP messages in a text: pasted alone, in curl's verbose output, or among the lines of a log.

import { err, ok, type Result } from '../../core/lang/result.ts';
import { parseRequest } from '../../core/wire/http-text.ts';
import { headerValue, type Header, type HttpRequest } from '../../core/wire/message.ts';
import { beginsRequest, beginsResponse, readHead, type HttpHead } from './http-head.ts';
import {
  incompleteNote,
  isClaimed,
  lineTeller,
  mostFinds,
  type Find,
  type PasteNote,
  type PasteProblem,
} from './pasted.ts';
import { splitUrl, type UrlParts } from './url-parts.ts';

// Where the body of a message ends in a log: the rules of the Go SDKs' dumps, and the next entry.
const logLine = /^(?:-{20,}$|---\[ |SDK \d{4}\/|\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d)/;

/** Every message of a text that does not begin in what others have claimed; an answer's text ends a body. */
export function findHttp(
  text: string,
  claimed: readonly Find[],
): { readonly finds: readonly Find[]; readonly problem: PasteProblem | undefined } {
  const finds: Find[] = [];
  let problem: PasteProblem | undefined;
  let leading: UrlParts | undefined;
  const lineOf = lineTeller(text);
  let at = 0;
  while (at < text.length) {
    const line = lineFrom(text, at);
    const head = beginsRequest(line) && !isClaimed(claimed, at) ? readHead(text, at) : undefined;
    if (head === undefined) {
      // A URL on the line before a message is where it was sent.
      if (line.trim() !== '') leading = splitUrl(line.trim());
      at = nextLine(text, at);
      continue;
    }
    const bodyEnd = head.isVerbose ? head.end : endOfBody(text, head.end, claimed);
    const find = readMessage(text, { head, at, bodyEnd, leading, line: lineOf(at) });
    if (find.ok) finds.push(find.value);
    else problem = find.error;
    leading = undefined;
    at = Math.max(bodyEnd, nextLine(text, at));
  }
  return { finds: finds.slice(-mostFinds), problem };
}

function readMessage(
  text: string,
  from: {
    readonly head: HttpHead;
    readonly at: number;
    readonly bodyEnd: number;
    readonly leading: UrlParts | undefined;
    /** From 1. */
    readonly line: number;
  },
): Result<Find, PasteProblem> {
  const { head, at, bodyEnd, leading, line } = from;
  const bodyText = text.slice(head.end, bodyEnd);
  const parsed = parseRequest(
    `${head.method} ${head.target} HTTP/1.1\n${head.headerLines.map((line) => `${line}\n`).join('')}\n` +
      (bodyText.trim() === '' ? '' : bodyText),
  );
  if (!parsed.ok) {
    return err({ code: 'broken-http', message: parsed.error.message, line: line + parsed.error.line - 1 });
  }
  const withHost = addHost(parsed.value, head.authority ?? leading?.host);
  const notes = incompleteNote(
    headerValue(withHost, 'host') === undefined ? ['Host'] : [],
    head.strange.map((offset) => line + offset - 1),
  );
  const { request, note } = fitBody(withHost);
  return ok({
    kind: 'http',
    at,
    end: bodyEnd,
    request,
    scheme: head.scheme ?? leading?.scheme,
    notes: note === undefined ? notes : [...notes, note],
  });
}

function addHost(request: HttpRequest, authority: string | undefined): HttpRequest {
  if (authority === undefined || headerValue(request, 'host') !== undefined) return request;
  const host: Header = ['Host', authority];
  return { ...request, headers: [host, ...request.headers] };
}

/** Holds the body against Content-Length: what a paste has added at its end is no part of the message. */
export function fitBody(request: HttpRequest): {
  readonly request: HttpRequest;
  readonly note: PasteNote | undefined;
} {
  const text = headerValue(request, 'content-length')?.trim() ?? '';
  const length = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  const { body } = request;
  if (length === undefined || body.length === length) return { request, note: undefined };
  if (body.length < length) {
    const code = body.length === 0 ? 'body-not-in-the-log' : 'body-length';
    return { request, note: { code, detail: `${body.length} of ${length} bytes` } };
  }
  const isBlank = body.subarray(length).every((byte) => byte === 10 || byte === 13 || byte === 32);
  return {
    request: { ...request, body: body.slice(0, length) },
    note: isBlank ? undefined : { code: 'body-cut', detail: `${length} of ${body.length} bytes` },
  };
}

function endOfBody(text: string, start: number, claimed: readonly Find[]): number {
  const claim = Math.min(text.length, ...claimed.filter(({ at }) => at >= start).map(({ at }) => at));
  let at = start;
  while (at < claim) {
    const line = lineFrom(text, at);
    if (beginsResponse(line) || logLine.test(line) || beginsRequest(line)) break;
    at = nextLine(text, at);
  }
  const end = Math.min(at, claim);
  return end === text.length ? end : withoutLineEnds(text, start, end);
}

// What stands between a body and the next entry of a log is the log's.
function withoutLineEnds(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}

function lineFrom(text: string, at: number): string {
  const feed = text.indexOf('\n', at);
  return text.slice(at, feed < 0 ? text.length : feed).replace(/\r$/, '');
}

function nextLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed + 1;
}
