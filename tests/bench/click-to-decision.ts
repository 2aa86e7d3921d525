// Click to decision: from the click on "Send" until the frame that shows the decision has been painted.

import type { Page } from '@playwright/test';
import { readyOffline } from '../browser/fixtures.ts';
import { createAccount } from '../browser/journeys.ts';
import { startStaticServer } from '../browser/static-server.ts';
import type { Bench } from './bench.ts';
import { makeBenchProfile, slowProcessor } from './bench-browser.ts';

const runs = 50;

/** How the request screen is brought to where one click sends, and where its decision appears. */
interface RequestScreen {
  /** From the console, signed in as root, to a filled request form. */
  prepare(page: Page): Promise<void>;
  readonly sendButton: string;
  /** CSS selector of what exists only while a decision is shown; sending again removes it first. */
  readonly decision: string;
}

// Given once the request screen exists (issue 2); until then the bench says that it cannot measure.
const requestScreen: RequestScreen | undefined = undefined as RequestScreen | undefined;

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
  if (requestScreen === undefined) throw new Error('the request screen does not exist yet');
  const server = await startStaticServer();
  const profile = await makeBenchProfile();
  try {
    const context = await profile.launch();
    const page = await context.newPage();
    await page.goto(server.url);
    await readyOffline(page);
    await createAccount(page);
    await requestScreen.prepare(page);
    await slowProcessor(page, slower);
    const times: number[] = [];
    // One more than counted: the first starts the workers.
    for (let run = 0; run <= runs; run += 1)
      times.push(await page.evaluate(clickAndWait, { ...requestScreen, prepare: undefined }));
    await context.close();
    return times.slice(1);
  } finally {
    await server.close();
    await profile.remove();
  }
}

/** Runs in the page, so that no message between test and browser is measured. */
function clickAndWait({
  sendButton,
  decision,
}: Pick<RequestScreen, 'sendButton' | 'decision'>): Promise<number> {
  return new Promise((resolve, reject) => {
    const button = document.querySelector<HTMLElement>(sendButton);
    if (button === null) return reject(new Error(`no element matches ${sendButton}`));
    const before = document.querySelector(decision);
    const start = performance.now();
    const look = (): void => {
      const now = document.querySelector(decision);
      if (now === null || now === before) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
    button.click();
  });
}
