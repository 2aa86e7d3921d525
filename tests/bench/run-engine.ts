// Runs the engine's bench in a Node of its own, bundled as the app's code is. What runs this file, tsx,
// wraps every function in a call that keeps its name, and compiling policies makes many functions.

import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { EngineMemory, EngineRatio, EngineReport, EngineRow } from './engine.ts';

export async function printEngine(): Promise<void> {
  const processors = cpus();
  const processor = processors[0]?.model.trim() ?? 'unknown processor';
  console.log(`engine: Node ${process.versions.node}, ${processor}, one thread, as bundled for the app`);
  const before = loadavg()[0] ?? 0;
  const { rows, ratios, memory } = measureApart(await bundle());
  const after = loadavg()[0] ?? 0;
  console.log(
    lineOf(['times a second', 'median', 'budget', 'ratio', 'slowest', 'fastest', 'passes'], shareNames),
  );
  for (const row of rows) console.log(rowLine(row));
  for (const ratio of ratios) console.log(ratioLine(ratio));
  console.log(memoryLine(memory));
  // The bench itself is about one: with much more than that, others had their share of the processors.
  console.log(
    `load before ${before.toFixed(1)}, after ${after.toFixed(1)}, of ${processors.length} processors`,
  );
  console.log('');
}

async function bundle(): Promise<string> {
  const built = await build({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    // Not minified: a profile of it can be read, and it is no slower.
    build: {
      ssr: fileURLToPath(new URL('engine.ts', import.meta.url)),
      write: false,
      minify: false,
      target: 'es2023',
    },
  });
  const chunk = 'output' in built ? built.output[0] : undefined;
  if (chunk === undefined) throw new Error('the engine bench was not bundled into one file');
  return chunk.code;
}

function measureApart(code: string): EngineReport {
  const { status, stdout, error } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module'], {
    input: code,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`the engine bench ended with status ${status}`);
  return JSON.parse(stdout) as EngineReport;
}

const shareNames = 'allowed / implicit / explicit deny';

function rowLine({ name, median, budget, slowest, fastest, passes, outcomes }: EngineRow): string {
  return lineOf(
    [
      name,
      count(median),
      budget === undefined ? '' : count(budget),
      budget === undefined ? '' : (median / budget).toFixed(2),
      count(slowest),
      count(fastest),
      String(passes),
    ],
    shares(outcomes),
  );
}

function lineOf([name = '', ...figures]: readonly string[], last: string): string {
  return `${name.padEnd(24)}${figures.map((figure) => figure.padStart(11)).join('')}  ${last}`;
}

function ratioLine({ name, ratio, target }: EngineRatio): string {
  const words = target.kind === 'at-least' ? 'at least' : 'at most';
  return `${name.padEnd(36)}${ratio.toFixed(2).padStart(8)}  target ${words} ${target.ratio}`;
}

function memoryLine({ actions, growth, outcomes }: EngineMemory): string {
  const bytes = growth.map((value) => `${value > 0 ? '+' : ''}${(value / 1024).toFixed(1)} KB`);
  return `heap, each ${count(actions)} new actions: ${bytes.join(', ')}  target: no growth; ${shares(outcomes)}`;
}

function shares({ allowed, implicitDeny, explicitDeny }: EngineRow['outcomes']): string {
  const all = allowed + implicitDeny + explicitDeny;
  return [allowed, implicitDeny, explicitDeny]
    .map((part) => `${((100 * part) / all).toFixed(1)}%`)
    .join(' / ');
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
