// The plainest static host, on 127.0.0.1, with the built app under a sub-path. It honours no `_headers`
// and answers unknown paths with 404, so that what passes here passes on any host.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

export const builtApp = fileURLToPath(new URL('../../dist', import.meta.url));

export interface StaticServer {
  readonly origin: string;
  /** Address of the app, with the slash at its end. */
  readonly url: string;
  /** Serves another folder from now on, as when a new version is deployed. */
  serve(directory: string): void;
  /** Closing what is closed already does nothing. */
  close(): Promise<void>;
}

/** A name that the tests' browser takes for 127.0.0.1, and that is no secure context, unlike that. */
export const insecureHost = 'gatehouse.test';

/** Serves `directory` under `basePath`, on a free port unless one is given. */
export async function startStaticServer({
  directory = builtApp,
  basePath = '/a/b/',
  port = 0,
  host = '127.0.0.1',
}: { directory?: string; basePath?: string; port?: number; host?: string } = {}): Promise<StaticServer> {
  let handler = handlerOf(directory);
  let closing: Promise<void> | undefined;
  const server = createServer((request, response) => {
    const notFound = (): void => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    };
    const path = request.url ?? '/';
    if (!path.startsWith(basePath)) return notFound();
    request.url = `/${path.slice(basePath.length)}`;
    handler(request, response, notFound);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: origin + basePath,
    serve(next) {
      handler = handlerOf(next);
    },
    close: () => {
      closing ??= new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        // A browser keeps its connections open, and `close` would wait for them.
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

function handlerOf(directory: string): ReturnType<typeof sirv> {
  return sirv(directory, {
    // Reads the disk at each request: the folder may change under it.
    dev: true,
    etag: true,
    dotfiles: false,
    setHeaders: (response) => {
      // Without it the browser may guess how long a file is fresh, and a test with it.
      response.setHeader('cache-control', 'no-cache');
    },
  });
}
