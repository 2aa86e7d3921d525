// The circumstances of a request that decide which layers apply and what each must say.

import { accountOf, type Caller } from '../match/caller.ts';
import type { ActionPlan } from './action-plan.ts';
import type { ActionRules } from './action-rules.ts';
import type { CompiledPolicySet } from './compiled.ts';
import type { Evaluation } from './evaluation.ts';
import { partitionOf } from '../names/arn.ts';
import { typeBit } from './type-bits.ts';
import type { AuthorizationRequest } from './types.ts';

export interface Situation {
  readonly isRoot: boolean;
  readonly isCrossAccount: boolean;
  /** The type of the resource's policy, as a bit. */
  readonly resourceBit: number;
  /** The resource's policy must allow, also within the account. */
  readonly resourceMustAllow: boolean;
  /** Why the resource's policy gives this caller nothing, whatever it says. */
  readonly neverAcrossAccounts: 'action' | 'partition' | undefined;
  /** AWS knows no such principal: it is let in nowhere, and every layer binds it. */
  readonly isUnknown: boolean;
  /** The root user may change the policy of its bucket or queue that locks everybody out. */
  readonly rootUnlocks: boolean;
  /** The types of policies that AWS asks about this request, as bits. */
  readonly applying: number;
}

export function situationOf(
  { caller, request }: Evaluation,
  { action, rules, isTrust, isSubjectToRcps }: ActionPlan,
  { hasResourcePolicy }: CompiledPolicySet,
): Situation {
  const account = accountOf(caller);
  const isUnknown = caller.kind === 'unknown';
  const isRoot = caller.kind === 'root';
  const isCrossAccount = account !== undefined && account !== request.resourceAccountId;
  const rootUnlocks = isRoot && !isCrossAccount && rules.unlocksForRoot;
  let applying = typeBit.endpoint;
  if (!rootUnlocks) applying |= typeBit.resource | typeBit.trust;
  // RCPs bind every caller, root users and strangers included, but no service-linked role.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  const isServiceLinked = 'roleArn' in caller && isServiceLinkedRole(caller.roleArn);
  // "RCPs also do not impact AWS services' ability to assume a service-linked role".
  const assumesServiceLinked = isTrust && isServiceLinkedRole(request.resource);
  if (isSubjectToRcps && !isServiceLinked && !assumesServiceLinked) applying |= typeBit.rcp;
  // SCPs bind the principals of member accounts, the root user included, but no service-linked role.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  const hasOwnSide = account !== undefined || isUnknown;
  if (hasOwnSide && !isServiceLinked) applying |= typeBit.scp;
  if (hasOwnSide) applying |= ownTypes(caller);
  return {
    isRoot,
    isCrossAccount,
    resourceBit: isTrust ? typeBit.trust : typeBit.resource,
    // "IAM role trust policies and KMS key policies are exceptions to this logic, because they must
    // explicitly allow access for principals."
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
    resourceMustAllow:
      isTrust ||
      (isCrossAccount && !rules.ownSideDecides) ||
      account === undefined ||
      // Of a key, not of actions that are about none.
      (hasResourcePolicy && action.service === 'kms' && request.resource !== '*'),
    neverAcrossAccounts: isCrossAccount ? whyNever(request, rules) : undefined,
    isUnknown,
    rootUnlocks,
    applying,
  };
}

/** Which of the caller's own policies AWS asks. */
function ownTypes(caller: Caller): number {
  // A root user has no policies. The policy of a privileged session only denies what is not its task.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
  if (caller.kind === 'root') return typeBit.session;
  // "Federated user permissions are the intersection of the principal that called GetFederationToken and
  // the session policies": of a root user, that is what these allow.
  if (caller.kind === 'federated-user' && caller.issuer?.endsWith(':root') === true) return typeBit.session;
  return typeBit.identity | typeBit.boundary | typeBit.session;
}

function isServiceLinkedRole(arn: string): boolean {
  return arn.includes(':role/aws-service-role/');
}

/**
 * "You can't use a resource-based policy in your account in China to allow access for users in your
 * standard AWS account."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-cross-account-resource-access.html
 */
function whyNever(
  { principal, resource }: AuthorizationRequest,
  { neverAcrossAccounts }: ActionRules,
): Situation['neverAcrossAccounts'] {
  if (neverAcrossAccounts) return 'action';
  const partition = partitionOf(resource);
  return partition !== undefined && partitionOf(principal) !== partition ? 'partition' : undefined;
}
