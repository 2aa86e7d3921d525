// One request against a compiled set: what its statements are compared with.

import type { ConditionTable } from '../conditions/condition.ts';
import { accountOf, readCaller, type Caller } from '../match/caller.ts';
import { partitionOf } from '../names/arn.ts';
import { requestContext, type RequestContext } from '../match/context.ts';
import type { ActionPlan } from './action-plan.ts';
import type { CompiledPolicySet } from './compiled.ts';
import type { AuthorizationRequest } from './types.ts';

export interface Evaluation {
  readonly request: AuthorizationRequest;
  /** What the request's resource stands for. */
  readonly resource: string;
  readonly conditions: ConditionTable;
  readonly context: RequestContext;
  readonly caller: Caller;
  readonly canonicalUserId: string | undefined;
  readonly hasBoundary: boolean;
}

export function evaluationOf(
  request: AuthorizationRequest,
  { rules }: ActionPlan,
  set: CompiledPolicySet,
): Evaluation {
  const { conditions, hasBoundary } = set;
  const context = requestContext(request.context);
  const caller = readCaller(request.principal, request.issuer, conditions.keys, context);
  // "This key is included in the request context for all signed requests."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
  context.principalArn = principalArnOf(caller);
  const { resource } = request;
  return {
    request,
    resource:
      resource === '*' && rules.wholeResource !== undefined
        ? `arn:${partitionOf(request.principal) ?? 'aws'}:${rules.wholeResource}`
        : resource,
    conditions,
    context,
    caller,
    canonicalUserId: request.canonicalUserId,
    hasBoundary,
  };
}

/** For a role session the role's ARN, never the session's. */
function principalArnOf(caller: Caller): string | undefined {
  if (caller.kind === 'session' || caller.kind === 'role') return caller.roleArn;
  return accountOf(caller) !== undefined && 'arn' in caller ? caller.arn : undefined;
}
