// Compiling into a folder: when it is done again, and that the same goes in as comes out.

import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileData, compileIfStale } from '../../../src/data/compile-data.ts';

const folder = `${mkdtempSync(join(tmpdir(), 'gatehouse-data-'))}/`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contents = (): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('compiling the data', () => {
  it('is done once, with the same bytes each time', () => {
    expect(compileIfStale({ prose: true }, folder)).toBe(true);
    const first = contents();
    expect(Object.keys(first).sort()).toEqual([
      'compiled-from.json',
      'data-sets.json',
      'details.json',
      'operations.json',
      'partitions.json',
      'policies.json',
      'policy-documents.json',
      'policy-prose.json',
      'prose.json',
      'services.json',
      'shapes.json',
    ]);
    expect(compileIfStale({ prose: true }, folder)).toBe(false);
    rmSync(join(folder, 'compiled-from.json'));
    expect(compileIfStale({ prose: true }, folder)).toBe(true);
    expect(contents()).toEqual(first);
  });

  it.each<[string, () => void]>([
    ['the marker is cut short', () => writeFileSync(join(folder, 'compiled-from.json'), '{"inputs":"a')],
    ['a file is gone', () => rmSync(join(folder, 'prose.json'))],
    ['a file is empty', () => writeFileSync(join(folder, 'details.json'), '')],
  ])('is done again when %s', (_, break_) => {
    const before = contents();
    break_();
    expect(compileIfStale({ prose: true }, folder)).toBe(true);
    expect(contents()).toEqual(before);
    expect(compileIfStale({ prose: true }, folder)).toBe(false);
  });

  it('leaves AWS’s prose out where that is wanted, and names the build otherwise', () => {
    const [with_, without] = [compileData({ prose: true }), compileData({ prose: false })];
    expect(without.prose.actions).toEqual([]);
    expect(without.policyProse.descriptions).toEqual([]);
    expect({ ...without.details, build: '' }).toEqual({ ...with_.details, build: '' });
    expect(without.services.build).not.toBe(with_.services.build);
    for (const file of Object.values(without)) expect(file).toHaveProperty('build', without.services.build);
  });
});
