// A second version of the built app, for the tests of updating.

import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtApp } from './static-server.ts';

/**
 * Copies the built app to a temporary folder and changes it as a deployment would: another `index.html`,
 * recognizable by `<meta name="test-version">`, and a service worker that knows its new revision.
 */
export async function makeNewVersion(version: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-version-'));
  await cp(builtApp, directory, { recursive: true });

  const page = join(directory, 'index.html');
  const html = (await readFile(page, 'utf8')).replace(
    '</head>',
    `<meta name="test-version" content="${version}"></head>`,
  );
  await writeFile(page, html);

  const script = join(directory, 'service-worker.js');
  const before = await readFile(script, 'utf8');
  const revision = createHash('md5').update(html).digest('hex');
  const after = withRevision(before, 'index.html', revision);
  if (after === before) throw new Error('service-worker.js has no precache entry for index.html');
  await writeFile(script, after);
  return directory;
}

// The order of the two properties is the bundler's choice.
function withRevision(script: string, url: string, revision: string): string {
  const name = url.replaceAll('.', '\\.');
  const quote = '["\'`]';
  const urlProperty = `"?url"?:\\s*${quote}${name}${quote}`;
  const revisionProperty = `"?revision"?:\\s*${quote}[0-9a-f]+${quote}`;
  return script
    .replace(new RegExp(`(${urlProperty},\\s*)${revisionProperty}`), `$1"revision":"${revision}"`)
    .replace(new RegExp(`${revisionProperty}(,\\s*${urlProperty})`), `"revision":"${revision}"$1`);
}
