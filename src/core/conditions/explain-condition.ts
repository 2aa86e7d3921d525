// Why a condition is what it is, and what it hangs on: the keys that the request does not give, and that
// could turn it over.

import { valueList, valuesOf, type RequestContext } from '../match/context.ts';
import { compilePieces, matchText } from '../match/text-pattern.ts';
import { absentVariables, openPieces, type OpenPiece } from '../match/variables.ts';
import type { OperatorName } from '../policy/operator-form.ts';
import {
  conditionHolds,
  holdsWhenAbsent,
  type CompiledCondition,
  type ConditionTable,
  type ConditionTest,
  type ExpectedValue,
} from './condition.ts';

/** Why a condition holds or not. */
export type ConditionReason =
  | 'matched'
  | 'condition-false'
  | 'missing-context-key'
  /** A value would match if a variable in it had the right one, and the request does not give it. */
  | 'empty-variable'
  /** No value of the policy is one that the operator compares with. */
  | 'malformed-value'
  /** No value of the request is. */
  | 'malformed-context-value';

/** Why the condition holds or not, for the trace. */
export function explainCondition(
  table: ConditionTable,
  test: ConditionTest,
  context: RequestContext,
): ConditionReason {
  if (conditionHolds(table, test, context)) return 'matched';
  const { operator, expected } = test;
  const actual = valueList(table.keys, context, test.key);
  if (actual.length === 0) return 'missing-context-key';
  if (operator.family === 'null' || operator.negated) return 'condition-false';
  if (test.varies && openVariables(table, test, context).length > 0) return 'empty-variable';
  if (expected.length > 0 && expected.every(({ kind }) => kind === 'malformed')) return 'malformed-value';
  return actual.some(operator.takes) ? 'condition-false' : 'malformed-context-value';
}

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
  if (valuesOf(table.keys, context, test.key) === undefined) {
    if (constantAnswer(test) !== undefined) return [];
    return test.varies ? [key, ...openVariables(table, test, context)] : [key];
  }
  if (!test.varies) return [];
  const ofVariables = openVariables(table, test, context);
  // A variable that gets a value can add a match; it takes one away only where its default made it.
  const canLose = ofVariables.length > 0 && test.expected.some(hasDefault);
  return canLose || conditionHolds(table, test, context) === test.operator.negated ? ofVariables : [];
}

/** The absent variables of those values that would match, had the variables the right ones. */
function openVariables(
  { keys }: ConditionTable,
  test: ConditionTest,
  context: RequestContext,
): readonly string[] {
  const actual = valueList(keys, context, test.key);
  return test.expected.flatMap((value) => {
    if (value.kind !== 'template') return [];
    const pieces = openPieces(value.template, keys, context);
    if (pieces === undefined) return [];
    // Without a value of the key, whatever it will be can match.
    const could = actual.length === 0 || actual.some((one) => couldMatch(test.operator.name, pieces, one));
    return could ? absentVariables(value.template, keys, context) : [];
  });
}

/** Whether the value has what stands between the open variables. */
function couldMatch(name: OperatorName, pieces: readonly OpenPiece[], actual: string): boolean {
  const ignoresCase = name.endsWith('IgnoreCase');
  const takesPatterns = name.endsWith('Like') || name.startsWith('Arn');
  const pattern = compilePieces(
    pieces.map(({ text, literal, open }) => ({
      text: ignoresCase ? text.toLowerCase() : text,
      literal: literal || !(open || takesPatterns),
    })),
  );
  return matchText(pattern, ignoresCase ? actual.toLowerCase() : actual);
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
