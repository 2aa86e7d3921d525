// The sign-in service over HTTP, where anybody on this machine may ask.

import { expect, it } from 'vitest';
import { startHost } from './host.ts';

it('lets nobody act as root without a password', async () => {
  const accountId = '123456789012';
  const host = await startHost({ port: 0, accountId });
  const response = await fetch(host.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'GatehouseSignin.SignIn' },
    body: JSON.stringify({ kind: 'actAs', 'gatehouse:actAs': `arn:aws:iam::${accountId}:root` }),
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ __type: 'AccessDeniedException' });
  await host.close();
});
