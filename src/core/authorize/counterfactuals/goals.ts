// What has to be achieved so that the answer flips: each goal is a list of obstacles, all of which have
// to go, each with the repairs by which it could.

import { parseArn } from '../../names/arn.ts';
import type { LayerTrace } from '../trace.ts';
import type { LayerPlace } from './change.ts';
import { repairsOfConditions } from './context-repairs.ts';
import { compareRepairs, mostChanges, type Repair } from './repair.ts';
import { statementsOf, type Scene, type StatementAt } from './scene.ts';
import { repairsByStatement, repairsToApply, repairsToInclude, repairsToSpare } from './statement-repairs.ts';

type Obstacle = readonly Repair[];
export type Goal = readonly Obstacle[];

// Of a layer with hundreds of statements the nearest are looked at, and the best of their repairs kept.
const mostNear = 12;
const mostRepairs = 16;
// Each is an evaluation, and a statement about another service seldom the right place.
const mostUnrelated = 3;

/**
 * For a denied request one goal: every deny that applies is gone, and every layer that is silent allows.
 * None where a policy cannot be read: its repair is to its text. `emptied` are layers that would be left
 * without a statement, and need another one.
 */
export function goalsToAllow(scene: Scene, emptied: readonly LayerPlace[]): readonly Goal[] {
  const { layers } = scene.decision.trace;
  if (layers.some(({ policies }) => policies.some(({ readable }) => !readable))) return [];
  const { blockedBy } = scene.decision;
  const goal: Obstacle[] = [];
  for (const layer of layers) {
    const isEmptied = emptied.some(
      ({ policyType, levelId }) => policyType === layer.type && levelId === layer.levelId,
    );
    if (layer.outcome === 'explicitDeny') {
      const denying = statementsOf(scene, layer).filter(
        ({ trace }) => trace.applies && trace.effect === 'Deny',
      );
      goal.push(...denying.map((at) => best(repairsToSpare(scene, at))));
    } else if (isEmptied) goal.push(repairsByStatement(scene, layer, 'Allow'));
    else if (layer.outcome === 'implicitDeny' && blockedBy.includes(layer.type)) {
      goal.push(best([...repairsOfSilence(scene, layer), ...repairsByResource(scene, layer)]));
    }
  }
  return [goal];
}

function repairsOfSilence(scene: Scene, layer: LayerTrace): readonly Repair[] {
  const allowing = statementsOf(scene, layer).filter(({ trace }) => trace.effect === 'Allow');
  const unrelated = allowing.filter(({ isLookedAt, isEditable }) => !isLookedAt && isEditable);
  return [
    ...nearest(allowing).flatMap((at) => repairsToApply(scene, at, { withPrincipal: false })),
    ...unrelated.slice(0, mostUnrelated).flatMap((at) => repairsToInclude(scene, at)),
    ...repairsByStatement(scene, layer, 'Allow'),
  ];
}

/** The statements about the action's service in which the least fails. */
function nearest(statements: readonly StatementAt[]): readonly StatementAt[] {
  const failing = ({ trace }: StatementAt) =>
    trace.elements
      .flatMap(({ matched, conditions = [] }) => [matched, ...conditions.map((one) => one.matched)])
      .filter((matched) => !matched).length;
  return statements
    .filter(({ isLookedAt }) => isLookedAt)
    .toSorted((a, b) => failing(a) - failing(b))
    .slice(0, mostNear);
}

/**
 * Within an account the resource's policy can grant in the place of the caller's own policies, and what
 * it grants to the caller by name neither boundary nor session policy limits.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function repairsByResource(scene: Scene, { type }: LayerTrace): readonly Repair[] {
  if (type !== 'identity' && type !== 'boundary' && type !== 'session') return [];
  const { principal, resourceAccountId } = scene.request;
  if (parseArn(principal)?.accountId !== resourceAccountId) return [];
  const layer = scene.decision.trace.layers.find(
    ({ type: other }) => other === 'resource' || other === 'trust',
  );
  if (layer === undefined || layer.outcome === 'notApplicable') return [];
  const allowing = statementsOf(scene, layer).filter(
    ({ trace }) => trace.effect === 'Allow' && trace.namedAs !== 'caller',
  );
  const repairs = [
    ...nearest(allowing).flatMap((at) => repairsToApply(scene, at, { withPrincipal: true })),
    ...repairsByStatement(scene, layer, 'Allow'),
  ];
  // Second to what the caller's own policies could say.
  return repairs.map((repair) => ({ ...repair, rank: repair.rank + 1 }));
}

/**
 * For an allowed request each of these is enough: a deny applies that now does not, a layer has no allow
 * left, or a new statement denies.
 */
export function goalsToDeny(scene: Scene): readonly Goal[] {
  const layers = scene.decision.trace.layers.filter(({ outcome }) => outcome !== 'notApplicable');
  const goals: Goal[] = [];
  for (const layer of layers) {
    const statements = statementsOf(scene, layer);
    const conditional = statements.filter(
      ({ trace }) =>
        trace.effect === 'Deny' &&
        !trace.applies &&
        trace.elements.every(({ element, matched }) => matched || element === 'Condition'),
    );
    goals.push(...conditional.map((at) => [best(repairsOfConditions(scene, at))]));
    const allowing = statements.filter(({ trace }) => trace.applies && trace.effect === 'Allow');
    if (allowing.length > 0 && allowing.length <= mostChanges)
      goals.push(allowing.map((at) => best(repairsToSpare(scene, at))));
  }
  // One place for a new deny will do: the nearest to the caller.
  const denier = (['identity', 'resource', 'trust', 'scp'] as const)
    .map((type) => layers.findLast((layer) => layer.type === type))
    .find((layer) => layer !== undefined);
  if (denier !== undefined) goals.push([repairsByStatement(scene, denier, 'Deny')]);
  return goals;
}

/** What would already be in order has no repair with changes; the nearest of the others. */
function best(repairs: readonly Repair[]): Obstacle {
  return repairs
    .filter(({ changes }) => changes.length > 0)
    .toSorted(compareRepairs)
    .slice(0, mostRepairs);
}
