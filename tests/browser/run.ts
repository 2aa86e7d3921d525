// `npm run e2e`: finds or gets a browser, then runs Playwright on what `npm run build` has built. What
// follows on the command line goes to Playwright: `npm run e2e -- offline --headed`.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, readyEngines } from './find-browser.ts';
import { builtApp } from './static-server.ts';

async function main(): Promise<number> {
  if (!existsSync(join(builtApp, 'index.html'))) {
    console.error('dist/ holds no built app: run `npm run build` first');
    return 1;
  }
  try {
    const browser = ensureBrowser();
    const others = await readyEngines();
    process.env['GATEHOUSE_ENGINES'] = others.join(',');
    console.log(`Browser: ${[browser.description, ...others].join(', ')}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
  const words = ['playwright', 'test', '-c', 'tests/browser', ...process.argv.slice(2)];
  const shell = process.platform === 'win32';
  return spawnSync('npx', words, { stdio: 'inherit', shell }).status ?? 1;
}

process.exitCode = await main();
