// The budgets of DESIGN §6 for bytes, and the one way bytes are counted: gzip at its best, as hosts send.

import { gzipSync } from 'node:zlib';
import { readBuilt } from './built-files.ts';

const kilobyte = 1000;

export const budgets = {
  /** `index.html` and what it loads before anything runs, without fonts and icons. */
  firstScreen: 120 * kilobyte,
  /** All code fetched until "Create user" works on an empty profile, workers and endpoint included. */
  firstUse: 200 * kilobyte,
  /** Compiled data fetched by then, which the budget above leaves out. */
  dataAtStart: 150 * kilobyte,
  /** All compiled data, AWS's prose included. */
  allData: 850 * kilobyte,
  /** Everything the service worker stores. */
  precached: 1600 * kilobyte,
} as const;

/** Bytes after gzip at level 9. What is compressed already grows a little, and is counted as it is. */
export function transferSize(path: string): number {
  const content = readBuilt(path);
  return /\.(woff2|png)$/.test(path) ? content.length : gzipSync(content, { level: 9 }).length;
}

export function totalTransferSize(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + transferSize(path), 0);
}

/** Thousands of bytes with one decimal. */
export function inKilobytes(bytes: number): string {
  return `${(bytes / kilobyte).toFixed(1)} KB`;
}
