// One connection for each sandbox in a page, for as long as anybody holds it.

import { expect, it } from 'vitest';
import type { SandboxStorage } from '../../../src/db/open-storage.ts';
import { shareSandboxes } from '../../../src/db/share-sandboxes.ts';

function counted() {
  const log: string[] = [];
  const open = shareSandboxes((id) => {
    log.push(`open ${id}`);
    return { store: {}, revision: {}, close: () => log.push(`close ${id}`) } as unknown as SandboxStorage;
  });
  return { open, log };
}

it('opens once for all holders, and closes with the last', () => {
  const { open, log } = counted();
  const [first, second, other] = [open('a'), open('a'), open('b')];
  expect(second.store).toBe(first.store);
  first.close();
  first.close();
  expect(log).toEqual(['open a', 'open b']);
  second.close();
  other.close();
  expect(log).toEqual(['open a', 'open b', 'close a', 'close b']);
});

it('opens anew after that', () => {
  const { open, log } = counted();
  open('a').close();
  open('a');
  expect(log).toEqual(['open a', 'close a', 'open a']);
});
