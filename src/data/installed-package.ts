// Finds a package in node_modules and what it says of itself. The packages hide their data behind
// `exports`, so files are reached from the package's folder and not by module names.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface InstalledPackage {
  /** As published; an alias in package.json is left behind. */
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** The day that it was made, `2026-09-26`, where the package says so. */
  readonly date: string | undefined;
  readonly directory: string;
}

const resolveFrom = createRequire(import.meta.url);

/** By the name it is installed under, which may be an alias. Throws when it is not installed. */
export function installedPackage(installedAs: string): InstalledPackage {
  let directory = dirname(resolveFrom.resolve(installedAs));
  for (;;) {
    const manifest = join(directory, 'package.json');
    if (existsSync(manifest)) {
      const { name, version, license, updatedAt } = readJson(manifest) as Record<string, string | undefined>;
      // Folders inside a package may have a manifest of their own, which has no version.
      if (name !== undefined && version !== undefined) {
        return { name, version, licence: license ?? 'unknown', date: updatedAt?.slice(0, 10), directory };
      }
    }
    const parent = dirname(directory);
    if (parent === directory) throw new Error(`no package.json above the main file of ${installedAs}`);
    directory = parent;
  }
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
