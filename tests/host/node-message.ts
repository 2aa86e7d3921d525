// Between node's HTTP and the messages of the wire. Signatures are over what was sent, so nothing is
// decoded, normalised or reordered here.

import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connection, Header, HttpRequest, HttpResponse } from '../../src/core/wire/message.ts';
import { utf8ToText } from '../../src/core/wire/utf8.ts';

export type Head = Omit<HttpRequest, 'body'>;

/** Undefined for a request target that names no path: `*` of OPTIONS, or `host:port`. */
export function headOf(incoming: IncomingMessage): Head | undefined {
  const target = targetOf(incoming.url ?? '');
  if (target === undefined) return undefined;
  const question = target.indexOf('?');
  return {
    method: incoming.method ?? '',
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers: headersOf(incoming.rawHeaders),
  };
}

/**
 * The caller's address as the socket has it. `tls` is true although this is plain HTTP: the host stands for AWS's
 * endpoints, which are reached over TLS, and what is said on the loopback interface does not leave the machine. Were
 * it false, a policy that denies where `aws:SecureTransport` is false, as many accounts have one, would deny here what
 * it allows on AWS, and a client could do nothing about it.
 */
export function connectionOf(incoming: IncomingMessage): Connection {
  // The socket forgets the address when the caller has hung up; this server listens to the machine itself alone.
  const address = incoming.socket.remoteAddress ?? '127.0.0.1';
  return { sourceIp: address.replace(/^::ffff:(?=\d+(\.\d+){3}$)/i, ''), tls: true };
}

/** Undefined when there is more than `limit`. The rest is read and dropped, for a client that still sends hears no answer. */
export async function readBody(incoming: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > limit) chunks = [];
    else chunks.push(chunk);
  }
  // A plain array of bytes: a Buffer's `slice` shares its memory, and no more than the type promises is given.
  return length > limit ? undefined : new Uint8Array(Buffer.concat(chunks));
}

/** Throws on a header that HTTP cannot carry. To HEAD node itself sends no body. */
export function writeAnswer(outgoing: ServerResponse, { status, headers, body }: HttpResponse): void {
  outgoing.writeHead(
    status,
    headers.flatMap(([name, value]) => [name, asLatin1(value)]),
  );
  outgoing.end(body);
}

// RFC 9112, section 3.2: a server accepts the absolute form too.
function targetOf(url: string): string | undefined {
  const afterAuthority = /^https?:\/\/[^/?]*(.*)$/is.exec(url)?.[1];
  if (afterAuthority === undefined) return url.startsWith('/') ? url : undefined;
  return afterAuthority.startsWith('/') ? afterAuthority : `/${afterAuthority}`;
}

/** Node gives names and values by turns, as they came. */
function headersOf(raw: readonly string[]): readonly Header[] {
  return raw.flatMap((name, index): readonly Header[] =>
    index % 2 === 0 ? [[name, asUtf8(raw[index + 1] ?? '')]] : [],
  );
}

// Node reads each byte of a header as one character (Latin-1), and writes it so; the wire's texts are UTF-8. Bytes
// that are not are left as node read them. (Of a target other bytes than ASCII's do not get past node.)
function asUtf8(text: string): string {
  return utf8ToText(Buffer.from(text, 'latin1')) ?? text;
}

function asLatin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
