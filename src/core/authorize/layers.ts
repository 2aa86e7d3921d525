// The layers of policies that stand before a request, in AWS's order.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html

import type { PolicyType } from '../policy/policy-type.ts';
import type { CompiledLevel, CompiledPolicy, CompiledPolicySet } from './compiled.ts';
import type { Facts } from './facts.ts';
import { isSubjectToRcps } from './rcp-services.ts';
import type { Situation } from './situation.ts';

export interface Layer {
  readonly type: PolicyType;
  /** SCP and RCP: the root, unit or account that the policies are attached to. */
  readonly levelId?: string;
  /** False: the layer is there, and AWS exempts this request from it. */
  readonly applies: boolean;
  readonly policies: readonly CompiledPolicy[];
}

/** Layers without policies are left out, unless the request needs an allow from them. */
export function layersOf(policies: CompiledPolicySet, facts: Facts, situation: Situation): readonly Layer[] {
  const { hasIdentitySide, isRoot, isServiceLinkedRole } = situation;
  const { boundary, endpoint, sessions } = policies;
  // RCPs bind every caller, root users and strangers included, but no service-linked role.
  const rcpsApply = isSubjectToRcps(facts.action) && !isServiceLinkedRole;
  // SCPs bind the principals of member accounts, the root user included, but no service-linked role.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  const scpsApply = hasIdentitySide && !isServiceLinkedRole;
  const ownPoliciesApply = hasIdentitySide && !isRoot;
  return [
    ...levels(policies.rcps, 'rcp', rcpsApply),
    ...levels(policies.scps, 'scp', scpsApply),
    ...resourceLayer(policies, situation),
    { type: 'identity', applies: ownPoliciesApply, policies: policies.identity },
    ...(boundary === undefined
      ? []
      : [{ type: 'boundary' as const, applies: ownPoliciesApply, policies: [boundary] }]),
    ...(sessions === undefined
      ? []
      : [{ type: 'session' as const, applies: ownPoliciesApply, policies: sessions }]),
    ...(endpoint === undefined ? [] : [{ type: 'endpoint' as const, applies: true, policies: [endpoint] }]),
  ];
}

function levels(
  given: readonly CompiledLevel[] | undefined,
  type: 'rcp' | 'scp',
  applies: boolean,
): readonly Layer[] {
  return (given ?? []).map(({ id, policies }) => ({ type, levelId: id, applies, policies }));
}

function resourceLayer({ resource }: CompiledPolicySet, situation: Situation): readonly Layer[] {
  const type = situation.isTrust ? 'trust' : 'resource';
  if (resource === undefined) {
    return situation.resourceMustAllow ? [{ type, applies: true, policies: [] }] : [];
  }
  const policy = situation.isTrust ? resource.asTrust : resource.asResource;
  return [{ type, applies: !situation.rootUnlocksBucket, policies: [policy] }];
}
