// What the README says is not simulated, against the services.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { iam, sts, type Service } from '../../src/cloud/services.ts';
import { openShapes } from '../../src/core/shapes/shapes-file.ts';
import { compiledCatalog } from './compiled-catalog.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

async function missing(service: Service): Promise<readonly string[]> {
  const stored = await compiledCatalog().shapes(service.name);
  if (stored === undefined) throw new Error(`no shapes of ${service.name}`);
  const simulated = await service.operations();
  return [...openShapes(stored).operations.keys()].filter((name) => !simulated.has(name));
}

it('names each operation of IAM and STS that is not simulated, and no other', async () => {
  const row = readme.split('\n').find((line) => line.startsWith('| Not simulated')) ?? '';
  const named = [...row.matchAll(/`([A-Z][A-Za-z]+)`/g)]
    .map(([, name]) => name)
    .filter((name) => name !== 'NotImplemented');
  expect(named.toSorted()).toEqual([...(await missing(iam)), ...(await missing(sts))].toSorted());
});
