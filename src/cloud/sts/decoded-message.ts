// The details of a denial as DecodeAuthorizationMessage words them. The members are those of the API's page; how they nest
// is as in the example of the CLI, whose JSON, unlike the page's, can be read:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/sts_example_sts_DecodeAuthorizationMessage_section.html

import type { PolicyTrace, StatementTrace } from '../../core/authorize/trace.ts';
import type { JsonObject } from '../../core/wire/aws-json.ts';
import type { Authorization } from '../ending.ts';

type DeniedCheck = Authorization['checks'][number];

export function decodedMessage({ request, decision }: DeniedCheck): JsonObject {
  const { principal, action, resource, context } = request;
  const userId = textOf(context['aws:userid']);
  const name = textOf(context['aws:username']);
  const denying = decision.trace.layers.flatMap(({ policies }) =>
    policies.flatMap((policy) =>
      policy.statements
        .filter(({ applies, effect }) => applies && effect === 'Deny')
        .map((statement) => matched(policy, statement, userId)),
    ),
  );
  return {
    allowed: false,
    explicitDeny: decision.outcome === 'explicitDeny',
    matchedStatements: items(denying),
    failures: items([]),
    context: {
      principal: {
        ...(userId === undefined ? {} : { id: userId }),
        ...(name === undefined ? {} : { name }),
        arn: principal,
      },
      action,
      resource,
      conditions: items(Object.entries(context).map(([key, value]) => ({ key, values: valuesOf(value) }))),
    },
  };
}

function matched(
  policy: PolicyTrace,
  { index, sid, effect }: StatementTrace,
  userId: string | undefined,
): JsonObject {
  const statement = statementAt(policy.text, index);
  const listed = (name: string): JsonObject => valuesOf(statement[name] ?? statement[`Not${name}`]);
  return {
    statementId: sid ?? '',
    effect: effect.toUpperCase(),
    // Whom it means: the caller, by the part of the id that names the user or role.
    principals: valuesOf(userId?.split(':')[0]),
    principalGroups: items([]),
    actions: listed('Action'),
    resources: listed('Resource'),
    conditions: items(conditionsOf(statement['Condition'])),
  };
}

/** The keys and values of all operators. */
function conditionsOf(condition: unknown): readonly JsonObject[] {
  return Object.values(objectOf(condition)).flatMap((tests) =>
    Object.entries(objectOf(tests)).map(([key, value]) => ({ key, values: valuesOf(value) })),
  );
}

function statementAt(text: string, index: number): Readonly<Record<string, unknown>> {
  try {
    const { Statement } = objectOf(JSON.parse(text));
    const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
    return objectOf(statements[index]);
  } catch {
    return {};
  }
}

function valuesOf(value: unknown): JsonObject {
  const values: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items(values.map((each) => ({ value: String(each) })));
}

function items(list: readonly JsonObject[]): JsonObject {
  return { items: list };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
