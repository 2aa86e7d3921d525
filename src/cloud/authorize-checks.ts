// Asks the gate about the checks of a request: the same caller, context and policies for all of them.

import type { AuthorizationRequest, Decision, PolicySet } from '../core/authorize/types.ts';
import type { Caller } from './caller.ts';
import { authorizationRequest, type Context } from './context.ts';
import type { Authorization } from './ending.ts';
import type { Check } from './operation.ts';
import type { Gate } from './ports.ts';

export async function authorizeChecks(
  gate: Gate,
  {
    caller,
    context,
    policies,
    checks,
  }: {
    readonly caller: Caller;
    readonly context: Context;
    readonly policies: PolicySet;
    readonly checks: readonly Check[];
  },
): Promise<Authorization> {
  if (checks.length === 0) return { outcome: 'allowed', checks: [] };
  const requests = checks.map((check) => authorizationRequest(caller, context, check));
  const { outcome, decisions } = await gate.authorizeAll(
    requests.map((request, index) => ({ request, policies: withResource(policies, checks[index]) })),
  );
  return {
    outcome,
    checks: decisions.flatMap((decision, index) => {
      const request = requests[index];
      const said = checks[index]?.said;
      return request === undefined
        ? []
        : [{ request, decision: said === undefined ? decision : saying(decision, request, said) }];
    }),
  };
}

/** The denial's sentence with another name for the resource; one that is about none names it at last. */
function saying(
  decision: Decision,
  { action, resource }: Pick<AuthorizationRequest, 'action' | 'resource'>,
  said: string,
): Decision {
  const { message } = decision;
  if (message === undefined) return decision;
  const head = ` is not authorized to perform: ${action}`;
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  return { ...decision, message: message.replace(head + on, () => `${head} on resource: ${said}`) };
}

function withResource(policies: PolicySet, check: Check | undefined): PolicySet {
  const { resourcePolicy: resource, s3 } = check ?? {};
  if (resource === undefined && s3 === undefined) return policies;
  return { ...policies, ...(resource && { resource }), ...(s3 && { s3 }) };
}
