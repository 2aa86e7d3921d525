// `npm run bench [name…]`: measures the built app in a browser and prints a table. Build first.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { builtApp } from '../browser/static-server.ts';
import { summarize } from './bench.ts';
import type { Bench } from './bench.ts';
import { clickToDecision, clickToDecisionSlow } from './click-to-decision.ts';
import { coldStart } from './cold-start.ts';

const benches: readonly Bench[] = [coldStart, clickToDecision, clickToDecisionSlow];

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    console.error(
      `no bench is named ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}`,
    );
    return 1;
  }
  if (!existsSync(join(builtApp, 'index.html'))) {
    console.error('dist/ holds no built app: run `npm run build` first');
    return 1;
  }
  let failed = false;
  console.log(row(['bench', 'median', 'fastest', 'slowest', 'runs', 'measures']));
  for (const bench of benches) {
    if (names.length > 0 && !names.includes(bench.name)) continue;
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
