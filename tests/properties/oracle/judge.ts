// AWS's evaluation of a request, written a second time, slowly and in the order of AWS's page, so that a
// reader can hold the two side by side. The engine is compared with it on random policies.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html

import type {
  AuthorizationRequest,
  NamedPolicy,
  Outcome,
  PolicySet,
  PolicyType,
} from '../../../src/core/authorize/types.ts';
import { accountOf, completeContext, givenContext, readAsker } from './asker.ts';
import {
  isAssumingRole,
  isCrossAccount,
  isNeverDenied,
  isNeverShared,
  isServiceLinkedRole,
  isSubjectToRcps,
  isUnlockedByRoot,
  resourceSideMustAllow,
} from './services.ts';
import { applies, type Facts, type GrantName, type Observe } from './statement.ts';
import { readStored } from './stored-policy.ts';

export interface Judgement {
  readonly outcome: Outcome;
  readonly blockedBy: readonly PolicyType[];
}

export function judge(
  request: AuthorizationRequest,
  set: PolicySet,
  observe: Observe = () => undefined,
): Judgement {
  if (isNeverDenied(request)) return { outcome: 'allowed', blockedBy: [] };
  const given = givenContext(request);
  const asker = readAsker(request, given);
  const context = completeContext(given, asker);
  const facts = { request, asker, context, hasBoundary: set.boundary !== undefined, observe };
  const layers = layersOf(set, facts);
  return { outcome: outcomeOf(layers, set, facts), blockedBy: blockersOf(layers, set, facts) };
}

interface Layer {
  readonly type: PolicyType;
  readonly denies: boolean;
  readonly allows: boolean;
  /** One of its documents AWS would not have stored: it allows nothing (our contract, DESIGN §3). */
  readonly isBroken: boolean;
  /** By which names its allows mean the asker. */
  readonly names: readonly GrantName[];
}

/** The layers that are there and apply, in the order of AWS's page, the endpoint's last. */
function layersOf(set: PolicySet, facts: Facts): readonly Layer[] {
  const { request, asker } = facts;
  const layer = (type: PolicyType, policies: readonly NamedPolicy[]) => readLayer(type, policies, facts);
  const hasOwnPolicies = accountOf(asker) !== undefined;
  const layers: Layer[] = [];
  // Every level from the root to the account is one: "only those permissions permitted by every parent".
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  if (isSubjectToRcps(request, asker))
    layers.push(...(set.rcps ?? []).map(({ policies }) => layer('rcp', policies)));
  // "SCPs affect only IAM users and roles that are managed by accounts that are part of the organization",
  // "including the root user"; "SCPs do not affect any service-linked role".
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  if (hasOwnPolicies && !isServiceLinkedRole(asker))
    layers.push(...(set.scps ?? []).map(({ policies }) => layer('scp', policies)));
  if (!isUnlockedByRoot(request, asker) && (set.resource !== undefined || resourceMustAllow(set, facts))) {
    const type = isAssumingRole(request) ? 'trust' : 'resource';
    const read = layer(type, set.resource === undefined ? [] : [set.resource]);
    layers.push(isNeverShared(request, asker) ? { ...read, allows: false, names: [] } : read);
  }
  // A session that root federated has "the intersection of the principal that called GetFederationToken and
  // the session policies" (reference_policies_elements_principal), and root has no policies.
  const isFederatedRoot = asker.kind === 'federated' && (asker.issuer?.endsWith(':root') ?? false);
  if (hasOwnPolicies && asker.kind !== 'root' && !isFederatedRoot) {
    layers.push(layer('identity', set.identity));
    if (set.boundary !== undefined) layers.push(layer('boundary', [set.boundary]));
  }
  // Root's privileged sessions have one, too: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
  if (hasOwnPolicies && set.sessions !== undefined) layers.push(layer('session', set.sessions));
  if (set.endpoint !== undefined) layers.push(layer('endpoint', [set.endpoint]));
  return layers;
}

function readLayer(type: PolicyType, policies: readonly NamedPolicy[], facts: Facts): Layer {
  const read = policies.map(({ document }) => readStored(document, type));
  const applying = read.flatMap((policy) =>
    (policy?.statements ?? []).flatMap((statement) => {
      const applied = applies(statement, facts, policy?.hasVariables ?? false);
      return applied === undefined ? [] : [{ effect: statement['Effect'], names: applied.names }];
    }),
  );
  const allows = applying.filter(({ effect }) => effect === 'Allow');
  return {
    type,
    denies: applying.length > allows.length,
    // "RCPFullAWSAccess can't be detached, so there will always be an Allow statement."
    allows: allows.length > 0 || type === 'rcp',
    isBroken: read.includes(undefined),
    names: allows.flatMap(({ names }) => names),
  };
}

function outcomeOf(layers: readonly Layer[], set: PolicySet, facts: Facts): Outcome {
  // "If the enforcement code finds even one explicit deny that applies", Deny.
  if (layers.some(({ denies }) => denies)) return 'explicitDeny';
  if (layers.some(({ isBroken }) => isBroken)) return 'implicitDeny';
  const allow = (types: readonly PolicyType[]) =>
    layers.filter(({ type }) => types.includes(type)).every(({ allows }) => allows);
  // RCPs, SCPs, and the endpoint that the request came through, must allow whatever the others say.
  if (!allow(['rcp', 'scp', 'endpoint'])) return 'implicitDeny';
  if (resourceMustAllow(set, facts) && !allow(['resource', 'trust'])) return 'implicitDeny';
  return waysOf(layers, set, facts).some(allow) ? 'allowed' : 'implicitDeny';
}

/**
 * Each layer that denies by itself, supposing that every other layer allowed the request: explicit denies
 * first, each in AWS's order (our contract, DESIGN §3).
 */
function blockersOf(layers: readonly Layer[], set: PolicySet, facts: Facts): readonly PolicyType[] {
  const ways = waysOf(layers, set, facts);
  const deniesByItself = ({ type, denies, allows, isBroken }: Layer): boolean => {
    if (isBroken) return true;
    if (denies || allows) return false;
    if (type === 'resource' || type === 'trust') return resourceMustAllow(set, facts);
    if (type === 'scp' || type === 'endpoint') return true;
    return ways.every((way) => way.includes(type));
  };
  const explicit = layers.filter(({ denies }) => denies);
  const implicit = layers.filter(deniesByItself);
  return [...new Set([...explicit, ...implicit].map(({ type }) => type))];
}

const own: readonly PolicyType[] = ['identity', 'boundary', 'session'];
const boundaryAndSession: readonly PolicyType[] = ['boundary', 'session'];

/**
 * The ways on which a request can be granted, each as those of the asker's own layers that must allow on
 * it. "You only need an explicit Allow for the principal in either an identity-based policy or a
 * resource-based policy"; which layers limit the second depends on the name in the Principal.
 */
function waysOf(layers: readonly Layer[], set: PolicySet, facts: Facts): readonly (readonly PolicyType[])[] {
  // "By default, all requests are implicitly denied with the exception of the AWS account root user, which has
  // full access."
  if (facts.asker.kind === 'root') return [[]];
  // "The request is allowed only if both evaluations return a decision of Allow."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
  if (isCrossAccount(facts.request, facts.asker)) return [own];
  const names = layers
    .filter(({ type }) => type === 'resource' || type === 'trust')
    .flatMap((each) => each.names);
  // Supposing that a trust or key policy that grants nothing did, its grant could make the identity policies
  // needless, so these are not blamed: our reading.
  if (names.length === 0 && resourceMustAllow(set, facts)) return [boundaryAndSession];
  return [own, ...names.map((name) => limitsOf[name])];
}

const limitsOf: Readonly<Record<GrantName, readonly PolicyType[]>> = {
  // "Not limited by an implicit deny in an identity-based policy, a permissions boundary, or session policy."
  itself: [],
  // "Permissions boundaries and session policies do not limit permissions granted using the
  // aws:PrincipalArn condition key with a wildcard(*) in the Principal element."
  'everyone by its ARN': [],
  // "Limited by an implicit deny in a permissions boundary or session policy."
  'its role': boundaryAndSession,
  'its issuer': boundaryAndSession,
  // "For IAM users and role principals within your account, no other permissions are required"
  // (reference_policies_elements_principal). Boundary and session are lifted with aws:PrincipalArn only, so
  // without it they limit: our reading.
  everyone: boundaryAndSession,
  // "Both delegate permissions to the account."
  'its account': own,
};

function resourceMustAllow(set: PolicySet, { request, asker }: Facts): boolean {
  return resourceSideMustAllow(request, asker, set.resource !== undefined);
}
