// The request as HTTP/1.1 can carry it, whatever was typed or pasted: what follows may quote its parts
// without a thought for line feeds, control characters or texts that are no Unicode.

import type { Header, HttpRequest } from '../../core/wire/message.ts';
import { uriEncode } from '../../core/sigv4/uri-encode.ts';
import { javascriptString } from './string-literals.ts';

export interface SendableRequest {
  readonly request: HttpRequest;
  /** What had to be changed or left out; each one line, for a comment beside the command or script. */
  readonly notes: readonly string[];
}

// RFC 9110 §5.6.2 and §5.5: a name is a token, a value has no control characters but the tab.
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const controlButTab = /[^\P{Cc}\t\x80-\x9f]/u;

/**
 * Characters that a URL cannot carry are encoded (a path or query that is encoded already stays as it is),
 * folded headers are unfolded, unpaired surrogates become U+FFFD, as they do in UTF-8. A message that could
 * be sent keeps its canonical request. Headers that could not be sent are left out, and named.
 */
export function sendableRequest(request: HttpRequest): SendableRequest {
  const headers: Header[] = [];
  const notes: string[] = [];
  let hasHost = false;
  if (!token.test(request.method)) notes.push('the method is no name that HTTP allows');
  for (const [name, text] of request.headers) {
    const value = unfolded(wellFormed(text));
    const isHost = name.toLowerCase() === 'host';
    if (isHost && hasHost) {
      notes.push('a second Host header is left out: HTTP allows one');
    } else if (!token.test(name) || controlButTab.test(value)) {
      notes.push(`the header ${javascriptString(name)} is left out: HTTP cannot carry its name or its value`);
    } else {
      headers.push([name, value]);
      hasHost ||= isHost;
    }
  }
  return {
    request: {
      method: methodOf(request.method),
      path: pathOf(request.path),
      query: urlText(request.query),
      headers,
      body: request.body,
    },
    notes,
  };
}

/** The text as UTF-8 can carry it. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

function methodOf(method: string): string {
  if (method === '') return 'GET';
  return token.test(method) ? method : uriEncode(wellFormed(method));
}

function pathOf(path: string): string {
  const encoded = urlText(path).replaceAll('?', '%3F');
  return encoded.startsWith('/') ? encoded : `/${encoded}`;
}

// Space, control characters and what is not ASCII have no place in a URL (RFC 3986 §2); `#` would begin its fragment.
function urlText(text: string): string {
  return wellFormed(text).replace(/[^!-~]+|#/g, (part) => uriEncode(part));
}

// A run with a line end is a fold, and means one space (RFC 9112 §5.2).
function unfolded(value: string): string {
  return value.replace(/[ \t\r\n]+/g, (run) => (/[\r\n]/.test(run) ? ' ' : run));
}
