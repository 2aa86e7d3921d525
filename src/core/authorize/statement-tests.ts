// A statement made ready to match.

import {
  compileConditions,
  conditionHolds,
  type CompiledCondition,
  type ConditionTable,
} from '../conditions/condition.ts';
import { principalArnKey, userIdKey, valuesOf } from '../match/context.ts';
import { compilePrincipal, isExempt, matchPrincipal } from '../match/principal.ts';
import { compileResource, matchResource } from '../match/resource.ts';
import { hasVariables } from '../match/variables.ts';
import type { CompiledStatement, StatementTests } from './compiled.ts';
import type { Evaluation } from './evaluation.ts';
import type { NamedAs } from './trace.ts';

/** The tests of a statement, made when they are first wanted. */
export function testsOf(statement: CompiledStatement, conditions: ConditionTable): StatementTests {
  return (statement.tests ??= makeTests(statement, conditions));
}

function makeTests({ source, policy }: CompiledStatement, table: ConditionTable): StatementTests {
  const { effect, resource, principal, condition } = source;
  const conditions = compileConditions(table, condition, policy.version);
  const keys = hasVariables(policy.version) ? table.keys : undefined;
  const isAll = resource?.element === 'Resource' && resource.values.some(({ value }) => value === '*');
  const resources = resource?.values.map(({ value }) => compileResource(value, keys));
  return {
    resources,
    resourcesVary: resources?.some(({ kind }) => kind === 'template') === true,
    anyResource: resource === undefined || isAll,
    excludesResources: resource?.element === 'NotResource',
    principal:
      principal === undefined ? undefined : compilePrincipal(principal.element, principal.entries, effect),
    conditions,
    pinsPrincipalArn: conditions.some(pinsPrincipalArn),
  };
}

function pinsPrincipalArn({ test: { key, operator, form } }: CompiledCondition): boolean {
  const compares = operator.family === 'arn' || operator.family === 'string';
  return (
    key === principalArnKey &&
    compares &&
    !operator.negated &&
    !form.ifExists &&
    form.quantifier === undefined
  );
}

/** Whether nothing of a request matters to the statement but its action. */
export function isSettled({ anyResource, principal, conditions }: StatementTests): boolean {
  return anyResource && principal === undefined && conditions.length === 0;
}

/** A statement does not apply, applies, or applies and means the caller by this name. */
export type Applies = false | true | NamedAs;

/** Whether the statement applies, its action matching. Stops at the first element that does not match. */
export function statementApplies(tests: StatementTests, evaluation: Evaluation): Applies {
  if (!resourceApplies(tests, evaluation)) return false;
  const principal = principalApplies(tests, evaluation);
  if (principal === false || !conditionsHold(tests, evaluation)) return false;
  return principal;
}

/** A statement without a Principal is about whom its policy is attached to. */
export function principalApplies(tests: StatementTests, evaluation: Evaluation): Applies {
  const { principal } = tests;
  if (principal === undefined) return true;
  if (principal.element === 'NotPrincipal') return !isExempt(principal, evaluation);
  const match =
    principal.everyone && principal.names.length === 1 && evaluation.caller.kind !== 'provider'
      ? 'everyone'
      : matchPrincipal(principal, evaluation);
  if (match === undefined) return false;
  // A name beside the `*` takes nothing away of what the `*` grants.
  return principal.everyone && tests.pinsPrincipalArn && match !== 'caller' ? 'everyone-with-arn' : match;
}

/** Whether the Principal has unique ids, which only `aws:userid` could match, and the request does not give it. */
export function asksForUserId({ principal }: StatementTests, evaluation: Evaluation): boolean {
  if (principal === undefined) return false;
  const { caller } = evaluation;
  const couldMean =
    caller.kind === 'user' ? principal.hasUserIds : 'roleArn' in caller && principal.hasRoleIds;
  if (!couldMean) return false;
  return valuesOf(evaluation.conditions.keys, evaluation.context, userIdKey) === undefined;
}

/** A trust policy has no Resource: it is about its role. */
export function resourceApplies(tests: StatementTests, evaluation: Evaluation): boolean {
  return tests.anyResource || matchingResource(tests, evaluation) >= 0 !== tests.excludesResources;
}

/** The place of the first pattern that matches the request's resource; -1 when none does. */
export function matchingResource({ resources }: StatementTests, evaluation: Evaluation): number {
  if (resources === undefined) return -1;
  const { keys } = evaluation.conditions;
  for (let index = 0; index < resources.length; index++) {
    const pattern = resources[index];
    if (pattern !== undefined && matchResource(pattern, evaluation.resource, keys, evaluation.context))
      return index;
  }
  return -1;
}

function conditionsHold({ conditions }: StatementTests, evaluation: Evaluation): boolean {
  for (let index = 0; index < conditions.length; index++) {
    const condition = conditions[index];
    if (condition !== undefined && !conditionHolds(evaluation.conditions, condition.test, evaluation.context))
      return false;
  }
  return true;
}
