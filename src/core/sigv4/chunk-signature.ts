// The signatures inside a body that is sent in chunks. Each signs the one before it too, from the seed that the
// `Authorization` header carries, so that no chunk can be left out, moved or added.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import { equalBytes } from '../lang/equal-bytes.ts';
import { bodyHash } from './body-hash.ts';
import type { CredentialScope } from './credentials.ts';
import { signatureOf } from './signing-key.ts';
import { formatScope } from './string-to-sign.ts';

/** What the signatures of one body have in common. */
export interface ChunkSigning {
  /** The request's, as `20150830T123600Z`. */
  readonly date: string;
  readonly scope: CredentialScope;
  /** The key of that scope, 32 bytes. */
  readonly signingKey: Uint8Array;
}

/** One link of the chain. Signatures in lower-case hex. */
export interface ChunkSignature {
  readonly previousSignature: string;
  readonly stringToSign: string;
  readonly signature: string;
}

/** A trailer as it is signed: the name in lower case, the value trimmed. */
export type Trailer = readonly [name: string, value: string];

/** A chunk as sent. `size` counts its bytes of data; the last chunk has none. */
export type Chunk =
  | { readonly kind: 'unsigned'; readonly size: number }
  | ({ readonly kind: 'signed'; readonly size: number } & ChunkSignature);

/** The trailer as sent. `text` is what is hashed of it: `name:value` and a line feed. */
export type SentTrailer = { readonly name: string; readonly value: string; readonly text: string } & (
  { readonly kind: 'unsigned' } | ({ readonly kind: 'signed' } & ChunkSignature)
);

export const trailerSignatureName = 'x-amz-trailer-signature';

const emptyHash = bodyHash(new Uint8Array());

/** Signs the data of a chunk; the last chunk has none. */
export function signChunk(
  data: Uint8Array,
  previousSignature: string,
  signing: ChunkSigning,
): ChunkSignature {
  return link(['AWS4-HMAC-SHA256-PAYLOAD', previousSignature, emptyHash, bodyHash(data)], signing);
}

/** Signs what follows the last chunk: one trailer, or none. */
export function signTrailer(
  trailer: Trailer | undefined,
  previousSignature: string,
  signing: ChunkSigning,
): ChunkSignature {
  const hash = bodyHash(utf8ToBytes(trailer === undefined ? '' : canonicalTrailer(trailer)));
  return link(['AWS4-HMAC-SHA256-TRAILER', previousSignature, hash], signing);
}

/** The text that is hashed of a trailer: `name:value` and a line feed. */
export function canonicalTrailer([name, value]: Trailer): string {
  return `${name}:${value}\n`;
}

/** Whether the signature that came is the one computed, in a time that does not tell where it differs. */
export function isSameSignature(computed: ChunkSignature, provided: string): boolean {
  return equalBytes(utf8ToBytes(computed.signature), utf8ToBytes(provided));
}

function link(
  [algorithm, previousSignature, ...hashes]: readonly [string, string, ...string[]],
  { date, scope, signingKey }: ChunkSigning,
): ChunkSignature {
  const stringToSign = [algorithm, date, formatScope(scope), previousSignature, ...hashes].join('\n');
  return {
    previousSignature,
    stringToSign,
    signature: bytesToHex(signatureOf(signingKey, stringToSign)),
  };
}
