// Where the browser gives no database, no service worker or no secure context, the app still runs, and says
// what will be lost.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, openApp, test } from './fixtures.ts';
import { composeRequest, createAccessKey, createAccount, createUser, openScreen } from './journeys.ts';
import { insecureHost } from './static-server.ts';

async function exportSandbox(page: Page): Promise<string> {
  await openScreen(page, 'Settings');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export this sandbox' }).click();
  return readFile(await (await download).path(), 'utf8');
}

test('without a database: in memory, with a banner, and an export that opens again', async ({
  page,
  context,
  server,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
  });
  await openApp(page, server);
  await expect(page.getByText('Nothing here outlives this tab')).toBeVisible();
  await createAccount(page);
  await createUser(page, 'alice');
  await expect(page.getByText('Nothing here outlives this tab')).toBeVisible();
  const file = await exportSandbox(page);

  await page.reload();
  await expect(page.getByRole('button', { name: 'Create account and sign in' })).toBeVisible();
  await page.locator('input[type=file]').setInputFiles({
    name: 'sandbox.json',
    mimeType: 'application/json',
    buffer: Buffer.from(file),
  });
  await expect(page.getByText('The sandbox from your file is open')).toBeVisible();
  await page.getByRole('button', { name: 'Continue as root without a password' }).click();
  await openScreen(page, 'Identities');
  await expect(page.getByRole('link', { name: 'alice' })).toBeVisible();
});

test('an opened file stands beside the sandbox it was saved from, under a name of its own', async ({
  page,
  server,
}) => {
  await openApp(page, server);
  await createAccount(page);
  const file = await exportSandbox(page);
  const { name } = JSON.parse(file) as { name: string };
  await page.locator('input[type=file]').setInputFiles({
    name: 'sandbox.json',
    mimeType: 'application/json',
    buffer: Buffer.from(file),
  });
  await expect(page.getByText(`To ${name} (2)`)).toBeVisible();
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('a file that is no sandbox is refused in a sentence', async ({ page, server }) => {
  await openApp(page, server);
  for (const text of ['', '{', '[]', '{"format":"gatehouse-sandbox"}', '<script>alert(1)</script>']) {
    await page.locator('input[type=file]').setInputFiles({
      name: 'odd "name" <b>.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await expect(page.getByRole('alert')).toContainText('That did not work');
  }
  await expect(page.getByRole('button', { name: 'Create account and sign in' })).toBeEnabled();
});

test('without a service worker', async ({ page, context, server }) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });
  });
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Settings');
  await expect(page.getByText('Not available in this browser or window')).toBeVisible();
});

test.describe('outside a secure context', () => {
  test.use({ host: insecureHost });

  test('a request is still signed, sent and decided, and kept over a reload', async ({ page, server }) => {
    await openApp(page, server);
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    await createAccount(page);
    await createUser(page, 'alice');
    await createAccessKey(page);
    await composeRequest(page, { service: 'iam', action: 'ListUsers' });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('main').getByText('Implicitly denied').first()).toBeVisible();
    await openScreen(page, 'Settings');
    await expect(page.getByText('Not available in this browser or window')).toBeVisible();
    await page.reload();
    await openScreen(page, 'Identities');
    await expect(page.getByRole('link', { name: 'alice' })).toBeVisible();
  });
});

test.describe('when storage is full', () => {
  test.use({ allowedConsoleErrors: { patterns: [/storage for this site is full/] } });

  test('what was typed stays, the message says why, and nothing is half done', async ({ page, server }) => {
    await openApp(page, server);
    await createAccount(page);
    await openScreen(page, 'Identities');
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      const full = () => {
        throw new DOMException('no room', 'QuotaExceededError');
      };
      IDBObjectStore.prototype.put = full;
      Object.assign(globalThis, { makeRoom: () => (IDBObjectStore.prototype.put = put) });
    });
    await page.getByRole('button', { name: 'Create user' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'User name' }).fill('alice');
    await dialog.getByRole('button', { name: 'Create user' }).click();
    await expect(dialog.getByText('storage for this site is full')).toBeVisible();
    await expect(dialog.getByRole('textbox', { name: 'User name' })).toHaveValue('alice');

    await page.evaluate(() => (globalThis as unknown as { makeRoom(): void }).makeRoom());
    await dialog.getByRole('button', { name: 'Create user' }).click();
    await expect(dialog).toBeHidden();
    await openScreen(page, 'Identities');
    await expect(page.getByRole('link', { name: 'alice' })).toHaveCount(1);
  });
});
