// Browser tests on the built app. Run by run.ts, which builds nothing: `npm run build` comes first.

import { defineConfig } from '@playwright/test';
import { chromiumArguments, findBrowser, otherEngines } from './find-browser.ts';

const executablePath = findBrowser()?.executablePath;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: './results/artifacts',
  // Two processors, and each test a fresh profile: more workers would wait for each other.
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  // A test that passes at the second try is a test that fails.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: './results/report.json' }]],
  use: {
    trace: 'retain-on-failure',
    // Workers and pages speak of the learner's own time; tests must not depend on where they run.
    locale: 'en-GB',
    timezoneId: 'UTC',
    // Axe measures colours, and a page in the middle of a transition has none that count.
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          args: [...chromiumArguments],
          ...(executablePath === undefined ? {} : { executablePath }),
        },
      },
    },
    // The walk, a test tagged `@walk`, runs in every engine that is ready. Tests of the
    // service worker and of memory rest on Chromium's own protocol.
    ...otherEngines().map((browserName) => ({
      name: browserName,
      grep: /@walk/,
      use: { browserName },
    })),
  ],
});
