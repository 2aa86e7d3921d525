// A forwarded request as the message that a client sent, and the endpoint's answer as one that a worker can
// give to the browser.

import type { ForwardedAnswer, ForwardedRequest } from '../core/wire/forwarded.ts';
import type { Header, HttpRequest } from '../core/wire/message.ts';
import { findEndpoints } from './find-endpoints.ts';
import type { AwsHost } from './ports.ts';

/** Answers as the endpoints of `host` do; rejects where they do. */
export function answerForwarded(host: AwsHost): (forwarded: ForwardedRequest) => Promise<ForwardedAnswer> {
  const find = findEndpoints(host);
  return async (forwarded) => {
    const found = await find(forwarded);
    if (!found.ok) return { kind: 'failed', message: found.error.message };
    if (found.value === undefined) return notFound(forwarded.sandboxId);
    const { status, headers, body } = await found.value.send(asSent(forwarded));
    return {
      kind: 'answered',
      status,
      headers: headers.map(([name, value]): Header => [name, bytesAsText(new TextEncoder().encode(value))]),
      // A copy, since it goes away with the message, and the store may keep the original.
      body: body.slice().buffer,
    };
  };
}

/**
 * The request as it would be on the wire. The browser adds `host` and `content-length` after the worker has seen
 * it, and clients sign both; it sends its own `user-agent`, whatever a page says.
 */
export function asSent({ method, url, headers, body }: ForwardedRequest): HttpRequest {
  const { host, pathname, search } = new URL(url);
  // RFC 9110 §8.6: a request without content has no length, unless its method would have one expect content.
  const hasLength = body.byteLength > 0 || /^(?:POST|PUT|PATCH)$/.test(method);
  const added: readonly Header[] = [
    ['host', host],
    ...(hasLength ? [['content-length', String(body.byteLength)] as const] : []),
    ...(headers.some(([name]) => name === 'user-agent')
      ? []
      : [['user-agent', navigator.userAgent] as const]),
  ];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    method,
    path: pathname,
    query: search.slice(1),
    headers: [
      ...added,
      ...headers.map(([name, value]): Header => [name, decoder.decode(textAsBytes(value))]),
    ],
    body: new Uint8Array(body),
  };
}

function notFound(sandboxId: string): ForwardedAnswer {
  const text = `This device has no sandbox ${sandboxId}. Settings in Gatehouse show the address of the one that is open.\n`;
  return {
    kind: 'answered',
    status: 404,
    headers: [
      ['content-type', 'text/plain; charset=utf-8'],
      ['cache-control', 'no-store'],
    ],
    body: new TextEncoder().encode(text).buffer,
  };
}

// Fetch standard, "isomorphic decode": a page reads and writes the bytes of a header as characters.

function textAsBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function bytesAsText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
