// The Condition element: 27 operators, their modifiers, and what an absent key means.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

import type { Context } from './asker.ts';
import { conditionTexts, isObject, operatorForm, type OperatorForm } from './stored-policy.ts';
import { readAddress, readBase64, readBlock, readDate, readNumber } from './values.ts';
import { fill, meansArn, resembles, type Place } from './wildcards.ts';

export interface Circumstances {
  readonly context: Context;
  readonly hasVariables: boolean;
}

/** One key under one operator. */
export interface Condition {
  readonly form: OperatorForm;
  readonly key: string;
  readonly values: readonly string[];
}

/** "All context keys in a condition element block must resolve to true": a logical AND of all of them. */
export function conditionsOf(element: unknown): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(isObject(element) ? element : {})) {
    const form = operatorForm(operator);
    if (form === undefined || !isObject(keys)) throw new TypeError(`${operator} was not refused on saving`);
    for (const [key, value] of Object.entries(keys))
      conditions.push({ form, key, values: conditionTexts(value) });
  }
  return conditions;
}

export function holds({ form, key, values }: Condition, circumstances: Circumstances): boolean {
  const actual = circumstances.context.get(key.toLowerCase());
  if (form.name === 'Null')
    return values.some((value) => isNull(actual) === (value.toLowerCase() === 'true'));
  const isNegated = form.name.includes('Not');
  if (actual === undefined) {
    // "If the key is not present, evaluate the condition element as true."
    if (form.ifExists) return true;
    // Set operators: ForAllValues "also returns true if there are no context keys in the request";
    // ForAnyValue: "if the key does not exist, the condition returns false".
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    if (form.quantifier !== '') return form.quantifier === 'ForAllValues';
    // "If the policy condition requires that the key is not matched … and the right key is not present,
    // the condition is true."
    return isNegated;
  }
  // Policy values: a logical OR, "NOR" for a negated operator.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
  const satisfies = (text: string) =>
    values.some((value) => matches(form.name, value, text, circumstances)) !== isNegated;
  switch (form.quantifier) {
    case 'ForAllValues':
      // "… or if the context key value resolves to a null dataset, such as an empty string."
      return isNull(actual) || actual.every(satisfies);
    case 'ForAnyValue':
      return actual.some(satisfies);
    case '':
      // Several values without a set operator: AWS asks for one and does not say what happens without. Our
      // reading: a negated operator is the opposite of its plain twin.
      return isNegated ? actual.every(satisfies) : actual.some(satisfies);
  }
}

/** Null: "true (the key doesn't exist — it is null) or false (the key exists and its value is not null)". */
function isNull(actual: readonly string[] | undefined): boolean {
  return actual === undefined || actual.every((value) => value === '');
}

/** Whether one value of the request equals, resembles or lies beyond one value of the policy. */
function matches(name: string, value: string, actual: string, circumstances: Circumstances): boolean {
  if (name.startsWith('String')) {
    const pattern = fill(value, circumstances);
    return pattern !== undefined && matchesString(name, pattern, actual);
  }
  // "In the Condition element you can use a policy variable … in any condition that involves the string or
  // ARN operators": where in the ARN is limited for the Resource element only.
  if (name.startsWith('Arn')) {
    const pattern = fill(value, circumstances);
    return pattern !== undefined && meansArn(pattern, actual);
  }
  // "You can't use a policy variable with other operators."
  if (name.startsWith('Numeric')) return compares(name, readNumber(actual), readNumber(value));
  if (name.startsWith('Date')) return compares(name, readDate(actual), readDate(value));
  switch (name) {
    case 'Bool': {
      const wanted = value.toLowerCase();
      return (wanted === 'true' || wanted === 'false') && actual.toLowerCase() === wanted;
    }
    case 'BinaryEquals':
      // "byte for byte against a base-64 encoded representation of the binary value in the policy"
      return isEqual(readBase64(actual), readBase64(value));
    case 'IpAddress':
    case 'NotIpAddress': {
      const address = readAddress(actual);
      const block = readBlock(value);
      return (
        address?.length === block?.bits.length &&
        isEqual(address?.slice(0, block?.prefix), block?.bits.slice(0, block.prefix))
      );
    }
    default:
      throw new TypeError(`no such operator: ${name}`);
  }
}

function matchesString(name: string, pattern: readonly Place[], actual: string): boolean {
  if (name.endsWith('Like')) return resembles(pattern, actual);
  const text = pattern
    .map((place) => (place === 'any' ? '*' : place === 'one' ? '?' : place.character))
    .join('');
  return name.endsWith('IgnoreCase') ? text.toLowerCase() === actual.toLowerCase() : text === actual;
}

/** A value that is none of its kind equals nothing, and is neither less nor greater. */
function compares(name: string, actual: number | undefined, value: number | undefined): boolean {
  if (actual === undefined || value === undefined) return false;
  if (name.endsWith('LessThan')) return actual < value;
  if (name.endsWith('LessThanEquals')) return actual <= value;
  if (name.endsWith('GreaterThan')) return actual > value;
  if (name.endsWith('GreaterThanEquals')) return actual >= value;
  return actual === value;
}

function isEqual(actual: string | undefined, value: string | undefined): boolean {
  return actual !== undefined && actual === value;
}

/**
 * Whether the condition demands certain values of `aws:PrincipalArn`: "permissions granted using the
 * aws:PrincipalArn condition key". Our reading: a plain string or ARN operator, which is false without it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function pinsPrincipalArn({ form, key }: Condition): boolean {
  const isComparison = form.name.startsWith('String') || form.name.startsWith('Arn');
  const isPlain = !form.ifExists && form.quantifier === '' && !form.name.includes('Not');
  return key.toLowerCase() === 'aws:principalarn' && isComparison && isPlain;
}
