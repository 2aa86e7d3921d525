// The headers of one part of a form: which field it is, and of a file its name and type.
// RFC 7578 §4.2; only `Content-Disposition: form-data` makes a part a field.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { utf8ToText } from '../../wire/utf8.ts';
import { findBytes } from './find-bytes.ts';
import { parseParameters } from './header-parameters.ts';

export interface PartHead {
  readonly kind: 'part';
  readonly name: string;
  readonly filename: string | undefined;
  readonly contentType: string | undefined;
  /** Where the content begins. */
  readonly content: number;
}

/** Reads the headers that begin at `start`; `unfinished` when no empty line ends them. */
export function readPartHead(
  bytes: Uint8Array,
  start: number,
): PartHead | { readonly kind: 'unfinished' | 'malformed-form' | 'malformed-text' } {
  const end = findBytes(bytes, emptyLine, start);
  if (end < 0) return { kind: 'unfinished' };
  const text = utf8ToText(bytes.subarray(start, end));
  if (text === undefined) return { kind: 'malformed-text' };
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).toLowerCase();
    if (!/^[!#-'*+\-.^-z|~]+$/.test(name) || headers.has(name)) return { kind: 'malformed-form' };
    headers.set(name, line.slice(colon + 1).trim());
  }
  const disposition = parseParameters(headers.get('content-disposition') ?? '');
  const name = disposition?.parameters.get('name');
  if (disposition?.value !== 'form-data' || name === undefined) return { kind: 'malformed-form' };
  return {
    kind: 'part',
    name,
    filename: disposition.parameters.get('filename'),
    contentType: headers.get('content-type'),
    content: end + emptyLine.length,
  };
}

const emptyLine = utf8ToBytes('\r\n\r\n');
