// The headers by which a request says that its body comes in chunks.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#trailing-checksums

import type { Header, HttpRequest } from '../wire/message.ts';
import type { Trailer } from './chunk-signature.ts';
import { trailerSignatureName } from './chunk-signature.ts';
import type { ChunkedForm } from './chunked-form.ts';
import { hasTrailers, signsChunks } from './chunked-form.ts';
import { contentHashHeader } from './constants.ts';

export interface ChunkedContent {
  readonly form: ChunkedForm;
  /** Bytes of data in each chunk, the empty last one included. */
  readonly sizes: readonly number[];
  readonly checksum: Trailer | undefined;
}

const contentEncodingHeader = 'Content-Encoding';
const contentLengthHeader = 'Content-Length';
const decodedLengthHeader = 'X-Amz-Decoded-Content-Length';
const trailerHeader = 'X-Amz-Trailer';

const signatureLength = 64;
const lineEndLength = 2;

/**
 * The headers of a request with a plain body, with those that its chunks ask for. The checksum is announced where
 * the form has trailers, else it is a header itself.
 */
export function chunkedHeaders(request: HttpRequest, content: ChunkedContent): readonly Header[] {
  const { form, checksum } = content;
  const added: Header[] = [
    [contentEncodingHeader, ['aws-chunked', ...otherEncodings(request)].join(',')],
    [decodedLengthHeader, String(request.body.length)],
    [contentHashHeader, form],
  ];
  if (checksum !== undefined) added.push(hasTrailers(form) ? [trailerHeader, checksum[0]] : checksum);
  if (!isTransferEncoded(request)) added.push([contentLengthHeader, String(encodedLength(content))]);

  const dropped = new Set(
    [contentLengthHeader, trailerHeader, ...added.map(([name]) => name)].map((name) => name.toLowerCase()),
  );
  return [...request.headers.filter(([name]) => !dropped.has(name.toLowerCase())), ...added];
}

/** Those that the body has already: it is stored with them, and only with them. */
function otherEncodings(request: HttpRequest): readonly string[] {
  return valuesOf(request, contentEncodingHeader).filter((value) => value.toLowerCase() !== 'aws-chunked');
}

// sigv4-streaming: with any Transfer-Encoding but `identity`, "you must omit the Content-Length header".
function isTransferEncoded(request: HttpRequest): boolean {
  return valuesOf(request, 'Transfer-Encoding').some((value) => value.toLowerCase() !== 'identity');
}

/** The members of a list that a header, repeated or not, carries. */
function valuesOf(request: HttpRequest, name: string): readonly string[] {
  return request.headers
    .filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase())
    .flatMap(([, value]) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Signatures are all of one length, so the length of the body is known before they are, and can be signed first. */
function encodedLength({ form, sizes, checksum }: ChunkedContent): number {
  const signed = signsChunks(form);
  let length = lineEndLength;
  for (const size of sizes) {
    length += size.toString(16).length + lineEndLength;
    if (signed) length += ';chunk-signature='.length + signatureLength;
    if (size > 0) length += size + lineEndLength;
  }
  if (checksum !== undefined && hasTrailers(form)) {
    length += checksum.join(':').length + lineEndLength;
    if (signed) length += trailerSignatureName.length + 1 + signatureLength + lineEndLength;
  }
  return length;
}
