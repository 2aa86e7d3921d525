// A policy document as plain data, and whether AWS would have stored it. The oracle reads documents
// with these few lines, so that nothing of the engine's parser can agree with itself.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html

import type { PolicyType } from '../../../src/core/authorize/types.ts';

export type PlainObject = Readonly<Record<string, unknown>>;

export interface StoredPolicy {
  /** Whether `${…}` is a variable: "variables were introduced in version 2012-10-17" (reference_policies_variables). */
  readonly hasVariables: boolean;
  readonly statements: readonly PlainObject[];
}

/** Undefined when AWS would have answered MalformedPolicyDocument. */
export function readStored(document: unknown, type: PolicyType): StoredPolicy | undefined {
  const policy = typeof document === 'string' ? parseJson(document) : document;
  if (!isObject(policy) || !hasOnly(policy, ['Version', 'Id', 'Statement'])) return undefined;
  const { Version, Id, Statement } = policy;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') return undefined;
  // "The id_block is allowed in resource-based policies, but not in identity-based policies."
  if (Id !== undefined && type !== 'resource' && type !== 'trust' && type !== 'endpoint') return undefined;
  const statements = Array.isArray(Statement) ? (Statement as readonly unknown[]) : [Statement];
  if (statements.length === 0) return undefined;
  const stored: PlainObject[] = [];
  for (const statement of statements) {
    if (!isObject(statement) || !isStatement(statement, type)) return undefined;
    stored.push(statement);
  }
  return { hasVariables: Version === '2012-10-17', statements: stored };
}

/** One text or a list of them, always as a list. */
export function texts(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return list.filter((item) => typeof item === 'string');
}

/** "Quotation marks are optional for numeric and Boolean values." */
export function conditionTexts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(String);
}

export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const operatorNames: readonly string[] = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'NumericEquals', 'NumericNotEquals', 'NumericLessThan'],
  ...['NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals', 'DateEquals'],
  ...['DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals', 'ArnLike', 'ArnNotEquals'],
  ...['ArnNotLike', 'Null'],
];

export interface OperatorForm {
  readonly name: string;
  readonly quantifier: '' | 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

/** `ForAnyValue:StringLikeIfExists` in its three parts. */
export function operatorForm(text: string): OperatorForm | undefined {
  const [quantifier, rest] = text.includes(':') ? splitOnce(text, ':') : ['', text];
  if (quantifier !== '' && quantifier !== 'ForAllValues' && quantifier !== 'ForAnyValue') return undefined;
  const ifExists = rest.endsWith('IfExists');
  const name = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  // "You can add IfExists to the end of any condition operator name except the Null condition."
  if (!operatorNames.includes(name) || (name === 'Null' && ifExists)) return undefined;
  return { name, quantifier, ifExists };
}

export function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

const elements = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource'];

function isStatement(statement: PlainObject, type: PolicyType): boolean {
  if (!hasOnly(statement, [...elements, 'NotResource', 'Condition'])) return false;
  const { Effect, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') return false;
  // "RCPs that customers write only deny"; the one that AWS attaches everywhere is not among those given.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
  if (type === 'rcp' && (Effect !== 'Deny' || 'NotAction' in statement || statement['Principal'] !== '*'))
    return false;
  return (
    hasPrincipal(statement, type) &&
    hasActions(statement, type) &&
    hasResources(statement, type) &&
    (Condition === undefined || isCondition(Condition))
  );
}

function hasPrincipal(statement: PlainObject, type: PolicyType): boolean {
  const given = only(statement, 'Principal', 'NotPrincipal');
  const attachedToResource = ['resource', 'trust', 'endpoint', 'rcp'].includes(type);
  if (!attachedToResource) return given === 'neither';
  if (given === 'neither' || given === 'both') return false;
  // "You cannot use the NotPrincipal element in an IAM identity-based policy nor in an IAM role trust
  // policy", and it "must be used with Effect: Deny" (reference_policies_elements_notprincipal).
  if (given.name === 'NotPrincipal' && (type === 'trust' || type === 'rcp')) return false;
  if (given.name === 'NotPrincipal' && statement['Effect'] === 'Allow') return false;
  if (given.value === '*') return true;
  if (!isObject(given.value) || !hasOnly(given.value, ['AWS', 'Service', 'Federated', 'CanonicalUser']))
    return false;
  const lists = Object.values(given.value);
  return lists.length > 0 && lists.every(isTextOrTexts);
}

function hasActions(statement: PlainObject, type: PolicyType): boolean {
  const given = only(statement, 'Action', 'NotAction');
  if (given === 'neither' || given === 'both' || !isTextOrTexts(given.value)) return false;
  return texts(given.value).every((text) => {
    if (text === '*') return type !== 'trust' && type !== 'rcp';
    const [service, name] = splitOnce(text, ':');
    // "a service namespace, a colon, and the name of an action. Action names can include wildcards."
    if (service === '' || name === '' || service.includes('*') || service.includes('?')) return false;
    return type !== 'trust' || service.toLowerCase() === 'sts';
  });
}

function hasResources(statement: PlainObject, type: PolicyType): boolean {
  const given = only(statement, 'Resource', 'NotResource');
  if (type === 'trust') return given === 'neither';
  if (given === 'neither' || given === 'both' || !isTextOrTexts(given.value)) return false;
  return texts(given.value).every((text) => {
    if (text === '*') return true;
    const parts = text.split(':');
    const [arn, , service = ''] = parts;
    // "You can't use a wildcard in the service segment" (reference_policies_elements_resource).
    if (arn !== 'arn' || service.includes('*') || service.includes('?')) return false;
    // "When you specify an incomplete ARN in an identity-based policy, AWS automatically completes" it.
    return parts.length >= 6 || type === 'identity' || type === 'boundary';
  });
}

function isCondition(condition: unknown): boolean {
  if (!isObject(condition)) return false;
  return Object.entries(condition).every(([operator, keys]) => {
    const form = operatorForm(operator);
    if (form === undefined || !isObject(keys)) return false;
    return Object.values(keys).every((value) => {
      const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      if (!list.every((item) => ['string', 'number', 'boolean'].includes(typeof item))) return false;
      return (
        form.name !== 'Null' || list.every((item) => ['true', 'false'].includes(String(item).toLowerCase()))
      );
    });
  });
}

function only(
  statement: PlainObject,
  plain: string,
  negated: string,
): 'neither' | 'both' | { readonly name: string; readonly value: unknown } {
  if (plain in statement && negated in statement) return 'both';
  if (plain in statement) return { name: plain, value: statement[plain] };
  return negated in statement ? { name: negated, value: statement[negated] } : 'neither';
}

function isTextOrTexts(value: unknown): boolean {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return list.length > 0 && list.every((item) => typeof item === 'string');
}

function hasOnly(object: PlainObject, names: readonly string[]): boolean {
  return Object.keys(object).every((name) => names.includes(name));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
