// Two names of what is compiled. One tells whether it must be compiled again: the same packages and the same
// program. The other tells which files belong together: the same data, so that a program that has only been
// tidied makes nobody download it again.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompileOptions } from './compile-data.ts';
import type { Sources } from './sources.ts';

/** The compiler, and the readers of the files, whose formats they are. */
const programs = ['.', '../core/catalog', '../core/shapes'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

/** What the compiled files depend on. */
export function inputsName(sources: Sources, options: CompileOptions): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(options));
  for (const { name, version } of Object.values(sources).flat()) hash.update(`${name}@${version}\n`);
  for (const folder of programs) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts'))
      .sort();
    for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  }
  return shortened(hash.digest('hex'));
}

/** What the compiled files hold, before they are given this name. */
export function dataName(files: object): string {
  return shortened(createHash('sha256').update(JSON.stringify(files)).digest('hex'));
}

function shortened(hash: string): string {
  return hash.slice(0, 12);
}
