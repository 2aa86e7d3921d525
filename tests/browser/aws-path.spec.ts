// Nothing under `aws/` is ever the app, and nothing there can run (DESIGN §3, SECURITY).

import { expect, openApp, readyOffline, test } from './fixtures.ts';

// The browser itself logs a refused request, and that the sandbox stops the scripts which Playwright puts in.
test.use({ allowedConsoleErrors: { patterns: [/status of 403/, /^Blocked script execution/] } });

const paths = [
  'aws/',
  'aws/sandbox/',
  'aws/sandbox/bucket/page.html',
  'aws/sandbox/bucket/picture.svg?x=1',
  '%61ws/sandbox/bucket/page.html',
  'aws%2Fsandbox/bucket/page.html',
];

test('opening an address under aws/ is refused', async ({ page, context, server }) => {
  await openApp(page, server);
  await readyOffline(page);
  const tab = await context.newPage();
  for (const path of paths) {
    const response = await tab.goto(server.url + path);
    expect(response?.status(), path).toBe(403);
    expect(response?.fromServiceWorker(), path).toBe(true);
    expect(await response?.allHeaders(), path).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
    await expect(tab.locator('#app'), path).not.toBeAttached();
  }
});

test('a request for no sandbox is refused by the worker, whatever its method', async ({ page, server }) => {
  await openApp(page, server);
  await readyOffline(page);
  for (const path of ['aws/', 'aws//', 'aws/%61/', '%61ws/sandbox/', 'aws%2Fsandbox/']) {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'HEAD']) {
      const status = await page.evaluate(
        async ([address, verb]) => (await fetch(address, { method: verb })).status,
        [path, method] as const,
      );
      expect(status, `${method} ${path}`).toBe(403);
    }
  }
});

test('names that only look alike are none of its business', async ({ page, server }) => {
  await openApp(page, server);
  await readyOffline(page);
  const response = await page.goto(`${server.url}awsome`);
  expect(response?.status()).toBe(200);
});
