// Makes changes on a copy of a request and of a policy set.

import { assertNever } from '../../lang/assert-never.ts';
import type { AuthorizationRequest, NamedPolicy, PolicySet } from '../types.ts';
import {
  isContextChange,
  type AddedStatement,
  type Change,
  type LayerPlace,
  type PolicyChange,
  type StatementChange,
} from './change.ts';
import { editDocument, type Removal } from './edit-document.ts';

/**
 * The request and the policy set after the changes, all of which name places of the set as it is given
 * here; their order does not matter. Everything else stays as it was, texts to the character. A change
 * whose place is not there changes nothing. A policy that loses its last statement goes (an identity
 * policy, an SCP beside others, a bucket policy), or where there has to be one stays with an empty list
 * of statements, which AWS would not store.
 */
export function applyChanges(
  request: AuthorizationRequest,
  policies: PolicySet,
  changes: readonly Change[],
): { readonly request: AuthorizationRequest; readonly policies: PolicySet } {
  return {
    request: changeRequest(request, changes),
    policies: changePolicies(request, policies, changes, 'cut').policies,
  };
}

export function changeRequest(
  request: AuthorizationRequest,
  changes: readonly Change[],
): AuthorizationRequest {
  const asked = changes.filter(isContextChange);
  if (asked.length === 0) return request;
  const touched = new Set(asked.map(({ key }) => key.toLowerCase()));
  const kept = Object.entries(request.context).filter(([name]) => !touched.has(name.toLowerCase()));
  const added = asked.flatMap((change) => {
    if (change.kind === 'remove-context') return [];
    const [only] = change.values;
    return [[change.key, change.values.length === 1 && only !== undefined ? only : change.values] as const];
  });
  return { ...request, context: Object.fromEntries([...kept, ...added]) };
}

/** `emptied`: the policies that have to have a statement and lost their last one. */
export function changePolicies(
  request: AuthorizationRequest,
  policies: PolicySet,
  changes: readonly Change[],
  removal: Removal,
): { readonly policies: PolicySet; readonly emptied: readonly StatementChange[] } {
  const emptied: StatementChange[] = [];
  let set = policies;
  for (const change of inOrder(changes)) {
    const layer = policiesOf(set, change);
    if (!('policyIndex' in change)) {
      set = withPolicies(set, change, [...layer, newPolicy(change)]);
      continue;
    }
    const policy = layer[change.policyIndex];
    if (policy === undefined) continue;
    const edited = editDocument(policy.document, change, removal);
    if (edited.kind === 'unchanged') continue;
    const goes = edited.kind === 'emptied' && canGo(change, layer.length, request);
    if (edited.kind === 'emptied' && !goes && change.kind !== 'add-statement') emptied.push(change);
    const changed = goes ? [] : [{ ...policy, document: edited.document }];
    set = withPolicies(set, change, layer.toSpliced(change.policyIndex, 1, ...changed));
  }
  return { policies: set, emptied };
}

/**
 * Statements added before others are removed keep a policy from being emptied; removals from the last
 * to the first keep the indices of what is still to be removed; new policies come last, as they may
 * take the place of one that went.
 */
function inOrder(changes: readonly Change[]): readonly PolicyChange[] {
  const asked = changes.flatMap((change) => (isContextChange(change) ? [] : [change]));
  const removed = asked.filter((change) => change.kind === 'remove-statement');
  const added = asked.filter((change) => change.kind === 'add-statement');
  return [
    ...asked.filter(({ kind }) => kind !== 'remove-statement' && kind !== 'add-statement'),
    ...added.filter((change) => 'policyIndex' in change),
    ...removed.toSorted((a, b) => b.policyIndex - a.policyIndex || b.statement - a.statement),
    ...added.filter((change) => !('policyIndex' in change)),
  ];
}

/**
 * Whether there may be no such policy. An SCP stays while it is the last of its level, and a key has
 * its policy always: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
function canGo({ policyType }: LayerPlace, ofLayer: number, { action }: AuthorizationRequest): boolean {
  switch (policyType) {
    case 'identity':
    case 'rcp':
      return true;
    case 'resource':
      return !action.toLowerCase().startsWith('kms:');
    case 'scp':
    case 'session':
      return ofLayer > 1;
    case 'boundary':
    case 'endpoint':
    case 'trust':
      return false;
    default:
      return assertNever(policyType);
  }
}

function newPolicy({ statement }: AddedStatement): NamedPolicy {
  return { name: 'NewPolicy', document: { Version: '2012-10-17', Statement: [statement] } };
}

function policiesOf(set: PolicySet, { policyType, levelId }: LayerPlace): readonly NamedPolicy[] {
  switch (policyType) {
    case 'identity':
      return set.identity;
    case 'session':
      return set.sessions ?? [];
    case 'scp':
    case 'rcp':
      return set[`${policyType}s`]?.find(({ id }) => id === levelId)?.policies ?? [];
    default: {
      const only = set[slotOf(policyType)];
      return only === undefined ? [] : [only];
    }
  }
}

function withPolicies(
  set: PolicySet,
  { policyType, levelId }: LayerPlace,
  policies: readonly NamedPolicy[],
): PolicySet {
  switch (policyType) {
    case 'identity':
      return { ...set, identity: policies };
    case 'session':
      return { ...set, sessions: policies };
    case 'scp':
    case 'rcp': {
      const levels = set[`${policyType}s`] ?? [];
      return {
        ...set,
        [`${policyType}s`]: levels.map((level) => (level.id === levelId ? { ...level, policies } : level)),
      };
    }
    default: {
      const { [slotOf(policyType)]: _, ...others } = set;
      const [only] = policies;
      return { ...others, ...(only === undefined ? {} : { [slotOf(policyType)]: only }) };
    }
  }
}

type SinglePolicy = 'boundary' | 'endpoint' | 'resource';

function slotOf(type: SinglePolicy | 'trust'): SinglePolicy {
  return type === 'trust' ? 'resource' : type;
}
