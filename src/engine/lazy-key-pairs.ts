// The identity providers' keys for those who may never need one: what makes and uses them is fetched when the first
// token is signed or verified.

import type { IdentityProviders } from '../cloud/ports.ts';

export function lazyKeyPairs(load: () => Promise<IdentityProviders>): IdentityProviders {
  let loading: Promise<IdentityProviders> | undefined;
  const loaded = (): Promise<IdentityProviders> => {
    // What failed to load is asked for again: the next time there may be a network.
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    sign: async (key, bytes) => (await loaded()).sign(key, bytes),
    verify: async (key, bytes, signature) => (await loaded()).verify(key, bytes, signature),
    publicKey: async (key) => (await loaded()).publicKey(key),
  };
}
