// A policy set in its layers, however its policies are read.

import { makeConditionTable } from '../conditions/condition.ts';
import type { FindKeyKind } from '../match/context.ts';
import type { CompiledLayer, CompiledPolicy, CompiledPolicySet, CompiledStatement } from './compiled.ts';
import { globalKeyKind } from './global-keys.ts';
import { publicStatements } from './public-policy.ts';
import type { NamedPolicy, PolicyLevel, PolicySet, PolicyType } from './types.ts';

/** Adds the policy's statements to those of its layer. */
export type CompilePolicy = (
  policy: NamedPolicy,
  place: number,
  type: PolicyType,
  ofLayer: CompiledStatement[],
) => CompiledPolicy;

/**
 * What `compile` gives for a set without any policy, as a root user mostly has it: it needs no reader. Undefined:
 * there is one.
 */
export function compileEmpty(policies: PolicySet): CompiledPolicySet | undefined {
  return hasPolicies(policies) ? undefined : compiledSet(policies, noReader);
}

function hasPolicies({
  identity,
  boundary,
  resource,
  endpoint,
  sessions = [],
  scps = [],
  rcps = [],
}: PolicySet): boolean {
  return (
    [boundary, resource, endpoint].some((policy) => policy !== undefined) ||
    [identity, sessions, ...[...scps, ...rcps].map((level) => level.policies)].some(
      (attached) => attached.length > 0,
    )
  );
}

function noReader(): never {
  throw new Error('A set without policies has none to read');
}

/** `compilePolicy`: reads one of its documents; never asked where there is none. */
export function compiledSet(
  policies: PolicySet,
  compilePolicy: CompilePolicy,
  findKeyKind: FindKeyKind = globalKeyKind,
): CompiledPolicySet {
  const { boundary, resource, endpoint, sessions, scps = [], rcps = [] } = policies;
  const layerOf = (type: PolicyType, attached: readonly NamedPolicy[], levelId?: string) =>
    compileLayer(type, attached, { levelId, compilePolicy });
  const level =
    (type: PolicyType) =>
    ({ id, policies: attached }: PolicyLevel) =>
      layerOf(type, attached, id);
  const optional = (type: PolicyType, policy: NamedPolicy | undefined) =>
    policy === undefined ? [] : [layerOf(type, [policy])];
  const organization = [...rcps.map(level('rcp')), ...scps.map(level('scp'))];
  const own = [
    layerOf('identity', policies.identity),
    ...optional('boundary', boundary),
    ...(sessions === undefined ? [] : [layerOf('session', sessions)]),
    ...optional('endpoint', endpoint),
  ];
  const layersWith = (type: 'resource' | 'trust') => [
    ...organization,
    layerOf(type, resource === undefined ? [] : [resource]),
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
  { levelId, compilePolicy }: { readonly levelId: string | undefined; readonly compilePolicy: CompilePolicy },
): CompiledLayer {
  const statements: CompiledStatement[] = [];
  const compiled = policies.map((policy, place) => compilePolicy(policy, place, type, statements));
  const readable = compiled.every((policy) => policy.readable);
  const later = { index: undefined, idle: undefined, problems: undefined };
  return { type, levelId, policies: compiled, statements, readable, ...later };
}
