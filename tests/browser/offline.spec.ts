// The app under a sub-path, with and without a network.

import { expect, expectScreen, openApp, readyOffline, test } from './fixtures.ts';

test('works under a sub-path', async ({ page, server }) => {
  await openApp(page, server);
  expect(new URL(page.url()).pathname).toBe('/a/b/');
});

test('reloads with no server and no network', async ({ page, context, server }) => {
  await openApp(page, server);
  await readyOffline(page);
  await server.close();
  await context.setOffline(true);
  await page.reload();
  await expectScreen(page);
  // The fonts of the page too, not only its text.
  const fonts = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter(({ status }) => status === 'error').map(({ family }) => family);
  });
  expect(fonts).toEqual([]);
});

test('opens in a new tab offline, by a name directly at the base', async ({ page, context, server }) => {
  await openApp(page, server);
  await readyOffline(page);
  await server.close();
  await context.setOffline(true);
  const tab = await context.newPage();
  await tab.goto(`${server.url}index.html?from=bookmark#/users`);
  await expectScreen(tab);
  await tab.goto(`${server.url}anything`);
  await expectScreen(tab);
});

test('asks for nothing once it is stored', async ({ page, context, server }) => {
  await openApp(page, server);
  await readyOffline(page);
  await server.close();
  const failed: string[] = [];
  // The look for a new version of the worker itself is the browser's, and may fail.
  context.on('requestfailed', (request) => {
    if (!request.url().endsWith('/service-worker.js')) failed.push(request.url());
  });
  await page.reload();
  await expectScreen(page);
  expect(failed).toEqual([]);
});

test('keeps a chosen theme from the first paint on', async ({ page, server }) => {
  await openApp(page, server);
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((value) => localStorage.setItem('gatehouse-theme', value), theme);
    await page.reload({ waitUntil: 'commit' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  }
  await page.evaluate(() => localStorage.setItem('gatehouse-theme', 'system'));
  await page.reload();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});
