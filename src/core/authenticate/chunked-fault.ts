// What is expected of a body that was sent in chunks, and what can be wrong with it. S3 words its errors from
// these: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

import type { ChecksumAlgorithm } from '../checksums/checksum.ts';
import type { Chunk, ChunkSigning, SentTrailer } from '../sigv4/chunk-signature.ts';
import type { SignedChunkedForm } from '../sigv4/chunked-form.ts';

/** What the headers say of the body. */
export type ExpectedChunks = {
  /** Bytes, from `x-amz-decoded-content-length`; undefined where that is absent or no number. */
  readonly decodedLength: number | undefined;
  /** From `x-amz-trailer`, a list with commas. Case does not matter. */
  readonly trailerNames: readonly string[];
} & (
  | { readonly form: SignedChunkedForm; readonly signing: SeededSigning }
  | { readonly form: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'; readonly signing?: SeededSigning }
);

export interface SeededSigning extends ChunkSigning {
  /** The signature of the headers, lower-case hex. */
  readonly seedSignature: string;
}

export type ChunkedBody =
  | {
      readonly kind: 'right';
      readonly decoded: Uint8Array;
      /** In their order, the last one of size 0. */
      readonly chunks: readonly Chunk[];
      readonly trailer?: SentTrailer;
      readonly checksum?: StatedChecksum;
    }
  | ({ readonly kind: 'refused' } & ChunkedFault);

/** In base 64, as the trailer states it and as it was computed. */
export interface StatedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
}

/** `chunk` counts from 0. Signatures in lower-case hex, checksums in base 64; `provided` is what came. */
export type ChunkedFault =
  /** `at` is an offset in the body. For what follows the last chunk, `chunk` is the number of chunks. */
  | { readonly fault: 'malformed-chunk' | 'body-too-short'; readonly chunk: number; readonly at: number }
  /** Smaller than 8,192 bytes, and data follows. */
  | { readonly fault: 'chunk-size'; readonly chunk: number; readonly size: number }
  | { readonly fault: 'missing-decoded-length' }
  | { readonly fault: 'decoded-length-mismatch'; readonly stated: number; readonly actual: number }
  | ({ readonly fault: 'chunk-signature-mismatch'; readonly chunk: number } & WrongSignature)
  | ({ readonly fault: 'trailer-signature-mismatch' } & WrongSignature)
  | { readonly fault: 'malformed-trailer'; readonly at: number }
  /** Announced and not sent, `x-amz-trailer-signature` included; or sent and not announced. */
  | { readonly fault: 'missing-trailer' | 'unannounced-trailer'; readonly trailer: string }
  /** A form with a trailer, and `x-amz-trailer` announces none. */
  | { readonly fault: 'no-trailer' }
  /** Announced, and none that S3 has: `x-amz-trailer` names a checksum. */
  | { readonly fault: 'unknown-checksum'; readonly trailer: string }
  | { readonly fault: 'several-checksums'; readonly trailers: readonly string[] }
  /** Not the base 64 of as many bytes as the checksum has. */
  | { readonly fault: 'malformed-checksum'; readonly algorithm: ChecksumAlgorithm; readonly provided: string }
  | {
      readonly fault: 'checksum-mismatch';
      readonly algorithm: ChecksumAlgorithm;
      readonly computed: string;
      readonly provided: string;
    };

interface WrongSignature {
  readonly stringToSign: string;
  readonly previousSignature: string;
  /** What it should have been. */
  readonly signature: string;
  readonly provided: string;
}

export type RefusedChunks = Extract<ChunkedBody, { kind: 'refused' }>;
