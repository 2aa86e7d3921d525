// Which condition keys could change the outcome if the request gave them. AWS's simulator names keys of
// actions that nobody asked about, and leaves out those of SCPs; we look at this request only, and at
// every layer.

import { valuesOf } from '../match/context.ts';
import { asksOf, type ActionPlan } from './action-plan.ts';
import type { CompiledPolicySet } from './compiled.ts';
import type { Evaluation } from './evaluation.ts';
import { layerAsksForAbsent, prospectOf, type OpenStatement, type Prospect } from './prospects.ts';
import { provenKeys } from './prove-missing.ts';
import { weighResource, type S3Verdict } from './s3-access.ts';
import type { Situation } from './situation.ts';
import { typeBit } from './type-bits.ts';
import { emptyTally, outcomeOf } from './verdict.ts';

/**
 * The keys as the policies write them, each once, in the order of the layers. A statement counts when
 * its applying or not hangs on absent keys, and when that could make a difference: a Deny while nothing
 * denies for certain, an Allow while its layer is what the request lacks or hangs on.
 */
export function missingContext(
  plan: ActionPlan,
  evaluation: Evaluation,
  situation: Situation,
  { s3, policies }: { readonly s3: S3Verdict | undefined; readonly policies: CompiledPolicySet },
): readonly string[] {
  // Most requests give all that anybody asks for.
  const asks = asksOf(plan);
  if (!asks.whoCalls && hasAll(asks.keys, evaluation)) return noKeys;
  const applying = plan.layers.filter(({ bit }) => (situation.applying & bit) !== 0);
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

function hasAll(asked: readonly number[], { conditions: { keys }, context }: Evaluation): boolean {
  for (let index = 0; index < asked.length; index++)
    if (valuesOf(keys, context, asked[index] ?? 0) === undefined) return false;
  return true;
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
