// The content security policy is there, it bites, and the guard of every other test sees it bite.

import { expect, openApp, test } from './fixtures.ts';

test('an inline script, an inline style and another origin are stopped, and seen', async ({
  page,
  server,
  guard,
}) => {
  await openApp(page, server);
  expect(guard.problems).toEqual([]);
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
    await fetch('https://example.invalid/').catch(() => {});
  });
  await expect.poll(() => guard.problems.join('\n')).toContain('script-src-elem blocked inline');
  await expect.poll(() => guard.problems.join('\n')).toContain('style-src-elem blocked inline');
  await expect
    .poll(() => guard.problems.join('\n'))
    .toContain('connect-src blocked https://example.invalid/');
  expect(await page.title()).not.toBe('ran');
  await expect(page.locator('body')).toBeVisible();
  guard.problems.length = 0;
});

test('the guard sees errors in the console and uncaught ones', async ({ page, server, guard }) => {
  await openApp(page, server);
  await page.evaluate(() => {
    console.error('a told error');
    setTimeout(() => {
      throw new Error('an uncaught error');
    });
  });
  await expect.poll(() => guard.problems.join('\n')).toContain('a told error');
  await expect.poll(() => guard.problems.join('\n')).toContain('an uncaught error');
  guard.problems.length = 0;
});

test('the guard sees a request that leaves the origin', async ({ page, server, guard }) => {
  await openApp(page, server);
  // A navigation, which no fetch directive binds.
  await page.goto('http://127.0.0.1:9/').catch(() => {});
  await expect.poll(() => guard.problems.join('\n')).toContain('left the origin: GET http://127.0.0.1:9/');
  guard.problems.length = 0;
});
