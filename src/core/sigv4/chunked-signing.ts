// Signing a request whose body is sent in chunks: the headers first, without the body, which makes the seed, then
// chunk after chunk, then the trailer; so that a stream can be signed while it is sent.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#trailing-checksums

import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

import type { ChecksumAlgorithm } from '../checksums/checksum.ts';
import { checksumHeaderName, checksumOf } from '../checksums/checksum.ts';
import { joinBytes } from '../lang/join-bytes.ts';
import type { HttpRequest } from '../wire/message.ts';
import type { Chunk, ChunkSigning, SentTrailer, Trailer } from './chunk-signature.ts';
import { canonicalTrailer, signChunk, signTrailer, trailerSignatureName } from './chunk-signature.ts';
import type { ChunkedForm } from './chunked-form.ts';
import { hasTrailers, signsChunks } from './chunked-form.ts';
import { chunkedHeaders } from './chunked-headers.ts';
import type { Signed, SignOptions } from './credentials.ts';
import { basicDate } from './date.ts';
import { sign } from './sign.ts';

export interface ChunkedSignOptions extends SignOptions {
  readonly form: ChunkedForm;
  /**
   * Bytes of data in each chunk but the last, at least 1. S3 refuses a body in which a chunk before the last one
   * that has data is smaller than 8,192; that it does can be shown, so smaller ones are made here.
   */
  readonly chunkSize: number;
  /**
   * Sent in the trailer where the form has one, else as a header, signed with the others. A form with a trailer
   * needs one: default CRC64NVME, which S3 uses where none is named.
   */
  readonly checksum?: ChecksumAlgorithm;
}

export interface ChunkedSigned {
  /** To be sent: with all headers, and with the encoded body. */
  readonly request: HttpRequest;
  /** The signature of the headers, and its stages; the first chunk signs it. */
  readonly seed: Signed;
  /** In their order, the last one of size 0. */
  readonly chunks: readonly Chunk[];
  readonly trailer?: SentTrailer;
}

/**
 * Signs a request with its body in chunks, and encodes the body. Takes the plain body; adds the headers that the
 * form asks for, and `aws-chunked` before what `Content-Encoding` there is. `Content-Length` is left out where
 * there is a `Transfer-Encoding`. Throws a RangeError when `chunkSize` is no whole number of at least 1.
 */
export function signChunked(request: HttpRequest, options: ChunkedSignOptions): ChunkedSigned {
  const { form, chunkSize } = options;
  if (!Number.isSafeInteger(chunkSize) || chunkSize < 1) {
    throw new RangeError(`chunkSize: expected a whole number of at least 1, got ${chunkSize}`);
  }
  const pieces = cut(request.body, chunkSize);
  const checksum = checksumOfBody(request.body, options);
  const sizes = pieces.map((piece) => piece.length);
  const seed = sign({ ...request, headers: chunkedHeaders(request, { form, sizes, checksum }) }, options);
  const signing = signsChunks(form) ? chunkSigning(seed, options) : undefined;

  const chunks: Chunk[] = [];
  const parts: Uint8Array[] = [];
  let previous = seed.signature;
  for (const data of pieces) {
    const size = data.length;
    if (signing === undefined) {
      chunks.push({ kind: 'unsigned', size });
      parts.push(utf8ToBytes(`${size.toString(16)}\r\n`));
    } else {
      const link = signChunk(data, previous, signing);
      previous = link.signature;
      chunks.push({ kind: 'signed', size, ...link });
      parts.push(utf8ToBytes(`${size.toString(16)};chunk-signature=${link.signature}\r\n`));
    }
    if (size > 0) parts.push(data, lineEnd);
  }

  const sent =
    checksum !== undefined && hasTrailers(form) ? sentTrailer(checksum, previous, signing) : undefined;
  if (sent !== undefined) {
    parts.push(utf8ToBytes(`${sent.name}:${sent.value}\r\n`));
    if (sent.kind === 'signed') parts.push(utf8ToBytes(`${trailerSignatureName}:${sent.signature}\r\n`));
  }
  parts.push(lineEnd);
  return {
    request: { ...seed.request, body: joinBytes(parts) },
    seed,
    chunks,
    ...(sent === undefined ? {} : { trailer: sent }),
  };
}

const lineEnd = utf8ToBytes('\r\n');

function chunkSigning(seed: Signed, options: ChunkedSignOptions): ChunkSigning {
  const date = basicDate(options.date);
  return {
    date,
    scope: { date: date.slice(0, 8), region: options.region, service: options.service },
    signingKey: hexToBytes(seed.signingKey.signing),
  };
}

/** The data of the chunks, the empty last one included. */
function cut(body: Uint8Array, chunkSize: number): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += chunkSize) pieces.push(body.subarray(at, at + chunkSize));
  return [...pieces, new Uint8Array()];
}

function checksumOfBody(body: Uint8Array, { form, checksum }: ChunkedSignOptions): Trailer | undefined {
  const algorithm = checksum ?? (hasTrailers(form) ? 'CRC64NVME' : undefined);
  return algorithm === undefined ? undefined : [checksumHeaderName(algorithm), checksumOf(algorithm, body)];
}

function sentTrailer(trailer: Trailer, previous: string, signing: ChunkSigning | undefined): SentTrailer {
  const [name, value] = trailer;
  const text = canonicalTrailer(trailer);
  return signing === undefined
    ? { kind: 'unsigned', name, value, text }
    : { kind: 'signed', name, value, text, ...signTrailer(trailer, previous, signing) };
}
