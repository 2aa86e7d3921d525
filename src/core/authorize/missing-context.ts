// Which condition keys could change the outcome if the request gave them. AWS's simulator names keys of
// actions that nobody asked about, and leaves out those of SCPs; we look at this request only, and at
// every layer.

import { absentKeys, conditionHolds } from '../conditions/condition.ts';
import { matchResource, openVariables } from '../match/resource.ts';
import { absentVariables } from '../match/variables.ts';
import type { ActionPlan, LayerPlan } from './action-plan.ts';
import type { StatementTests } from './compiled.ts';
import type { Evaluation } from './evaluation.ts';
import { weighResource, type S3Verdict } from './s3-access.ts';
import type { Situation } from './situation.ts';
import { principalApplies } from './statement-tests.ts';
import { layerAsksForAbsent } from './trace-layer.ts';
import { typeBit } from './type-bits.ts';
import { emptyTally, nameBit, outcomeOf } from './verdict.ts';

/**
 * The keys as the policies write them, each once, in the order of the layers. A statement counts when
 * its applying or not hangs on absent keys, and when that could make a difference: a Deny while nothing
 * denies for certain, an Allow while its layer is what the request lacks or hangs on.
 */
export function missingContext(
  { layers }: ActionPlan,
  evaluation: Evaluation,
  situation: Situation,
  s3: S3Verdict | undefined,
): readonly string[] {
  const applying = layers.filter(({ bit }) => (situation.applying & bit) !== 0);
  // Only what asks for a key that is absent can hang on one.
  if (!applying.some((layer) => layerAsksForAbsent(layer, evaluation))) return noKeys;
  const prospects = applying.map((layer) => prospectOf(layer, evaluation));
  if (prospects.some(({ denies }) => denies)) return [];
  const keys = new Map<string, string>();
  for (const prospect of prospects) {
    for (const statement of prospect.open) {
      if (!matters(statement, prospect, prospects, { situation, s3 })) continue;
      for (const key of statement.keys) {
        if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
      }
    }
  }
  return [...keys.values()];
}

const noKeys: readonly string[] = [];

/** What a layer says for certain, and which statements hang on absent keys. */
interface Prospect {
  readonly type: LayerPlan['type'];
  readonly readable: boolean;
  readonly denies: boolean;
  readonly allows: boolean;
  /** The names by which those that allow for certain mean the caller, as bits. */
  readonly grants: number;
  readonly open: readonly OpenStatement[];
}

interface OpenStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly grants: number;
  readonly keys: readonly string[];
}

function prospectOf({ type, layer, named }: LayerPlan, evaluation: Evaluation): Prospect {
  const open: OpenStatement[] = [];
  let grants = 0;
  let allows = false;
  let denies = false;
  for (const { statement, tests, actionApplies } of named) {
    const principal = actionApplies && principalApplies(tests, evaluation);
    if (principal === false) continue;
    const keys = openKeys(tests, evaluation);
    const { effect } = statement.source;
    if (keys === undefined) continue;
    // A VPC endpoint's policy names principals too, and lifts nothing.
    const names = principal === true || type === 'endpoint' ? 0 : nameBit[principal];
    if (keys.length > 0) open.push({ effect, grants: names, keys });
    else if (effect === 'Deny') denies = true;
    else {
      allows = true;
      grants |= names;
    }
  }
  return { type, readable: layer.readable, denies, allows, grants, open };
}

/** The absent keys that the statement hangs on; empty when it applies for certain, undefined when it certainly does not. */
function openKeys(tests: StatementTests, evaluation: Evaluation): readonly string[] | undefined {
  const { conditions, context } = evaluation;
  const ofResource = openResourceKeys(tests, evaluation);
  if (ofResource === undefined) return undefined;
  const keys = [...ofResource];
  for (const condition of tests.conditions) {
    const absent = absentKeys(conditions, condition, context);
    if (absent.length === 0 && !conditionHolds(conditions, condition.test, context)) return undefined;
    keys.push(...absent);
  }
  return keys;
}

function openResourceKeys(
  { resources, anyResource, excludesResources }: StatementTests,
  { resource, conditions: { keys }, context }: Evaluation,
): readonly string[] | undefined {
  if (anyResource || resources === undefined) return [];
  // What matches with a variable at its default may cease to once the key is given.
  const isSettled = (pattern: (typeof resources)[number]) =>
    pattern.kind !== 'template' || absentVariables(pattern.template, keys, context).length === 0;
  const named = resources.some(
    (pattern) => isSettled(pattern) && matchResource(pattern, resource, keys, context),
  );
  if (named) return excludesResources ? undefined : [];
  const open = resources.flatMap((pattern) => openVariables(pattern, resource, keys, context));
  if (open.length > 0) return open;
  return excludesResources ? [] : undefined;
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
  { situation, s3 }: { readonly situation: Situation; readonly s3: S3Verdict | undefined },
): boolean {
  if (statement.effect === 'Deny') return true;
  return [true, false].some((partnerAtBest) => {
    const outcomeWith = (given: readonly OpenStatement[]) => {
      const tally = emptyTally();
      for (const prospect of prospects) {
        const best = partnerAtBest || !canGrant(prospect) ? prospect.open : [];
        const open = (prospect === own ? given : best).filter(({ effect }) => effect === 'Allow');
        const bit = typeBit[prospect.type];
        if (!prospect.readable) tally.unreadable |= bit;
        if (!prospect.allows && open.length === 0) tally.silent |= bit;
        tally.grants |= open.reduce((grants, one) => grants | one.grants, prospect.grants);
      }
      weighResource(tally, situation, s3);
      return outcomeOf(tally, situation);
    };
    return outcomeWith([]) !== outcomeWith([statement]);
  });
}

function canGrant({ type }: Prospect): boolean {
  return type === 'identity' || type === 'resource' || type === 'trust';
}
