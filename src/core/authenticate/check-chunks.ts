// The second half of checking a request whose body comes in chunks: its headers are right, and now the body is
// read by what they say of it. Apart, because few requests have such a body.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

import { headerValue, type HttpRequest } from '../wire/message.ts';
import type { Checked, ChunksUnread } from './check-signature.ts';
import { readChunkedBody } from './chunked-body.ts';
import type { ComputedSignature } from './verification.ts';

/** Verified where every chunk, signature, trailer and checksum is right. */
export function checkChunks(request: HttpRequest, unread: ChunksUnread): Checked {
  const { verified, form, signing, family } = unread;
  const body = readChunkedBody(request.body, {
    form,
    signing,
    decodedLength: decodedLengthOf(request),
    trailerNames: trailerNamesOf(request),
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

function decodedLengthOf(request: HttpRequest): number | undefined {
  const text = headerValue(request, 'x-amz-decoded-content-length')?.trim() ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function trailerNamesOf(request: HttpRequest): readonly string[] {
  const text = headerValue(request, 'x-amz-trailer') ?? '';
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
