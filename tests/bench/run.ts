// `npm run bench [name…]`: measures the built app in a browser, the catalogue and the policy engine in Node,
// signing in both, and the bytes of the data, and prints tables. Build first; engine, signing and
// endpoint need no build.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { builtApp } from '../browser/static-server.ts';
import { budgets, inKilobytes, totalTransferSize } from '../size/budgets.ts';
import { dataFiles } from '../size/built-files.ts';
import { summarize } from './bench.ts';
import type { Bench, Comparison } from './bench.ts';
import { catalogComparisons } from './catalog.ts';
import { clickToDecision, clickToDecisionSlow } from './click-to-decision.ts';
import { coldStart } from './cold-start.ts';
import { printEndpoint } from './run-endpoint.ts';
import { printEngine } from './run-engine.ts';
import { printSigning } from './run-signing.ts';

const benches: readonly Bench[] = [coldStart, clickToDecision, clickToDecisionSlow];
/** What takes microseconds, or is counted in bytes: `npm run bench catalog`. */
const catalog = 'catalog';
/** What is counted a second: `npm run bench engine`. */
const engine = 'engine';
/** Beside the signers of others: `npm run bench signing`. */
const signing = 'signing';
/** Signed requests through all of the simulated AWS: `npm run bench endpoint`. */
const endpoint = 'endpoint';

async function main(names: readonly string[]): Promise<number> {
  const known = [catalog, engine, signing, endpoint, ...benches.map(({ name }) => name)];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`no bench is named ${unknown.join(', ')}; there are ${known.join(', ')}`);
    return 1;
  }
  const isAsked = (name: string): boolean => names.length === 0 || names.includes(name);
  const needsApp = names.length === 0 || names.some((name) => ![engine, signing, endpoint].includes(name));
  if (needsApp && !existsSync(join(builtApp, 'index.html'))) {
    console.error('dist/ holds no built app: run `npm run build` first');
    return 1;
  }
  if (isAsked(catalog)) printCatalog();
  if (isAsked(engine)) await printEngine();
  if (isAsked(signing)) await printSigning();
  if (isAsked(endpoint)) await printEndpoint();
  if (!benches.some(({ name }) => isAsked(name))) return 0;
  let failed = false;
  console.log(row(['bench', 'median', 'fastest', 'slowest', 'runs', 'measures']));
  for (const bench of benches) {
    if (!isAsked(bench.name)) continue;
    try {
      const { median, fastest, slowest, runs } = summarize(await bench.run());
      const figures = [median, fastest, slowest].map((milliseconds) => `${milliseconds.toFixed(1)} ms`);
      console.log(row([bench.name, ...figures, String(runs), bench.measures]));
    } catch (error) {
      failed = true;
      console.log(
        row([
          bench.name,
          '-',
          '-',
          '-',
          '0',
          `not measured: ${error instanceof Error ? error.message : String(error)}`,
        ]),
      );
    }
  }
  return failed ? 1 : 0;
}

function printCatalog(): void {
  console.log('catalogue                    median      budget       plain       ratio  measures');
  for (const comparison of catalogComparisons()) console.log(comparisonRow(comparison));
  console.log('');
  for (const [name, atStart, budget] of [
    ['data at start', true, budgets.dataAtStart],
    ['all data', false, budgets.allData],
  ] as const) {
    const bytes = totalTransferSize(dataFiles({ atStart }));
    console.log(`${name.padEnd(24)}${inKilobytes(bytes).padStart(11)} gzip of ${inKilobytes(budget)}`);
  }
  console.log('');
}

function comparisonRow({ name, measures, microseconds, budget, plain }: Comparison): string {
  const figures = [
    inMicroseconds(microseconds),
    budget === undefined ? '' : inMicroseconds(budget),
    inMicroseconds(plain.microseconds),
    `${(plain.microseconds / microseconds).toFixed(1)} x`,
  ];
  return `${name.padEnd(24)}${figures.map((figure) => figure.padStart(12)).join('')}  ${measures}; plain: ${plain.name}`;
}

function inMicroseconds(microseconds: number): string {
  return `${microseconds < 100 ? microseconds.toFixed(1) : microseconds.toFixed(0)} us`;
}

function row([
  name = '',
  median = '',
  fastest = '',
  slowest = '',
  runs = '',
  measures = '',
]: readonly string[]): string {
  const figures = [median, fastest, slowest].map((figure) => figure.padStart(11)).join('');
  return `${name.padEnd(24)}${figures}${runs.padStart(6)}  ${measures}`;
}

process.exitCode = await main(process.argv.slice(2));
