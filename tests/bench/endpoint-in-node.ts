// The endpoint's bench, in a Node of its own; the compiled files are named by the environment.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogFiles } from '../../src/core/catalog/catalog-files.ts';
import { measureEndpoint } from './endpoint.ts';

const folder = process.env['GATEHOUSE_DATA'] ?? '';

function load<Name extends keyof CatalogFiles>(name: Name): Promise<CatalogFiles[Name]> {
  const file = `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`;
  return Promise.resolve(JSON.parse(readFileSync(join(folder, file), 'utf8')) as CatalogFiles[Name]);
}

process.stdout.write(JSON.stringify(await measureEndpoint(load)));
