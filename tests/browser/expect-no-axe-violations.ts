// Accessibility as far as a machine can tell, in both themes.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { expect } from './fixtures.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 at AA, and axe's own good practices: landmarks, heading order. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with each violation's rule, its elements and axe's advice, in light and in dark. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  // By the debugger's protocol, not by a script element: the page's policy would stop that.
  await page.evaluate(axeSource);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const violations = await page.evaluate(async (values) => {
      // What is read last changes what is shown, and a button's colour with it: quiet for a while, then measured.
      await new Promise<void>((resolve) => {
        const done = (): void => {
          observer.disconnect();
          resolve();
        };
        let quiet = setTimeout(done, 200);
        const observer = new MutationObserver(() => {
          clearTimeout(quiet);
          quiet = setTimeout(done, 200);
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        // A clock on the page never rests.
        setTimeout(done, 2000);
      });
      // Colours that are on their way from one theme to the other would be measured halfway.
      // A spinner never ends, and a page that draws no frames ends nothing: so not for longer than a second.
      await Promise.race([
        Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
        new Promise((resolve) => setTimeout(resolve, 1000)),
      ]);
      const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
      });
      return found.violations.map(({ id, help, nodes }) => ({
        rule: `${id}: ${help}`,
        elements: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`),
      }));
    }, tags);
    expect(violations, `accessibility in ${colorScheme}, at ${page.url()}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}
