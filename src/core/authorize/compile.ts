// Reads the documents of a policy set once, so that each decision only matches.

import { compileConditions, type CompiledCondition } from '../conditions/condition.ts';
import { compileAction } from '../match/action.ts';
import { compileResource } from '../match/resource.ts';
import { hasVariables } from '../match/variables.ts';
import type { PolicyVersion, Statement } from '../policy/document.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { PolicyType } from '../policy/policy-type.ts';
import type { PolicyProblem } from '../policy/problem.ts';
import type { CompiledPolicy, CompiledPolicySet, CompiledStatement } from './compiled.ts';
import type { NamedPolicy, PolicyLevel, PolicySet } from './types.ts';

/**
 * Makes a policy set ready for `authorize` and `decide`. Never fails: a document that AWS would not
 * have stored is kept with its problems.
 */
export function compile(policies: PolicySet): CompiledPolicySet {
  const { boundary, resource, endpoint, sessions, scps, rcps } = policies;
  return {
    identity: policies.identity.map((policy) => compilePolicy(policy, 'identity')),
    ...(boundary === undefined ? {} : { boundary: compilePolicy(boundary, 'boundary') }),
    ...(resource === undefined
      ? {}
      : {
          resource: {
            asResource: compilePolicy(resource, 'resource'),
            asTrust: compilePolicy(resource, 'trust'),
          },
        }),
    ...(endpoint === undefined ? {} : { endpoint: compilePolicy(endpoint, 'endpoint') }),
    ...(sessions === undefined
      ? {}
      : { sessions: sessions.map((policy) => compilePolicy(policy, 'session')) }),
    ...(scps === undefined ? {} : { scps: scps.map((level) => compileLevel(level, 'scp')) }),
    ...(rcps === undefined ? {} : { rcps: rcps.map((level) => compileLevel(level, 'rcp')) }),
  };
}

function compileLevel({ id, policies }: PolicyLevel, type: PolicyType) {
  return { id, policies: policies.map((policy) => compilePolicy(policy, type)) };
}

function compilePolicy({ name, arn, document }: NamedPolicy, type: PolicyType): CompiledPolicy {
  const text = documentText(document);
  const { policy, problems } = parsePolicy(text, type);
  const base = { name, ...(arn === undefined ? {} : { arn }), text };
  if (policy === undefined) return { ...base, readable: false, problems, statements: [] };
  const statements = policy.statements.map((statement) => compileStatement(statement, policy.version));
  return { ...base, readable: true, problems: [...problems, ...statements.flatMap(warnings)], statements };
}

function compileStatement(source: Statement, version: PolicyVersion | undefined): CompiledStatement {
  const variables = hasVariables(version);
  const conditions = compileConditions(source.condition, version);
  return {
    source,
    actions: source.action.values.map(({ value }) => compileAction(value)),
    ...(source.resource === undefined
      ? {}
      : { resources: source.resource.values.map(({ value }) => compileResource(value, { variables })) }),
    conditions,
    pinsPrincipalArn: conditions.some(pinsPrincipalArn),
  };
}

function pinsPrincipalArn({ lookup, operator, form }: CompiledCondition): boolean {
  const compares = operator.family === 'arn' || operator.family === 'string';
  return (
    lookup === 'aws:principalarn' &&
    compares &&
    !operator.negated &&
    !form.ifExists &&
    form.quantifier === undefined
  );
}

/** What is stored and does not count. */
function warnings({ source, resources, conditions }: CompiledStatement): readonly PolicyProblem[] {
  const found: PolicyProblem[] = [];
  for (const [index, pattern] of (resources ?? []).entries()) {
    const at = source.resource?.values[index];
    if (pattern.kind !== 'never' || source.resource === undefined || at === undefined) continue;
    const message = `\`${at.value}\` has a variable before the fifth colon of the ARN, where AWS replaces none: it matches no resource`;
    found.push({
      severity: 'warning',
      code: 'misplaced-variable',
      message,
      path: source.resource.path,
      span: at.span,
    });
  }
  for (const { expected, operatorText, path } of conditions) {
    for (const value of expected) {
      if (value.kind !== 'malformed') continue;
      const message = `\`${value.text}\` is no value that \`${operatorText}\` can compare with: it equals nothing`;
      found.push({ severity: 'warning', code: 'malformed-value', message, path, span: value.at.span });
    }
  }
  return found;
}

/** Text as it is given; an object is printed. What has no JSON text at all gives an empty one, which no reader takes. */
function documentText(document: unknown): string {
  if (typeof document === 'string') return document;
  try {
    // `stringify` gives undefined for functions and undefined, whatever its type says.
    const text: unknown = JSON.stringify(document, null, 2);
    return typeof text === 'string' ? text : '';
  } catch {
    // A cycle or a bigint. JSON.stringify has no other way to say so.
    return '';
  }
}
