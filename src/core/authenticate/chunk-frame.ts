// One chunk of a body as it arrived: a line with its size and perhaps its signature, its data, a line end. Nothing
// here believes a size that the body does not have.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

export type ChunkFrame =
  | {
      readonly kind: 'chunk';
      /** A view into the body; empty for the last chunk, which has no line end of its own. */
      readonly data: Uint8Array;
      /** As it came; undefined where chunks are not signed. */
      readonly signature: string | undefined;
      /** Where what follows begins. */
      readonly next: number;
    }
  | BrokenFrame;

export interface BrokenFrame {
  readonly kind: 'broken';
  readonly fault: 'malformed-chunk' | 'body-too-short';
  /** Offset in the body. */
  readonly at: number;
}

export type Line = { readonly kind: 'line'; readonly text: string; readonly next: number } | BrokenFrame;

/** A size has at most 16 digits, a signature 64, and a trailer is one of five: no line is nearly as long. */
const longestLine = 256;

/** Reads the chunk that begins at `at`. `signed`: whether the form has signatures; the other kind is malformed. */
export function readChunkFrame(
  body: Uint8Array,
  at: number,
  { signed }: { readonly signed: boolean },
): ChunkFrame {
  const line = readLine(body, at);
  if (line.kind === 'broken') return line;
  const match = (signed ? signedLine : unsignedLine).exec(line.text);
  const [, digits, signature] = match ?? [];
  if (digits === undefined) return broken('malformed-chunk', at);
  // Not exact beyond 2^53, but then far beyond the length of any body.
  const size = Number.parseInt(digits, 16);
  const end = line.next + size;
  if (size === 0) return { kind: 'chunk', data: body.subarray(0, 0), signature, next: line.next };
  if (end > body.length) return broken('body-too-short', body.length);
  const lineEnd = readLineEnd(body, end);
  if (lineEnd.kind === 'broken') return lineEnd;
  return { kind: 'chunk', data: body.subarray(line.next, end), signature, next: lineEnd.next };
}

/** The line that begins at `at`, without its CR LF; each byte as one character. */
export function readLine(body: Uint8Array, at: number): Line {
  const limit = Math.min(body.length, at + longestLine);
  let text = '';
  for (let index = at; index < limit; index++) {
    if (body[index] === 0x0d && body[index + 1] === 0x0a) return { kind: 'line', text, next: index + 2 };
    text += String.fromCharCode(body[index] ?? 0);
  }
  return broken(limit === body.length ? 'body-too-short' : 'malformed-chunk', limit);
}

/** The CR LF at `at`, an empty line. */
export function readLineEnd(body: Uint8Array, at: number): Line {
  const [first, second] = body.subarray(at, at + 2);
  if (first === 0x0d && second === 0x0a) return { kind: 'line', text: '', next: at + 2 };
  const ended = first === undefined || (first === 0x0d && second === undefined);
  return broken(ended ? 'body-too-short' : 'malformed-chunk', ended ? body.length : at);
}

// Hexadecimal in either case, as in HTTP's own chunks (RFC 9112 §7.1); no other extension than the signature.
const unsignedLine = /^([0-9A-Fa-f]{1,16})$/;
const signedLine = /^([0-9A-Fa-f]{1,16});chunk-signature=([0-9A-Za-z]{1,128})$/;

function broken(fault: BrokenFrame['fault'], at: number): BrokenFrame {
  return { kind: 'broken', fault, at };
}
