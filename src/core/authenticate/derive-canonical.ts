// What can be told of a signed request without its secret: the canonical request and the string to sign, as
// AWS would compute them from the message as it is. Whether the signature is right is for `checkSignature`.

import { bodyHash } from '../sigv4/body-hash.ts';
import { canonicalRequest } from '../sigv4/canonical-request.ts';
import type { CanonicalOptions } from '../sigv4/canonical-request.ts';
import { signsLikeS3, unsignedPayload } from '../sigv4/constants.ts';
import type { CredentialScope } from '../sigv4/credentials.ts';
import { basicDate, parseBasicDate, parseHttpDate } from '../sigv4/date.ts';
import { stringToSign } from '../sigv4/string-to-sign.ts';
import type { HttpRequest } from '../wire/message.ts';
import type { Authorization } from './parse-authorization.ts';
import { parseAuthorization, parseCredential } from './parse-authorization.ts';

export interface DerivedCanonical {
  readonly form: Authorization['kind'];
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly options: CanonicalOptions;
  readonly canonicalRequest: string;
  /** Absent where the request has no date that can be read. */
  readonly stringToSign?: string;
  /** Milliseconds since the epoch: the date the signer put on the request. */
  readonly signedAt?: number;
  readonly signature: string | undefined;
}

/** Undefined for a request that is not signed, or whose signature names no scope or no headers. Never throws. */
export function deriveCanonical(request: HttpRequest): DerivedCanonical | undefined {
  const parsed = parseAuthorization(request);
  const authorization = parsed.kind === 'both' ? parsed.header : parsed;
  if (authorization.kind !== 'header' && authorization.kind !== 'query') return undefined;
  const credential = parseCredential(authorization.credential ?? '');
  const { signedHeaders, signature, date, contentHash } = authorization;
  if (credential === undefined || signedHeaders === undefined) return undefined;

  const { accessKeyId, scope } = credential;
  const s3 = signsLikeS3(scope.service);
  const unsigned = s3 && authorization.kind === 'query';
  const options = {
    signedHeaders,
    payloadHash: contentHash ?? (unsigned ? unsignedPayload : bodyHash(request.body)),
    doubleEncodePath: !s3,
    normalizePath: !s3,
  };
  const canonical = canonicalRequest(request, options);
  const signedAt = date === undefined ? undefined : (parseBasicDate(date) ?? parseHttpDate(date));
  return {
    form: authorization.kind,
    accessKeyId,
    scope,
    options,
    canonicalRequest: canonical,
    signature,
    ...(signedAt === undefined
      ? {}
      : {
          signedAt,
          stringToSign: stringToSign({
            date: basicDate(new Date(signedAt)),
            scope,
            canonicalRequest: canonical,
          }),
        }),
  };
}
