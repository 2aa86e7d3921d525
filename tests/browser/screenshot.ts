// `npm run screenshot`: takes the README's picture from the built app into .github/screenshot.png, twice
// as fine as a plain screen shows it.

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { chromiumArguments, ensureBrowser } from './find-browser.ts';
import {
  composeRequest,
  createAccessKey,
  createAccount,
  createInlinePolicy,
  createUser,
} from './journeys.ts';
import { startStaticServer } from './static-server.ts';

const folder = new URL('../../.github/', import.meta.url);

const policy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    { Sid: 'NoSecrets', Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::*/secret/*' },
  ],
};

/** Brings the page to the README's example: a request of alice's that a statement denies. */
async function showScreen(page: Page): Promise<void> {
  await createAccount(page);
  await createUser(page, 'alice');
  await createInlinePolicy(page, 'MostOfS3', JSON.stringify(policy, null, 2));
  await createAccessKey(page);
  await composeRequest(page, { service: 's3', action: 'GetObject' });
  await page.getByRole('textbox', { name: 'Resource ARN' }).fill('arn:aws:s3:::reports/secret/plan.txt');
  await expect(page.getByText('GET /reports/secret/plan.txt').first()).toBeVisible();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Explicitly denied').first()).toBeVisible();
  // The notes on what was done before are not part of the picture.
  await expect(page.getByRole('button', { name: 'Dismiss' })).toHaveCount(0, { timeout: 15_000 });
}

const { executablePath } = ensureBrowser();
const server = await startStaticServer();
const browser = await chromium.launch({
  args: [...chromiumArguments],
  ...(executablePath === undefined ? {} : { executablePath }),
});
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 1440 },
    deviceScaleFactor: 2,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(server.url);
  await showScreen(page);
  await page.evaluate(() => document.fonts.ready);
  await mkdir(folder, { recursive: true });
  const path = fileURLToPath(new URL('screenshot.png', folder));
  await page.screenshot({ path });
  console.log(path);
} finally {
  await browser.close();
  await server.close();
}
