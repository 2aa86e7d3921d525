// What a request says of who signed it: the parts of its `Authorization` header or of its query. Read
// as sent; whether any of it is true is for `verify`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html

import { queryParameters } from '../sigv4/canonical-request.ts';
import {
  algorithmParameter,
  contentHashHeader,
  credentialParameter,
  dateHeader,
  dateParameter,
  expiresParameter,
  signatureParameter,
  signedHeadersParameter,
  tokenHeader,
} from '../sigv4/constants.ts';
import type { CredentialScope } from '../sigv4/credentials.ts';
import { uriDecode } from '../sigv4/uri-encode.ts';
import type { HttpRequest } from '../wire/message.ts';
import { headerValue } from '../wire/message.ts';

/** The parts as texts; undefined where the request has none. */
export interface Authorization {
  readonly kind: 'header' | 'query';
  /** The header's value, or the query. */
  readonly text: string;
  readonly algorithm: string;
  readonly credential: string | undefined;
  /** Lower case, sorted, each once. */
  readonly signedHeaders: readonly string[] | undefined;
  readonly signature: string | undefined;
  /** `X-Amz-Date`, or for the header form else `Date`. */
  readonly date: string | undefined;
  readonly expires: string | undefined;
  readonly token: string | undefined;
  /** `x-amz-content-sha256`, from where the form keeps it. */
  readonly contentHash: string | undefined;
}

export type ParsedAuthorization =
  | Authorization
  | { readonly kind: 'none' }
  /** An `Authorization` header and a signature in the query at once. */
  | { readonly kind: 'both'; readonly header: Authorization }
  | {
      readonly kind: 'malformed';
      readonly fault: 'empty' | 'missing-equal-sign' | 'two-mechanisms';
      readonly text: string;
    };

const authorizationName = 'authorization';

/** Reads either form; never fails, a missing part is undefined. */
export function parseAuthorization(request: HttpRequest): ParsedAuthorization {
  const [header, second] = request.headers
    .filter(([name]) => name.toLowerCase() === authorizationName)
    .map(([, value]) => value);
  // What is checked must be what is used, and nobody knows which of two counts.
  if (header !== undefined && second !== undefined) {
    return { kind: 'malformed', fault: 'two-mechanisms', text: header };
  }
  const parameters = parametersByLowerCaseName(request.query);
  const inQuery = [algorithmParameter, credentialParameter, signatureParameter].some((name) =>
    parameters.has(name.toLowerCase()),
  );
  if (header === undefined) return inQuery ? fromQuery(request, parameters) : { kind: 'none' };
  const parsed = fromHeader(request, header);
  return inQuery && parsed.kind === 'header' ? { kind: 'both', header: parsed } : parsed;
}

/** The access key id that a request names, to look its secret up; undefined when there is none to be read. */
export function accessKeyIdOf(request: HttpRequest): string | undefined {
  const id = credentialOf(request)?.split('/', 1)[0];
  return id === '' ? undefined : id;
}

/** The scope that a request names, to route it by; undefined when it is not well formed. */
export function credentialScopeOf(request: HttpRequest): CredentialScope | undefined {
  const credential = credentialOf(request);
  return credential === undefined ? undefined : parseCredential(credential)?.scope;
}

/** `AKIA…/20150830/us-east-1/iam/aws4_request` in its parts; undefined unless it has five that are not empty. */
export function parseCredential(
  credential: string,
):
  { readonly accessKeyId: string; readonly scope: CredentialScope; readonly terminator: string } | undefined {
  const parts = credential.split('/');
  const [accessKeyId, date, region, service, terminator] = parts;
  if (!accessKeyId || !date || !region || !service || !terminator || parts.length > 5) return undefined;
  return { accessKeyId, scope: { date, region, service }, terminator };
}

function credentialOf(request: HttpRequest): string | undefined {
  const parsed = parseAuthorization(request);
  if (parsed.kind === 'both') return parsed.header.credential;
  return parsed.kind === 'header' || parsed.kind === 'query' ? parsed.credential : undefined;
}

function fromHeader(request: HttpRequest, value: string): ParsedAuthorization {
  const text = value.trim();
  if (text === '') return { kind: 'malformed', fault: 'empty', text };
  const space = text.search(/\s/);
  const algorithm = space < 0 ? text : text.slice(0, space);
  let credential: string | undefined;
  let names: string | undefined;
  let signature: string | undefined;
  for (let at = space < 0 ? text.length : space; at < text.length;) {
    const comma = text.indexOf(',', at);
    const end = comma < 0 ? text.length : comma;
    const pair = text.slice(at, end).trim();
    at = end + 1;
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    // Only of our own scheme is the rest known to be pairs; of another one the algorithm is what is wrong.
    if (equals < 0) {
      if (!algorithm.startsWith('AWS4-')) break;
      return { kind: 'malformed', fault: 'missing-equal-sign', text };
    }
    if (pair.startsWith('Credential=')) credential ??= pair.slice(equals + 1);
    else if (pair.startsWith('SignedHeaders=')) names ??= pair.slice(equals + 1);
    else if (pair.startsWith('Signature=')) signature ??= pair.slice(equals + 1);
  }
  return {
    kind: 'header',
    text,
    algorithm,
    credential: nonEmpty(credential),
    signedHeaders: parseSignedHeaders(names),
    signature: nonEmpty(signature),
    date: (headerValue(request, dateHeader) ?? headerValue(request, 'date'))?.trim(),
    expires: undefined,
    token: headerValue(request, tokenHeader)?.trim(),
    contentHash: headerValue(request, contentHashHeader)?.trim(),
  };
}

function fromQuery(request: HttpRequest, parameters: ReadonlyMap<string, string>): Authorization {
  const parameter = (name: string): string | undefined => parameters.get(name.toLowerCase());
  return {
    kind: 'query',
    text: request.query,
    algorithm: parameter(algorithmParameter) ?? '',
    credential: nonEmpty(parameter(credentialParameter)),
    signedHeaders: parseSignedHeaders(parameter(signedHeadersParameter)),
    signature: nonEmpty(parameter(signatureParameter)),
    date: parameter(dateParameter),
    expires: parameter(expiresParameter),
    token: parameter(tokenHeader) ?? headerValue(request, tokenHeader)?.trim(),
    contentHash: parameter(contentHashHeader) ?? headerValue(request, contentHashHeader)?.trim(),
  };
}

function parseSignedHeaders(text: string | undefined): readonly string[] | undefined {
  const names = (text ?? '').split(';').filter((name) => name !== '');
  // As every signer writes it: nothing to be put right.
  const sorted = names.every((name, place) => place === 0 || (names[place - 1] ?? '') < name);
  if (sorted && names.length > 0 && text === text?.toLowerCase()) return names;
  return names.length === 0 ? undefined : [...new Set(names.map((name) => name.toLowerCase()))].sort();
}

function parametersByLowerCaseName(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  // Few requests have any, and only an escape could hide one.
  if (!/x-amz-|%/i.test(query)) return parameters;
  for (const [name, value] of queryParameters(query)) {
    const key = name.toLowerCase();
    // Everything read here is ASCII; a byte beyond it stays a byte and matches nothing.
    if (key.startsWith('x-amz-') && !parameters.has(key)) parameters.set(key, latinText(uriDecode(value)));
  }
  return parameters;
}

function latinText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
