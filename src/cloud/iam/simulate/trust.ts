// Roles' trust policies in simulations.
//
// AWS's simulator ignores them: `sts:AssumeRole` is `allowed` there as soon as the caller's own policies allow it, and
// the real request is refused. The API leaves room for better: a role of the account is named in ResourceArns, its
// policy is known, and the role's answer is what a real request would get. So a role's own trust policy takes part
// where no ResourcePolicy is given, somebody is named as the caller, and who asks may see the policy: "users must have
// permission to retrieve the resource's policy" (access_policies_testing-policies). Otherwise it is ignored, as by AWS.
// A ResourcePolicy that is given for roles is taken for their trust policy, though AWS "isn't supported for IAM roles".

import type { Decision, NamedPolicy } from '../../../core/authorize/types.ts';
import { rulesOfAction } from '../../../core/authorize/action-rules.ts';
import { splitAction } from '../../../core/match/action.ts';
import { roleArnOf } from '../../caller.ts';
import { roleKey } from '../../keys.ts';
import type { Call, Check } from '../../operation.ts';
import type { Reading } from '../../ports.ts';
import { checkOnEntity } from '../entities.ts';
import { parsePrincipalArn, type PrincipalArn } from '../principal-arn.ts';
import { trustPolicyOf } from '../trust-policy.ts';
import { resourcesOf, type SimulationInput } from './input.ts';

export type TrustPolicies = ReadonlyMap<string, NamedPolicy>;

export const noTrustPolicies: TrustPolicies = new Map();

/** Whether a role's trust policy is what answers for the resource. */
export function asksTrustPolicy(action: string, resource: string): boolean {
  const { trust } = rulesOfAction(splitAction(action));
  return trust === 'always' || (trust === 'role' && resource.includes(':role/'));
}

/** For `plan.consult`: may who asks see the policies of these roles? In the order of `trustingRoles`. */
export async function trustChecks(
  tables: Reading,
  call: Call,
  input: SimulationInput,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const { name } of trustingRoles(input, call)) {
    checks.push(await checkOnEntity(tables, call, 'iam:GetRole', 'role', name));
  }
  return checks;
}

/** The policies that take part, by the ARN of their role. `decisions`: the answers to `trustChecks`. */
export async function findTrustPolicies(
  tables: Reading,
  call: Call,
  input: SimulationInput,
  decisions: readonly Decision[],
): Promise<TrustPolicies> {
  const found = new Map<string, NamedPolicy>();
  for (const [index, { arn, accountId, name }] of trustingRoles(input, call).entries()) {
    if (decisions[index]?.outcome !== 'allowed') continue;
    const role = await tables.roles.get(roleKey(accountId, name));
    // "You can simulate resources that don't exist in your account": of those nothing is known.
    if (role === undefined || roleArnOf(role) !== arn) continue;
    found.set(arn, await trustPolicyOf(tables, role));
  }
  return found;
}

/** Roles of the account that are asked to be assumed, each once. */
function trustingRoles(input: SimulationInput, { caller }: Call): readonly PrincipalArn[] {
  if (input.ResourcePolicy !== undefined) return [];
  return [...new Set(resourcesOf(input))].flatMap((resource) => {
    const named = parsePrincipalArn(resource);
    if (named?.kind !== 'role' || named.accountId !== caller.account.accountId) return [];
    return input.ActionNames.some((action) => canBeNamed(action) && asksTrustPolicy(action, resource))
      ? [named]
      : [];
  });
}

/** AssumeRoleWithSAML and its sibling are asked by nobody whom a simulation can name: an identity provider's users. */
export function canBeNamed(action: string): boolean {
  return !/^sts:assumerolewith/i.test(action);
}
