// The name of a build: the same packages and the same program give the same files under the same name.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompileOptions } from './compile-data.ts';
import type { Sources } from './sources.ts';

/** The compiler, and the readers of the files, whose formats they are. */
const programs = ['.', '../core/catalog'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

export function buildName(sources: Sources, options: CompileOptions): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(options));
  for (const { name, version } of Object.values(sources).flat()) hash.update(`${name}@${version}\n`);
  for (const folder of programs) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
