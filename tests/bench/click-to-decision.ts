// Click to decision: from the click on "Send" until the frame that shows the decision has been painted.

import { readyOffline } from '../browser/fixtures.ts';
import { composeRequest, createAccessKey, createAccount, createUser } from '../browser/journeys.ts';
import { startStaticServer } from '../browser/static-server.ts';
import type { Bench } from './bench.ts';
import { makeBenchProfile, slowProcessor } from './bench-browser.ts';

const runs = 50;

export const clickToDecision: Bench = {
  name: 'click-to-decision',
  measures: 'click on Send to the decision on screen',
  run: () => measure({ slower: 1 }),
};

export const clickToDecisionSlow: Bench = {
  name: 'click-to-decision-slow',
  measures: 'click on Send to the decision on screen, CPU 4x slower',
  run: () => measure({ slower: 4 }),
};

async function measure({ slower }: { slower: number }): Promise<readonly number[]> {
  const server = await startStaticServer();
  const profile = await makeBenchProfile();
  try {
    const context = await profile.launch();
    const page = await context.newPage();
    await page.goto(server.url);
    await readyOffline(page);
    await createAccount(page);
    await createUser(page, 'alice');
    await createAccessKey(page);
    await composeRequest(page, { service: 'iam', action: 'ListUsers' });
    const send = page.getByRole('button', { name: 'Send', exact: true });
    await slowProcessor(page, slower);
    const times: number[] = [];
    // One more than counted: the first starts what is started late.
    for (let run = 0; run <= runs; run += 1) times.push(await send.evaluate(clickAndWait));
    return times.slice(1);
  } finally {
    await profile.remove();
    await server.close();
  }
}

/** Runs in the page, so that no message between test and browser is measured. */
async function clickAndWait(button: HTMLElement | SVGElement): Promise<number> {
  // The decision on screen is the one whose request ID stands beside it.
  const shown = (): string | undefined => document.querySelector('main a[href^="#/requests/"]')?.textContent;
  const frame = (): Promise<number> => new Promise(requestAnimationFrame);
  const until = async (what: string, condition: () => boolean): Promise<void> => {
    const end = performance.now() + 10_000;
    while (!condition()) {
      if (performance.now() > end) throw new Error(`waited 10 s in vain for ${what}`);
      await frame();
    }
  };
  // A click while the last one is being dealt with is ignored.
  await until('the Send button', () => button.matches(':enabled:not([aria-busy])'));
  const before = shown();
  const start = performance.now();
  button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  await until('a new decision', () => shown() !== undefined && shown() !== before);
  // Seen before a frame is painted; one more and it is out.
  await frame();
  return performance.now() - start;
}
