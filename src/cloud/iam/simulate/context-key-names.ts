// The condition keys that policies name, in their conditions and as variables.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html

import { err, ok, type Result } from '../../../core/lang/result.ts';
import { hasVariables, parseTemplate } from '../../../core/match/variables.ts';
import type { PolicyDocument } from '../../../core/policy/document.ts';
import { parsePolicy } from '../../../core/policy/parse.ts';
import type { Fault } from '../../fault.ts';
import { contentFault } from './documents.ts';

/** As they are written, each once (their case means nothing), in the order of the alphabet. `held`: stored, so not malformed. */
export function contextKeysOf(
  given: readonly string[],
  held: readonly string[],
): Result<readonly string[], Fault> {
  const names = new Map<string, string>();
  for (const [index, text] of [...given, ...held].entries()) {
    const fault =
      index < given.length
        ? contentFault(text, 'identity', `Policy input list item ${index + 1}`)
        : undefined;
    if (fault !== undefined) return err(fault);
    const { policy } = parsePolicy(text, 'identity');
    for (const name of policy === undefined ? [] : namesIn(policy)) {
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
    }
  }
  return ok([...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name));
}

function namesIn({ version, statements }: PolicyDocument): readonly string[] {
  const variables = (texts: readonly { readonly value: string }[]): readonly string[] =>
    hasVariables(version)
      ? texts.flatMap(({ value }) =>
          parseTemplate(value).flatMap((part) => (part.kind === 'variable' ? [part.key] : [])),
        )
      : [];
  return statements.flatMap(({ resource, condition }) => [
    ...variables(resource?.values ?? []),
    ...(condition?.blocks ?? []).flatMap(({ keys }) =>
      keys.flatMap(({ key, values }) => [key, ...variables(values)]),
    ),
  ]);
}
