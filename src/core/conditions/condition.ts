// One condition key under one operator: compiled once, then evaluated against each request.

import type { ContextKeys } from '../match/context.ts';
import {
  hasVariables,
  isConstant,
  parseTemplate,
  piecesText,
  resolveTemplate,
  unresolvedKeys,
  type Template,
} from '../match/variables.ts';
import type { ConditionElement, PolicyVersion, TextAt } from '../policy/document.ts';
import type { OperatorForm } from '../policy/operator-form.ts';
import type { Path, Span } from '../policy/position.ts';
import { operatorNamed, type Comparison, type Operator } from './operators.ts';

export interface CompiledCondition {
  readonly form: OperatorForm;
  readonly operator: Operator;
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operatorText: string;
  readonly key: string;
  /** The key in lower case, as the context holds it. */
  readonly lookup: string;
  readonly expected: readonly ExpectedValue[];
  readonly path: Path;
  readonly span: Span;
}

export type ExpectedValue =
  | { readonly kind: 'constant'; readonly text: string; readonly matches: Comparison }
  | { readonly kind: 'template'; readonly text: string; readonly template: Template }
  /** No value that the operator can compare with: it equals nothing. */
  | { readonly kind: 'malformed'; readonly text: string; readonly at: TextAt };

/** Why a condition holds or not. */
export type ConditionReason =
  'matched' | 'condition-false' | 'missing-context-key' | 'empty-variable' | 'malformed-value';

export function compileConditions(
  element: ConditionElement | undefined,
  version: PolicyVersion | undefined,
): readonly CompiledCondition[] {
  if (element === undefined) return [];
  return element.blocks.flatMap(({ form, operator: operatorText, keys }) => {
    const operator = operatorNamed(form.name);
    const variables = operator.variables && hasVariables(version);
    return keys.map(({ key, values, path, span }) => ({
      form,
      operator,
      operatorText,
      key,
      lookup: key.toLowerCase(),
      expected: values.map((value) => compileValue(operator, value, variables)),
      path,
      span,
    }));
  });
}

function compileValue(operator: Operator, at: TextAt, variables: boolean): ExpectedValue {
  const text = at.value;
  const template = variables ? parseTemplate(text) : undefined;
  if (template !== undefined && !isConstant(template)) return { kind: 'template', text, template };
  const matches = operator.prepare([{ text, literal: false }]);
  return matches === undefined ? { kind: 'malformed', text, at } : { kind: 'constant', text, matches };
}

/**
 * Whether the condition holds. Several values of the policy: one must match, or none for a negated
 * operator. A key that the request does not have: false, true for a negated operator, and true with
 * `IfExists` or `ForAllValues`; `ForAnyValue` is false then.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function conditionHolds(condition: CompiledCondition, context: ContextKeys): boolean {
  const { form, operator, expected } = condition;
  const actual = context.get(condition.lookup);
  if (operator.family === 'null') {
    // `true`: the key does not exist. `false`: it exists and its value is not null.
    const wanted = actual === undefined ? 'true' : 'false';
    return expected.some(({ text }) => text.toLowerCase() === wanted);
  }
  if (actual === undefined) return holdsWhenAbsent(condition);
  if (form.quantifier === 'ForAllValues') {
    // Also true when "the context key value resolves to a null dataset, such as an empty string".
    return (
      actual.every((value) => value === '') || actual.every((value) => holdsFor(condition, value, context))
    );
  }
  // Several values without a set operator: AWS asks for one and does not say what happens without. We
  // take a negated operator as the opposite of its plain twin.
  return form.quantifier === undefined && operator.negated
    ? actual.every((value) => holdsFor(condition, value, context))
    : actual.some((value) => holdsFor(condition, value, context));
}

/**
 * AWS's page on operators has one table (`ForAllValues:StringNotLike`) with "no match" for an absent key,
 * against its own text and the page on set operators; we follow those.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function holdsWhenAbsent({ form, operator }: CompiledCondition): boolean {
  if (form.ifExists || form.quantifier === 'ForAllValues') return true;
  return form.quantifier === undefined && operator.negated;
}

function holdsFor({ operator, expected }: CompiledCondition, actual: string, context: ContextKeys): boolean {
  const matches = expected.some((value) => valueMatches(operator, value, actual, context));
  return matches !== operator.negated;
}

/**
 * A variable without a value makes the text null, which equals and resembles nothing: so StringEquals is
 * false, and StringNotEquals true.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function valueMatches(
  operator: Operator,
  expected: ExpectedValue,
  actual: string,
  context: ContextKeys,
): boolean {
  switch (expected.kind) {
    case 'constant':
      return expected.matches(actual);
    case 'malformed':
      return false;
    case 'template': {
      const resolved = resolveTemplate(expected.template, context);
      return resolved.kind === 'pieces' && (operator.prepare(resolved.pieces)?.(actual) ?? false);
    }
  }
}

/** Why the condition holds or not, for the trace. */
export function explainCondition(condition: CompiledCondition, context: ContextKeys): ConditionReason {
  if (conditionHolds(condition, context)) return 'matched';
  const { operator, expected } = condition;
  if (!context.has(condition.lookup)) return 'missing-context-key';
  if (operator.family === 'null') return 'condition-false';
  if (operator.negated) return 'condition-false';
  if (expected.some((value) => value.kind === 'template' && isNull(value.template, context)))
    return 'empty-variable';
  return expected.length > 0 && expected.every(({ kind }) => kind === 'malformed')
    ? 'malformed-value'
    : 'condition-false';
}

/** The policy's values with the variables replaced; one that is null stays as written. */
export function expectedTexts({ expected }: CompiledCondition, context: ContextKeys): readonly string[] {
  return expected.map((value) => {
    if (value.kind !== 'template') return value.text;
    const resolved = resolveTemplate(value.template, context);
    return resolved.kind === 'null' ? value.text : piecesText(resolved.pieces);
  });
}

/**
 * The keys, as written, that the request does not give and that could turn the condition over if they
 * were given: its own key, or variables of its values. Empty: the condition is as it is.
 */
export function absentKeys(condition: CompiledCondition, context: ContextKeys): readonly string[] {
  const { key, lookup, operator, expected } = condition;
  const ofVariables = expected.flatMap((value) =>
    value.kind === 'template' ? unresolvedKeys(value.template, context) : [],
  );
  if (!context.has(lookup)) return [key, ...ofVariables];
  // A variable that gets a value can add a match and take none away.
  return conditionHolds(condition, context) === operator.negated ? ofVariables : [];
}

function isNull(template: Template, context: ContextKeys): boolean {
  return resolveTemplate(template, context).kind === 'null';
}
