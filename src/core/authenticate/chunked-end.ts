// What comes behind the last chunk of a body, held against what the headers announced: nothing, or one trailer,
// signed where the chunks are.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

import type { ChunkSigning, SentTrailer, Trailer } from '../sigv4/chunk-signature.ts';
import {
  canonicalTrailer,
  isSameSignature,
  signTrailer,
  trailerSignatureName,
} from '../sigv4/chunk-signature.ts';
import type { ChunkedForm } from '../sigv4/chunked-form.ts';
import { hasTrailers } from '../sigv4/chunked-form.ts';
import { readLineEnd } from './chunk-frame.ts';
import type { RefusedChunks } from './chunked-fault.ts';
import { readTrailerSection } from './chunked-trailer.ts';

export interface EndExpectation {
  readonly body: Uint8Array;
  /** The offset behind the line of the last chunk. */
  readonly at: number;
  readonly form: ChunkedForm;
  /** Undefined where chunks are not signed. */
  readonly signing: ChunkSigning | undefined;
  /** The name of the trailer, in lower case; undefined where none was announced. */
  readonly announced: string | undefined;
  /** Of the last chunk. */
  readonly previousSignature: string;
  readonly chunkCount: number;
}

export type ChunkedEnd = RefusedChunks | { readonly kind: 'end'; readonly trailer: SentTrailer | undefined };

/** Reads from behind the last chunk to the end of the body: that there is what was announced, and nothing else. */
export function readChunkedEnd(expected: EndExpectation): ChunkedEnd {
  return hasTrailers(expected.form) ? readTrailers(expected) : readPlainEnd(expected);
}

function readPlainEnd({ body, at, announced, chunkCount }: EndExpectation): ChunkedEnd {
  const line = readLineEnd(body, at);
  if (line.kind === 'broken') return { kind: 'refused', fault: line.fault, chunk: chunkCount, at: line.at };
  if (line.next < body.length) {
    return { kind: 'refused', fault: 'malformed-chunk', chunk: chunkCount, at: line.next };
  }
  return announced === undefined ? { kind: 'end', trailer: undefined } : missing(announced);
}

function readTrailers(expected: EndExpectation): ChunkedEnd {
  const { body, at, signing, announced, chunkCount } = expected;
  const section = readTrailerSection(body, at);
  if (section.kind === 'broken') {
    return section.fault === 'body-too-short'
      ? { kind: 'refused', fault: section.fault, chunk: chunkCount, at: section.at }
      : { kind: 'refused', fault: section.fault, at: section.at };
  }
  const names = section.trailers.map(([name]) => name);
  if (signing === undefined && section.signature !== undefined) names.push(trailerSignatureName);
  const unannounced = names.find((name) => name !== announced);
  if (unannounced !== undefined) {
    return { kind: 'refused', fault: 'unannounced-trailer', trailer: unannounced };
  }
  const [trailer] = section.trailers;
  if (announced !== undefined && trailer === undefined) return missing(announced);
  if (signing === undefined) {
    return { kind: 'end', trailer: trailer && { kind: 'unsigned', ...described(trailer) } };
  }

  const { signature: provided } = section;
  if (provided === undefined) return missing(trailerSignatureName);
  const link = signTrailer(trailer, expected.previousSignature, signing);
  return isSameSignature(link, provided)
    ? { kind: 'end', trailer: trailer && { kind: 'signed', ...described(trailer), ...link } }
    : { kind: 'refused', fault: 'trailer-signature-mismatch', ...link, provided };
}

function described(trailer: Trailer): {
  readonly name: string;
  readonly value: string;
  readonly text: string;
} {
  return { name: trailer[0], value: trailer[1], text: canonicalTrailer(trailer) };
}

function missing(trailer: string): RefusedChunks {
  return { kind: 'refused', fault: 'missing-trailer', trailer };
}
