// Reads the documents of a policy set, so that each decision only matches. What matching needs is made
// when a statement first can be about a request: a set that is asked once costs little more than reading.

import { makeConditionTable } from '../conditions/condition.ts';
import type { FindKeyKind } from '../match/context.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { parsePolicy, readPolicyValue } from '../policy/parse.ts';
import type { CompiledLayer, CompiledPolicy, CompiledPolicySet, CompiledStatement } from './compiled.ts';
import { documentText } from './document-text.ts';
import { globalKeyKind } from './global-keys.ts';
import { publicStatements } from './public-policy.ts';
import type { NamedPolicy, PolicyLevel, PolicySet, PolicyType } from './types.ts';

/**
 * Makes a policy set ready for `authorize` and `decide`. Never fails: a document that AWS would not
 * have stored is kept with its problems. The documents must not be changed afterwards. `findKeyKind`: what
 * the catalogue knows of condition keys; without it, only AWS's global keys are known.
 */
export function compile(
  policies: PolicySet,
  { findKeyKind = globalKeyKind }: { readonly findKeyKind?: FindKeyKind } = {},
): CompiledPolicySet {
  const { boundary, resource, endpoint, sessions, scps = [], rcps = [] } = policies;
  const level =
    (type: PolicyType) =>
    ({ id, policies: attached }: PolicyLevel) =>
      compileLayer(type, attached, id);
  const optional = (type: PolicyType, policy: NamedPolicy | undefined) =>
    policy === undefined ? [] : [compileLayer(type, [policy])];
  const organization = [...rcps.map(level('rcp')), ...scps.map(level('scp'))];
  const own = [
    compileLayer('identity', policies.identity),
    ...optional('boundary', boundary),
    ...(sessions === undefined ? [] : [compileLayer('session', sessions)]),
    ...optional('endpoint', endpoint),
  ];
  const layersWith = (type: 'resource' | 'trust') => [
    ...organization,
    compileLayer(type, resource === undefined ? [] : [resource]),
    ...own,
  ];
  const read = new Map<'resource' | 'trust', readonly CompiledLayer[]>();
  const layersOnce = (type: 'resource' | 'trust') => {
    const layers = read.get(type) ?? layersWith(type);
    read.set(type, layers);
    return layers;
  };
  let isPublic: boolean | undefined;
  return {
    conditions: makeConditionTable(findKeyKind),
    layersWith: layersOnce,
    isPublic: () => (isPublic ??= hasPublicStatements(layersOnce('resource'))),
    hasBoundary: boundary !== undefined,
    hasResourcePolicy: resource !== undefined,
    s3: policies.s3,
    plans: new Map(),
  };
}

function hasPublicStatements(layers: readonly CompiledLayer[]): boolean {
  const { statements = [] } = layers.find(({ type }) => type === 'resource') ?? {};
  return publicStatements({ statements: statements.map(({ source }) => source) }).length > 0;
}

function compileLayer(
  type: PolicyType,
  policies: readonly NamedPolicy[],
  levelId: string | undefined = undefined,
): CompiledLayer {
  const statements: CompiledStatement[] = [];
  const compiled = policies.map((policy, place) => compilePolicy(policy, place, type, statements));
  const readable = compiled.every((policy) => policy.readable);
  const later = { index: undefined, idle: undefined, problems: undefined };
  return { type, levelId, policies: compiled, statements, readable, ...later };
}

/** Adds its statements to those of the layer. */
function compilePolicy(
  { name, arn, document }: NamedPolicy,
  policyPlace: number,
  type: PolicyType,
  ofLayer: CompiledStatement[],
): CompiledPolicy {
  // A managed policy was stored by the rules of identity-based policies, also where it limits a session.
  const storedAs = type === 'session' && arn !== undefined ? 'identity' : type;
  const parsed = typeof document === 'string' ? parsePolicy(document, storedAs) : undefined;
  const read = parsed === undefined ? readValue(document, storedAs) : parsed.policy;
  const statements: CompiledStatement[] = [];
  const policy: CompiledPolicy = {
    name,
    arn,
    storedAs,
    given: document,
    readable: read !== undefined,
    version: read?.version,
    statements,
    parsed,
    details: undefined,
  };
  for (const source of read?.statements ?? []) {
    const place = statements.length;
    const statement: CompiledStatement = {
      source,
      policy,
      policyPlace,
      place,
      tests: undefined,
      parts: undefined,
    };
    statements.push(statement);
    ofLayer.push(statement);
  }
  return policy;
}

function readValue(document: unknown, type: PolicyType): PolicyDocument | undefined {
  try {
    const policy = readPolicyValue(document, type);
    if (policy !== undefined) return policy;
  } catch {
    // A document whose members throw when they are read: its text is empty, which no reader takes.
  }
  return parsePolicy(documentText(document), type).policy;
}
