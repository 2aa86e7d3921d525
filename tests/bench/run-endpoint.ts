// Runs the endpoint's bench in a Node of its own, bundled as the app's code is.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { compileIfStale } from '../../src/data/compile-data.ts';
import type { EndpointReport, EndpointRow } from './endpoint.ts';

export async function printEndpoint(): Promise<void> {
  compileIfStale({ prose: true });
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  console.log(`endpoint: Node ${process.versions.node}, ${processor}, one thread, the store in memory`);
  const before = loadavg()[0] ?? 0;
  const { rows } = await measureApart();
  const after = loadavg()[0] ?? 0;
  for (const row of rows) console.log(lineOf(row));
  console.log(`load before ${before.toFixed(1)}, after ${after.toFixed(1)}, of ${cpus().length} processors`);
  console.log('');
}

async function measureApart(): Promise<EndpointReport> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-endpoint-'));
  try {
    await build({
      root: fileURLToPath(new URL('../..', import.meta.url)),
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: fileURLToPath(new URL('endpoint-in-node.ts', import.meta.url)),
        outDir: folder,
        emptyOutDir: true,
        minify: false,
        target: 'es2023',
        rolldownOptions: { output: { entryFileNames: 'endpoint.mjs' } },
      },
    });
    const data = fileURLToPath(new URL('../../src/generated/', import.meta.url));
    const { status, stdout, error } = spawnSync(process.execPath, [join(folder, 'endpoint.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, GATEHOUSE_DATA: data },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`the endpoint's bench ended with status ${status}`);
    return JSON.parse(stdout) as EndpointReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lineOf({ name, value, unit, budget, bound }: EndpointRow): string {
  const figure = unit === '/s' ? Math.round(value).toLocaleString('en') : value.toFixed(2);
  const kept = bound === 'least' ? value >= budget : value <= budget;
  const limit = `budget at ${bound} ${budget.toLocaleString('en')}: ${kept ? 'ok' : 'short'}`;
  return `${name.padEnd(48)}${`${figure} ${unit}`.padStart(14)}  ${limit}`;
}
