// Which condition keys could change the outcome if the request gave them. AWS's simulator names keys of
// actions that nobody asked about, and leaves out those of SCPs; we look at this request only, and at
// every layer.

import { absentKeys, conditionHolds } from '../conditions/condition.ts';
import { couldMatchResource, matchResource, type ResourcePattern } from '../match/resource.ts';
import { unresolvedKeys } from '../match/variables.ts';
import type { CompiledStatement } from './compiled.ts';
import type { Facts } from './facts.ts';
import type { Layer } from './layers.ts';
import type { Situation } from './situation.ts';
import { actionApplies, principalApplies } from './statement.ts';
import type { NamedAs } from './trace.ts';
import { combine, type LayerVerdict } from './verdict.ts';

/**
 * The keys as the policies write them, each once, in the order of the layers. A statement counts when
 * its applying or not hangs on absent keys, and when that could make a difference: a Deny while nothing
 * denies for certain, an Allow while its layer is what the request lacks or hangs on.
 */
export function missingContext(
  layers: readonly Layer[],
  facts: Facts,
  situation: Situation,
): readonly string[] {
  const prospects = layers.filter(({ applies }) => applies).map((layer) => prospectOf(layer, facts));
  if (prospects.some(({ certain }) => certain.denies)) return [];
  const keys = new Map<string, string>();
  for (const prospect of prospects) {
    for (const statement of prospect.open) {
      if (!matters(statement, prospect, prospects, situation)) continue;
      for (const key of statement.keys) {
        if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
      }
    }
  }
  return [...keys.values()];
}

/** What a layer says for certain, and which statements hang on absent keys. */
interface Prospect {
  readonly certain: LayerVerdict;
  readonly open: readonly OpenStatement[];
}

interface OpenStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly namedAs: NamedAs | undefined;
  readonly keys: readonly string[];
}

function prospectOf(layer: Layer, facts: Facts): Prospect {
  const open: OpenStatement[] = [];
  const grants = new Set<NamedAs>();
  let allows = false;
  let denies = false;
  for (const statement of layer.policies.flatMap(({ statements }) => statements)) {
    const principal = principalApplies(statement, facts);
    if (!principal.applies || !actionApplies(statement, facts)) continue;
    const keys = openKeys(statement, facts);
    const { effect } = statement.source;
    if (keys === undefined) continue;
    if (keys.length > 0) open.push({ effect, namedAs: principal.namedAs, keys });
    else if (effect === 'Deny') denies = true;
    else {
      allows = true;
      if (principal.namedAs !== undefined) grants.add(principal.namedAs);
    }
  }
  const readable = layer.policies.every((policy) => policy.readable);
  return { certain: { type: layer.type, applies: true, denies, allows, readable, grants }, open };
}

/** The absent keys that the statement hangs on; empty when it applies for certain, undefined when it certainly does not. */
function openKeys(statement: CompiledStatement, facts: Facts): readonly string[] | undefined {
  const { context } = facts;
  const keys: string[] = [];
  const ofResource = openResourceKeys(statement, facts);
  if (ofResource === undefined) return undefined;
  keys.push(...ofResource);
  for (const condition of statement.conditions) {
    const absent = absentKeys(condition, context);
    if (absent.length === 0 && !conditionHolds(condition, context)) return undefined;
    keys.push(...absent);
  }
  return keys;
}

function openResourceKeys(
  { source, resources }: CompiledStatement,
  facts: Facts,
): readonly string[] | undefined {
  if (source.resource === undefined || resources === undefined) return [];
  const { resource, context } = facts;
  const settled = (pattern: ResourcePattern) =>
    pattern.kind !== 'template' || unresolvedKeys(pattern.template, context).length === 0;
  const named = resources.some(
    (pattern) => settled(pattern) && matchResource(pattern, resource, context).kind === 'match',
  );
  const isPlain = source.resource.element === 'Resource';
  if (named) return isPlain ? [] : undefined;
  const keys = resources.flatMap((pattern) =>
    pattern.kind === 'template' && !settled(pattern) && couldMatchResource(pattern, resource, context)
      ? unresolvedKeys(pattern.template, context)
      : [],
  );
  if (keys.length > 0) return keys;
  return isPlain ? undefined : [];
}

/**
 * Whether the statement's applying would change the outcome, the other open statements turned out as
 * suits it best. Outcomes only get better with more allows, so it suffices to suppose every other layer
 * at its best; only the identity and the resource side can stand in for each other, so each is also
 * tried without its open statements.
 */
function matters(
  statement: OpenStatement,
  own: Prospect,
  prospects: readonly Prospect[],
  situation: Situation,
): boolean {
  if (statement.effect === 'Deny') return true;
  return [true, false].some((partnerAtBest) => {
    const verdicts = (ownVerdict: LayerVerdict) =>
      prospects.map((prospect) => {
        if (prospect === own) return ownVerdict;
        return partnerAtBest || !canGrant(prospect) ? withAllows(prospect, prospect.open) : prospect.certain;
      });
    const without = combine(verdicts(own.certain), situation).outcome;
    const withIt = combine(verdicts(withAllows(own, [statement])), situation).outcome;
    return without !== withIt;
  });
}

function canGrant({ certain: { type } }: Prospect): boolean {
  return type === 'identity' || type === 'resource' || type === 'trust';
}

function withAllows({ certain }: Prospect, open: readonly OpenStatement[]): LayerVerdict {
  const allowing = open.filter(({ effect }) => effect === 'Allow');
  if (allowing.length === 0) return certain;
  const names = allowing.flatMap(({ namedAs }) => (namedAs === undefined ? [] : [namedAs]));
  return { ...certain, allows: true, grants: new Set([...certain.grants, ...names]) };
}
