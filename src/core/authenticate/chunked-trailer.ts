// What follows the last chunk of a body: the trailer that the headers announced, its signature where the form has
// signatures, and the end.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#trailing-checksums

import type { Trailer } from '../sigv4/chunk-signature.ts';
import { trailerSignatureName } from '../sigv4/chunk-signature.ts';
import { readLine } from './chunk-frame.ts';

export type TrailerSection =
  | {
      readonly kind: 'trailers';
      /** In their order, names in lower case, each once. Without the signature. */
      readonly trailers: readonly Trailer[];
      /** As it came; undefined where there was none. */
      readonly signature: string | undefined;
    }
  | {
      readonly kind: 'broken';
      readonly fault: 'malformed-trailer' | 'body-too-short';
      /** Offset in the body. */
      readonly at: number;
    };

/** "Only one trailing chunk is allowed": one trailer and its signature. Some more are read, to be named as wrong. */
const mostLines = 8;

/** Reads from `at`, behind the line of the last chunk, to the end of the body. */
export function readTrailerSection(body: Uint8Array, at: number): TrailerSection {
  const trailers: Trailer[] = [];
  let signature: string | undefined;
  for (let next = at, lines = 0; ; lines++) {
    const line = readLine(body, next);
    if (line.kind === 'broken') {
      const fault = line.fault === 'body-too-short' ? line.fault : 'malformed-trailer';
      return { kind: 'broken', fault, at: line.at };
    }
    if (line.text === '') {
      return isEnd(body, line.next)
        ? { kind: 'trailers', trailers, signature }
        : { kind: 'broken', fault: 'malformed-trailer', at: line.next };
    }
    const trailer = parseTrailer(line.text);
    const repeated = trailers.some(([name]) => name === trailer?.[0]);
    // The signature is of all before it, so nothing comes after it.
    if (trailer === undefined || repeated || signature !== undefined || lines >= mostLines) {
      return { kind: 'broken', fault: 'malformed-trailer', at: next };
    }
    if (trailer[0] === trailerSignatureName) signature = trailer[1];
    else trailers.push(trailer);
    next = line.next;
  }
}

// One of the guide's examples prints one more empty line than its rule; both are taken.
function isEnd(body: Uint8Array, at: number): boolean {
  const left = body.length - at;
  return left === 0 || (left === 2 && body[at] === 0x0d && body[at + 1] === 0x0a);
}

/** `name:value`, with the line feed before the line end that the guide calls optional. */
function parseTrailer(line: string): Trailer | undefined {
  const text = line.endsWith('\n') ? line.slice(0, -1) : line;
  const colon = text.indexOf(':');
  const name = trimmed(text.slice(0, Math.max(colon, 0)));
  const value = trimmed(text.slice(colon + 1));
  return colon >= 0 && /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) && /^[!-~]+$/.test(value)
    ? [name.toLowerCase(), value]
    : undefined;
}

function trimmed(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
