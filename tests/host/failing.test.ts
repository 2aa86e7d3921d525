// What the host says when the endpoint fails it, which a request alone cannot bring about.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Endpoint } from '../../src/cloud/endpoint.ts';
import { startHost, type Host } from './host.ts';

const handle = vi.hoisted(() => vi.fn<Endpoint['handle']>());

vi.mock(import('./empty-account.ts'), async (original) => ({
  ...(await original()),
  openEmptyAccount: () => Promise.resolve({ handle }),
}));

let host: Host;

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  host = await startHost({ port: 0, accountId: '123456789012' });
});

afterEach(async () => {
  await host.close();
  vi.restoreAllMocks();
});

const answer = { status: 200, headers: [], body: new Uint8Array() };

it('answers 500 where the endpoint does not answer, and says why on standard error', async () => {
  const why = new Error('the trail cannot be written');
  handle.mockRejectedValueOnce(why).mockResolvedValueOnce(answer);
  const failed = await fetch(host.url);
  expect(failed.status).toBe(500);
  expect(await failed.text()).toBe('the endpoint failed; its standard error says on what\n');
  expect(console.error).toHaveBeenCalledExactlyOnceWith(why);
  expect((await fetch(host.url)).status).toBe(200);
});

it('answers 500 for a header that HTTP cannot carry', async () => {
  handle.mockResolvedValueOnce({ ...answer, headers: [['Content-Type', 'a\r\nb: c']] });
  const failed = await fetch(host.url);
  expect(failed.status).toBe(500);
  expect(failed.headers.has('b')).toBe(false);
  expect(console.error).toHaveBeenCalledOnce();
});

it('sends repeated headers and other letters than Latin ones as they are', async () => {
  handle.mockResolvedValueOnce({
    ...answer,
    headers: [
      ['X-A', '1'],
      ['X-A', '2'],
      ['X-B', 'ü日'],
    ],
  });
  const { headers } = await fetch(host.url);
  expect(headers.get('x-a')).toBe('1, 2');
  expect(Buffer.from(headers.get('x-b') ?? '', 'latin1').toString('utf8')).toBe('ü日');
});
