// The canonical request line by line: each line with the part of the message it was made from, and the
// rules that made it what it is. For people; the signature is computed from the text alone.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request

import type { Header, HttpRequest } from '../wire/message.ts';
import type { CanonicalOptions } from './canonical-request.ts';
import {
  canonicalHeaderValue,
  canonicalHeaders,
  canonicalPath,
  canonicalQuery,
  normalizePath,
} from './canonical-request.ts';
import { signatureParameter, unsignedPayload } from './constants.ts';
import { uriReencode } from './uri-encode.ts';

/** A rule that changed something, or says why nothing was changed. Sentences for these are in `ui/words`. */
export type CanonicalRule =
  | 'method-as-sent'
  | 'method-not-in-capitals'
  | 'path-as-sent'
  | 'path-empty'
  | 'path-normalized'
  | 'path-encoded-once'
  | 'path-encoded-twice'
  | 'query-empty'
  | 'query-as-sent'
  | 'query-sorted'
  | 'query-encoded'
  | 'query-equals-added'
  | 'query-empty-parts-dropped'
  | 'query-signature-left-out'
  | 'header-lower-case'
  | 'header-trimmed'
  | 'header-spaces-joined'
  | 'header-unfolded'
  | 'header-values-joined'
  | 'header-absent'
  | 'headers-end'
  | 'signed-headers-listed'
  | 'headers-left-out'
  | 'payload-hashed'
  | 'payload-unsigned'
  | 'payload-streamed';

export interface CanonicalLine {
  /** From 0; also the place among the lines of the text. */
  readonly index: number;
  readonly part: 'method' | 'path' | 'query' | 'header' | 'end' | 'signed-headers' | 'payload-hash';
  readonly text: string;
  /** What the message has there, as sent; for the list of signed headers: the names that are not on it. */
  readonly from: string;
  /** In the order in which they are applied; never empty. */
  readonly rules: readonly [CanonicalRule, ...CanonicalRule[]];
}

/**
 * The lines of a canonical request. INVARIANT: their texts, joined by line feeds, are
 * `canonicalRequest(request, options)`.
 */
export function explainCanonicalRequest(
  request: HttpRequest,
  options: CanonicalOptions,
): readonly CanonicalLine[] {
  const { signedHeaders, payloadHash } = options;
  const values = canonicalHeaders(request.headers);
  const sent = headersByName(request.headers);
  const lines: Omit<CanonicalLine, 'index'>[] = [
    methodLine(request.method),
    pathLine(request.path, options),
    queryLine(request.query),
    ...signedHeaders.map((name) => headerLine(name, values.get(name) ?? '', sent.get(name) ?? [])),
    { part: 'end', text: '', from: '', rules: ['headers-end'] },
    signedHeadersLine(request.headers, signedHeaders),
    { part: 'payload-hash', text: payloadHash, from: '', rules: [payloadRule(payloadHash)] },
  ];
  return lines.map((line, index) => ({ index, ...line }));
}

/**
 * The options by which a canonical request was made of a message, read from the text itself: its last two
 * lines, and whether its path is as S3 or as the other services write it.
 */
export function canonicalOptionsOf(request: HttpRequest, canonicalRequest: string): CanonicalOptions {
  const lines = canonicalRequest.split('\n');
  const signedHeaders = (lines.at(-2) ?? '').split(';').filter((name) => name !== '');
  const asS3 = { doubleEncodePath: false, normalizePath: false };
  const asOthers = { doubleEncodePath: true, normalizePath: true };
  const path = canonicalPath(request.path, asS3) === lines[1] ? asS3 : asOthers;
  return { signedHeaders, payloadHash: lines.at(-1) ?? '', ...path };
}

type Line = Omit<CanonicalLine, 'index'>;

function methodLine(method: string): Line {
  const rule = method === method.toUpperCase() ? 'method-as-sent' : 'method-not-in-capitals';
  return { part: 'method', text: method, from: method, rules: [rule] };
}

function pathLine(path: string, options: CanonicalOptions): Line {
  const text = canonicalPath(path, options);
  const rules: CanonicalRule[] = [];
  const normal = options.normalizePath ? normalizePath(path) : path;
  if (path === '') rules.push('path-empty');
  else if (normal !== path) rules.push('path-normalized');
  if (text !== normal && text !== '/') {
    rules.push(options.doubleEncodePath && /%/.test(normal) ? 'path-encoded-twice' : 'path-encoded-once');
  }
  return { part: 'path', text, from: path, rules: atLeast(rules, 'path-as-sent') };
}

function queryLine(query: string): Line {
  const text = canonicalQuery(query);
  const parts = query.split('&').filter((part) => part !== '');
  const signed = parts.filter((part) => uriReencode(nameOf(part)) !== signatureParameter);
  const rules: CanonicalRule[] = [];
  if (signed.length < parts.length) rules.push('query-signature-left-out');
  if (signed.some((part) => !part.includes('='))) rules.push('query-equals-added');
  if (signed.some((part) => !isCanonicalSpelling(part))) rules.push('query-encoded');
  if (parts.length < query.split('&').length && query !== '') rules.push('query-empty-parts-dropped');
  // In their order as sent, each in its canonical spelling: only sorting is left to make a difference.
  const inOrder = signed.map((part) => canonicalQuery(part)).join('&');
  if (inOrder !== text) rules.push('query-sorted');
  return {
    part: 'query',
    text,
    from: query,
    rules: atLeast(rules, query === '' ? 'query-empty' : 'query-as-sent'),
  };
}

function isCanonicalSpelling(part: string): boolean {
  return part === canonicalQuery(part) || `${part}=` === canonicalQuery(part);
}

function headersByName(headers: readonly Header[]): ReadonlyMap<string, readonly Header[]> {
  const byName = new Map<string, Header[]>();
  for (const header of headers) {
    const name = header[0].toLowerCase();
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [header]);
    else known.push(header);
  }
  return byName;
}

function headerLine(name: string, value: string, sent: readonly Header[]): Line {
  const rules: CanonicalRule[] = [];
  if (sent.length === 0) rules.push('header-absent');
  if (sent.some(([candidate]) => candidate !== name)) rules.push('header-lower-case');
  if (sent.some(([, text]) => /[\r\n]/.test(text))) rules.push('header-unfolded');
  if (sent.some(([, text]) => /^[ \t]|[ \t]$/.test(text))) rules.push('header-trimmed');
  if (sent.some(([, text]) => canonicalHeaderValue(text) !== text.trim() && !/[\r\n]/.test(text))) {
    rules.push('header-spaces-joined');
  }
  if (sent.length > 1) rules.push('header-values-joined');
  const from = sent.map(([candidate, text]) => `${candidate}: ${text}`).join('\n');
  return { part: 'header', text: `${name}:${value}`, from, rules: atLeast(rules, 'header-lower-case') };
}

function signedHeadersLine(headers: readonly Header[], signedHeaders: readonly string[]): Line {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const signed = new Set(signedHeaders);
  const leftOut = [...names].filter((name) => name !== 'authorization' && !signed.has(name));
  return {
    part: 'signed-headers',
    text: signedHeaders.join(';'),
    from: leftOut.join(', '),
    rules: leftOut.length === 0 ? ['signed-headers-listed'] : ['signed-headers-listed', 'headers-left-out'],
  };
}

function payloadRule(hash: string): CanonicalRule {
  if (hash === unsignedPayload) return 'payload-unsigned';
  return hash.startsWith('STREAMING-') ? 'payload-streamed' : 'payload-hashed';
}

function nameOf(part: string): string {
  return part.split('=', 1)[0] ?? '';
}

function atLeast(rules: readonly CanonicalRule[], otherwise: CanonicalRule): CanonicalLine['rules'] {
  const [first = otherwise, ...more] = rules;
  return [first, ...more];
}
