// What a condition hangs on: the keys that the request does not give, and that could turn it over.

import { valuesOf, type RequestContext } from '../match/context.ts';
import { absentVariables } from '../match/variables.ts';
import {
  conditionHolds,
  holdsWhenAbsent,
  type CompiledCondition,
  type ConditionTable,
  type ConditionTest,
  type ExpectedValue,
} from './condition.ts';

/** Whether the request lacks a key that the condition asks for: its own, or a variable's. */
export function asksForAbsent(
  { keys }: ConditionTable,
  test: ConditionTest,
  context: RequestContext,
): boolean {
  if (valuesOf(keys, context, test.key) === undefined) return true;
  return (
    test.varies &&
    test.expected.some(
      (value) => value.kind === 'template' && absentVariables(value.template, keys, context).length > 0,
    )
  );
}

/**
 * The keys, as written, that the request does not give and that could turn the condition over if they
 * were given: its own key, or variables of its values. Empty: the condition is as it is.
 */
export function absentKeys(
  table: ConditionTable,
  { test, key }: CompiledCondition,
  context: RequestContext,
): readonly string[] {
  const ofVariables = test.varies
    ? test.expected.flatMap((value) =>
        value.kind === 'template' ? absentVariables(value.template, table.keys, context) : [],
      )
    : [];
  if (valuesOf(table.keys, context, test.key) === undefined)
    return constantAnswer(test) === undefined ? [key, ...ofVariables] : [];
  // A variable that gets a value can add a match; it takes one away only where its default made it.
  const canLose = ofVariables.length > 0 && test.expected.some(hasDefault);
  return canLose || conditionHolds(table, test, context) === test.operator.negated ? ofVariables : [];
}

function hasDefault(value: ExpectedValue): boolean {
  return (
    value.kind === 'template' &&
    value.template.some((part) => part.kind === 'variable' && part.fallback !== undefined)
  );
}

/**
 * What the condition is whatever the request gives its key, or leaves it out; undefined where that matters.
 * So is one whose values nothing can be compared with, or a pattern that means every text.
 */
function constantAnswer(test: ConditionTest): boolean | undefined {
  const { form, operator, expected, texts } = test;
  const absent = operator.family === 'null' ? undefined : holdsWhenAbsent(test);
  const meansAll =
    operator.name.startsWith('String') &&
    operator.name.endsWith('Like') &&
    texts.some((text) => /^\*+$/.test(text));
  if (!meansAll && !expected.every(({ kind }) => kind === 'malformed')) return undefined;
  const given = meansAll !== operator.negated;
  // An empty value is a null dataset, for which ForAllValues holds.
  if (form.quantifier === 'ForAllValues' && !given) return undefined;
  return given === absent ? given : undefined;
}
