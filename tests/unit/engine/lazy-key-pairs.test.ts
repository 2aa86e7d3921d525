import { expect, it, vi } from 'vitest';
import { makeKeyPairs } from '../../../src/engine/key-pairs.ts';
import { lazyKeyPairs } from '../../../src/engine/lazy-key-pairs.ts';

const key = { issuer: 'https://idp.example.com', algorithm: 'ES384' } as const;
const bytes = Uint8Array.of(1, 2, 3);

it('loads at the first use, and once', async () => {
  const load = vi.fn(() => Promise.resolve(makeKeyPairs()));
  const keys = lazyKeyPairs(load);
  expect(load).not.toHaveBeenCalled();
  expect(await keys.verify(key, bytes, bytes)).toBe('unknown');
  const signature = await keys.sign(key, bytes);
  expect(await keys.verify(key, bytes, signature)).toBe('right');
  expect(await keys.verify(key, Uint8Array.of(1, 2, 4), signature)).toBe('wrong');
  expect((await keys.publicKey(key)).length).toBe(120);
  expect(load).toHaveBeenCalledTimes(1);
});

it('loads again what failed to load', async () => {
  const load = vi.fn(() => Promise.resolve(makeKeyPairs()));
  load.mockRejectedValueOnce(new TypeError('offline'));
  const keys = lazyKeyPairs(load);
  await expect(keys.publicKey(key)).rejects.toThrow('offline');
  expect((await keys.publicKey(key)).length).toBe(120);
});
