// Whether one statement applies to a request. The same few functions serve every layer, with a trace
// and without: `evaluateStatement` for `decide`, `trace-statement.ts` for `authorize`.

import { conditionHolds } from '../conditions/condition.ts';
import { matchAction } from '../match/action.ts';
import { isExempt, matchPrincipal } from '../match/principal.ts';
import { matchResource } from '../match/resource.ts';
import type { CompiledStatement } from './compiled.ts';
import type { Facts } from './facts.ts';
import type { NamedAs } from './trace.ts';

export type StatementResult =
  | { readonly applies: false }
  /** `namedAs` where the statement has a Principal. */
  | { readonly applies: true; readonly namedAs: NamedAs | undefined };

const doesNotApply: StatementResult = { applies: false };
const appliesToAll: StatementResult = { applies: true, namedAs: undefined };

/** Stops at the first element that does not match. */
export function evaluateStatement(statement: CompiledStatement, facts: Facts): StatementResult {
  if (!actionApplies(statement, facts) || !resourceApplies(statement, facts)) return doesNotApply;
  const principal = principalApplies(statement, facts);
  if (!principal.applies) return doesNotApply;
  for (const condition of statement.conditions) {
    if (!conditionHolds(condition, facts.context)) return doesNotApply;
  }
  return principal;
}

/** A statement without a Principal is about whom its policy is attached to. */
export function principalApplies(
  { source, pinsPrincipalArn }: CompiledStatement,
  facts: Facts,
): StatementResult {
  const { principal } = source;
  if (principal === undefined) return appliesToAll;
  const { caller, userId, hasBoundary } = facts;
  if (principal.element === 'NotPrincipal') {
    return isExempt(principal.entries, caller, { userId, hasBoundary }) ? doesNotApply : appliesToAll;
  }
  const match = matchPrincipal(principal.entries, caller, userId);
  if (match === undefined) return doesNotApply;
  return { applies: true, namedAs: match === 'everyone' && pinsPrincipalArn ? 'everyone-with-arn' : match };
}

export function actionApplies({ source, actions }: CompiledStatement, facts: Facts): boolean {
  const named = actions.some((pattern) => matchAction(pattern, facts.action));
  return named === (source.action.element === 'Action');
}

/** A trust policy has no Resource: it is about its role. */
export function resourceApplies({ source, resources }: CompiledStatement, facts: Facts): boolean {
  if (source.resource === undefined || resources === undefined) return true;
  const named = resources.some(
    (pattern) => matchResource(pattern, facts.resource, facts.context).kind === 'match',
  );
  return named === (source.resource.element === 'Resource');
}
