// The circumstances of a request that decide which layers apply and what each must say.

import { accountOf } from '../match/caller.ts';
import type { ActionPlan } from './action-plan.ts';
import type { CompiledPolicySet } from './compiled.ts';
import type { Evaluation } from './evaluation.ts';
import { typeBit } from './type-bits.ts';

export interface Situation {
  /** False for services, identity providers and the anonymous: no policies of their own stand behind them. */
  readonly hasIdentitySide: boolean;
  readonly isRoot: boolean;
  readonly isCrossAccount: boolean;
  /** The resource's policy must allow, also within the account. */
  readonly resourceMustAllow: boolean;
  /** The root user may change the policy that locks everybody out. */
  readonly rootUnlocks: boolean;
  /** The types of policies that AWS asks about this request, as bits. */
  readonly applying: number;
}

export function situationOf(
  { caller, request }: Evaluation,
  { action, isTrust, isSubjectToRcps, unlocksForRoot }: ActionPlan,
  { hasResourcePolicy }: CompiledPolicySet,
): Situation {
  const account = accountOf(caller);
  const isRoot = caller.kind === 'root';
  const isCrossAccount = account !== undefined && account !== request.resourceAccountId;
  const isServiceLinkedRole = 'roleArn' in caller && caller.roleArn.includes(':role/aws-service-role/');
  const rootUnlocks = isRoot && !isCrossAccount && unlocksForRoot;
  let applying = typeBit.endpoint;
  // RCPs bind every caller, root users and strangers included, but no service-linked role.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  if (isSubjectToRcps && !isServiceLinkedRole) applying |= typeBit.rcp;
  // SCPs bind the principals of member accounts, the root user included, but no service-linked role.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  if (account !== undefined && !isServiceLinkedRole) applying |= typeBit.scp;
  if (account !== undefined && !isRoot) applying |= typeBit.identity | typeBit.boundary | typeBit.session;
  if (!rootUnlocks) applying |= typeBit.resource | typeBit.trust;
  return {
    hasIdentitySide: account !== undefined,
    isRoot,
    isCrossAccount,
    // "IAM role trust policies and KMS key policies are exceptions to this logic, because they must
    // explicitly allow access for principals."
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
    resourceMustAllow:
      isTrust || isCrossAccount || account === undefined || (hasResourcePolicy && action.service === 'kms'),
    rootUnlocks,
    applying,
  };
}
