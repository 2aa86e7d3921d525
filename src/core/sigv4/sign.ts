// Signing by header: the request gets a date, a session token and an `Authorization` header.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

import type { Header, HttpRequest } from '../wire/message.ts';
import { headerValue } from '../wire/message.ts';
import { bodyHash } from './body-hash.ts';
import { canonicalRequest, signableHeaders } from './canonical-request.ts';
import {
  algorithm,
  authorizationHeader,
  contentHashHeader,
  dateHeader,
  signsLikeS3,
  tokenHeader,
} from './constants.ts';
import type { Signed, SignOptions, WithSigningKeys } from './credentials.ts';
import { basicDate } from './date.ts';
import { hexSignature } from './signing-key.ts';
import { signingKeyOf } from './signing-keys.ts';
import { formatScope, stringToSign } from './string-to-sign.ts';

/**
 * Signs a request and shows every stage. What an earlier signing left in the headers is replaced. The
 * request must carry a `host` header. An `x-amz-content-sha256` that is there already is believed and not
 * recomputed: that is how `UNSIGNED-PAYLOAD` is asked for.
 */
export function sign(request: HttpRequest, options: SignOptions & WithSigningKeys): Signed {
  const { credentials, region, service } = options;
  const s3 = signsLikeS3(service);
  const date = basicDate(options.date);
  const scope = { date: date.slice(0, 8), region, service };
  const payloadHash = headerValue(request, contentHashHeader) ?? bodyHash(request.body);
  const token: readonly Header[] =
    credentials.sessionToken === undefined ? [] : [[tokenHeader, credentials.sessionToken]];
  const signToken = options.signSessionToken ?? true;

  const headers: Header[] = withoutSigning(request.headers);
  headers.push([dateHeader, date]);
  if (signToken) headers.push(...token);
  if ((options.signBody ?? s3) && headerValue(request, contentHashHeader) === undefined) {
    headers.push([contentHashHeader, payloadHash]);
  }

  const signedHeaders = signableHeaders(headers);
  const canonical = canonicalRequest(
    { ...request, headers },
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

  if (!signToken) headers.push(...token);
  headers.push([
    authorizationHeader,
    `${algorithm} Credential=${credentials.accessKeyId}/${formatScope(scope)}, ` +
      `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
  ]);
  return {
    request: { ...request, headers },
    canonicalRequest: canonical,
    stringToSign: text,
    signingKey: key.keys,
    signature,
  };
}

/** Without what an earlier signing has left. */
function withoutSigning(headers: readonly Header[]): Header[] {
  return headers.filter(([name]) => !replaced.has(name.toLowerCase()));
}

const replaced: ReadonlySet<string> = new Set(
  [authorizationHeader, dateHeader, tokenHeader].map((name) => name.toLowerCase()),
);
