// What every browser test starts from: the built app under `/a/b/`, a fresh profile, and a guard that
// fails the test on anything that must never happen. Import `test` and `expect` from here.

import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { watchContext } from './guard.ts';
import type { Guard } from './guard.ts';
import { startStaticServer } from './static-server.ts';
import type { StaticServer } from './static-server.ts';

export { expect };

interface Fixtures {
  /** Console errors a test expects, set by `test.use({ allowedConsoleErrors: { patterns: [/…/] } })`. */
  readonly allowedConsoleErrors: { readonly patterns: readonly RegExp[] };
  /** By which name the app is opened: `test.use({ host: insecureHost })`. */
  readonly host: string;
  /** A host of this test alone, so an origin of its own: a test may stop it or give it a new version. */
  readonly server: StaticServer;
  readonly guard: Guard;
}

export const test = base.extend<Fixtures>({
  allowedConsoleErrors: [{ patterns: [] }, { option: true }],

  host: ['127.0.0.1', { option: true }],

  server: async ({ host }, use) => {
    const server = await startStaticServer({ host });
    await use(server);
    await server.close();
  },

  guard: [
    async ({ context, server, allowedConsoleErrors }, use) => {
      const guard = await watchContext({
        context,
        origin: server.origin,
        allowedConsoleErrors: allowedConsoleErrors.patterns,
      });
      await use(guard);
      expect(guard.problems, 'nothing that must never happen has happened').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the app at a route (`#/users`), and waits until a screen is there. */
export async function openApp(page: Page, server: StaticServer, route = ''): Promise<void> {
  await page.goto(server.url + route);
  await expectScreen(page);
}

/** Every screen has a heading of the first level; the page as delivered has none. */
export async function expectScreen(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Waits until the service worker has stored the app and controls this page. */
export async function readyOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
  });
}
