// What the layers say for certain, and what hangs on keys that the request does not give.

import { absentKeys, asksForAbsent } from '../conditions/explain-condition.ts';
import { conditionHolds } from '../conditions/condition.ts';
import { matchResource, openVariables } from '../match/resource.ts';
import { absentVariables } from '../match/variables.ts';
import type { LayerPlan } from './action-plan.ts';
import type { StatementTests } from './compiled.ts';
import type { Evaluation } from './evaluation.ts';
import { asksForUserId, principalApplies, resourceApplies } from './statement-tests.ts';
import type { NamedAs } from './trace.ts';
import { nameBit } from './verdict.ts';

/** What a layer says for certain, and which statements hang on absent keys. */
export interface Prospect {
  readonly type: LayerPlan['type'];
  readonly readable: boolean;
  readonly denies: boolean;
  readonly allows: boolean;
  /** The names by which those that allow for certain mean the caller, as bits. */
  readonly grants: number;
  readonly open: readonly OpenStatement[];
}

export interface OpenStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly grants: number;
  readonly keys: readonly string[];
  readonly tests: StatementTests;
  /** Whether its Principal has unique ids, and the request no `aws:userid`. */
  readonly asksWhoCalls: boolean;
}

export function prospectOf({ type, layer, named }: LayerPlan, evaluation: Evaluation): Prospect {
  const open: OpenStatement[] = [];
  let grants = 0;
  let allows = false;
  let denies = false;
  for (const { statement, tests, actionApplies } of named) {
    if (!actionApplies || tests === undefined) continue;
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

/** Whether a statement about the action asks for keys that the request does not give. */
export function layerAsksForAbsent({ named }: LayerPlan, evaluation: Evaluation): boolean {
  for (let index = 0; index < named.length; index++) {
    const one = named[index];
    if (one?.tests === undefined || !one.actionApplies) continue;
    if (asksFor(one.tests, evaluation)) return true;
  }
  return false;
}

/** Quick to say no: most statements ask for nothing that is absent, or cannot apply whatever it were. */
function asksFor(tests: StatementTests, evaluation: Evaluation): boolean {
  const { conditions, resourcesVary } = tests;
  let asks = resourcesVary || asksForUserId(tests, evaluation);
  for (let index = 0; index < conditions.length; index++) {
    const condition = conditions[index];
    if (condition === undefined) continue;
    if (asksForAbsent(evaluation.conditions, condition.test, evaluation.context)) asks = true;
    else if (!conditionHolds(evaluation.conditions, condition.test, evaluation.context)) return false;
  }
  return asks && (resourcesVary || resourceApplies(tests, evaluation));
}
