// The condition keys that policies name, in their conditions and as variables.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
// What AWS takes for a policy here, and for a key, and how often it tells one, others have seen ("recorded"):
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/context_keys_aws.json

import { err, ok, type Result } from '../../../core/lang/result.ts';
import { parsePolicy, policyErrors } from '../../../core/policy/parse.ts';
import type { Fault } from '../../fault.ts';
import { faultAt } from './documents.ts';

/**
 * As they are written, in the order of the alphabet; AWS's order means nothing. Each policy that is given tells a key
 * once, and those that somebody has together once more; in another case it is another key (recorded). `held`: stored, so
 * not malformed.
 */
export function contextKeysOf(
  given: readonly string[],
  held: readonly string[],
): Result<readonly string[], Fault> {
  for (const [index, text] of given.entries()) {
    const fault = contentFault(text, index + 1);
    if (fault !== undefined) return err(fault);
  }
  const names = [...given.map((text) => new Set(namesIn(text))), new Set(held.flatMap(namesIn))];
  const told = names.flatMap((each) => [...each]);
  return ok(told.sort((a, b) => compare(a.toLowerCase(), b.toLowerCase())));
}

function contentFault(text: string, number: number): Fault | undefined {
  const [first] = policyErrors(parsePolicy(text, 'identity').problems).filter(
    ({ code }) => !tolerated.has(code),
  );
  return first === undefined ? undefined : faultAt(first, `Policy input list item ${number}`);
}

/** What is no policy elsewhere, and is looked through here (recorded). */
const tolerated: ReadonlySet<string> = new Set([
  'element-not-allowed',
  'empty-list',
  'invalid-action',
  'invalid-condition-key',
  'invalid-resource',
  'missing-action',
  'missing-resource',
  'missing-statement',
]);

/** Read loosely, as a policy that is none elsewhere has no document. */
function namesIn(text: string): readonly string[] {
  const policy = membersOf(JSON.parse(text) as unknown);
  const variables = (value: unknown): readonly string[] =>
    policy['Version'] === '2012-10-17'
      ? listOf(value).flatMap((each) => (typeof each === 'string' ? variablesIn(each) : []))
      : [];
  return listOf(policy['Statement']).flatMap((each) => {
    const statement = membersOf(each);
    const conditions = Object.values(membersOf(statement['Condition'])).flatMap((keys) =>
      Object.entries(membersOf(keys)),
    );
    return [
      ...variables(statement['Resource']),
      ...variables(statement['NotResource']),
      ...conditions.flatMap(([key, values]) => [key, ...variables(values)]),
    ];
  });
}

/** `${aws:username, 'nobody'}`; of `${*}`, `${?}` and `${$}`, which stand for themselves, the character (recorded). */
function variablesIn(text: string): readonly string[] {
  const names: string[] = [];
  // SECURITY: from one place to the next, as a pattern would go through a hostile text again and again.
  for (let start = text.indexOf('${'); start >= 0;) {
    const end = text.indexOf('}', start);
    if (end < 0) break;
    const [name = ''] = text.slice(start + 2, end).split(',', 1);
    if (name.trim() !== '') names.push(name.trim());
    start = text.indexOf('${', end);
  }
  return names;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
