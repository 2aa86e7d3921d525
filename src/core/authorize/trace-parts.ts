// The parts of a statement's traces that are the same for all requests, made once: a trace then mostly
// points at them.

import type { ConditionTable } from '../conditions/condition.ts';
import type { ListElement, PrincipalElement, Statement } from '../policy/document.ts';
import type { CompiledStatement, TraceParts, Verdicts } from './compiled.ts';
import { detailsOf } from './policy-details.ts';
import type { ElementReason, ElementTrace, StatementTrace } from './trace.ts';

export function partsOf(statement: CompiledStatement, table: ConditionTable): TraceParts {
  return (statement.parts ??= makeParts(statement, table));
}

function makeParts(statement: CompiledStatement, table: ConditionTable): TraceParts {
  // With the places in the text, which a document that came as a value only gets here.
  const source = detailsOf(statement.policy, table).statements[statement.place] ?? statement.source;
  const { index, sid, span, principal, action, resource, condition } = source;
  // What counts is what was read at first, whatever became of a document that somebody changed since.
  const { effect } = statement.source;
  return {
    base: { index, ...(sid === undefined ? {} : { sid }), effect, span },
    principal: principal === undefined ? undefined : principalVerdicts(principal),
    action: elementsOf(action, action.element === 'NotAction', actionReasons),
    resource:
      resource === undefined
        ? undefined
        : elementsOf(resource, resource.element === 'NotResource', resourceReasons),
    condition:
      condition === undefined
        ? undefined
        : {
            path: condition.path,
            span: condition.span,
            spans: condition.blocks.flatMap(({ keys }) => keys.map(({ span: at }) => at)),
          },
    idle: idleTrace({ ...source, effect }),
  };
}

const actionReasons = { mismatch: 'action-mismatch', excluded: 'action-excluded' } as const;
const resourceReasons = { mismatch: 'resource-mismatch', excluded: 'resource-excluded' } as const;

/** By the place of the pattern that matched; the last is for none. */
function elementsOf(
  { element, values, path, span }: ListElement<'Action' | 'NotAction' | 'Resource' | 'NotResource'>,
  negated: boolean,
  reasons: { readonly mismatch: ElementReason; readonly excluded: ElementReason },
): readonly ElementTrace[] {
  const [only] = values;
  const pattern = values.length === 1 && only !== undefined ? { pattern: only.value } : {};
  const none: ElementTrace = negated
    ? { element, matched: true, reason: 'matched', path, span, ...pattern }
    : { element, matched: false, reason: reasons.mismatch, path, span, ...pattern };
  return [
    ...values.map(({ value, span: at }): ElementTrace =>
      negated
        ? { element, matched: false, reason: reasons.excluded, path, span: at, pattern: value }
        : { element, matched: true, reason: 'matched', path, span: at, pattern: value },
    ),
    none,
  ];
}

function principalVerdicts({ element, entries, path, span }: PrincipalElement): Verdicts {
  const [only] = entries;
  const pattern = entries.length === 1 && only !== undefined ? { pattern: only.value } : {};
  const reason = element === 'Principal' ? 'principal-mismatch' : 'principal-excluded';
  return {
    matched: { element, matched: true, reason: 'matched', path, span, ...pattern },
    missed: { element, matched: false, reason, path, span, ...pattern },
  };
}

/** The trace of a statement that is about other services: its Action settles it. */
function idleTrace({
  index,
  sid,
  effect,
  span,
  principal,
  action,
  resource,
  condition,
}: Statement): StatementTrace {
  const elements: ElementTrace[] = [];
  const skip = (element: ElementTrace['element'], at: Pick<ElementTrace, 'path' | 'span'>) => {
    elements.push({ element, matched: false, reason: 'not-looked-at', path: at.path, span: at.span });
  };
  if (principal !== undefined) skip(principal.element, principal);
  const mismatch = elementsOf(action, false, actionReasons).at(-1);
  if (mismatch !== undefined) elements.push(mismatch);
  if (resource !== undefined) skip(resource.element, resource);
  if (condition !== undefined) skip('Condition', condition);
  return { index, ...(sid === undefined ? {} : { sid }), effect, applies: false, elements, span };
}
