// DER (ITU-T X.690), as much of it as certificates and keys need: elements of a tag, a length and a content.

import { joinBytes } from '../lang/join-bytes.ts';

export const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const;

/** The tag of what is numbered in its structure, `[0]` and up. */
export function contextTag(number: number): number {
  return 0xa0 + number;
}

export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content. */
  readonly whole: Uint8Array;
}

/** The elements that follow one another and fill the bytes; undefined where the bytes are anything else. */
export function derElements(bytes: Uint8Array): readonly DerElement[] | undefined {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at);
    if (element === undefined) return undefined;
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

/** The elements of the one sequence that the bytes are. */
export function derSequence(bytes: Uint8Array): readonly DerElement[] | undefined {
  const [element, ...rest] = derElements(bytes) ?? [];
  return element?.tag === derTags.sequence && rest.length === 0 ? derElements(element.content) : undefined;
}

/** The bytes of a bit string that has no spare bits, as keys have none. */
export function bitStringBytes(element: DerElement | undefined): Uint8Array | undefined {
  return element?.tag === derTags.bitString && element.content[0] === 0
    ? element.content.subarray(1)
    : undefined;
}

export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = joinBytes(contents);
  return joinBytes([Uint8Array.from([tag, ...lengthBytes(content.length)]), content]);
}

function elementAt(bytes: Uint8Array, at: number): DerElement | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  // Tags of more than one byte do not occur in certificates and keys.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const more = first < 0x80 ? 0 : first - 0x80;
  // 0x80 alone begins a content of indefinite length, which DER does not have.
  if (first === 0x80 || more > 4) return undefined;
  let length = first < 0x80 ? first : 0;
  for (const byte of bytes.subarray(at + 2, at + 2 + more)) length = length * 256 + byte;
  const start = at + 2 + more;
  const end = start + length;
  if (end > bytes.length) return undefined;
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 + bytes.length, ...bytes];
}
