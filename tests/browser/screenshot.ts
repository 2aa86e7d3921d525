// `npm run screenshot`: takes the README's picture from the built app into .github/screenshot.png, twice
// as fine as a plain screen shows it.

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { chromiumArguments, ensureBrowser } from './find-browser.ts';
import { expectScreen } from './fixtures.ts';
import { startStaticServer } from './static-server.ts';

const folder = new URL('../../.github/', import.meta.url);

/** Brings the page to the screen of the picture; so far that is the first one. */
async function showScreen(page: Page): Promise<void> {
  await expectScreen(page);
}

const { executablePath } = ensureBrowser();
const server = await startStaticServer();
const browser = await chromium.launch({
  args: [...chromiumArguments],
  ...(executablePath === undefined ? {} : { executablePath }),
});
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
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
