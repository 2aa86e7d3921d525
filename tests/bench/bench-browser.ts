// The browser of the benches: one profile on disk, so that a closed browser can be started again with
// what it had stored.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { chromiumArguments, ensureBrowser } from '../browser/find-browser.ts';

export interface BenchProfile {
  /** Starts a fresh browser process on this profile. */
  launch(): Promise<BrowserContext>;
  /** Closes what is still open and deletes the profile. */
  remove(): Promise<void>;
}

export async function makeBenchProfile(): Promise<BenchProfile> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const { executablePath } = ensureBrowser();
  const open = new Set<BrowserContext>();
  return {
    async launch() {
      const context = await chromium.launchPersistentContext(directory, {
        args: [...chromiumArguments],
        ...(executablePath === undefined ? {} : { executablePath }),
      });
      open.add(context);
      context.on('close', () => open.delete(context));
      // tsx compiles named functions to calls of a helper, which functions sent to the page lack there.
      await context.addInitScript({ content: 'globalThis.__name ??= (value) => value' });
      return context;
    },
    async remove() {
      for (const context of open) await context.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Slows the page's processor, as the developer tools do; 4 stands for a phone of the middle class. */
export async function slowProcessor(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}
