// Keeps the built app for use offline, and hands over to a new version only when a person has agreed.
// What scripts ask for under `aws/` it forwards to a window of the app; nothing there is ever a document.

import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { awsAddress, forwardAws, isReadByScript, plainAnswer } from './forward-aws.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

const base = new URL(self.registration.scope).pathname;

// INVARIANT: this listener is added before workbox adds its own (at the first route), so that it sees
// each request first, and no route can answer under `aws/`.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin || !isUnderAws(url.pathname)) return;
  event.stopImmediatePropagation();
  event.respondWith(answerUnderAws(event, url));
});

// An old tab asks for this when its user agrees to the update (src/pwa/registration.ts). Never before:
// the files of the version that is running would be deleted under it.
self.addEventListener('message', (event) => {
  const message: unknown = event.data;
  if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING')
    event.waitUntil(self.skipWaiting());
});

// After the first visit the page that installed the worker is offline-ready without a reload: files it
// has not loaded yet come from the cache.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);

// Routes live in the fragment, so the app has one page and relative addresses. Only names directly at
// the base can be answered with it: deeper, its relative addresses would point into nothing.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), {
    allowlist: [new RegExp(`^${escapeForPattern(base)}(index\\.html|[^/.]*)(\\?|$)`)],
    denylist: [new RegExp(`^${escapeForPattern(base)}aws(/|\\?|$)`)],
  }),
);

/** Compares decoded as well, so that `%61ws/` is no way round. */
function isUnderAws(pathname: string): boolean {
  return [pathname, decoded(pathname)].some((path) => path.startsWith(`${base}aws/`));
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // Not percent-encoded UTF-8; what was sent is all there is to compare.
    return pathname;
  }
}

// SECURITY: stored objects share the app's origin (DESIGN §3). An address that is not written as it should be
// is refused like a page: nothing of it is worth a guess.
async function answerUnderAws({ request, clientId }: FetchEvent, url: URL): Promise<Response> {
  const address = awsAddress(url.pathname, base);
  if (address === undefined || !isReadByScript(request))
    return plainAnswer(403, 'Forbidden: nothing under aws/ can be opened as a page.');
  // A window that was reloaded past the worker can answer too.
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return forwardAws(request, { address, windows, clientId, base });
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
