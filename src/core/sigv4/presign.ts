// Signing by query: the whole request, authentication included, becomes a URL that anybody can use
// until it expires.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html

import type { Header, HttpRequest } from '../wire/message.ts';
import { headerValue } from '../wire/message.ts';
import { bodyHash } from './body-hash.ts';
import { canonicalRequest, signableHeaders } from './canonical-request.ts';
import {
  algorithm,
  algorithmParameter,
  contentHashHeader,
  credentialParameter,
  dateParameter,
  expiresParameter,
  longestExpiry,
  signatureParameter,
  signedHeadersParameter,
  signsLikeS3,
  tokenParameter,
  unsignedPayload,
} from './constants.ts';
import type { Signed, SignOptions, WithSigningKeys } from './credentials.ts';
import { basicDate } from './date.ts';
import { hexSignature } from './signing-key.ts';
import { signingKeyOf } from './signing-keys.ts';
import { formatScope, stringToSign } from './string-to-sign.ts';
import { uriEncode, uriReencode } from './uri-encode.ts';

export interface PresignOptions extends SignOptions {
  /** Seconds, 1 to 604,800 (seven days). */
  readonly expiresIn: number;
}

const ownParameters: ReadonlySet<string> = new Set([
  algorithmParameter,
  credentialParameter,
  dateParameter,
  expiresParameter,
  signatureParameter,
  signedHeadersParameter,
  tokenParameter,
]);

/**
 * Signs a request in its query. Most `x-amz-*` headers move into the query, where the services
 * read them too, so that the URL alone suffices. S3 does not sign the body, which is unknown when the URL is
 * made; an `x-amz-content-sha256` says otherwise. Throws a RangeError when `expiresIn` is out of range.
 */
export function presign(request: HttpRequest, options: PresignOptions & WithSigningKeys): Signed {
  const { credentials, region, service, expiresIn } = options;
  if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > longestExpiry) {
    throw new RangeError(`expiresIn: expected 1 to ${longestExpiry} seconds, got ${expiresIn}`);
  }
  const s3 = signsLikeS3(service);
  const date = basicDate(options.date);
  const scope = { date: date.slice(0, 8), region, service };
  const payloadHash =
    headerValue(request, contentHashHeader) ?? (s3 ? unsignedPayload : bodyHash(request.body));

  const headers = request.headers.filter(
    ([name]) => !isHoisted(name) && name.toLowerCase() !== 'authorization',
  );
  const signedHeaders = signableHeaders(headers);
  const parts = request.query.split('&').filter((part) => part !== '' && !isOwn(part));
  for (const [name, value] of hoisted(request.headers)) parts.push(`${uriEncode(name)}=${uriEncode(value)}`);
  parts.push(
    `${algorithmParameter}=${algorithm}`,
    `${credentialParameter}=${uriEncode(`${credentials.accessKeyId}/${formatScope(scope)}`)}`,
    `${dateParameter}=${date}`,
    `${expiresParameter}=${expiresIn}`,
  );
  const token =
    credentials.sessionToken === undefined
      ? []
      : [`${tokenParameter}=${uriEncode(credentials.sessionToken)}`];
  const signToken = options.signSessionToken ?? true;
  if (signToken) parts.push(...token);
  parts.push(`${signedHeadersParameter}=${uriEncode(signedHeaders.join(';'))}`);

  const canonical = canonicalRequest(
    { ...request, headers, query: parts.join('&') },
    {
      signedHeaders,
      payloadHash,
      doubleEncodePath: options.doubleEncodePath ?? !s3,
      normalizePath: options.normalizePath ?? !s3,
    },
  );
  const text = stringToSign({ date, scope, canonicalRequest: canonical });
  const key = signingKeyOf(options.keys, credentials.secretAccessKey, scope);
  const signature = hexSignature(key, text);

  if (!signToken) parts.push(...token);
  parts.push(`${signatureParameter}=${signature}`);
  return {
    request: { ...request, headers, query: parts.join('&') },
    canonicalRequest: canonical,
    stringToSign: text,
    signingKey: key.keys,
    signature,
  };
}

// Of an upload, S3 takes its tags and its encryption from headers alone, and a customer's key has no business in
// a URL: they stay headers that whoever uses the URL must send, and are signed as such.
const onlyHeaders = /^x-amz-(?:tagging$|server-side-encryption)/;

function isHoisted(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.startsWith('x-amz-') && !onlyHeaders.test(lower);
}

// A date or token from an earlier signing is replaced, not carried along.
function hoisted(headers: readonly Header[]): Header[] {
  return headers.filter(
    ([name]) => isHoisted(name) && !['x-amz-date', 'x-amz-security-token'].includes(name.toLowerCase()),
  );
}

function isOwn(part: string): boolean {
  return ownParameters.has(uriReencode(part.split('=', 1)[0] ?? ''));
}
