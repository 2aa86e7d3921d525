// A server on this machine that keeps the messages it gets, for clients that are programs of their own.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Header, HttpRequest } from '../../../../src/core/wire/message.ts';

export interface Receiver {
  /** `127.0.0.1:` and the port. */
  readonly host: string;
  readonly received: HttpRequest[];
  stop(): void;
}

/** Answers everything with 200 and `received`; the messages have the form in which our verifier takes them. */
export async function receive(): Promise<Receiver> {
  const received: HttpRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const [path = '', ...query] = (incoming.url ?? '').split('?');
      const headers: Header[] = [];
      for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
        const value = Buffer.from(incoming.rawHeaders[at + 1] ?? '', 'latin1').toString();
        headers.push([incoming.rawHeaders[at] ?? '', value]);
      }
      received.push({
        method: incoming.method ?? '',
        path,
        query: query.join('?'),
        headers,
        body: new Uint8Array(Buffer.concat(chunks)),
      });
      response.end('received');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, received, stop: () => void server.close() };
}
