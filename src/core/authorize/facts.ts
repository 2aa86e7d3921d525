// What a request means to the statements of all layers, worked out once per request.

import { splitAction, type RequestAction } from '../match/action.ts';
import { accountOf, readCaller, type Caller } from '../match/caller.ts';
import { contextKeys, type ContextKeys } from '../match/context.ts';
import { splitResource, type RequestResource } from '../match/resource.ts';
import type { CompiledPolicySet } from './compiled.ts';
import type { AuthorizationRequest } from './types.ts';

export interface Facts {
  readonly request: AuthorizationRequest;
  readonly caller: Caller;
  readonly action: RequestAction;
  readonly resource: RequestResource;
  readonly context: ContextKeys;
  /** `aws:userid`, by which policies may name a user or role that was deleted. */
  readonly userId: string | undefined;
  readonly hasBoundary: boolean;
}

export function factsOf(request: AuthorizationRequest, policies: CompiledPolicySet): Facts {
  const context = contextKeys(request.context);
  const caller = readCaller(request.principal, request.issuer, context.get('aws:principalarn')?.[0]);
  const principalArn = principalArnOf(caller);
  // "This key is included in the request context for all signed requests."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
  if (principalArn !== undefined && !context.has('aws:principalarn'))
    context.set('aws:principalarn', [principalArn]);
  return {
    request,
    caller,
    action: splitAction(request.action),
    resource: splitResource(request.resource),
    context,
    userId: context.get('aws:userid')?.[0],
    hasBoundary: policies.boundary !== undefined,
  };
}

/** For a role session the role's ARN, never the session's. */
function principalArnOf(caller: Caller): string | undefined {
  if (caller.kind === 'session' || caller.kind === 'role') return caller.roleArn;
  return accountOf(caller) !== undefined && 'arn' in caller ? caller.arn : undefined;
}
