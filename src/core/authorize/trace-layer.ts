// The trace of one layer. Statements that are about other services, which are most, have the same trace
// for every request; only those that name the service are looked at, element by element.

import { explainCondition } from '../conditions/explain-condition.ts';
import { expectedTexts, type CompiledCondition } from '../conditions/condition.ts';
import { valueList } from '../match/context.ts';
import { openVariables } from '../match/resource.ts';
import { piecesText, resolveTemplate } from '../match/variables.ts';
import type { LayerPlan, NamedStatement } from './action-plan.ts';
import type { CompiledLayer, CompiledPolicySet, StatementTests, TraceParts } from './compiled.ts';
import type { Evaluation } from './evaluation.ts';
import { detailsOf } from './policy-details.ts';
import { matchPrincipal } from '../match/principal.ts';
import { isSettled, matchingResource, principalApplies, testsOf, type Applies } from './statement-tests.ts';
import { partsOf } from './trace-parts.ts';
import type { ConditionTrace, ElementTrace, LayerTrace, PolicyTrace, StatementTrace } from './trace.ts';
import { addTo, type Tally } from './verdict.ts';

/** A layer that AWS exempts the request from. */
export function traceExempt({ type, levelId }: CompiledLayer): LayerTrace {
  return {
    type,
    ...(levelId === undefined ? {} : { levelId }),
    outcome: 'notApplicable',
    policies: [],
  };
}

/** Traces the layer, and adds what it says to the tally. */
export function traceLayer(plan: LayerPlan, evaluation: Evaluation, tally: Tally): LayerTrace {
  const { layer, type, bit, named } = plan;
  if (plan.idle !== undefined) {
    if (!layer.readable) tally.unreadable |= bit;
    tally.silent |= bit;
    return plan.idle;
  }
  const idle = (layer.idle ??= layer.policies.map((policy) => idlePolicy(policy, evaluation.conditions)));
  const policies = idle.slice();
  let denies = false;
  let allows = false;
  for (let index = 0; index < named.length;) {
    const place = named[index]?.statement.policyPlace ?? 0;
    const before = idle[place];
    if (before === undefined) break;
    const statements = before.statements.slice();
    for (let one = named[index]; one?.statement.policyPlace === place; one = named[++index]) {
      const trace = one.trace ?? traceNamed(one, evaluation);
      statements[one.statement.place] = trace;
      addTo(tally, type, trace);
      if (!trace.applies) continue;
      if (trace.effect === 'Deny') denies = true;
      else allows = true;
    }
    const { name, arn, text, readable } = before;
    policies[place] =
      arn === undefined ? { name, text, readable, statements } : { name, arn, text, readable, statements };
  }
  if (!layer.readable) tally.unreadable |= bit;
  if (!allows) tally.silent |= bit;
  const { levelId } = layer;
  // At every level `RCPFullAWSAccess` allows beside what is attached.
  const silent = !layer.readable || (!allows && type !== 'rcp');
  const outcome = denies ? 'explicitDeny' : silent ? 'implicitDeny' : 'allow';
  const trace: LayerTrace =
    levelId === undefined ? { type, outcome, policies } : { type, levelId, outcome, policies };
  if (named.length === 0) plan.idle = trace;
  return trace;
}

function idlePolicy(
  policy: CompiledLayer['policies'][number],
  table: CompiledPolicySet['conditions'],
): PolicyTrace {
  const { name, arn, readable, statements } = policy;
  const { text } = detailsOf(policy, table);
  return {
    name,
    ...(arn === undefined ? {} : { arn }),
    text,
    readable,
    statements: statements.map((statement) => partsOf(statement, table).idle),
  };
}

function traceNamed(one: NamedStatement, evaluation: Evaluation): StatementTrace {
  const tests = (one.tests ??= testsOf(one.statement, evaluation.conditions));
  const trace = traceStatement(one, tests, evaluation);
  if (isSettled(tests)) one.trace = trace;
  return trace;
}

/** Looks at every element, also after one that does not match, so that all reasons are told at once. */
function traceStatement(
  { statement, pattern, actionApplies }: NamedStatement,
  tests: StatementTests,
  evaluation: Evaluation,
): StatementTrace {
  const parts = partsOf(statement, evaluation.conditions);
  const named = principalApplies(tests, evaluation);
  const principal = tracePrincipal(tests, parts, named, evaluation);
  const action = parts.action[pattern < 0 ? parts.action.length - 1 : pattern];
  const resource = traceResource(tests, parts, evaluation);
  const condition = traceCondition(tests, parts, evaluation);
  const applies =
    named !== false && actionApplies && resource?.matched !== false && condition?.matched !== false;
  const elements = presentOf(principal, action, resource, condition);
  const { index, sid, effect, span } = parts.base;
  if (typeof named === 'string')
    return sid === undefined
      ? { index, effect, applies, namedAs: named, elements, span }
      : { index, sid, effect, applies, namedAs: named, elements, span };
  return sid === undefined
    ? { index, effect, applies, elements, span }
    : { index, sid, effect, applies, elements, span };
}

/** A list of what there is; written out for the combinations that most statements have, which is fastest. */
function presentOf(
  principal: ElementTrace | undefined,
  action: ElementTrace | undefined,
  resource: ElementTrace | undefined,
  condition: ElementTrace | undefined,
): readonly ElementTrace[] {
  if (action !== undefined && resource !== undefined) {
    if (principal === undefined)
      return condition === undefined ? [action, resource] : [action, resource, condition];
    if (condition !== undefined) return [principal, action, resource, condition];
  }
  return [principal, action, resource, condition].filter((element) => element !== undefined);
}

function tracePrincipal(
  { principal }: StatementTests,
  { principal: elements }: TraceParts,
  named: Applies,
  evaluation: Evaluation,
): ElementTrace | undefined {
  if (principal === undefined || elements === undefined) return undefined;
  if (named === false) {
    return principal.everyone ? { ...elements.missed, reason: 'everyone-but-federated' } : elements.missed;
  }
  // A NotPrincipal that names the caller and yet does not spare it is the one that people ask about.
  if (principal.element === 'Principal' || matchPrincipal(principal, evaluation) === undefined)
    return elements.matched;
  const reason = evaluation.hasBoundary ? 'not-spared-with-boundary' : 'not-spared-by-name-alone';
  return { ...elements.matched, reason };
}

function traceResource(
  tests: StatementTests,
  { resource: elements }: TraceParts,
  evaluation: Evaluation,
): ElementTrace | undefined {
  if (elements === undefined) return undefined;
  const match = matchingResource(tests, evaluation);
  const trace = elements[match < 0 ? elements.length - 1 : match];
  if (trace === undefined || !tests.resourcesVary) return trace;
  return withVariables(trace, match, tests, elements, evaluation);
}

/** What became of the variables: the text with their values, or that one had none. */
function withVariables(
  trace: ElementTrace,
  match: number,
  { resources = [] }: StatementTests,
  elements: readonly ElementTrace[],
  { resource, conditions: { keys }, context }: Evaluation,
): ElementTrace {
  const resolved = resources.map((pattern) =>
    pattern.kind === 'template' ? resolveTemplate(pattern.template, keys, context) : undefined,
  );
  // A list is missed by all of it: the pattern that lacks a value only is the reason worth telling.
  const empty =
    match < 0 && !trace.matched
      ? resources.findIndex((pattern) => openVariables(pattern, resource, keys, context).length > 0)
      : -1;
  if (empty >= 0) {
    const { span, pattern } = elements[empty] ?? trace;
    return { ...trace, reason: 'empty-variable', span, ...(pattern === undefined ? {} : { pattern }) };
  }
  const one = resolved[match < 0 && resources.length === 1 ? 0 : match];
  return one?.kind === 'pieces' ? { ...trace, resolved: piecesText(one.pieces) } : trace;
}

function traceCondition(
  { conditions }: StatementTests,
  { condition: element }: TraceParts,
  evaluation: Evaluation,
): ElementTrace | undefined {
  if (element === undefined) return undefined;
  let failed: ConditionTrace | undefined;
  // At its full length from the start: it would grow by more than most statements have conditions.
  const traces = new Array<ConditionTrace>(conditions.length);
  for (let index = 0; index < conditions.length; index++) {
    const condition = conditions[index];
    if (condition === undefined) continue;
    const trace = traceOne(condition, element.spans[index] ?? element.span, evaluation);
    if (!trace.matched) failed ??= trace;
    traces[index] = trace;
  }
  return {
    element: 'Condition',
    matched: failed === undefined,
    reason: failed?.reason ?? 'matched',
    path: element.path,
    span: element.span,
    conditions: traces,
  };
}

function traceOne(
  { test, operatorText, key }: CompiledCondition,
  span: ConditionTrace['span'],
  { conditions, context }: Evaluation,
): ConditionTrace {
  const reason = explainCondition(conditions, test, context);
  return {
    operator: operatorText,
    key,
    matched: reason === 'matched',
    reason,
    expected: expectedTexts(conditions, test, context),
    actual: valueList(conditions.keys, context, test.key),
    span,
  };
}
