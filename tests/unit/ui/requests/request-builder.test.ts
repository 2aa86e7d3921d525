import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../src/client/ports.ts';
import { makeAccessKeyId } from '../../../../src/core/names/access-key-id.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import { RequestBuilder } from '../../../../src/ui/features/requests/request-builder.svelte.ts';
import type { OpenSandbox } from '../../../../src/ui/ports.ts';

const [first, second] = ['111122223333', '444455556666'];
const profile = (name: string, accountId: string): Profile => ({
  sandboxId: 's',
  name,
  region: 'us-east-1',
  credentials: {
    accessKeyId: makeAccessKeyId({ prefix: 'AKIA', accountId, random: new Uint8Array(5) }),
    secretAccessKey: 'x',
  },
});
const alice = profile('alice', first);
const bob = profile('bob', second);

async function builderIn(accountId: string, profiles: readonly Profile[], chosen?: string) {
  const drafts = new Map<string, string>();
  const sandbox = {
    profiles: () => Promise.resolve(profiles),
    clock: { now: () => 0 },
  } as Partial<OpenSandbox> as OpenSandbox;
  const builder = new RequestBuilder({
    sandbox,
    signer: { sign: (request, options) => Promise.resolve(sign(request, options)) },
    drafts: {
      get: (screen, field) => drafts.get(`${screen} ${field}`),
      set: (screen, field, value) => void drafts.set(`${screen} ${field}`, value),
      clear: () => drafts.clear(),
    },
    accountId,
  });
  if (chosen !== undefined) builder.change({ profile: chosen });
  await builder.loadProfiles();
  builder.dispose();
  return builder;
}

describe('who signs', () => {
  it('is somebody of the account that one is signed in to, where it has a profile', async () => {
    expect((await builderIn(first, [alice, bob])).composed.profile).toBe('alice');
    expect((await builderIn(second, [alice, bob])).composed.profile).toBe('bob');
    expect((await builderIn(second, [alice])).composed.profile).toBe('alice');
  });

  it('is whom one has chosen, of whatever account, which is that of the key', async () => {
    const builder = await builderIn(first, [alice, bob], 'bob');
    expect(builder.composed.profile).toBe('bob');
    expect(builder.accountId).toBe(second);
    expect((await builderIn(first, [alice, bob])).accountId).toBe(first);
    expect((await builderIn(first, [])).accountId).toBe(first);
  });
});
