// A document printed in one stable form, which reads back as the same document.

import type { ConditionElement, PolicyDocument, PrincipalElement, Statement, TextAt } from './document.ts';

/**
 * Two spaces of indent, elements in the order of AWS's grammar page, statements always as a list, lists
 * of one value as the value. Printing what was read from a printed text gives the same text.
 */
export function printPolicy(policy: PolicyDocument): string {
  const members: Member[] = [];
  if (policy.version !== undefined) members.push(['Version', text(policy.version)]);
  if (policy.id !== undefined) members.push(['Id', text(policy.id)]);
  const statements = policy.statements.map((statement) => printStatement(statement, '    '));
  members.push(['Statement', list(statements, '  ')]);
  return object(members, '');
}

type Member = readonly [name: string, printed: string];

function printStatement(statement: Statement, indent: string): string {
  const inner = `${indent}  `;
  const { sid, principal, action, resource, condition } = statement;
  const members: Member[] = [];
  if (sid !== undefined) members.push(['Sid', text(sid)]);
  members.push(['Effect', text(statement.effect)]);
  if (principal !== undefined) members.push([principal.element, printPrincipal(principal, inner)]);
  members.push([action.element, texts(action.values, inner)]);
  if (resource !== undefined) members.push([resource.element, texts(resource.values, inner)]);
  if (condition !== undefined) members.push(['Condition', printCondition(condition, inner)]);
  return object(members, indent);
}

function printPrincipal({ entries }: PrincipalElement, indent: string): string {
  if (entries.some(({ kind }) => kind === 'everyone')) return text('*');
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const members = kinds.map((kind): Member => [
    kind,
    texts(
      entries.filter((entry) => entry.kind === kind),
      `${indent}  `,
    ),
  ]);
  return object(members, indent);
}

function printCondition({ blocks }: ConditionElement, indent: string): string {
  const inner = `${indent}  `;
  const members = blocks.map(({ operator, keys }): Member => {
    const values = keys.map(({ key, values }): Member => [key, texts(values, `${inner}  `)]);
    return [operator, object(values, inner)];
  });
  return object(members, indent);
}

function texts(values: readonly TextAt[], indent: string): string {
  const printed = values.map(({ value }) => text(value));
  return printed.length === 1 ? (printed[0] ?? '') : list(printed, indent);
}

function list(items: readonly string[], indent: string): string {
  return items.length === 0
    ? '[]'
    : `[\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}]`;
}

function object(members: readonly Member[], indent: string): string {
  if (members.length === 0) return '{}';
  const lines = members.map(([name, printed]) => `${indent}  ${text(name)}: ${printed}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** Characters that AWS does not take in a policy's text (beyond U+00FF) are written as escapes. */
function text(value: string): string {
  return JSON.stringify(value).replace(
    /[^\u0000-\u00ff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
