// What only a trace wants of a policy: its text, the places in it, and what does not count.

import type { ConditionTable } from '../conditions/condition.ts';
import { hasVariables } from '../match/variables.ts';
import type { PolicyProblem } from '../policy/problem.ts';
import type { TextAt } from '../policy/document.ts';
import type { CompiledPolicy, CompiledStatement, PolicyDetails } from './compiled.ts';
import { documentText } from './document-text.ts';
import { testsOf } from './statement-tests.ts';

export function detailsOf(policy: CompiledPolicy, conditions: ConditionTable): PolicyDetails {
  return (policy.details ??= makeDetails(policy, conditions));
}

function makeDetails({ given, statements, readText }: CompiledPolicy, table: ConditionTable): PolicyDetails {
  const text = documentText(given);
  const { policy, problems } = readText(text);
  const placed = policy?.statements ?? [];
  const warnings = statements.flatMap((statement, index) => {
    const source = placed[index];
    return source === undefined ? [] : warningsOf({ ...statement, source }, table);
  });
  return { text, problems: [...problems, ...warnings], statements: placed };
}

/** What is stored and does not count. */
function warningsOf(statement: CompiledStatement, table: ConditionTable): readonly PolicyProblem[] {
  const { source, policy } = statement;
  const { resources, conditions } = testsOf(statement, table);
  const found: PolicyProblem[] = [];
  const warn = (code: string, message: string, path: PolicyProblem['path'], { span }: TextAt) => {
    found.push({ severity: 'warning', code, message, path, span });
  };
  const literal = !hasVariables(policy.version);
  const checkLiteral = (at: TextAt, path: PolicyProblem['path']) => {
    if (!literal || !/\$\{[^}]+\}/.test(at.value)) return;
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
    const message = `\`${at.value}\` has no variable, only text: variables need \`"Version": "2012-10-17"\``;
    warn('literal-variable', message, path, at);
  };
  for (const [index, at] of (source.resource?.values ?? []).entries()) {
    const path = source.resource?.path ?? source.path;
    checkLiteral(at, path);
    if (resources?.[index]?.kind !== 'never') continue;
    const message = `\`${at.value}\` has a variable before the fifth colon of the ARN, where AWS replaces none: it matches no resource`;
    warn('misplaced-variable', message, path, at);
  }
  const placed = source.condition?.blocks.flatMap(({ keys }) => keys) ?? [];
  for (const [index, { test, operatorText }] of conditions.entries()) {
    const { values = [], path = source.path } = placed[index] ?? {};
    for (const [place, at] of values.entries()) {
      if (test.operator.variables) checkLiteral(at, path);
      if (test.expected[place]?.kind !== 'malformed') continue;
      const message = `\`${at.value}\` is no value that \`${operatorText}\` can compare with: it equals nothing`;
      warn('malformed-value', message, path, at);
    }
  }
  return found;
}
