// Runs the signing bench in a Node of its own and in a page of Chromium, the same code bundled for each, and
// prints what was measured.

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { startStaticServer } from '../browser/static-server.ts';
import { makeBenchProfile } from './bench-browser.ts';
import { signerNames } from './signing-signers.ts';
import { signingBudgets, signingRows, type SigningBudget, type SigningFigures } from './signing-summary.ts';

interface Measured {
  readonly where: string;
  readonly figures: readonly SigningFigures[];
}

export async function printSigning(): Promise<void> {
  const processors = cpus();
  const processor = processors[0]?.model.trim() ?? 'unknown processor';
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-signing-'));
  try {
    for (const measure of [measureInNode, measureInChromium]) {
      const before = loadavg()[0] ?? 0;
      const { where, figures } = await measure(folder);
      const after = loadavg()[0] ?? 0;
      print(`signing: ${where}, ${processor}, one after another, as bundled for the app`, figures);
      // The bench itself is about one: with much more than that, others had their share of the processors.
      console.log(
        `load before ${before.toFixed(1)}, after ${after.toFixed(1)}, of ${processors.length} processors`,
      );
      console.log('');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureInNode(folder: string): Promise<Measured> {
  await bundle('signing-in-node.ts', join(folder, 'node'), { ssr: { noExternal: true } });
  const { status, stdout, error } = spawnSync(
    process.execPath,
    ['--expose-gc', join(folder, 'node/bench.mjs')],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`the signing bench ended with status ${status}`);
  return { where: `Node ${process.versions.node}`, figures: JSON.parse(stdout) as Measured['figures'] };
}

async function measureInChromium(folder: string): Promise<Measured> {
  const directory = join(folder, 'page');
  await bundle('signing-in-page.ts', directory, {});
  await writeFile(
    join(directory, 'index.html'),
    '<!doctype html><title>Signing</title><script type="module" src="bench.mjs"></script>\n',
  );
  // On 127.0.0.1, which is a secure context: elsewhere a page has no WebCrypto.
  const server = await startStaticServer({ directory });
  const profile = await makeBenchProfile();
  try {
    const page = await (await profile.launch()).newPage();
    await page.goto(server.url);
    const figures = await page.evaluate<Measured['figures']>('measureSigning()');
    const version = await page.evaluate(() => /Chrome\/[\d.]+/.exec(navigator.userAgent)?.[0]);
    return { where: version ?? 'the browser', figures };
  } finally {
    await profile.remove();
    await server.close();
  }
}

/** Libraries too: what their users bundle for a browser is measured, and in Node the same code. */
async function bundle(entry: string, outDir: string, more: InlineConfig): Promise<void> {
  await build({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ...more,
    build: {
      outDir,
      ssr: 'ssr' in more,
      rolldownOptions: {
        input: fileURLToPath(new URL(entry, import.meta.url)),
        output: { entryFileNames: 'bench.mjs' },
      },
      // Not minified: a profile of it can be read, and it is no slower.
      minify: false,
      modulePreload: false,
      target: 'es2023',
    },
  });
}

function print(title: string, figures: readonly SigningFigures[]): void {
  console.log(title);
  console.log(line(['signatures a second', 'cached key', 'of ours', 'fresh key', 'of ours']));
  const rows = signingRows(figures);
  for (const name of signerNames) {
    const cells = (['cached', 'fresh'] as const).flatMap((keyUse) =>
      rows
        .filter((row) => row.name === name && row.keyUse === keyUse)
        .flatMap(({ median, ofOurs }) => [
          Math.round(median).toLocaleString('en-US'),
          name === 'ours' ? '' : ofOurs.toFixed(2),
        ]),
    );
    console.log(line([name, ...cells]));
  }
  for (const budget of signingBudgets(figures)) console.log(budgetLine(budget));
}

function line([name = '', ...figures]: readonly string[]): string {
  return `${name.padEnd(28)}${figures.map((figure) => figure.padStart(11)).join('')}`.trimEnd();
}

function budgetLine({ name, ratio, atLeast, kept }: SigningBudget): string {
  // Rounded down, so that what is short does not read as if it were not.
  const figure = (Math.floor(ratio * 100) / 100).toFixed(2);
  return `${name.padEnd(44)}${figure.padStart(7)}  budget at least ${atLeast}: ${kept ? 'ok' : 'short'}`;
}
