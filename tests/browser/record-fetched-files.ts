// Which files of the built app a page has asked for, for the byte budgets.

import type { BrowserContext, Request } from '@playwright/test';
import type { StaticServer } from './static-server.ts';

/**
 * The paths in dist that pages and their workers ask for from now on, each once. What the service worker
 * fetches to store is its own matter, and not among them; its script is.
 */
export function recordFetchedFiles(context: BrowserContext, server: StaticServer): ReadonlySet<string> {
  const files = new Set<string>();
  context.on('request', (request) => {
    if (isOfServiceWorker(request) || !request.url().startsWith(server.url)) return;
    const path = new URL(request.url()).pathname.slice(new URL(server.url).pathname.length);
    files.add(path === '' ? 'index.html' : path);
  });
  return files;
}

function isOfServiceWorker(request: Request): boolean {
  return request.serviceWorker() !== null && !request.url().endsWith('/service-worker.js');
}
