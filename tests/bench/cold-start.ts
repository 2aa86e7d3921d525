// Cold start: a new browser process, no network, the app from the service worker's store.

import { readyOffline } from '../browser/fixtures.ts';
import { startStaticServer } from '../browser/static-server.ts';
import type { Bench } from './bench.ts';
import { makeBenchProfile, slowProcessor } from './bench-browser.ts';

const runs = 7;

export const coldStart: Bench = {
  name: 'cold-start',
  measures: 'navigation to first screen, offline, new process, CPU 4x slower',
  async run() {
    const server = await startStaticServer();
    const profile = await makeBenchProfile();
    try {
      const first = await profile.launch();
      const visit = await first.newPage();
      await visit.goto(server.url);
      await readyOffline(visit);
      await first.close();
      await server.close();

      const times: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        const context = await profile.launch();
        await context.addInitScript(observeFirstScreen);
        await context.setOffline(true);
        const page = await context.newPage();
        await slowProcessor(page, 4);
        await page.goto(server.url);
        const handle = await page.waitForFunction(() => (globalThis as FirstScreen).firstScreenAt);
        times.push((await handle.jsonValue()) ?? Number.NaN);
        await context.close();
      }
      return times;
    } finally {
      await profile.remove();
      await server.close();
    }
  },
};

interface FirstScreen {
  firstScreenAt?: number;
}

/** Runs in the page: notes when the first frame with a screen's heading has been painted. */
function observeFirstScreen(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('h1') === null) return;
    observer.disconnect();
    // The frame callback comes before painting; the one after it, when that frame is out.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        (globalThis as FirstScreen).firstScreenAt = performance.now();
      }),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}
