// Draws the PNG icons of the web manifest from static/icon.svg, in a browser. Run by hand when the mark
// changes (`npx tsx tests/browser/render-icons.ts`); what it draws is committed.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumArguments, ensureBrowser } from './find-browser.ts';

const folder = new URL('../../static/', import.meta.url);

const { executablePath } = ensureBrowser();
const browser = await chromium.launch({
  args: [...chromiumArguments],
  ...(executablePath === undefined ? {} : { executablePath }),
});
const svg = await readFile(new URL('icon.svg', folder), 'utf8');
await draw(svg, 192, 'icon-192.png');
await draw(svg, 512, 'icon-512.png');
// A system may cut a maskable icon down to the circle of 80 % (W3C, Web App Manifest, "Icon masks"): the
// ground runs to the edges, and the mark, whose corners lie just within it, stays as it is.
await draw(svg.replace(' rx="14"', ''), 512, 'icon-maskable-512.png');
await browser.close();

async function draw(source: string, size: number, name: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${source}`);
  await page.screenshot({ path: fileURLToPath(new URL(name, folder)), omitBackground: true });
  await page.close();
}
