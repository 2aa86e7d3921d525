// A new version takes over when a person agrees, and not before; then in every open tab.

import { rm } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectScreen, openApp, readyOffline, test } from './fixtures.ts';
import { createAccount, createUser } from './journeys.ts';
import { makeNewVersion } from './make-new-version.ts';

const newVersion = 'meta[name="test-version"][content="2"]';

// As the browser does by itself when a page is opened, or once a day.
async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
}

test('an update waits for consent, then reloads every tab with its drafts', async ({
  page,
  context,
  server,
}) => {
  await openApp(page, server);
  await readyOffline(page);
  const second = await context.newPage();
  await openApp(second, server);
  for (const [tab, text] of [
    [page, 'first tab'],
    [second, 'second tab'],
  ] as const) {
    await tab.evaluate((value) => sessionStorage.setItem('test-draft', value), text);
  }

  const directory = await makeNewVersion('2');
  try {
    server.serve(directory);
    await lookForUpdate(page);
    const offer = page.getByRole('button', { name: 'Update now' });
    await expect(offer).toBeVisible();
    await expect(second.getByRole('button', { name: 'Update now' })).toBeVisible();

    await second.reload();
    await expectScreen(second);
    await expect(second.locator(newVersion)).not.toBeAttached();
    // A tab that is opened while the update waits hears of it too.
    await expect(second.getByRole('button', { name: 'Update now' })).toBeVisible();

    await offer.click();
    await expect(page.locator(newVersion)).toBeAttached();
    await expect(second.locator(newVersion)).toBeAttached();
    await expectScreen(page);
    await expectScreen(second);
    await expect(page.getByRole('button', { name: 'Update now' })).toBeHidden();
    expect(await page.evaluate(() => sessionStorage.getItem('test-draft'))).toBe('first tab');
    expect(await second.evaluate(() => sessionStorage.getItem('test-draft'))).toBe('second tab');

    // What has taken over works offline as well.
    await server.close();
    await page.reload();
    await expect(page.locator(newVersion)).toBeAttached();
    await expectScreen(page);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('what is typed into forms outlives an update, in every tab', async ({ page, context, server }) => {
  test.slow();
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'alice');
  await readyOffline(page);
  const second = await context.newPage();
  await openApp(second, server, '#/users');
  await page.getByRole('link', { name: 'Create inline policy' }).click();
  await page.getByRole('textbox', { name: 'Policy name' }).fill('HalfDone');
  await second.getByRole('button', { name: 'Create user' }).first().click();
  await second.getByRole('textbox', { name: 'User name' }).fill('bo');

  const directory = await makeNewVersion('2');
  try {
    server.serve(directory);
    await lookForUpdate(page);
    await page.getByRole('button', { name: 'Update now' }).click();
    await expect(page.locator(newVersion)).toBeAttached();
    await expect(second.locator(newVersion)).toBeAttached();
    await expect(page.getByRole('textbox', { name: 'Policy name' })).toHaveValue('HalfDone');
    await expect(second.getByRole('textbox', { name: 'User name' })).toHaveValue('bo');
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('the first visit does not reload by itself', async ({ page, server }) => {
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await openApp(page, server);
  await readyOffline(page);
  // The worker's claim has been told to the page by now; a reload would be under way.
  await expectScreen(page);
  expect(loads).toBe(1);
});
