// Ways to spoil a signed request, to see what a signature protects and what it does not.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { assertNever } from '../core/lang/assert-never.ts';
import { basicDate, parseBasicDate } from '../core/sigv4/date.ts';
import { uriEncode } from '../core/sigv4/uri-encode.ts';
import type { Header, HttpRequest } from '../core/wire/message.ts';
import { headerValue } from '../core/wire/message.ts';
import { utf8ToText } from '../core/wire/utf8.ts';

/** Names a kind of tampering; sentences for these are in `ui/words`. */
export type TamperingId = Tampering['id'];

export type Tampering =
  /** Another value for a header; the header is added when it is not there. */
  | { readonly id: 'header'; readonly name: string; readonly value: string }
  | { readonly id: 'path'; readonly path: string }
  /** Appended to the body, as UTF-8. */
  | { readonly id: 'body'; readonly append: string }
  /** Into a form body when the request has one, else into the query. */
  | { readonly id: 'parameter'; readonly name: string; readonly value: string }
  /** Dates the request earlier; the scope keeps its day. */
  | { readonly id: 'stale-date'; readonly minutes: number }
  | { readonly id: 'no-token' }
  | { readonly id: 'access-key'; readonly accessKeyId: string };

/** One of each kind, that can be offered as it stands. */
export const tamperings: readonly Tampering[] = [
  { id: 'header', name: 'Host', value: 'evil.example.com' },
  { id: 'path', path: '/tampered' },
  { id: 'body', append: '&Tampered=true' },
  { id: 'parameter', name: 'UserName', value: 'mallory' },
  { id: 'stale-date', minutes: 20 },
  { id: 'no-token' },
  { id: 'access-key', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
];

/** The request after the tampering; the signature stays as it was. */
export function tamper(request: HttpRequest, tampering: Tampering): HttpRequest {
  switch (tampering.id) {
    case 'header':
      return setHeader(request, tampering.name, tampering.value);
    case 'path':
      return { ...request, path: tampering.path };
    case 'body':
      return { ...request, body: joined(request.body, utf8ToBytes(tampering.append)) };
    case 'parameter':
      return addParameter(request, tampering.name, tampering.value);
    case 'stale-date':
      return stale(request, tampering.minutes);
    case 'no-token':
      return {
        ...request,
        headers: request.headers.filter(([name]) => name.toLowerCase() !== 'x-amz-security-token'),
      };
    case 'access-key':
      return swapKey(request, tampering.accessKeyId);
    default:
      return assertNever(tampering);
  }
}

/** Whether the tampering changes this request at all: there may be no token to remove, no date to set back. */
export function canTamper(request: HttpRequest, tampering: Tampering): boolean {
  const changed = tamper(request, tampering);
  return JSON.stringify(plain(changed)) !== JSON.stringify(plain(request));
}

function plain(request: HttpRequest): unknown {
  return { ...request, body: [...request.body] };
}

function setHeader(request: HttpRequest, wanted: string, value: string): HttpRequest {
  const isWanted = ([name]: Header): boolean => name.toLowerCase() === wanted.toLowerCase();
  return request.headers.some(isWanted)
    ? {
        ...request,
        headers: request.headers.map((header) => (isWanted(header) ? [header[0], value] : header)),
      }
    : { ...request, headers: [...request.headers, [wanted, value]] };
}

function addParameter(request: HttpRequest, name: string, value: string): HttpRequest {
  const pair = `${uriEncode(name)}=${uriEncode(value)}`;
  const contentType = headerValue(request, 'content-type') ?? '';
  if (contentType.trim().startsWith('application/x-www-form-urlencoded')) {
    const form = utf8ToText(request.body) ?? '';
    return { ...request, body: utf8ToBytes(form === '' ? pair : `${form}&${pair}`) };
  }
  return { ...request, query: request.query === '' ? pair : `${request.query}&${pair}` };
}

function stale(request: HttpRequest, minutes: number): HttpRequest {
  const signedAt = parseBasicDate(headerValue(request, 'x-amz-date') ?? '');
  if (signedAt === undefined) return request;
  return setHeader(request, 'X-Amz-Date', basicDate(new Date(signedAt - minutes * 60_000)));
}

function swapKey(request: HttpRequest, accessKeyId: string): HttpRequest {
  const authorization = headerValue(request, 'authorization');
  if (authorization === undefined) return request;
  return setHeader(
    request,
    'Authorization',
    authorization.replace(/(Credential=)[^/,\s]*/, `$1${accessKeyId}`),
  );
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(left.length + right.length);
  bytes.set(left);
  bytes.set(right, left.length);
  return bytes;
}
