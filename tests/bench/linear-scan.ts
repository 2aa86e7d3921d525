// The yardstick of the policy engine: every statement looked at in turn, patterns as regular expressions
// compiled once, conditions read as they are met. Identity policies only, and only the operators that the
// workload has; whatever it does not know, it refuses rather than skip.

import type { AuthorizationRequest, NamedPolicy, Outcome } from '../../src/core/authorize/types.ts';

interface Statement {
  readonly isDeny: boolean;
  readonly actions: readonly RegExp[];
  readonly resources: readonly RegExp[];
  readonly conditions: readonly Condition[];
}

interface Condition {
  readonly operator: string;
  /** In lower case. */
  readonly key: string;
  readonly values: readonly string[];
  readonly patterns: readonly RegExp[];
}

export type LinearScan = (request: AuthorizationRequest) => Outcome;

export function makeLinearScan(policies: readonly NamedPolicy[]): LinearScan {
  const statements = policies.flatMap(statementsOf);
  return (request) => {
    let names: ReadonlyMap<string, string> | undefined;
    let outcome: Outcome = 'implicitDeny';
    for (const { isDeny, actions, resources, conditions } of statements) {
      if (!actions.some((pattern) => pattern.test(request.action))) continue;
      if (!resources.some((pattern) => pattern.test(request.resource))) continue;
      const context = (names ??= byLowerCaseName(request.context));
      if (!conditions.every((condition) => holds(condition, context.get(condition.key)))) continue;
      if (isDeny) return 'explicitDeny';
      outcome = 'allowed';
    }
    return outcome;
  };
}

function holds({ operator, values, patterns }: Condition, given: string | undefined): boolean {
  switch (operator) {
    case 'StringEquals':
      return given !== undefined && values.includes(given);
    case 'StringNotEquals':
      return given === undefined || !values.includes(given);
    case 'StringLike':
    case 'ArnLike':
      return given !== undefined && patterns.some((pattern) => pattern.test(given));
    case 'Bool':
      return given !== undefined && values.some((value) => value.toLowerCase() === given.toLowerCase());
    case 'IpAddress':
      return given !== undefined && values.some((range) => isInRange(given, range));
    case 'NotIpAddress':
      return given === undefined || !values.some((range) => isInRange(given, range));
    case 'NumericLessThan':
      return given !== undefined && values.some((value) => Number(given) < Number(value));
    case 'NumericGreaterThanEquals':
      return given !== undefined && values.some((value) => Number(given) >= Number(value));
    case 'DateLessThan':
      return given !== undefined && values.some((value) => Date.parse(given) < Date.parse(value));
    default:
      throw new Error(`the linear scan does not know the operator \`${operator}\``);
  }
}

function statementsOf({ document }: NamedPolicy): readonly Statement[] {
  const { Statement: statements } = document as { Statement: readonly Record<string, unknown>[] };
  return statements.map((statement) => ({
    isDeny: statement['Effect'] === 'Deny',
    actions: listOf(statement['Action']).map((pattern) => expressionOf(pattern, 'is')),
    resources: listOf(statement['Resource']).map((pattern) => expressionOf(pattern, 's')),
    conditions: conditionsOf(statement['Condition'] ?? {}),
  }));
}

function conditionsOf(block: object): readonly Condition[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys as object).map(([key, value]) => {
      const values = listOf(value);
      const patterns = operator.endsWith('Like') ? values.map((pattern) => expressionOf(pattern, 's')) : [];
      return { operator, key: key.toLowerCase(), values, patterns };
    }),
  );
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [value as string];
}

function expressionOf(pattern: string, flags: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags);
}

function byLowerCaseName(context: AuthorizationRequest['context']): ReadonlyMap<string, string> {
  // The workload's requests give every key one value.
  return new Map(Object.entries(context).map(([name, value]) => [name.toLowerCase(), value as string]));
}

function isInRange(address: string, range: string): boolean {
  const [network = '', bits = '32'] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(network) / size);
}

function numberOf(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}
