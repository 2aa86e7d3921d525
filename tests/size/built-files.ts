// What the built app consists of and which file needs which, read from dist as a browser would.

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { importsOf, scriptsOf } from '../lint/imports-of.ts';

export const builtAppUrl = new URL('../../dist/', import.meta.url);

/** Every file of the built app, by its path in dist with slashes. */
export function builtFiles(): readonly string[] {
  return readdirSync(fileURLToPath(builtAppUrl), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath.replaceAll('\\', '/'), entry.name))
    .map((path) => path.slice(fileURLToPath(builtAppUrl).replaceAll('\\', '/').length));
}

export function readBuilt(path: string): Buffer {
  return readFileSync(new URL(path, builtAppUrl));
}

/** What the page loads before anything runs: itself, its scripts with what they import, its style sheets. */
export function firstScreenFiles(): readonly string[] {
  const html = readBuilt('index.html').toString();
  const fromPage = [
    ...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g),
    ...html.matchAll(/<link\b[^>]*\brel="(?:stylesheet|modulepreload)"[^>]*\bhref="([^"]+)"/g),
  ].map((match) => join('.', match[1] ?? ''));
  return closure(['index.html', ...fromPage], (path) =>
    path.endsWith('.js')
      ? importsOf(path, readBuilt(path).toString())
          .filter(({ kind }) => kind === 'static')
          .map(({ specifier }) => join(dirname(path), specifier))
      : [],
  );
}

/** Code that these files name and may load later: lazy chunks with their styles, and workers. */
export function laterFiles(from: readonly string[]): readonly string[] {
  const code = new Set(builtFiles().filter((path) => /\.(js|css)$/.test(path)));
  const reached = closure(from, (path) =>
    path.endsWith('.js')
      ? stringsOf(path)
          .flatMap((text) => [join(dirname(path), text), join('.', text)])
          .filter((target) => code.has(target) && target !== 'service-worker.js')
      : [],
  );
  return reached.filter((path) => !from.includes(path));
}

/** The compiled data; `atStart`: what the worker loads before the first details are asked for. */
export function dataFiles({ atStart }: { readonly atStart: boolean }): readonly string[] {
  const data = builtFiles().filter((path) => /^assets\/.*\.json$/.test(path));
  return atStart ? data.filter((path) => /\/(services|policies|partitions)-[^-]+\.json$/.test(path)) : data;
}

/** The addresses in the service worker's precache manifest. Throws when it has none. */
export function precachedFiles(): readonly string[] {
  const urls: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const property = (name: string): ts.Expression | undefined =>
        node.properties.find(
          (member): member is ts.PropertyAssignment =>
            ts.isPropertyAssignment(member) && 'text' in member.name && member.name.text === name,
        )?.initializer;
      const url = property('url');
      if (url !== undefined && ts.isStringLiteralLike(url) && property('revision') !== undefined)
        urls.push(url.text);
    }
    ts.forEachChild(node, visit);
  };
  scriptsOf('service-worker.js', readBuilt('service-worker.js').toString()).forEach(visit);
  if (urls.length === 0) throw new Error('service-worker.js holds no precache manifest');
  return urls;
}

function closure(start: readonly string[], next: (path: string) => readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const queue = [...start];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    queue.push(...next(path));
  }
  return [...seen];
}

function stringsOf(path: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  scriptsOf(path, readBuilt(path).toString()).forEach(visit);
  return texts;
}
