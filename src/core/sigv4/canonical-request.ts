// The canonical request: one text for all the ways in which the same request can be written, so that
// both sides hash the same bytes.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request

import type { Header, HttpRequest } from '../wire/message.ts';
import { isSignable, signatureParameter } from './constants.ts';
import { uriEncode, uriReencode } from './uri-encode.ts';

export interface CanonicalOptions {
  /** Lower case, sorted, each once. */
  readonly signedHeaders: readonly string[];
  /** Lower-case hex SHA-256 of the body, or one of the fixed texts. */
  readonly payloadHash: string;
  readonly doubleEncodePath: boolean;
  readonly normalizePath: boolean;
}

/** The canonical request, six parts joined by line feeds. */
export function canonicalRequest(request: HttpRequest, options: CanonicalOptions): string {
  const values = canonicalHeaders(request.headers);
  let headers = '';
  for (const name of options.signedHeaders) headers += `${name}:${values.get(name) ?? ''}\n`;
  const path = canonicalPath(request.path, options);
  const query = canonicalQuery(request.query);
  const signed = options.signedHeaders.join(';');
  return `${request.method}\n${path}\n${query}\n${headers}\n${signed}\n${options.payloadHash}`;
}

/**
 * The path, from the path as sent. S3 keeps every segment, since `a//b` is a key of its own, and encodes
 * once; all others drop `.`, `..` and empty segments and encode the encoded path again.
 */
export function canonicalPath(
  path: string,
  options: { readonly doubleEncodePath: boolean; readonly normalizePath: boolean },
): string {
  if (path === '/') return path;
  const segments = (options.normalizePath ? normalizePath(path) : path).split('/');
  // Segment by segment, so that an encoded slash stays apart from the slashes between segments.
  const encoded = segments.map(options.doubleEncodePath ? uriEncode : uriReencode).join('/');
  return encoded === '' ? '/' : encoded;
}

/** The query: each name and value encoded, sorted by name, then by value, as encoded; a name alone gets a `=`. */
export function canonicalQuery(query: string): string {
  return queryParameters(query)
    .filter(([name]) => name !== signatureParameter)
    .sort(([leftName, leftValue], [rightName, rightValue]) =>
      leftName === rightName ? compare(leftValue, rightValue) : compare(leftName, rightName),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The parameters of a query as sent, in their order, names and values in canonical encoding. */
export function queryParameters(query: string): [name: string, value: string][] {
  if (query === '') return [];
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? [uriReencode(part), '']
        : [uriReencode(part.slice(0, equals)), uriReencode(part.slice(equals + 1))];
    });
}

/** The names of the headers that a signer signs: lower case, sorted, each once. */
export function signableHeaders(headers: readonly Header[]): string[] {
  return [...new Set(headers.map(([name]) => name.toLowerCase()))].filter(isSignable).sort();
}

/** The canonical value of every header, by its name in lower case: repeated headers joined by commas in their order. */
export function canonicalHeaders(headers: readonly Header[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = values.get(key);
    const canonical = canonicalHeaderValue(value);
    values.set(key, before === undefined ? canonical : `${before},${canonical}`);
  }
  return values;
}

/** A header's value trimmed, with runs of white space made one space; folding is white space too. */
export function canonicalHeaderValue(value: string): string {
  // Most values are so already, and a look is much cheaper than two replacements.
  if (!untidy.test(value)) return value;
  return value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
}

const untidy = /^ |[\t\r\n]| {2}| $/;

/** A path without `.`, `..` and empty segments (RFC 3986 §6.2.2.3, and AWS on empty ones). */
export function normalizePath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') kept.pop();
    else kept.push(segment);
  }
  return `/${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

// Encoded names and values are ASCII, so the order of UTF-16 units is the order of bytes.
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
