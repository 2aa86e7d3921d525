// The policies that a decision was made by, read back from its trace: so that a question about a decision
// of the past can be put without the account as it was.

import type { LayerTrace, PolicyTrace, RuleTrace } from './trace.ts';
import type { AuthorizationRequest, Decision, NamedPolicy, PolicyLevel, PolicySet } from './types.ts';

/**
 * A set by which the request is decided as it was. Layers that AWS did not ask are left out, as their
 * policies are not in the trace. Undefined where something decided that is not in it either: S3's access
 * control lists and Block Public Access.
 */
export function policiesOfTrace(
  request: AuthorizationRequest,
  { outcome, trace }: Decision,
): PolicySet | undefined {
  if (trace.rules.some(isOfS3)) return undefined;
  // Only a policy for everybody could let a stranger in, and whether the bucket takes one is not known here.
  const isStrangerAtS3 = request.principal === 'anonymous' && /^s3:/i.test(request.action);
  if (isStrangerAtS3 && outcome !== 'allowed') return undefined;
  const layers = trace.layers.filter((layer) => layer.outcome !== 'notApplicable');
  const only = (...types: readonly LayerTrace['type'][]) =>
    layers.filter(({ type }) => types.includes(type)).flatMap(({ policies }) => policies.map(namedPolicy))[0];
  const identity = layers.find(({ type }) => type === 'identity');
  const session = layers.find(({ type }) => type === 'session');
  const [boundary, resource, endpoint] = [only('boundary'), only('resource', 'trust'), only('endpoint')];
  const [scps, rcps] = [levelsOf(layers, 'scp'), levelsOf(layers, 'rcp')];
  return {
    identity: identity?.policies.map(namedPolicy) ?? [],
    ...(boundary === undefined ? {} : { boundary }),
    ...(resource === undefined ? {} : { resource }),
    ...(endpoint === undefined ? {} : { endpoint }),
    // A session without a policy denies; that there is none at all does not.
    ...(session === undefined ? {} : { sessions: session.policies.map(namedPolicy) }),
    ...(scps.length === 0 ? {} : { scps }),
    ...(rcps.length === 0 ? {} : { rcps }),
  };
}

function isOfS3({ kind }: RuleTrace): boolean {
  return kind === 'acl' || kind === 'acl-ignored' || kind === 'public-access-block';
}

function levelsOf(layers: readonly LayerTrace[], type: 'scp' | 'rcp'): readonly PolicyLevel[] {
  return layers
    .filter((layer) => layer.type === type)
    .map(({ levelId = '', policies }) => ({ id: levelId, policies: policies.map(namedPolicy) }));
}

function namedPolicy({ name, arn, text }: PolicyTrace): NamedPolicy {
  return { name, ...(arn === undefined ? {} : { arn }), document: text };
}
