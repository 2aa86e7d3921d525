// The ways in which a body can be sent in chunks, as `x-amz-content-sha256` names them.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html

export type SignedChunkedForm =
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' | 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';

export type ChunkedForm = SignedChunkedForm | 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/** What a value of `x-amz-content-sha256` says of how the body is sent. */
export type ChunkedFormReading =
  /** In one piece: a hash, `UNSIGNED-PAYLOAD`, nothing, or no value that means anything. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'chunked'; readonly form: ChunkedForm }
  /** Chunks signed with Signature Version 4A, by an elliptic curve: known by name, not modelled. */
  | { readonly kind: 'sigv4a'; readonly name: string }
  /** `STREAMING-…`, but none that S3 lists. */
  | { readonly kind: 'unknown'; readonly name: string };

const forms: readonly ChunkedForm[] = [
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
];

const sigv4aNames: readonly string[] = [
  'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD',
  'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER',
];

/** Every chunk but the last that has data must have as many bytes (S3 API reference, sigv4-streaming: 8 KB). */
export const smallestChunk = 8192;

/** Reads `x-amz-content-sha256`. Names are compared with their case. */
export function chunkedFormOf(contentSha256: string | undefined): ChunkedFormReading {
  const form = forms.find((candidate) => candidate === contentSha256);
  if (form !== undefined) return { kind: 'chunked', form };
  if (contentSha256 === undefined || !contentSha256.startsWith('STREAMING-')) return { kind: 'whole' };
  return { kind: sigv4aNames.includes(contentSha256) ? 'sigv4a' : 'unknown', name: contentSha256 };
}

/** Whether each chunk carries a signature. */
export function signsChunks(form: ChunkedForm): form is SignedChunkedForm {
  return form !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
}

/** Whether trailers may follow the last chunk. */
export function hasTrailers(form: ChunkedForm): boolean {
  return form !== 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
}
