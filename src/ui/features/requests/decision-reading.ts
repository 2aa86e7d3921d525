// Reading a decision's trace for what people ask first: who decided, and what came closest.

import type { LayerTrace, PolicyTrace, StatementTrace } from '../../../core/authorize/trace.ts';
import type { Decision } from '../../../core/authorize/types.ts';
import type { RequestTrace } from '../../../cloud/request-trace.ts';
import type { CodeMark } from '../../parts/split-at-marks.ts';
import type { VerdictKind } from '../../words/verdict.ts';

/** A statement with the policy and layer it stands in. */
export interface PlacedStatement {
  readonly layer: LayerTrace;
  readonly policy: PolicyTrace;
  readonly statement: StatementTrace;
}

/** The fate of a request; undefined when it was refused for what it asks, before anybody could decide. */
export function verdictOf(trace: RequestTrace): VerdictKind | undefined {
  if (trace.verification.kind === 'refused') return 'notAuthenticated';
  if (trace.credentialLimit !== undefined) return 'refused';
  if (trace.authorization !== undefined) return trace.authorization.outcome;
  // Answered without a permission: the operation needs none.
  if (trace.answer.status < 400) return 'allowed';
  // Unsigned, and the operation does not admit that.
  return trace.verification.kind === 'anonymous' ? 'notAuthenticated' : undefined;
}

/** The statements whose effect made the outcome: the denies of an explicit deny, the allows of an allow. */
export function decidingStatements(decision: Decision): readonly PlacedStatement[] {
  if (decision.outcome === 'implicitDeny') return [];
  const effect = decision.outcome === 'allowed' ? 'Allow' : 'Deny';
  return placedStatements(decision).filter(
    ({ statement }) => statement.applies && statement.effect === effect,
  );
}

/**
 * For an implicit deny: Allow statements of the layers that stayed silent which name the action and fail
 * by something else, those that miss by least first; three at most.
 */
export function closestStatements(decision: Decision): readonly PlacedStatement[] {
  if (decision.outcome !== 'implicitDeny') return [];
  return placedStatements(decision)
    .filter(
      ({ layer, statement }) =>
        layer.outcome === 'implicitDeny' &&
        statement.effect === 'Allow' &&
        !statement.applies &&
        statement.elements.some(({ element, matched }) => matched && isAction(element)),
    )
    .sort((a, b) => misses(a.statement) - misses(b.statement))
    .slice(0, 3);
}

/** Statements that name the request's service, and those that their Action has settled. */
export function byService(statements: readonly StatementTrace[]): {
  readonly aboutService: readonly StatementTrace[];
  readonly aboutOthers: readonly StatementTrace[];
} {
  const isLookedAt = ({ elements }: StatementTrace) =>
    elements.every(({ reason }) => reason !== 'not-looked-at');
  return {
    aboutService: statements.filter(isLookedAt),
    aboutOthers: statements.filter((statement) => !isLookedAt(statement)),
  };
}

/** Where statements stand in the text of their policy: line by line, so that indentation stays unmarked. */
export function statementMarks(text: string, statements: readonly StatementTrace[]): readonly CodeMark[] {
  return statements.flatMap((statement) => {
    const { start, end } = statement.span;
    const tone = toneOf(statement);
    const label = `${statementName(statement)}, ${statement.applies ? 'it counts' : 'it does not match'}`;
    const lines = [...text.slice(start, end).matchAll(/\S[^\n]*/g)];
    return lines.map((line, index) => ({
      start: start + line.index,
      end: start + line.index + line[0].length,
      tone,
      ...(index === 0 ? { label } : {}),
    }));
  });
}

/** How a statement is called: by its Sid, else by its place. */
export function statementName(statement: StatementTrace): string {
  return statement.sid === undefined || statement.sid === ''
    ? `Statement ${statement.index + 1}`
    : `Statement “${statement.sid}”`;
}

function placedStatements(decision: Decision): PlacedStatement[] {
  return decision.trace.layers.flatMap((layer) =>
    layer.policies.flatMap((policy) => policy.statements.map((statement) => ({ layer, policy, statement }))),
  );
}

function toneOf(statement: StatementTrace): CodeMark['tone'] {
  if (!statement.applies) return 'implicit';
  return statement.effect === 'Allow' ? 'allow' : 'deny';
}

function isAction(element: string): boolean {
  return element === 'Action' || element === 'NotAction';
}

function misses(statement: StatementTrace): number {
  return statement.elements.filter(({ matched, reason }) => !matched && reason !== 'not-looked-at').length;
}

export type StageState = 'passed' | 'ended' | 'skipped';

/** How far a request came. The answer always comes; it is where things ended when nothing before refused. */
export function stagesOf(trace: RequestTrace): {
  readonly authenticated: StageState;
  readonly authorized: StageState;
  readonly answered: StageState;
} {
  const failed = trace.answer.status >= 400;
  if (verdictOf(trace) === 'notAuthenticated') {
    return { authenticated: 'ended', authorized: 'skipped', answered: 'passed' };
  }
  if (trace.credentialLimit !== undefined) {
    return { authenticated: 'passed', authorized: 'ended', answered: 'passed' };
  }
  if (trace.authorization === undefined) {
    return failed
      ? { authenticated: 'passed', authorized: 'skipped', answered: 'ended' }
      : { authenticated: 'passed', authorized: 'passed', answered: 'passed' };
  }
  if (trace.authorization.outcome !== 'allowed') {
    return { authenticated: 'passed', authorized: 'ended', answered: 'passed' };
  }
  return { authenticated: 'passed', authorized: 'passed', answered: failed ? 'ended' : 'passed' };
}

/** The chosen statements by the policy they stand in, so that each document is shown once. */
export function byPolicy(placed: readonly PlacedStatement[]): readonly {
  readonly layer: LayerTrace;
  readonly policy: PolicyTrace;
  readonly statements: readonly StatementTrace[];
}[] {
  const groups = new Map<
    PolicyTrace,
    { layer: LayerTrace; policy: PolicyTrace; statements: StatementTrace[] }
  >();
  for (const { layer, policy, statement } of placed) {
    const group = groups.get(policy);
    if (group === undefined) groups.set(policy, { layer, policy, statements: [statement] });
    else group.statements.push(statement);
  }
  return [...groups.values()];
}
