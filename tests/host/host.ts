// The simulated AWS over HTTP, for real clients: the SDKs, the CLI, whatever speaks to AWS. It listens
// to this machine alone. Everything but `POST /_gatehouse/reset` goes to the endpoint as it came.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compileIfStale } from '../../src/data/compile-data.ts';
import type { IdentityProviders } from '../../src/cloud/ports.ts';
import { makeRootUser, openEmptyAccount } from './empty-account.ts';
import { connectionOf, headOf, readBody, writeAnswer } from './node-message.ts';

export interface Host {
  readonly url: string;
  readonly accountId: string;
  /** The root user's. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Hangs up on whoever is connected. */
  close(): Promise<void>;
}

/** Larger than a part of an upload as the SDKs and the CLI cut them, small enough for a few of them in memory. */
export const maxBodyBytes = 64 * 1024 * 1024;

/**
 * `port`: 0 for any that is free. `accountId`: 12 digits. `identityProviders`: whose tokens and assertions are good;
 * without them nobody's but the account's own. Rejects when the port cannot be had.
 */
export async function startHost({
  port,
  accountId,
  identityProviders,
}: {
  readonly port: number;
  readonly accountId: string;
  readonly identityProviders?: IdentityProviders;
}): Promise<Host> {
  compileIfStale({ prose: true });
  const root = makeRootUser(accountId);
  let endpoint = await openEmptyAccount(root, report, identityProviders);

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      // A caller who hung up before the end of the request has no use for an answer, and it is no bug.
      if (!incoming.complete) return;
      report(error);
      say(outgoing, 500, 'the endpoint failed; its standard error says on what');
    });
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    // A request finishes in the account that was there when it came, whatever is reset meanwhile.
    const { handle } = endpoint;
    const connection = connectionOf(incoming);
    const head = headOf(incoming);
    const body = await readBody(incoming, maxBodyBytes);
    if (body === undefined) {
      say(outgoing, 413, `a body has at most ${maxBodyBytes} bytes here`);
    } else if (head === undefined) {
      say(outgoing, 400, 'expected a request target that begins with `/`');
    } else if (incoming.method === 'POST' && incoming.url === '/_gatehouse/reset') {
      endpoint = await openEmptyAccount(root, report, identityProviders);
      outgoing.writeHead(204).end();
    } else {
      writeAnswer(outgoing, await handle({ ...head, body }, connection));
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  let closing: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accountId,
    accessKeyId: root.key.accessKeyId,
    secretAccessKey: root.key.secretAccessKey,
    close: () => {
      closing ??= new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        // Clients keep their connections open, and `close` would wait for them.
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

function say(outgoing: ServerResponse, status: number, sentence: string): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
}

function report(error: unknown): void {
  console.error(error);
}
