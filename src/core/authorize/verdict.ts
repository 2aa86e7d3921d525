// From what the layers say to the outcome: the one place where AWS's rules of combination stand. Both
// `authorize`, from its trace, and `decide`, without one, come through here.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

import type { PolicyType } from '../policy/policy-type.ts';
import type { Situation } from './situation.ts';
import type { LayerTrace, NamedAs } from './trace.ts';
import type { Outcome } from './types.ts';

/** What one layer says, whatever the others do. */
export interface LayerVerdict {
  readonly type: PolicyType;
  readonly applies: boolean;
  /** A statement that denies applies. */
  readonly denies: boolean;
  /** A statement that allows applies. */
  readonly allows: boolean;
  /** False: one of its policies could not be read, and it allows nothing. */
  readonly readable: boolean;
  /** By which names the statements that allow mean the caller. Resource-based policies only. */
  readonly grants: ReadonlySet<NamedAs>;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** Explicit denies first, each in the order of the layers. */
  readonly blockedBy: readonly PolicyType[];
}

export function combine(layers: readonly LayerVerdict[], situation: Situation): Verdict {
  if (situation.needsNoPermission) return { outcome: 'allowed', blockedBy: [] };
  const applying = layers.filter(({ applies }) => applies);
  const limits = limitsOf(applying, situation);
  const explicit = applying.filter(({ denies }) => denies).map(({ type }) => type);
  const implicit = applying
    .filter((layer) => deniesImplicitly(layer, limits, situation))
    .map(({ type }) => type);
  return {
    outcome: explicit.length > 0 ? 'explicitDeny' : implicit.length > 0 ? 'implicitDeny' : 'allowed',
    blockedBy: [...new Set([...explicit, ...implicit])],
  };
}

/** Whether the layer's missing allow denies the request, supposing that every other layer allowed it. */
function deniesImplicitly(layer: LayerVerdict, limits: Limits, situation: Situation): boolean {
  if (!layer.readable) return true;
  if (layer.denies || layer.allows) return false;
  switch (layer.type) {
    // `RCPFullAWSAccess` is attached at every level and cannot be detached.
    case 'rcp':
      return false;
    // Every level of the organization must allow; so must the endpoint that the request came through.
    case 'scp':
    case 'endpoint':
      return true;
    // Within an account either side may grant; where the resource's side must, it denies by itself.
    case 'resource':
    case 'trust':
      return situation.resourceMustAllow;
    case 'identity':
      return limits.identity;
    case 'boundary':
      return limits.boundary;
    case 'session':
      return limits.session;
  }
}

/** Which of the caller's own layers limit the request by not allowing it. */
interface Limits {
  readonly identity: boolean;
  readonly boundary: boolean;
  readonly session: boolean;
}

const all: Limits = { identity: true, boundary: true, session: true };
const boundaryAndSession: Limits = { identity: false, boundary: true, session: true };
const none: Limits = { identity: false, boundary: false, session: false };

/**
 * What an allow of a resource-based policy in the caller's own account is still limited by. It is the
 * name in the Principal that matters, not the caller.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
const limitsByName: Readonly<Record<NamedAs, Limits>> = {
  // "Not limited by an implicit deny in an identity-based policy, a permissions boundary, or session policy."
  caller: none,
  // "Permissions boundaries and session policies do not limit permissions granted using the
  // aws:PrincipalArn condition key with a wildcard(*) in the Principal element."
  'everyone-with-arn': none,
  // "Limited by an implicit deny in a permissions boundary or session policy."
  role: boundaryAndSession,
  issuer: boundaryAndSession,
  // "For IAM users and role principals within your account, no other permissions are required." The page
  // lifts boundary and session policy only with aws:PrincipalArn, so without it they limit: our reading.
  everyone: boundaryAndSession,
  // Delegates to the account, whose own policies decide.
  account: all,
};

function limitsOf(layers: readonly LayerVerdict[], { isCrossAccount, resourceMustAllow }: Situation): Limits {
  // Both accounts must allow: a grant over there lifts nothing here.
  if (isCrossAccount) return all;
  const granting = layers.find(({ type }) => type === 'resource' || type === 'trust');
  const grants = [...(granting?.grants ?? [])].map((name) => limitsByName[name]);
  // A trust or key policy that grants nothing denies by itself. What it will say of the caller once it
  // does is open, so the identity policies, which it may make needless, are not blamed beside it.
  const identity = grants.length > 0 || !resourceMustAllow;
  return {
    identity: identity && grants.every((limits) => limits.identity),
    boundary: grants.every((limits) => limits.boundary),
    session: grants.every((limits) => limits.session),
  };
}

/** Reads a layer's verdict from its trace. */
export function verdictOfTrace(layer: LayerTrace): LayerVerdict {
  const statements = layer.policies.flatMap((policy) => policy.statements).filter(({ applies }) => applies);
  const allowing = statements.filter(({ effect }) => effect === 'Allow');
  return {
    type: layer.type,
    applies: layer.outcome !== 'notApplicable',
    denies: statements.some(({ effect }) => effect === 'Deny'),
    allows: allowing.length > 0,
    readable: layer.policies.every(({ readable }) => readable),
    grants: new Set(allowing.flatMap(({ namedAs }) => (namedAs === undefined ? [] : [namedAs]))),
  };
}
