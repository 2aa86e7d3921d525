// Changes that make one statement apply to the request, or spare it.

import { assertNever } from '../../lang/assert-never.ts';
import { parseArn } from '../../names/arn.ts';
import type { PrincipalKind } from '../../policy/document.ts';
import type { ElementTrace, LayerTrace } from '../trace.ts';
import type { AuthorizationRequest } from '../types.ts';
import type { AddedStatement, StatementChange } from './change.ts';
import { repairsAgainstConditions, repairsOfConditions, repairsOfVariables } from './context-repairs.ts';
import { combine, ranks, type Repair } from './repair.ts';
import {
  findStatement,
  isEditableLayer,
  isEditablePolicy,
  placeOf,
  roleArnOf,
  type Scene,
  type StatementAt,
} from './scene.ts';

/** What every element that does not match needs; `withPrincipal`: also by which name it grants. */
export function repairsToApply(
  scene: Scene,
  at: StatementAt,
  { withPrincipal }: { readonly withPrincipal: boolean },
): readonly Repair[] {
  const missing = at.trace.elements.filter(
    ({ element, matched }) => !matched || (withPrincipal && element === 'Principal'),
  );
  return combine(missing.map((element) => repairsOfElement(scene, at, element)));
}

/** The action added to a statement about another service, where nothing else is in the way. */
export function repairsToInclude(scene: Scene, { place, isEditable }: StatementAt): readonly Repair[] {
  if (!isEditable) return [];
  const { action } = scene.request;
  const change: StatementChange = { ...place, kind: 'add-action', element: 'Action', action };
  const decision = scene.analyse([change]);
  const applies = decision !== undefined && findStatement(decision, place)?.applies === true;
  return applies ? [{ changes: [change], rank: ranks.editOfUnrelated }] : [];
}

function repairsOfElement(scene: Scene, at: StatementAt, { element }: ElementTrace): readonly Repair[] {
  const { place, isEditable } = at;
  switch (element) {
    case 'Principal':
      // The policy of a gateway endpoint takes no other Principal than `*`:
      // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
      if (!isEditable || place.policyType === 'endpoint') return [];
      return principalsOf(scene.request).map(({ kind, value }) => ({
        changes: [{ ...place, kind: 'add-principal', principalKind: kind, principal: value }],
        rank: ranks.edit,
      }));
    case 'NotPrincipal':
      return [];
    case 'Action':
    case 'NotAction':
      return repairsOfList(scene, at, 'action', 'apply');
    case 'Resource':
    case 'NotResource':
      return repairsOfList(scene, at, 'resource', 'apply');
    case 'Condition':
      return repairsOfConditions(scene, at);
    default:
      return assertNever(element);
  }
}

/** By the context, by an exemption of just this action or resource, or by removing the statement. */
export function repairsToSpare(scene: Scene, at: StatementAt): readonly Repair[] {
  return [
    ...repairsAgainstConditions(scene, at),
    ...repairsOfList(scene, at, 'action', 'spare'),
    ...repairsOfList(scene, at, 'resource', 'spare'),
    ...(at.isEditable
      ? [{ changes: [{ ...at.place, kind: 'remove-statement' } as const], rank: ranks.removal }]
      : []),
  ];
}

/**
 * So that the list names the request's action or resource, or no longer: a `Not…` list turns it round.
 * Only what stands there in so many words, among others, is taken away: a pattern is there for more.
 */
function repairsOfList(
  { request }: Scene,
  { source, place, isEditable }: StatementAt,
  of: 'action' | 'resource',
  aim: 'apply' | 'spare',
): readonly Repair[] {
  const list = source[of];
  if (list === undefined) return [];
  const values = list.values.map(({ value }) => value);
  const isAdded = list.element.startsWith('Not') === (aim === 'spare');
  const named = values.filter((value) =>
    of === 'action' ? value.toLowerCase() === request.action.toLowerCase() : value === request.resource,
  );
  const changed = isAdded ? [request[of]] : named.length < values.length ? named : [];
  const verb = isAdded ? 'add' : 'remove';
  const changes = changed.map((value): StatementChange =>
    of === 'action'
      ? { ...place, kind: `${verb}-action`, element: source.action.element, action: value }
      : {
          ...place,
          kind: `${verb}-resource`,
          element: source.resource?.element ?? 'Resource',
          resource: value,
        },
  );
  // A `NotResource` of `*` would spare everything.
  const isTooWide = isAdded && aim === 'spare' && changed.includes('*');
  return [
    ...(isAdded && of === 'resource' ? repairsOfVariables(values, request.resource) : []),
    ...(isEditable && changes.length > 0 && !isTooWide ? [{ changes, rank: ranks.edit }] : []),
  ];
}

/** A new statement about just this action on just this resource. */
export function repairsByStatement(
  scene: Scene,
  layer: LayerTrace,
  effect: 'Allow' | 'Deny',
): readonly Repair[] {
  const { request } = scene;
  if (!isEditableLayer(request, layer.type)) return [];
  const index = layer.policies.findIndex((policy) => isEditablePolicy(request, layer, policy));
  const policy = layer.policies[index];
  const place =
    policy === undefined
      ? placeOf(layer)
      : {
          ...placeOf(layer),
          policyIndex: index,
          policyName: policy.name,
          ...(policy.arn === undefined ? {} : { policyArn: policy.arn }),
        };
  return principalElements(request, layer.type).map((principal) => {
    const statement = {
      Effect: effect,
      ...principal,
      Action: request.action,
      ...(layer.type === 'trust' ? {} : { Resource: request.resource }),
    };
    const change: AddedStatement = { ...place, kind: 'add-statement', statement };
    return { changes: [change], rank: ranks.addition };
  });
}

function principalElements(
  request: AuthorizationRequest,
  type: LayerTrace['type'],
): readonly Readonly<Record<string, unknown>>[] {
  switch (type) {
    case 'resource':
    case 'trust':
      return principalsOf(request).map(({ kind, value }) => ({
        Principal: value === '*' ? '*' : { [kind]: value },
      }));
    case 'endpoint':
      return [{ Principal: '*' }];
    default:
      return [{}];
  }
}

/**
 * How a resource's policy can name the caller. For a session its role first: whoever names the session
 * has to do so again for the next one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function principalsOf(
  request: AuthorizationRequest,
): readonly { readonly kind: PrincipalKind; readonly value: string }[] {
  const { principal } = request;
  if (principal === 'anonymous') return [{ kind: 'AWS', value: '*' }];
  const arn = parseArn(principal);
  if (arn === undefined) {
    // Identity providers have names too; `…amazonaws.com` is a service but for Cognito's.
    const isService =
      /\.amazonaws\.com(?:\.cn)?$/.test(principal) && !principal.startsWith('cognito-identity.');
    return [{ kind: isService ? 'Service' : 'Federated', value: principal }];
  }
  if (/^(?:saml|oidc)-provider\//.test(arn.resource)) return [{ kind: 'Federated', value: principal }];
  const role = roleArnOf(request);
  return [...(role === undefined ? [] : [role]), principal].map((value) => ({ kind: 'AWS', value }));
}
