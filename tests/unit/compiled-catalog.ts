// The catalogue without its worker, over the files that the build compiles (see vitest.config.ts).

import { readFileSync } from 'node:fs';
import type { CatalogFiles } from '../../src/core/catalog/catalog-files.ts';
import { fileNameOf } from '../../src/data/compile-data.ts';
import { openCatalog, type OpenCatalog } from '../../workers/open-catalog.ts';

/** One for the whole test file: it is never changed. */
export function compiledCatalog(): OpenCatalog {
  opened ??= openCatalog((name) => Promise.resolve(compiledFile(name)));
  return opened;
}

let opened: OpenCatalog | undefined;

export function compiledFile<Name extends keyof CatalogFiles>(name: Name): CatalogFiles[Name] {
  const url = new URL(`../../src/generated/${fileNameOf(name)}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as CatalogFiles[Name];
}
