// `npm run size`: holds dist to the byte budgets of DESIGN §6 and prints where the bytes are. The budget
// "until Create user works" is held on real traffic by tests/browser/budget.spec.ts; what is printed here
// beside it is what could be loaded at most.

import { budgets, inKilobytes, totalTransferSize, transferSize } from './budgets.ts';
import { dataFiles, firstScreenFiles, laterFiles, precachedFiles } from './built-files.ts';

interface Row {
  readonly name: string;
  readonly bytes: number;
  readonly budget: number | undefined;
}

function main(): number {
  const firstScreen = firstScreenFiles();
  const later = laterFiles(firstScreen);
  const precached = precachedFiles();
  const rows: readonly Row[] = [
    { name: 'first screen', bytes: totalTransferSize(firstScreen), budget: budgets.firstScreen },
    {
      name: 'all code that may be loaded later',
      bytes: totalTransferSize(later),
      budget: undefined,
    },
    {
      name: 'compiled data at start',
      bytes: totalTransferSize(dataFiles({ atStart: true })),
      budget: budgets.dataAtStart,
    },
    {
      name: 'all compiled data',
      bytes: totalTransferSize(dataFiles({ atStart: false })),
      budget: budgets.allData,
    },
    { name: 'all that is precached', bytes: totalTransferSize(precached), budget: budgets.precached },
  ];

  for (const [title, paths] of [
    ['First screen', firstScreen],
    ['Loaded later', later],
  ] as const) {
    console.log(`${title}, gzip:`);
    for (const path of bySize(paths))
      console.log(`  ${inKilobytes(transferSize(path)).padStart(10)}  ${path}`);
  }
  console.log('\nBudgets, gzip:');
  for (const { name, bytes, budget } of rows) {
    const verdict = budget === undefined ? '' : bytes <= budget ? 'ok' : 'OVER';
    const of = budget === undefined ? '' : `of ${inKilobytes(budget)}`;
    console.log(`  ${name.padEnd(36)} ${inKilobytes(bytes).padStart(10)} ${of.padEnd(14)} ${verdict}`);
  }
  return rows.some(({ bytes, budget }) => budget !== undefined && bytes > budget) ? 1 : 0;
}

function bySize(paths: readonly string[]): readonly string[] {
  return [...paths].sort((a, b) => transferSize(b) - transferSize(a));
}

process.exitCode = main();
