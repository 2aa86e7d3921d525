// Requests that the SDK for JavaScript 3.x hands to its middleware, as `console.log` or JSON shows them.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { assertNever } from '../../core/lang/assert-never.ts';
import { uriEncode } from '../../core/sigv4/uri-encode.ts';
import type { Header, HttpRequest } from '../../core/wire/message.ts';
import { literalField, literalText, readLiteral, type Literal } from './literal.ts';
import { lastOffsets, type Find, type PasteNote } from './pasted.ts';

/** The last requests shown, in their order. */
export function findJavascriptRequests(text: string): readonly Find[] {
  const finds: Find[] = [];
  for (const offset of lastOffsets(text, 'hostname')) {
    const at = text.lastIndexOf('{', offset);
    if (at < 0 || offset - at > 10_000) continue;
    const object = readLiteral(text, at);
    const read = object === undefined ? undefined : readRequest(object.value);
    if (object !== undefined && read !== undefined)
      finds.unshift({ kind: 'debug-log', at, end: object.end, ...read });
  }
  return finds;
}

function readRequest(object: Literal): Pick<Find, 'request' | 'scheme' | 'notes'> | undefined {
  const field = (name: string): string | undefined => {
    const value = literalField(object, name);
    return value === undefined ? undefined : value.kind === 'word' ? value.word : literalText(value);
  };
  const method = field('method');
  const hostname = field('hostname');
  const path = field('path');
  const headers = literalField(object, 'headers');
  if (method === undefined || hostname === undefined || path?.startsWith('/') !== true) return undefined;
  if (headers?.kind !== 'record') return undefined;
  const port = field('port');
  const host = port !== undefined && /^\d+$/.test(port) ? `${hostname}:${port}` : hostname;
  const listed = headers.entries.flatMap(([name, value]): Header[] => {
    const text = value.kind === 'word' ? value.word : literalText(value);
    return text === undefined ? [] : [[name, text]];
  });
  const hasHost = listed.some(([name]) => name.toLowerCase() === 'host');
  const body = bodyOf(literalField(object, 'body'));
  const request: HttpRequest = {
    method,
    path,
    query: queryOf(literalField(object, 'query')),
    headers: hasHost ? listed : [['host', host], ...listed],
    body: body.bytes,
  };
  const protocol = field('protocol')?.replace(/:$/, '');
  return {
    request,
    scheme: protocol === 'https' || protocol === 'http' ? protocol : undefined,
    notes: body.note === undefined ? [] : [body.note],
  };
}

// Sorted by name, as the SDK's handlers write it.
function queryOf(query: Literal | undefined): string {
  if (query?.kind !== 'record') return '';
  return [...query.entries]
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .flatMap(([name, value]) => {
      const values = value.kind === 'list' ? value.items : [value];
      return values.map((item) =>
        item.kind === 'word' ? uriEncode(name) : `${uriEncode(name)}=${uriEncode(literalText(item) ?? '')}`,
      );
    })
    .join('&');
}

function bodyOf(body: Literal | undefined): { readonly bytes: Uint8Array; readonly note?: PasteNote } {
  const nothing = new Uint8Array(0);
  if (body === undefined) return { bytes: nothing };
  switch (body.kind) {
    case 'text':
      return { bytes: utf8ToBytes(body.text) };
    case 'bytes':
      return { bytes: body.bytes };
    case 'word': {
      if (body.word === 'undefined' || body.word === 'null') return { bytes: nothing };
      const buffer = /^<Buffer((?: [0-9a-f]{2})*)>$/.exec(body.word)?.[1];
      if (buffer !== undefined) return { bytes: bytesOfNumbers(buffer.trim().split(' '), 16) ?? nothing };
      return { bytes: nothing, note: { code: 'body-not-in-the-log', detail: 'body' } };
    }
    case 'list':
      return fromNumbers(body.items);
    case 'record': {
      const data = literalField(body, 'data');
      if (data?.kind === 'list') return fromNumbers(data.items);
      return fromNumbers(body.entries.filter(([name]) => /^\d+$/.test(name)).map(([, value]) => value));
    }
    default:
      return assertNever(body);
  }
}

// Numbers, and perhaps a property (`string: null`) or `... 20 more items` after them.
function fromNumbers(items: readonly Literal[]): { readonly bytes: Uint8Array; readonly note?: PasteNote } {
  const words = items.flatMap((item) => (item.kind === 'word' ? [item.word] : []));
  const isCut = words.some((word) => word.startsWith('...'));
  const bytes =
    isCut || words.length === 0
      ? undefined
      : bytesOfNumbers(
          words.filter((word) => /^\d/.test(word)),
          10,
        );
  if (bytes !== undefined) return { bytes };
  const code = isCut ? 'body-ellipsis' : 'body-not-in-the-log';
  return { bytes: new Uint8Array(0), note: { code, detail: 'body' } };
}

function bytesOfNumbers(numbers: readonly string[], radix: 10 | 16): Uint8Array | undefined {
  const values = numbers.filter((number) => number !== '').map((number) => parseInt(number, radix));
  return values.every((value) => value >= 0 && value < 256) ? Uint8Array.from(values) : undefined;
}
