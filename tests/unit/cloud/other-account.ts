// A second account in the sandbox of a test, made as people make one.

import { createAccount } from '../../../src/cloud/create-account.ts';
import type { Gate } from '../../../src/cloud/ports.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { makeInProcessGate } from './in-process-gate.ts';
import type { World } from './world.ts';

/** Root's password there. */
export const otherPassword = 'Correct horse 8';

export interface OtherAccount {
  readonly accountId: string;
  readonly rootArn: string;
  readonly email: string;
  /** A session of the console. */
  readonly root: Credentials;
}

export async function addOtherAccount(
  world: World,
  {
    alias = 'partner',
    withSampleBucket = false,
    gate = makeInProcessGate(),
  }: { readonly alias?: string; readonly withSampleBucket?: boolean; readonly gate?: Gate } = {},
): Promise<OtherAccount> {
  let state = 7;
  const email = `${alias}@example.com`;
  const created = await createAccount(
    {
      store: world.store,
      gate,
      ids: { randomBytes: (length) => Uint8Array.from({ length }, () => (state = (state * 29 + 3) % 251)) },
      clock: { device: () => world.clock.device, sandbox: () => world.clock.sandbox },
    },
    { alias, email, password: otherPassword, withSampleBucket },
  );
  if (!created.ok) throw new Error(created.error.message);
  return { ...created.value, email, root: await world.actAs(created.value.rootArn) };
}
