// One condition key under one operator: compiled once for a set of policies, however often they ask it,
// and evaluated once for each request.

import {
  keyNumber,
  makeKeyTable,
  readNames,
  valuesOf,
  type FindKeyKind,
  type KeyTable,
  type RequestContext,
} from '../match/context.ts';
import {
  bindTemplate,
  hasVariables,
  isConstant,
  parseTemplate,
  piecesText,
  resolveTemplate,
  variablesOf,
  type BoundTemplate,
} from '../match/variables.ts';
import type { ConditionElement, PolicyVersion } from '../policy/document.ts';
import type { OperatorForm } from '../policy/operator-form.ts';
import type { Path, Span } from '../policy/position.ts';
import { operatorNamed, type Comparison, type Operator } from './operators.ts';

/** The conditions of a set of policies, each once, and what they were for the request at hand. */
export interface ConditionTable {
  readonly keys: KeyTable;
  readonly tests: Map<string, ConditionTest>;
  /** By the test's number: the stamp of the request for which it was evaluated, and the answer. */
  readonly heldAt: number[];
  readonly held: boolean[];
}

/** A condition, wherever it stands. */
export interface ConditionTest {
  readonly number: number;
  readonly form: OperatorForm;
  readonly operator: Operator;
  readonly key: number;
  readonly expected: readonly ExpectedValue[];
  /** Whether one of the values has variables. */
  readonly varies: boolean;
  /** The keys of these. */
  readonly variables: readonly number[];
  /** The values as written. */
  readonly texts: readonly string[];
}

export type ExpectedValue =
  | { readonly kind: 'constant'; readonly text: string; readonly matches: Comparison }
  | { readonly kind: 'template'; readonly text: string; readonly template: BoundTemplate }
  /** No value that the operator can compare with: it equals nothing. */
  | { readonly kind: 'malformed'; readonly text: string };

/** A condition at its place in a statement. */
export interface CompiledCondition {
  readonly test: ConditionTest;
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operatorText: string;
  /** As written. */
  readonly key: string;
  readonly path: Path;
  readonly span: Span;
}

export function makeConditionTable(findKind: FindKeyKind): ConditionTable {
  return { keys: makeKeyTable(findKind), tests: new Map(), heldAt: [], held: [] };
}

export function compileConditions(
  table: ConditionTable,
  element: ConditionElement | undefined,
  version: PolicyVersion | undefined,
): readonly CompiledCondition[] {
  if (element === undefined) return [];
  const compiled: CompiledCondition[] = [];
  for (const { form, operator, keys } of element.blocks) {
    for (const { key, values, path, span } of keys) {
      const texts = values.map(({ value }) => value);
      const test = testFor(table, { form, operator, key, texts, variables: hasVariables(version) });
      compiled.push({ test, operatorText: operator, key, path, span });
    }
  }
  return compiled;
}

function testFor(
  table: ConditionTable,
  {
    form,
    operator: operatorText,
    key,
    texts,
    variables,
  }: {
    readonly form: OperatorForm;
    readonly operator: string;
    readonly key: string;
    readonly texts: readonly string[];
    readonly variables: boolean;
  },
): ConditionTest {
  const number = keyNumber(table.keys, key);
  const name = JSON.stringify([operatorText, number, variables, ...texts]);
  const known = table.tests.get(name);
  if (known !== undefined) return known;
  const operator = operatorNamed(form.name);
  const expected = texts.map((text) => compileValue(table, operator, text, operator.variables && variables));
  const test: ConditionTest = {
    number: table.held.length,
    form,
    operator,
    key: number,
    expected,
    varies: expected.some(({ kind }) => kind === 'template'),
    variables: expected.flatMap((value) => (value.kind === 'template' ? variablesOf(value.template) : [])),
    texts,
  };
  table.tests.set(name, test);
  table.held.push(false);
  table.heldAt.push(-1);
  return test;
}

function compileValue(
  { keys }: ConditionTable,
  operator: Operator,
  text: string,
  variables: boolean,
): ExpectedValue {
  if (variables && text.includes('${')) {
    const template = parseTemplate(text);
    if (!isConstant(template)) return { kind: 'template', text, template: bindTemplate(keys, template) };
  }
  const matches = operator.prepare([{ text, literal: false }]);
  return matches === undefined ? { kind: 'malformed', text } : { kind: 'constant', text, matches };
}

/** Whether the condition holds for the request. */
export function conditionHolds(table: ConditionTable, test: ConditionTest, context: RequestContext): boolean {
  const { keys, heldAt, held } = table;
  // What is known of an earlier request ends where the names of this one are read.
  if (keys.current !== context) readNames(keys, context);
  const { number } = test;
  if (heldAt[number] === keys.stamp) return held[number] === true;
  const answer = evaluate(keys, test, context);
  heldAt[number] = keys.stamp;
  held[number] = answer;
  return answer;
}

/**
 * Several values of the policy: one must match, or none for a negated operator. A key that the request
 * does not have: false, true for a negated operator, and true with `IfExists` or `ForAllValues`;
 * `ForAnyValue` is false then.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
function evaluate(keys: KeyTable, test: ConditionTest, context: RequestContext): boolean {
  const { form, operator } = test;
  const actual = valuesOf(keys, context, test.key);
  if (operator.family === 'null') {
    // `true`: the key does not exist. `false`: it exists and its value is not null, where "context keys
    // with empty values" are null too.
    const wanted = isNull(actual) ? 'true' : 'false';
    return test.texts.some((text) => text.toLowerCase() === wanted);
  }
  if (actual === undefined) return holdsWhenAbsent(test);
  if (typeof actual === 'string') {
    return (form.quantifier === 'ForAllValues' && actual === '') || holdsFor(keys, test, actual, context);
  }
  if (form.quantifier === 'ForAllValues') {
    // Also true when "the context key value resolves to a null dataset, such as an empty string".
    return isNull(actual) || actual.every((value) => holdsFor(keys, test, value, context));
  }
  // Several values without a set operator: AWS asks for one and does not say what happens without. We
  // take a negated operator as the opposite of its plain twin.
  return form.quantifier === undefined && operator.negated
    ? actual.every((value) => holdsFor(keys, test, value, context))
    : actual.some((value) => holdsFor(keys, test, value, context));
}

function isNull(values: string | readonly string[] | undefined): boolean {
  if (values === undefined || values === '') return true;
  return typeof values !== 'string' && values.every((value) => value === '');
}

/**
 * AWS's page on operators has one table (`ForAllValues:StringNotLike`) with "no match" for an absent key,
 * against its own text and the page on set operators; we follow those.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holdsWhenAbsent({ form, operator }: ConditionTest): boolean {
  if (form.ifExists || form.quantifier === 'ForAllValues') return true;
  return form.quantifier === undefined && operator.negated;
}

function holdsFor(keys: KeyTable, test: ConditionTest, actual: string, context: RequestContext): boolean {
  const { expected, operator } = test;
  for (let index = 0; index < expected.length; index++) {
    const value = expected[index];
    if (value !== undefined && valueMatches(keys, operator, value, actual, context)) return !operator.negated;
  }
  return operator.negated;
}

/**
 * A variable without a value makes the text null, which equals and resembles nothing: so StringEquals is
 * false, and StringNotEquals true.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function valueMatches(
  keys: KeyTable,
  operator: Operator,
  expected: ExpectedValue,
  actual: string,
  context: RequestContext,
): boolean {
  switch (expected.kind) {
    case 'constant':
      return expected.matches(actual);
    case 'malformed':
      return false;
    case 'template': {
      const resolved = resolveTemplate(expected.template, keys, context);
      return resolved.kind === 'pieces' && (operator.prepare(resolved.pieces)?.(actual) ?? false);
    }
  }
}

/** The policy's values with the variables replaced; one that is null stays as written. */
export function expectedTexts(
  { keys }: ConditionTable,
  { expected, texts, varies }: ConditionTest,
  context: RequestContext,
): readonly string[] {
  if (!varies) return texts;
  return expected.map((value) => {
    if (value.kind !== 'template') return value.text;
    const resolved = resolveTemplate(value.template, keys, context);
    return resolved.kind === 'null' ? value.text : piecesText(resolved.pieces);
  });
}
