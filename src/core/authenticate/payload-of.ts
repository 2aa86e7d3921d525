// The last line of the canonical request: what the signer says of the body, held against the body.

import { bodyHash } from '../sigv4/body-hash.ts';
import type { ChunkedForm } from '../sigv4/chunked-form.ts';
import { chunkedFormOf } from '../sigv4/chunked-form.ts';
import { signsLikeS3, unsignedPayload } from '../sigv4/constants.ts';
import type { HttpRequest } from '../wire/message.ts';
import type { Authorization } from './parse-authorization.ts';

/** `hash` is what the canonical request of the message as it arrived ends in. */
export type Payload =
  | { readonly kind: 'right'; readonly hash: string }
  /** `stated`: what the signer says; `hash`: what it is. */
  | { readonly kind: 'mismatch'; readonly hash: string; readonly stated: string }
  /** The body says itself whether it is right, chunk by chunk. */
  | { readonly kind: 'chunked'; readonly hash: string; readonly form: ChunkedForm }
  | {
      readonly kind: 'refused';
      readonly fault: 'missing-payload-hash' | 'malformed-payload-hash' | 'unsupported-payload';
    }
  | { readonly kind: 'sigv4a' };

/** Compares the stated hash of the body with the body. */
export function payloadOf(request: HttpRequest, authorization: Authorization, service: string): Payload {
  const s3 = signsLikeS3(service);
  const stated = authorization.contentHash;
  if (stated === undefined) {
    if (!s3) return { kind: 'right', hash: bodyHash(request.body) };
    // S3 presigned URLs do not sign the body (sigv4-query-string-auth); by header the hash must be stated.
    return authorization.kind === 'query'
      ? { kind: 'right', hash: unsignedPayload }
      : { kind: 'refused', fault: 'missing-payload-hash' };
  }
  // Only S3 leaves it to the signer (S3 API reference, sig-v4-header-based-auth).
  if (stated === unsignedPayload && s3) return { kind: 'right', hash: stated };
  const chunked = chunkedFormOf(stated);
  if (chunked.kind !== 'whole' && !s3) return { kind: 'refused', fault: 'unsupported-payload' };
  if (chunked.kind === 'chunked') return { kind: 'chunked', hash: stated, form: chunked.form };
  if (chunked.kind === 'sigv4a') return { kind: 'sigv4a' };
  const actual = bodyHash(request.body);
  if (stated === actual) return { kind: 'right', hash: actual };
  return /^[0-9a-f]{64}$/.test(stated)
    ? { kind: 'mismatch', hash: actual, stated }
    : { kind: 'refused', fault: 'malformed-payload-hash' };
}
