// AWS's side of a body that was sent in chunks: taken out of its chunks again, each signature computed anew from
// the one before, the checksum of the whole compared with the one that came behind it.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#trailing-checksums

import type { ChecksumAlgorithm } from '../checksums/checksum.ts';
import { checksumAlgorithmOf, checksumOf, isChecksumText } from '../checksums/checksum.ts';
import { joinBytes } from '../lang/join-bytes.ts';
import type { Chunk } from '../sigv4/chunk-signature.ts';
import { isSameSignature, signChunk } from '../sigv4/chunk-signature.ts';
import type { ChunkedForm } from '../sigv4/chunked-form.ts';
import { hasTrailers, smallestChunk } from '../sigv4/chunked-form.ts';
import { readChunkFrame } from './chunk-frame.ts';
import { readChunkedEnd } from './chunked-end.ts';
import type {
  ChunkedBody,
  ExpectedChunks,
  RefusedChunks,
  SeededSigning,
  StatedChecksum,
} from './chunked-fault.ts';

/**
 * Reads a body that was sent in chunks, in time and space linear in its length. What is wrong is an answer, and
 * the first thing that is: headers, then chunk by chunk as S3 reads a stream, then length, trailer, checksum.
 */
export function readChunkedBody(body: Uint8Array, expected: ExpectedChunks): ChunkedBody {
  const { form, decodedLength } = expected;
  // From here on a form without signatures has no key, and one with them cannot do without.
  const signing = expected.form === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' ? undefined : expected.signing;
  const trailerNames = expected.trailerNames.map((name) => name.toLowerCase());
  const announced = announcedChecksum(form, trailerNames);
  if (announced.kind === 'refused') return announced;
  if (decodedLength === undefined) return { kind: 'refused', fault: 'missing-decoded-length' };

  const read = readChunks(body, signing);
  if (read.kind === 'refused') return read;
  const { chunks, pieces, lastSignature, next } = read;
  const decoded = joinBytes(pieces);
  if (decoded.length !== decodedLength) {
    return {
      kind: 'refused',
      fault: 'decoded-length-mismatch',
      stated: decodedLength,
      actual: decoded.length,
    };
  }

  const end = readChunkedEnd({
    body,
    at: next,
    form,
    signing,
    announced: trailerNames[0],
    previousSignature: lastSignature,
    chunkCount: chunks.length,
  });
  if (end.kind === 'refused') return end;
  const { trailer } = end;
  if (announced.algorithm === undefined || trailer === undefined) return { kind: 'right', decoded, chunks };
  const compared = compareChecksum(announced.algorithm, trailer.value, decoded);
  if (compared.kind === 'refused') return compared;
  return { kind: 'right', decoded, chunks, trailer, checksum: compared.checksum };
}

function announcedChecksum(
  form: ChunkedForm,
  trailerNames: readonly string[],
): RefusedChunks | { readonly kind: 'announced'; readonly algorithm: ChecksumAlgorithm | undefined } {
  const [name, ...more] = trailerNames;
  // "You must set x-amz-trailer" (S3 API reference, sigv4-streaming-trailers): else nothing would hold the data.
  if (name === undefined) {
    return hasTrailers(form)
      ? { kind: 'refused', fault: 'no-trailer' }
      : { kind: 'announced', algorithm: undefined };
  }
  if (more.length > 0) return { kind: 'refused', fault: 'several-checksums', trailers: trailerNames };
  const algorithm = checksumAlgorithmOf(name);
  return algorithm === undefined
    ? { kind: 'refused', fault: 'unknown-checksum', trailer: name }
    : { kind: 'announced', algorithm };
}

interface ReadChunks {
  readonly kind: 'read';
  readonly chunks: readonly Chunk[];
  /** Views into the body. */
  readonly pieces: readonly Uint8Array[];
  readonly lastSignature: string;
  /** The offset behind the line of the last chunk. */
  readonly next: number;
}

function readChunks(body: Uint8Array, signing: SeededSigning | undefined): RefusedChunks | ReadChunks {
  const chunks: Chunk[] = [];
  const pieces: Uint8Array[] = [];
  let previous = signing?.seedSignature ?? '';
  let next = 0;
  for (let chunk = 0; ; chunk++) {
    const frame = readChunkFrame(body, next, { signed: signing !== undefined });
    if (frame.kind === 'broken') return { kind: 'refused', fault: frame.fault, chunk, at: frame.at };
    const size = frame.data.length;
    const before = chunks.at(-1);
    if (size > 0 && before !== undefined && before.size < smallestChunk) {
      return { kind: 'refused', fault: 'chunk-size', chunk: chunk - 1, size: before.size };
    }
    if (signing !== undefined) {
      const link = signChunk(frame.data, previous, signing);
      const provided = frame.signature ?? '';
      if (!isSameSignature(link, provided)) {
        return { kind: 'refused', fault: 'chunk-signature-mismatch', chunk, ...link, provided };
      }
      previous = link.signature;
      chunks.push({ kind: 'signed', size, ...link });
    } else {
      chunks.push({ kind: 'unsigned', size });
    }
    next = frame.next;
    if (size === 0) return { kind: 'read', chunks, pieces, lastSignature: previous, next };
    pieces.push(frame.data);
  }
}

function compareChecksum(
  algorithm: ChecksumAlgorithm,
  provided: string,
  decoded: Uint8Array,
): RefusedChunks | { readonly kind: 'equal'; readonly checksum: StatedChecksum } {
  if (!isChecksumText(algorithm, provided)) {
    return { kind: 'refused', fault: 'malformed-checksum', algorithm, provided };
  }
  const computed = checksumOf(algorithm, decoded);
  return computed === provided
    ? { kind: 'equal', checksum: { algorithm, value: computed } }
    : { kind: 'refused', fault: 'checksum-mismatch', algorithm, computed, provided };
}
