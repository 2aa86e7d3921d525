// The smallest changes after which a request would be decided the other way, each of them proved by
// deciding the changed request against the changed policies.

import { authorize, compile } from './authorize.ts';
import { changePolicies, changeRequest } from './counterfactuals/apply-changes.ts';
import { changesKey, type Change, type LayerPlace } from './counterfactuals/change.ts';
import { goalsToAllow, goalsToDeny } from './counterfactuals/goals.ts';
import { combine, compareRepairs, mostChanges, type Repair } from './counterfactuals/repair.ts';
import type { Scene } from './counterfactuals/scene.ts';
import { decide } from './decide.ts';
import type { AuthorizationRequest, Decision, Outcome, PolicySet } from './types.ts';

export { applyChanges } from './counterfactuals/apply-changes.ts';
export type { Change } from './counterfactuals/change.ts';

export interface Counterfactual {
  /** All of them are needed: no smaller part of them flips the answer. */
  readonly changes: readonly Change[];
  /** The outcome after them. */
  readonly outcome: Outcome;
}

/** As many as somebody reads. */
const mostAnswers = 10;
// A usual request takes some 5 to 50. Two thousand are a blink (a cold one takes about 0.3 ms) and what
// a set made to be hard can cost at most.
const mostEvaluations = 2000;
/** Of these, the first half may go into finding values: what is found must still be proved. */
const mostTrials = mostEvaluations / 2;
/** Once there is an answer, what else is worth saying turns up soon or is not worth the wait. */
const patience = 40;
/** Sets that wait to be tried: far more than there are evaluations for. */
const mostWaiting = 400;

/**
 * For a denied request the smallest sets of changes after which it is allowed, for an allowed one those
 * after which it is not: fewest changes first, then what the caller can do (MFA, another Region) before
 * edits of policies, and edits of statements before new ones. Of sets that differ in a value only, one.
 * Empty where a policy cannot be read (its text needs the repair), or where no policy is asked.
 */
export function counterfactuals(
  request: AuthorizationRequest,
  policies: PolicySet,
): readonly Counterfactual[] {
  const search = startSearch(request, policies);
  const found: Repair[] = [];
  const shapes = new Set<string>();
  const tried = new Set<string>();
  let waiting = search.expand({ changes: [], rank: 0 }).toSorted(compareRepairs);
  let deadline = mostEvaluations;
  const record = (repair: Repair) => {
    const smallest = search.smallestPart(repair);
    if (smallest === undefined || shapes.has(shapeOf(smallest.changes))) return;
    if (found.length === 0) deadline = Math.min(deadline, search.evaluations() + patience);
    shapes.add(shapeOf(smallest.changes));
    found.push(smallest);
  };
  while (found.length < mostAnswers && search.evaluations() < deadline) {
    const [next, ...rest] = waiting;
    waiting = rest;
    const most = found[0] === undefined ? mostChanges : found[0].changes.length + 1;
    if (next === undefined || next.changes.length > most) break;
    const key = changesKey(next.changes);
    if (tried.has(key) || found.some(({ changes }) => isPart(changes, next.changes))) continue;
    tried.add(key);
    if (search.outcomeAfter(next.changes) !== undefined) record(next);
    else if (next.changes.length < most)
      waiting = [...waiting, ...search.expand(next)].toSorted(compareRepairs).slice(0, mostWaiting);
  }
  const plain = found.length === 0 ? search.plainRepair() : undefined;
  if (plain !== undefined) record(plain);
  return found.toSorted(compareRepairs).flatMap(({ changes }) => {
    const outcome = search.outcomeAfter(changes);
    return outcome === undefined ? [] : [{ changes, outcome }];
  });
}

interface Search {
  readonly evaluations: () => number;
  /** The outcome, where it is the one wanted and no policy was left without a statement. */
  readonly outcomeAfter: (changes: readonly Change[]) => Outcome | undefined;
  /** The set, and for each goal that is left after it the ways to reach it. */
  readonly expand: (set: Repair) => readonly Repair[];
  /** The smallest part of a set that flips the answer: it is minimal. Undefined when the limit is reached. */
  readonly smallestPart: (set: Repair) => Repair | undefined;
  /** Removing all that denies, and a new statement wherever one is missing. */
  readonly plainRepair: () => Repair | undefined;
}

function startSearch(request: AuthorizationRequest, policies: PolicySet): Search {
  const compiled = compile(policies);
  const isAllowed = decide(request, compiled) === 'allowed';
  const isWanted = ({ outcome }: { readonly outcome: Outcome }) => (outcome === 'allowed') !== isAllowed;
  const compileOnce = (set: PolicySet) => (set === policies ? compiled : compile(set));
  const outcomes = new Map<string, Outcome | undefined>();
  const decisions = new Map<string, Decision>();
  let evaluations = 1;

  const outcomeAfter = (changes: readonly Change[]): Outcome | undefined => {
    const key = changesKey(changes);
    if (outcomes.has(key) || evaluations >= mostEvaluations) return outcomes.get(key);
    const changed = changePolicies(request, policies, changes, 'cut');
    let outcome: Outcome | undefined;
    if (changed.emptied.length === 0) {
      evaluations++;
      const after = decide(changeRequest(request, changes), compileOnce(changed.policies));
      outcome = isWanted({ outcome: after }) ? after : undefined;
    }
    outcomes.set(key, outcome);
    return outcome;
  };

  const analyse = (changes: readonly Change[], most: number): Decision | undefined => {
    const key = changesKey(changes);
    const known = decisions.get(key);
    if (known !== undefined || evaluations >= most) return known;
    evaluations++;
    const changed = changePolicies(request, policies, changes, 'blank');
    const decision = authorize(changeRequest(request, changes), compileOnce(changed.policies));
    decisions.set(key, decision);
    return decision;
  };

  const goalsAfter = (changes: readonly Change[]) => {
    const decision = analyse(changes, mostEvaluations);
    if (decision === undefined) return [];
    const scene: Scene = {
      request,
      changes,
      decision,
      isWanted,
      analyse: (more) => analyse([...changes, ...more], mostTrials),
    };
    const emptied: readonly LayerPlace[] = changePolicies(request, policies, changes, 'cut').emptied;
    if (!isAllowed) return goalsToAllow(scene, emptied);
    return emptied.length > 0 ? [] : goalsToDeny(scene);
  };

  return {
    evaluations: () => evaluations,
    outcomeAfter,
    expand: (set) => goalsAfter(set.changes).flatMap((goal) => combine([[set], ...goal])),
    smallestPart: (set) => {
      const parts = partsOf(set.changes);
      const smallest = parts.find((part) => outcomeAfter(part) !== undefined);
      if (smallest === undefined || evaluations >= mostEvaluations) return undefined;
      return { changes: smallest, rank: set.rank };
    },
    plainRepair: () => {
      let set: Repair = { changes: [], rank: 0 };
      for (let round = 0; round < mostChanges; round++) {
        const goals = goalsAfter(set.changes).map((goal) => goal.map((obstacle) => obstacle.filter(isPlain)));
        const sets = goals.flatMap((goal) => combine([[set], ...goal]));
        const flipping = sets.find(({ changes }) => outcomeAfter(changes) !== undefined);
        const further = sets.find(({ changes }) => changes.length > set.changes.length);
        if (flipping !== undefined || further === undefined) return flipping;
        set = further;
      }
      return undefined;
    },
  };
}

function isPlain({ changes }: Repair): boolean {
  return changes.every(({ kind }) => kind === 'remove-statement' || kind === 'add-statement');
}

/** All parts of a set but the empty one, the smaller first, itself last. */
function partsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  let parts: readonly (readonly Change[])[] = [[]];
  for (const change of changes) parts = parts.flatMap((part) => [part, [...part, change]]);
  return parts.filter(({ length }) => length > 0).toSorted((a, b) => a.length - b.length);
}

function isPart(part: readonly Change[], whole: readonly Change[]): boolean {
  const keys = new Set(whole.map((change) => changesKey([change])));
  return part.every((change) => keys.has(changesKey([change])));
}

/** What is changed where, whatever the value. */
function shapeOf(changes: readonly Change[]): string {
  const hidden = new Set(['values', 'principal', 'Principal']);
  return changes
    .map((change) => JSON.stringify(change, (name, value: unknown) => (hidden.has(name) ? undefined : value)))
    .sort()
    .join('\n');
}
