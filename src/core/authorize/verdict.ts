// From what the layers say to the outcome: the one place where AWS's rules of combination stand. Both
// `authorize`, from its trace, and `decide`, without one, come through here. Sets of policy types and of
// names are kept as bits, so that a decision allocates nothing for them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

import type { PolicyType } from '../policy/policy-type.ts';
import type { Situation } from './situation.ts';
import type { NamedAs, StatementTrace } from './trace.ts';
import { typeBit } from './type-bits.ts';
import type { Outcome } from './types.ts';

/** What the layers that apply say, whatever each of the others does. */
export interface Tally {
  /** Types of which a layer has a Deny that applies. */
  denying: number;
  /** Types of which a layer has no Allow that applies, or cannot be read. */
  silent: number;
  /** Types of which a layer cannot be read. */
  unreadable: number;
  /** By which names the statements that allow mean the caller, in the resource's policy. */
  grants: number;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** Explicit denies first, each in the order of the layers. */
  readonly blockedBy: readonly PolicyType[];
}

/** In AWS's order, which is that of the layers. */
const typesInOrder = [
  'rcp',
  'scp',
  'resource',
  'trust',
  'identity',
  'boundary',
  'session',
  'endpoint',
] as const satisfies readonly PolicyType[];

export const nameBit: Readonly<Record<NamedAs, number>> = {
  caller: 1,
  'everyone-with-arn': 2,
  role: 4,
  issuer: 8,
  everyone: 16,
  account: 32,
};

export function emptyTally(): Tally {
  return { denying: 0, silent: 0, unreadable: 0, grants: 0 };
}

/** Adds what one statement of a layer says, read from its trace. */
export function addTo(tally: Tally, type: PolicyType, { applies, effect, namedAs }: StatementTrace): void {
  if (!applies) return;
  if (effect === 'Deny') tally.denying |= typeBit[type];
  else if (namedAs !== undefined && (type === 'resource' || type === 'trust'))
    tally.grants |= nameBit[namedAs];
}

export function outcomeOf(tally: Tally, situation: Situation): Outcome {
  if (tally.denying !== 0) return 'explicitDeny';
  return deniesImplicitly(tally, situation) === 0 ? 'allowed' : 'implicitDeny';
}

export function verdictOf(tally: Tally, situation: Situation): Verdict {
  const implicit = deniesImplicitly(tally, situation) & ~tally.denying;
  if (tally.denying === 0 && implicit === 0) return allowed;
  return {
    outcome: tally.denying === 0 ? 'implicitDeny' : 'explicitDeny',
    blockedBy: [...typesOf(tally.denying), ...typesOf(implicit)],
  };
}

const allowed: Verdict = { outcome: 'allowed', blockedBy: [] };

function typesOf(bits: number): readonly PolicyType[] {
  return typesInOrder.filter((type) => (bits & typeBit[type]) !== 0);
}

/** The types whose missing allow denies the request, each supposing that every other one allowed it. */
function deniesImplicitly({ silent, unreadable, grants }: Tally, situation: Situation): number {
  // Every level of the organization must allow; so must the endpoint that the request came through. RCPs
  // need not: `RCPFullAWSAccess` is attached at every level and cannot be detached.
  let denying = silent & (typeBit.scp | typeBit.endpoint);
  // Within an account either side may grant; where the resource's side must, it denies by itself.
  if (situation.resourceMustAllow) denying |= silent & (typeBit.resource | typeBit.trust);
  return denying | (silent & ownLimits(grants, situation)) | unreadable;
}

const ownTypes = typeBit.identity | typeBit.boundary | typeBit.session;
const boundaryAndSession = typeBit.boundary | typeBit.session;

/**
 * What of the caller's own policies an allow of a resource-based policy in its account is still limited
 * by. It is the name in the Principal that matters, not the caller.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
const limitsByName: Readonly<Record<NamedAs, number>> = {
  // "Not limited by an implicit deny in an identity-based policy, a permissions boundary, or session policy."
  caller: 0,
  // "Permissions boundaries and session policies do not limit permissions granted using the
  // aws:PrincipalArn condition key with a wildcard(*) in the Principal element."
  'everyone-with-arn': 0,
  // "Limited by an implicit deny in a permissions boundary or session policy."
  role: boundaryAndSession,
  issuer: boundaryAndSession,
  // "For IAM users and role principals within your account, no other permissions are required." The page
  // lifts boundary and session policy only with aws:PrincipalArn, so without it they limit: our reading.
  everyone: boundaryAndSession,
  // Delegates to the account, whose own policies decide.
  account: ownTypes,
};

function ownLimits(
  grants: number,
  { isRoot, isUnknown, isCrossAccount, resourceMustAllow }: Situation,
): number {
  // "The root user is not subject to implicit denial": also where a session's policy only denies.
  if (isRoot) return 0;
  // Both accounts must allow: a grant over there lifts nothing here.
  if (isCrossAccount || isUnknown) return ownTypes;
  // A trust or key policy that grants nothing denies by itself. What it will say of the caller once it
  // does is open, so the identity policies, which it may make needless, are not blamed beside it.
  if (grants === 0) return resourceMustAllow ? boundaryAndSession : ownTypes;
  return limitsOfGrants[grants] ?? ownTypes;
}

/** By every set of names: of several grants, each lifts what it lifts. */
const limitsOfGrants: readonly number[] = Array.from({ length: 64 }, (_, grants) => {
  let limits = ownTypes;
  for (const [name, bit] of Object.entries(nameBit))
    if ((grants & bit) !== 0) limits &= limitsByName[name as NamedAs];
  return limits;
});
