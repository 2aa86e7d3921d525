// What the gate does, without its worker: authentication and authorization by the core, with what is worth
// keeping kept. Also for who runs the endpoint in one process: `npm run endpoint`, and the bench.

import type { Analysis } from '../src/client/ports.ts';
import type { Gate } from '../src/cloud/ports.ts';
import { checkSignature } from '../src/core/authenticate/check-signature.ts';
import type { CompiledPolicySet } from '../src/core/authorize/compiled.ts';
import { compileEmpty } from '../src/core/authorize/policy-set.ts';
import { authorizeAll } from '../src/core/authorize/traced-decision.ts';
import type { PolicySet } from '../src/core/authorize/types.ts';
import { hashPassword } from '../src/core/passwords/hash.ts';
import { makeSigningKeys } from '../src/core/sigv4/signing-keys.ts';
import { later } from './later.ts';

/** A principal has one set for each resource policy it meets; a screen of a few hundred resources fits. */
const mostCompiled = 256;

/** Compiles each set once. The reader of policies is loaded with the first: a new account's root user has none. */
function makeCompiler(): (policies: PolicySet) => Promise<CompiledPolicySet> {
  // By the set's own text, so that a changed policy can never meet its old compiled form. A Map keeps the
  // order of insertion: the first key is the one that was used longest ago.
  const compiledByText = new Map<string, CompiledPolicySet>();

  return async (policies) => {
    const text = JSON.stringify(policies);
    const value =
      compiledByText.get(text) ??
      compileEmpty(policies) ??
      (await later(import('../src/core/authorize/compile.ts'))).compile(policies);
    compiledByText.delete(text);
    compiledByText.set(text, value);
    for (const oldest of compiledByText.keys()) {
      if (compiledByText.size <= mostCompiled) break;
      compiledByText.delete(oldest);
    }
    return value;
  };
}

/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, the work is not */
export function makeGate(): Gate & Analysis {
  const compiled = makeCompiler();
  /** AWS's own keys, derived from its own copies of the secrets. */
  const keys = makeSigningKeys();
  return {
    verify: async ({ request, record, now }) => {
      const lookup = (accessKeyId: string) => (record?.accessKeyId === accessKeyId ? record : undefined);
      const head = checkSignature(request, lookup, new Date(now), keys);
      const checked =
        head.kind === 'chunks-unread'
          ? (await later(import('../src/core/authenticate/check-chunks.ts'))).checkChunks(request, head)
          : head;
      if (checked.kind !== 'refused') return checked;
      return (await later(import('../src/core/authenticate/word-refusal.ts'))).wordRefusal(checked);
    },
    authorizeAll: async (inputs) => {
      // Inputs that came with the same set still share it: each set is turned into text once a message.
      const sets = new Map<PolicySet, CompiledPolicySet>();
      const requests = [];
      for (const { request, policies } of inputs) {
        const known = sets.get(policies) ?? (await compiled(policies));
        sets.set(policies, known);
        requests.push({ request, policies: known });
      }
      return authorizeAll(requests);
    },
    hashPassword: async (input) => hashPassword(input),
    counterfactuals: async ({ request, policies }) =>
      (await later(import('../src/core/authorize/counterfactuals.ts'))).counterfactuals(request, policies),
  };
}
