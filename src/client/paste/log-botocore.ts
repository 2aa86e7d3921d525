// Requests in the debug output of the AWS CLI and boto3 (logger botocore.endpoint).
// https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-troubleshooting.html

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { bodyHash } from '../../core/sigv4/body-hash.ts';
import { uriEncode } from '../../core/sigv4/uri-encode.ts';
import { headerValue, type Header, type HttpRequest } from '../../core/wire/message.ts';
import { literalField, literalText, readLiteral, type Literal } from './literal.ts';
import { lastOffsets, type Find, type PasteNote } from './pasted.ts';
import { splitUrl } from './url-parts.ts';

const sent = /<AWSPreparedRequest stream_output=\w{1,8}, method=(\w{1,20}), url=(\S{1,20000}), headers=/y;
const mark = '<AWSPreparedRequest ';

/** The last requests sent, in their order. The body is what was asked for, where the hash that was signed agrees. */
export function findBotocoreRequests(text: string, canonicalRequest: string | undefined): readonly Find[] {
  const finds: Find[] = [];
  for (const at of lastOffsets(text, mark)) {
    sent.lastIndex = at;
    const match = sent.exec(text);
    const url = match === null ? undefined : splitUrl(match[2] ?? '');
    const headers = match === null ? undefined : readLiteral(text, sent.lastIndex);
    if (match === null || url === undefined || headers?.value.kind !== 'record') continue;
    const request: HttpRequest = {
      method: match[1] ?? '',
      path: url.path,
      query: url.query,
      headers: [['Host', url.host], ...headersOf(headers.value.entries)],
      body: new Uint8Array(0),
    };
    const isLast = finds.length === 0;
    const known = isLast ? withBody(text.slice(0, at), request, canonicalRequest) : { request, notes: [] };
    finds.unshift({ kind: 'debug-log', at, end: headers.end, scheme: url.scheme, ...known });
  }
  return finds;
}

function headersOf(entries: readonly (readonly [string, Literal])[]): readonly Header[] {
  return entries.flatMap(([name, value]): Header[] => {
    const text = value.kind === 'word' ? value.word : literalText(value);
    return text === undefined || name.toLowerCase() === 'host' ? [] : [[name, text]];
  });
}

// The log has no body as sent, but the parameters that it was made from.
function withBody(
  before: string,
  request: HttpRequest,
  canonicalRequest: string | undefined,
): { readonly request: HttpRequest; readonly notes: readonly PasteNote[] } {
  const length = headerValue(request, 'content-length')?.trim();
  const hash = canonicalRequest?.split('\n').at(-1) ?? headerValue(request, 'x-amz-content-sha256');
  const isIt = (body: Uint8Array): boolean =>
    hash !== undefined && /^[0-9a-f]{64}$/.test(hash)
      ? bodyHash(body) === hash
      : String(body.length) === (length ?? '0');
  if (isIt(request.body)) return { request, notes: [] };
  const [at] = lastOffsets(before, ' with params: {');
  const parameters = at === undefined ? undefined : readLiteral(before, at + ' with params: '.length);
  const body = parameters && bodyOf(literalField(parameters.value, 'body'));
  if (body !== undefined && isIt(body)) return { request: { ...request, body }, notes: [] };
  return { request, notes: [{ code: 'body-not-in-the-log', detail: `${length ?? 'unknown'} bytes` }] };
}

function bodyOf(value: Literal | undefined): Uint8Array | undefined {
  if (value?.kind === 'bytes') return value.bytes;
  if (value?.kind === 'text') return utf8ToBytes(value.text);
  if (value?.kind !== 'record') return undefined;
  const pairs = value.entries.map(
    ([name, item]) => `${plus(name)}=${plus(item.kind === 'word' ? item.word : (literalText(item) ?? ''))}`,
  );
  return utf8ToBytes(pairs.join('&'));
}

// Python's `quote_plus`.
function plus(text: string): string {
  return uriEncode(text).replaceAll('%20', '+');
}
