// How a body is cut into chunks on the bench, and which of many its list shows: a list of thousands is of no use
// to anybody, and freezes the page.

import { smallestChunk } from '../../../core/sigv4/chunked-form.ts';

/** Chunks with data; one more, empty, ends the body. */
const mostWithData = 23;

/** Small enough that an example has several. */
const smallestHere = 32;

/** How many of a longer list are shown, before the last one. */
const shownFirst = 20;

/** Bytes of data in a chunk: 32, doubled until there are at most 24 chunks, and never more than S3 asks for. */
export function chunkSizeFor(bodyLength: number): number {
  let size = smallestHere;
  while (size < smallestChunk && bodyLength > size * mostWithData) size *= 2;
  return size;
}

export interface ShownChunks<Chunk> {
  /** In their order, from the first one. */
  readonly first: readonly Chunk[];
  /** Between those and the last one. */
  readonly leftOut: number;
  /** The last one; none where `first` has them all. */
  readonly last: readonly Chunk[];
}

/** All of at most 24 chunks, else the first 20 and the last. */
export function shownChunks<Chunk>(chunks: readonly Chunk[]): ShownChunks<Chunk> {
  if (chunks.length <= mostWithData + 1) return { first: chunks, leftOut: 0, last: [] };
  return {
    first: chunks.slice(0, shownFirst),
    leftOut: chunks.length - shownFirst - 1,
    last: chunks.slice(-1),
  };
}
