// The gate without its worker: the same functions of the core, called in place.

import type { Gate } from '../../../src/cloud/ports.ts';
import { verify } from '../../../src/core/authenticate/verify.ts';
import { authorizeAll } from '../../../src/core/authorize/authorize.ts';
import { compile } from '../../../src/core/authorize/compile.ts';
import { hashPassword } from '../../../src/core/passwords/hash.ts';

export function makeInProcessGate(): Gate {
  return {
    verify: async ({ request, record, now }) =>
      verify(request, (id) => (record?.accessKeyId === id ? record : undefined), new Date(now)),
    authorizeAll: async (inputs) =>
      authorizeAll(inputs.map(({ request, policies }) => ({ request, policies: compile(policies) }))),
    hashPassword: async (input) => hashed(input),
  };
}

// The hash is slow on purpose, and the worlds of the tests are made with the same salts: it is
// worked out once for each.
const hashes = new Map<string, Uint8Array>();

function hashed({ password, salt }: { readonly password: string; readonly salt: Uint8Array }): Uint8Array {
  const key = `${salt.join(',')} ${password}`;
  const hash = hashes.get(key) ?? hashPassword({ password, salt });
  hashes.set(key, hash);
  return hash;
}
