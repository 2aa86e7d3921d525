// The body of a form with a file in its parts (multipart/form-data, RFC 7578). The file is the last part
// that S3 reads; what stands before it is small, so that hostile input costs little.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { err, ok, type Result } from '../../lang/result.ts';
import { utf8ToText } from '../../wire/utf8.ts';
import { findBytes, startsAt } from './find-bytes.ts';
import { parseParameters } from './header-parameters.ts';
import { readPartHead, type PartHead } from './read-part-head.ts';

/** A field as sent. */
export type FormField = readonly [name: string, value: string];

export interface UploadedFile {
  readonly bytes: Uint8Array;
  /** As sent, path and all; undefined where the part has none. */
  readonly filename: string | undefined;
  /** The `Content-Type` of the part, which is not the field of that name. */
  readonly contentType: string | undefined;
}

export interface MultipartForm {
  /** The fields before the file, in their order. */
  readonly fields: readonly FormField[];
  readonly files: readonly UploadedFile[];
}

export type MultipartFault = 'not-multipart' | 'malformed-form' | 'malformed-text' | 'form-too-large';

/** "The form data and boundaries (excluding the contents of the file) cannot exceed 20KB" (sigv4-HTTPPOSTForms). */
export const mostFormBytes = 20_480;

/** Reads a body by the `Content-Type` of its request. Of what follows the first file only other files are kept. */
export function readMultipart(contentType: string, body: Uint8Array): Result<MultipartForm, MultipartFault> {
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type !== 'multipart/form-data') return err('not-multipart');
  const boundary = parseParameters(contentType)?.parameters.get('boundary') ?? '';
  if (!boundaryShape.test(boundary)) return err('malformed-form');

  const mark = utf8ToBytes(`\r\n--${boundary}`);
  const head = body.subarray(0, mostFormBytes);
  // Cut off within the limit is malformed; cut off by the limit is too large.
  const broken = body.length > head.length ? 'form-too-large' : 'malformed-form';
  const fields: FormField[] = [];
  let delimiter = firstDelimiter(head, mark);
  while (delimiter !== undefined && !delimiter.last) {
    const part = readPartHead(head, delimiter.end);
    if (part.kind === 'unfinished') return err(broken);
    if (part.kind !== 'part') return err(part.kind);
    if (part.name.toLowerCase() === 'file') {
      const file = readFile(body, mark, part);
      return file === undefined
        ? err('malformed-form')
        : ok({ fields, files: [file.file, ...filesAfter(body, mark, file.delimiter)] });
    }
    delimiter = nextDelimiter(head, mark, part.content);
    if (delimiter === undefined) break;
    const value = utf8ToText(head.subarray(part.content, Math.max(part.content, delimiter.start)));
    if (value === undefined) return err('malformed-text');
    fields.push([part.name, value]);
  }
  return delimiter === undefined ? err(broken) : ok({ fields, files: [] });
}

// RFC 2046 §5.1.1: 1 to 70 characters, no space at the end.
const boundaryShape = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/;

interface Delimiter {
  /** Where the line break before it begins, which belongs to it and not to the part. */
  readonly start: number;
  readonly end: number;
  /** Whether no part follows. */
  readonly last: boolean;
}

function firstDelimiter(bytes: Uint8Array, mark: Uint8Array): Delimiter | undefined {
  const lineBreak = 2;
  const atOnce = startsAt(bytes, mark.subarray(lineBreak), 0)
    ? delimiterAt(bytes, mark, -lineBreak)
    : undefined;
  return atOnce ?? nextDelimiter(bytes, mark, 0);
}

/** `from` may be the end of a part's head, whose empty line is also the line break of a delimiter behind it. */
function nextDelimiter(bytes: Uint8Array, mark: Uint8Array, from: number): Delimiter | undefined {
  let at = findBytes(bytes, mark, Math.max(0, from - 2));
  while (at >= 0) {
    const delimiter = delimiterAt(bytes, mark, at);
    if (delimiter !== undefined) return delimiter;
    at = findBytes(bytes, mark, at + mark.length);
  }
  return undefined;
}

// A line that only begins like the delimiter is none.
function delimiterAt(bytes: Uint8Array, mark: Uint8Array, start: number): Delimiter | undefined {
  let at = start + mark.length;
  if (bytes[at] === hyphen && bytes[at + 1] === hyphen) return { start, end: at + 2, last: true };
  while (bytes[at] === space || bytes[at] === tab) at++;
  return bytes[at] === carriageReturn && bytes[at + 1] === lineFeed
    ? { start, end: at + 2, last: false }
    : undefined;
}

function readFile(
  body: Uint8Array,
  mark: Uint8Array,
  { filename, contentType, content }: PartHead,
): { readonly file: UploadedFile; readonly delimiter: Delimiter } | undefined {
  const delimiter = nextDelimiter(body, mark, content);
  if (delimiter === undefined) return undefined;
  const bytes = body.slice(content, Math.max(content, delimiter.start));
  return { file: { bytes, filename, contentType }, delimiter };
}

/** Other files behind the first, up to whatever is no part: all else there is ignored. */
function filesAfter(body: Uint8Array, mark: Uint8Array, first: Delimiter): UploadedFile[] {
  const files: UploadedFile[] = [];
  let delimiter = first;
  while (!delimiter.last) {
    const part = readPartHead(body.subarray(0, delimiter.end + mostFormBytes), delimiter.end);
    const read = part.kind === 'part' ? readFile(body, mark, part) : undefined;
    if (part.kind !== 'part' || read === undefined) break;
    if (part.name.toLowerCase() === 'file') files.push(read.file);
    delimiter = read.delimiter;
  }
  return files;
}

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const hyphen = 0x2d;
const space = 0x20;
const tab = 0x09;
