// What a search for changes stands before: the request and the policies as changed so far, and how they
// are decided. `blank` removals keep every statement at its index, so that places name the same
// statements before and after.

import type { Statement } from '../../policy/document.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { parseArn } from '../../names/arn.ts';
import type { LayerTrace, StatementTrace } from '../trace.ts';
import type { AuthorizationRequest, Decision } from '../types.ts';
import type { Change, LayerPlace, StatementPlace } from './change.ts';

export interface Scene {
  /** As it was asked. */
  readonly request: AuthorizationRequest;
  readonly changes: readonly Change[];
  /** After these changes. */
  readonly decision: Decision;
  readonly isWanted: (decision: Decision) => boolean;
  /** The decision after these and more changes; undefined when the limit of evaluations is reached. */
  readonly analyse: (more: readonly Change[]) => Decision | undefined;
}

export interface StatementAt {
  readonly place: StatementPlace;
  readonly trace: StatementTrace;
  readonly source: Statement;
  /** Whether the customer can edit its policy. */
  readonly isEditable: boolean;
  /** False: it is about other services, and its elements were not looked at. */
  readonly isLookedAt: boolean;
}

export function placeOf({ type, levelId }: LayerTrace): LayerPlace {
  return { policyType: type, ...(levelId === undefined ? {} : { levelId }) };
}

/** The layer's statements without those that are removed. */
export function statementsOf(scene: Scene, layer: LayerTrace): readonly StatementAt[] {
  const removed = new Set(
    scene.changes.flatMap((change) =>
      change.kind === 'remove-statement' && isPlace(change, layer)
        ? [`${change.policyIndex} ${change.statement}`]
        : [],
    ),
  );
  return layer.policies.flatMap(({ name, arn, text, statements }, policyIndex) => {
    const { policy } = parsePolicy(text, layer.type);
    const isEditable = isEditablePolicy(scene.request, layer, { name, arn });
    return statements.flatMap((trace): readonly StatementAt[] => {
      const source = policy?.statements.find(({ index }) => index === trace.index);
      if (source === undefined || removed.has(`${policyIndex} ${trace.index}`)) return [];
      const place = {
        ...placeOf(layer),
        policyIndex,
        policyName: name,
        ...(arn === undefined ? {} : { policyArn: arn }),
        statement: trace.index,
        ...(trace.sid === undefined ? {} : { sid: trace.sid }),
      };
      const isLookedAt = trace.elements.every(({ reason }) => reason !== 'not-looked-at');
      return [{ place, trace, source, isEditable, isLookedAt }];
    });
  });
}

export function findStatement(decision: Decision, place: StatementPlace): StatementTrace | undefined {
  const layer = decision.trace.layers.find((candidate) => isPlace(place, candidate));
  const policy = layer?.policies[place.policyIndex];
  return policy?.statements.find(({ index }) => index === place.statement);
}

/**
 * AWS's own policies (`arn:aws:iam::aws:policy/…`, FullAWSAccess) cannot be edited, nor can those of
 * service-linked and reserved roles.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export function isEditablePolicy(
  request: AuthorizationRequest,
  { type }: LayerTrace,
  { name, arn }: { readonly name: string; readonly arn?: string | undefined },
): boolean {
  if (arn !== undefined && /^arn:[^:]*:(?:iam|organizations)::aws:/.test(arn)) return false;
  if (type === 'scp' && name === 'FullAWSAccess') return false;
  if (type === 'rcp' && name === 'RCPFullAWSAccess') return false;
  return isEditableLayer(request, type);
}

export function isEditableLayer(request: AuthorizationRequest, type: LayerTrace['type']): boolean {
  if (type === 'trust') return !isAwsRole(request.resource);
  return type !== 'identity' || !isAwsRole(roleArnOf(request) ?? request.principal);
}

function isAwsRole(arn: string): boolean {
  return /:role\/aws-(?:service-role|reserved)\//.test(arn);
}

/** The role of a session, with its path where `aws:PrincipalArn` gives it. */
export function roleArnOf({ principal, context }: AuthorizationRequest): string | undefined {
  const arn = parseArn(principal);
  const [type, name] = arn?.resource.split('/') ?? [];
  if (arn?.service !== 'sts' || type !== 'assumed-role' || name === undefined) return undefined;
  const given = Object.entries(context).find(([key]) => key.toLowerCase() === 'aws:principalarn')?.[1];
  return typeof given === 'string' && given.endsWith(`/${name}`)
    ? given
    : `arn:${arn.partition}:iam::${arn.accountId}:role/${name}`;
}

function isPlace({ policyType, levelId }: LayerPlace, layer: LayerTrace): boolean {
  return policyType === layer.type && levelId === layer.levelId;
}
