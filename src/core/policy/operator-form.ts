// The names of condition operators and their modifiers; what they compare is in `conditions/`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

/** The 27 operators, in the order of AWS's page. */
export const operatorNames = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
] as const;

export type OperatorName = (typeof operatorNames)[number];

/** How several values of the request's key are weighed. */
export type Quantifier = 'ForAllValues' | 'ForAnyValue';

export interface OperatorForm {
  readonly name: OperatorName;
  readonly quantifier?: Quantifier;
  readonly ifExists: boolean;
}

const names: ReadonlySet<string> = new Set(operatorNames);

/**
 * Reads `ForAnyValue:StringLikeIfExists`. Undefined for anything else: AWS compares names with case and
 * answers `Invalid Condition type`. `Null` takes no `IfExists`.
 */
export function parseOperatorForm(text: string): OperatorForm | undefined {
  const known = forms.get(text);
  if (known !== undefined) return known;
  const form = readForm(text);
  // There are as many as there are names and modifiers, so they can all be kept.
  if (form !== undefined) forms.set(text, form);
  return form;
}

const forms = new Map<string, OperatorForm>();

function readForm(text: string): OperatorForm | undefined {
  const colon = text.indexOf(':');
  const quantifier = colon < 0 ? undefined : text.slice(0, colon);
  if (quantifier !== undefined && quantifier !== 'ForAllValues' && quantifier !== 'ForAnyValue')
    return undefined;
  const rest = text.slice(colon + 1);
  const ifExists = rest.endsWith('IfExists');
  const name = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  if (!isOperatorName(name) || (name === 'Null' && ifExists)) return undefined;
  return quantifier === undefined ? { name, ifExists } : { name, quantifier, ifExists };
}

function isOperatorName(text: string): text is OperatorName {
  return names.has(text);
}
