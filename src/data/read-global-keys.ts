// The global condition keys, which the package has in its program and not in its data.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { InstalledPackage } from './installed-package.ts';

export interface StoredGlobalKey {
  readonly key: string;
  readonly type: string;
  readonly category: string;
}

/** Throws when the package no longer tells them. */
export function readGlobalKeys(from: InstalledPackage): readonly StoredGlobalKey[] {
  const load = createRequire(import.meta.url);
  const { globalConditionKeys } = load(join(from.directory, 'dist/cjs/globalConditionKeys.js')) as {
    readonly globalConditionKeys?: readonly StoredGlobalKey[];
  };
  if (globalConditionKeys === undefined || globalConditionKeys.length === 0) {
    throw new Error(`${from.name} ${from.version} has no global condition keys`);
  }
  return globalConditionKeys;
}
