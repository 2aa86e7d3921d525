// The trace of one statement: every element looked at, with the pattern that decided and why.

import { expectedTexts, explainCondition } from '../conditions/condition.ts';
import { matchAction } from '../match/action.ts';
import { matchResource } from '../match/resource.ts';
import type { PrincipalElement } from '../policy/document.ts';
import type { CompiledStatement } from './compiled.ts';
import type { Facts } from './facts.ts';
import { actionApplies, principalApplies, resourceApplies } from './statement.ts';
import type { ConditionTrace, ElementTrace, StatementTrace } from './trace.ts';

/** Looks at every element, also after one that does not match, so that all reasons are told at once. */
export function traceStatement(statement: CompiledStatement, facts: Facts): StatementTrace {
  const { source } = statement;
  const principal = principalApplies(statement, facts);
  const elements: ElementTrace[] = [];
  if (source.principal !== undefined)
    elements.push(tracePrincipal(source.principal, principal.applies, facts));
  elements.push(traceAction(statement, facts));
  const resource = traceResource(statement, facts);
  if (resource !== undefined) elements.push(resource);
  const condition = traceCondition(statement, facts);
  if (condition !== undefined) elements.push(condition);
  const namedAs = principal.applies ? principal.namedAs : undefined;
  return {
    index: source.index,
    ...(source.sid === undefined ? {} : { sid: source.sid }),
    effect: source.effect,
    applies: elements.every(({ matched }) => matched),
    ...(namedAs === undefined ? {} : { namedAs }),
    elements,
    span: source.span,
  };
}

function tracePrincipal(principal: PrincipalElement, matched: boolean, facts: Facts): ElementTrace {
  const { element, path, span, entries } = principal;
  const reason = matched ? 'matched' : element === 'Principal' ? 'principal-mismatch' : 'principal-excluded';
  const [only] = entries;
  return {
    element,
    matched,
    reason,
    path,
    span,
    ...(entries.length === 1 && only !== undefined ? { pattern: only.value } : {}),
    values: [facts.request.principal],
  };
}

function traceAction(statement: CompiledStatement, facts: Facts): ElementTrace {
  const { element, path, span, values } = statement.source.action;
  const matched = actionApplies(statement, facts);
  const index = statement.actions.findIndex((pattern) => matchAction(pattern, facts.action));
  const pattern = values[index] ?? (values.length === 1 ? values[0] : undefined);
  return {
    element,
    matched,
    reason: matched ? 'matched' : element === 'Action' ? 'action-mismatch' : 'action-excluded',
    path,
    span: values[index]?.span ?? span,
    ...(pattern === undefined ? {} : { pattern: pattern.value }),
    values: [facts.request.action],
  };
}

function traceResource(statement: CompiledStatement, facts: Facts): ElementTrace | undefined {
  const { resource } = statement.source;
  if (resource === undefined) return undefined;
  const { element, path, span, values } = resource;
  const matched = resourceApplies(statement, facts);
  const results = (statement.resources ?? []).map((pattern) =>
    matchResource(pattern, facts.resource, facts.context),
  );
  const match = results.findIndex(({ kind }) => kind === 'match');
  const empty = results.findIndex(({ kind }) => kind === 'null');
  const decider = values[match >= 0 ? match : empty];
  const pattern = decider ?? (values.length === 1 ? values[0] : undefined);
  const mismatch =
    element === 'NotResource' ? 'resource-excluded' : empty >= 0 ? 'empty-variable' : 'resource-mismatch';
  return {
    element,
    matched,
    reason: matched ? 'matched' : mismatch,
    path,
    span: decider?.span ?? span,
    ...(pattern === undefined ? {} : { pattern: pattern.value }),
    values: [facts.request.resource],
  };
}

function traceCondition({ source, conditions }: CompiledStatement, facts: Facts): ElementTrace | undefined {
  if (source.condition === undefined) return undefined;
  const traces = conditions.map((condition): ConditionTrace => {
    const reason = explainCondition(condition, facts.context);
    return {
      operator: condition.operatorText,
      key: condition.key,
      matched: reason === 'matched',
      reason,
      expected: expectedTexts(condition, facts.context),
      actual: facts.context.get(condition.lookup) ?? [],
      span: condition.span,
    };
  });
  const failed = traces.find(({ matched }) => !matched);
  return {
    element: 'Condition',
    matched: failed === undefined,
    reason: failed?.reason ?? 'matched',
    path: source.condition.path,
    span: source.condition.span,
    conditions: traces,
  };
}
