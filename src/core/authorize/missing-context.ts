// Which condition keys could change the outcome if the request gave them. AWS's simulator names keys of
// actions that nobody asked about, and leaves out those of SCPs; we look at this request only, and at
// every layer.

import { absentKeys, conditionHolds } from '../conditions/condition.ts';
import { matchResource, openVariables } from '../match/resource.ts';
import { absentVariables } from '../match/variables.ts';
import type { ActionPlan, LayerPlan } from './action-plan.ts';
import type { CompiledPolicySet, StatementTests } from './compiled.ts';
import type { Evaluation } from './evaluation.ts';
import { provenKeys } from './prove-missing.ts';
import { weighResource, type S3Verdict } from './s3-access.ts';
import type { Situation } from './situation.ts';
import { asksForUserId, principalApplies } from './statement-tests.ts';
import { layerAsksForAbsent } from './trace-layer.ts';
import type { NamedAs } from './trace.ts';
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
  { s3, policies }: { readonly s3: S3Verdict | undefined; readonly policies: CompiledPolicySet },
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
  if (keys.size === 0) return noKeys;
  const open = prospects.flatMap((prospect) => prospect.open);
  // Who the caller is to unique ids takes no value that could be made up.
  if (open.some(({ asksWhoCalls }) => asksWhoCalls)) return [...keys.values()];
  return provenKeys(
    [...keys.values()],
    open.map(({ tests }) => tests),
    evaluation,
    policies,
  );
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
  readonly tests: StatementTests;
  /** Whether its Principal has unique ids, and the request no `aws:userid`. */
  readonly asksWhoCalls: boolean;
}

function prospectOf({ type, layer, named }: LayerPlan, evaluation: Evaluation): Prospect {
  const open: OpenStatement[] = [];
  let grants = 0;
  let allows = false;
  let denies = false;
  for (const { statement, tests, actionApplies } of named) {
    if (!actionApplies) continue;
    const principal = principalApplies(tests, evaluation);
    const asksWhoCalls = asksForUserId(tests, evaluation);
    const others = principal === false && !asksWhoCalls ? undefined : openKeys(tests, evaluation);
    if (others === undefined) continue;
    const { effect } = statement.source;
    const keys = asksWhoCalls ? [...others, 'aws:userid'] : others;
    // A VPC endpoint's policy names principals too, and lifts nothing.
    const bitOf = (name: NamedAs | boolean) =>
      typeof name === 'string' && type !== 'endpoint' ? nameBit[name] : 0;
    const byId = bitOf('roleArn' in evaluation.caller ? 'role' : 'caller');
    if (keys.length > 0) {
      const names = bitOf(principal) | (asksWhoCalls ? byId : 0);
      open.push({ effect, grants: names, keys, tests, asksWhoCalls });
    }
    if (principal === false || others.length > 0 || (asksWhoCalls && effect === 'Deny')) continue;
    if (effect === 'Deny') denies = true;
    else {
      allows = true;
      grants |= bitOf(principal);
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
 * Whether the statement's applying would change the outcome in some way in which the other open
 * statements turn out: each other layer as it is for certain, or with all its allows. (Denies that hang
 * on keys are supposed to be out of the way.)
 */
function matters(
  statement: OpenStatement,
  own: Prospect,
  prospects: readonly Prospect[],
  { situation, s3 }: { readonly situation: Situation; readonly s3: S3Verdict | undefined },
): boolean {
  if (statement.effect === 'Deny') return true;
  // Of the resource's policy each grant by itself: a weaker one leaves more to the other layers.
  const turning = prospects
    .filter((prospect) => prospect !== own || isResource(prospect))
    .flatMap((prospect): readonly Turning[] => {
      const allows = prospect.open.filter((one) => isAllow(one) && one !== statement);
      if (!isResource(prospect)) return allows.length === 0 ? [] : [{ prospect, grants: 0 }];
      return [...new Set(allows.map(({ grants }) => grants))].map((grants) => ({ prospect, grants }));
    });
  const outcomeWith = (applies: boolean, turned: number) => {
    const tally = emptyTally();
    for (const prospect of prospects) {
      const more = turning.filter((one, index) => one.prospect === prospect && (turned & (1 << index)) !== 0);
      const bit = typeBit[prospect.type];
      const isIt = prospect === own && applies;
      if (!prospect.readable) tally.unreadable |= bit;
      if (!prospect.allows && more.length === 0 && !isIt) tally.silent |= bit;
      tally.grants |= more.reduce((grants, one) => grants | one.grants, prospect.grants);
      if (isIt) tally.grants |= statement.grants;
    }
    weighResource(tally, situation, s3);
    return outcomeOf(tally, situation);
  };
  for (let turned = 0; turned < 1 << Math.min(turning.length, mostTurning); turned++)
    if (outcomeWith(false, turned) !== outcomeWith(true, turned)) return true;
  return turning.length > mostTurning;
}

/** A layer, or one grant of the resource's policy, that may turn out to allow. */
interface Turning {
  readonly prospect: Prospect;
  readonly grants: number;
}

/** Of more that hang on keys not all ways are looked at: the statement is then said to matter. */
const mostTurning = 8;

function isResource({ type }: Prospect): boolean {
  return type === 'resource' || type === 'trust';
}

function isAllow({ effect }: OpenStatement): boolean {
  return effect === 'Allow';
}
