// `npm test`: everything that must hold, in the order in which it fails fastest. Stops at the first
// failure; the last line, alone, is `N passed, N failed` over unit, property and browser tests.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Step {
  readonly name: string;
  readonly script: string;
  readonly words?: readonly string[];
  /** The JSON report that the step leaves, and how it is counted. */
  readonly report?: { readonly path: string; readonly count: (report: unknown) => Count };
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const unitReport = `${root}tests/unit/results/report.json`;
const browserReport = `${root}tests/browser/results/report.json`;

const steps: readonly Step[] = [
  { name: 'types', script: 'check' },
  { name: 'lint', script: 'lint' },
  {
    name: 'unit and property tests',
    script: 'unit',
    words: ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    report: { path: unitReport, count: countVitest },
  },
  { name: 'build', script: 'build' },
  { name: 'size budgets', script: 'size' },
  {
    name: 'browser tests',
    script: 'e2e',
    report: { path: browserReport, count: countPlaywright },
  },
];

function main(): number {
  let passed = 0;
  let failed = 0;
  const times: string[] = [];
  for (const { name, script, words = [], report } of steps) {
    console.log(`\n== ${name} (npm run ${script})`);
    if (report !== undefined) rmSync(report.path, { force: true });
    const start = performance.now();
    const ok = run(script, words);
    times.push(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    const count = report === undefined ? { passed: 0, failed: 0 } : readCount(report);
    passed += count.passed;
    // A step that fails without a failed test (types, a crash, no tests at all) is a failure by itself.
    failed += ok && count.failed === 0 ? 0 : Math.max(1, count.failed);
    if (failed > 0) break;
  }
  console.log(`\n${times.join('\n')}\n`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

function run(script: string, words: readonly string[]): boolean {
  const { status, error } = spawnSync('npm', ['run', '--silent', script, '--', ...words], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error !== undefined) console.error(`npm run ${script} could not be started: ${error.message}`);
  return status === 0;
}

function readCount({ path, count }: NonNullable<Step['report']>): Count {
  // No report: the step died before it wrote one, and its exit status tells.
  if (!existsSync(path)) return { passed: 0, failed: 0 };
  return count(JSON.parse(readFileSync(path, 'utf8')));
}

function countVitest(report: unknown): Count {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = report as Record<string, number>;
  const failedTests = numFailedTests ?? 0;
  // A file that cannot be loaded has no failed test in it.
  return {
    passed: numPassedTests ?? 0,
    failed: Math.max(failedTests, Math.min(1, numFailedTestSuites ?? 0)),
  };
}

function countPlaywright(report: unknown): Count {
  const { stats } = report as { stats: { expected: number; unexpected: number; flaky: number } };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

process.exitCode = main();
