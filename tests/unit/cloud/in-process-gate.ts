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
    hashPassword: async (input) => hashPassword(input),
  };
}
