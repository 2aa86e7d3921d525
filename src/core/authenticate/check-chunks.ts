// The second half of checking a request whose body comes in chunks: its headers are right, and now the body is
// read by what they say of it. Apart, because few requests have such a body.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

import { canonicalHeaders } from '../sigv4/canonical-request.ts';
import type { HttpRequest } from '../wire/message.ts';
import type { Checked, ChunksUnread } from './check-signature.ts';
import { readChunkedBody } from './chunked-body.ts';
import type { ComputedSignature } from './verification.ts';

/** Verified where every chunk, signature, trailer and checksum is right. */
export function checkChunks(request: HttpRequest, unread: ChunksUnread): Checked {
  const { verified, form, signing, family } = unread;
  const headers = canonicalHeaders(request.headers);
  const body = readChunkedBody(request.body, {
    form,
    signing,
    decodedLength: decodedLengthOf(headers),
    trailerNames: trailerNamesOf(headers),
  });
  if (body.kind === 'right') return verified;
  const { computed, accessKeyId } = verified;
  // What went wrong is at the chunk; the canonical request is that of the headers, which every chunk signs.
  const wrong: ComputedSignature =
    'signature' in body
      ? { ...computed, stringToSign: body.stringToSign, signature: body.signature }
      : computed;
  const providedSignature = 'provided' in body && 'signature' in body ? body.provided : computed.signature;
  const { kind, ...chunks } = body;
  return { kind, fault: { kind: 'chunks', chunks, computed: wrong }, family, accessKeyId, providedSignature };
}

// Both as they were signed: a header that is repeated counts with all its values.

function decodedLengthOf(headers: ReadonlyMap<string, string>): number | undefined {
  const text = headers.get('x-amz-decoded-content-length') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function trailerNamesOf(headers: ReadonlyMap<string, string>): readonly string[] {
  const text = headers.get('x-amz-trailer') ?? '';
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
