// The decision with its whole trace. The trace is made first, and the verdict read from it.

import type { CompiledPolicySet } from './compiled.ts';
import { factsOf, type Facts } from './facts.ts';
import { layersOf, type Layer } from './layers.ts';
import { accessDenied } from './message.ts';
import { missingContext } from './missing-context.ts';
import { situationOf, type Situation } from './situation.ts';
import { traceStatement } from './trace-statement.ts';
import type { LayerTrace, PolicyTrace, RuleTrace } from './trace.ts';
import type { AuthorizationRequest, Decision, DecisionProblem, Outcome } from './types.ts';
import { combine, verdictOfTrace } from './verdict.ts';

export { compile } from './compile.ts';

/** Decides one request, and says how. Pure: the same request and policies give the same decision. */
export function authorize(request: AuthorizationRequest, policies: CompiledPolicySet): Decision {
  const facts = factsOf(request, policies);
  const situation = situationOf(facts, policies);
  const layers = situation.needsNoPermission ? [] : layersOf(policies, facts, situation);
  const traces = layers.map((layer) => traceLayer(layer, facts));
  const { outcome, blockedBy } = combine(traces.map(verdictOfTrace), situation);
  const trace = { layers: traces, rules: rulesOf(situation) };
  return {
    outcome,
    blockedBy,
    missingContext: missingContext(layers, facts, situation),
    ...(outcome === 'allowed'
      ? {}
      : { message: accessDenied({ facts, situation, outcome, blockedBy, trace }) }),
    problems: layers.filter(({ applies }) => applies).flatMap(problemsOf),
    trace,
  };
}

/**
 * Decides several requests that stand or fall together (an action on several resources, an action and
 * iam:PassRole): allowed when all are, else the most restrictive outcome. At least one request.
 */
export function authorizeAll(
  requests: readonly { readonly request: AuthorizationRequest; readonly policies: CompiledPolicySet }[],
): { readonly outcome: Outcome; readonly decisions: readonly Decision[] } {
  if (requests.length === 0) throw new RangeError('authorizeAll needs at least one request');
  const decisions = requests.map(({ request, policies }) => authorize(request, policies));
  const outcomes = new Set(decisions.map(({ outcome }) => outcome));
  const worst = (['explicitDeny', 'implicitDeny'] as const).find((outcome) => outcomes.has(outcome));
  return { outcome: worst ?? 'allowed', decisions };
}

function traceLayer(layer: Layer, facts: Facts): LayerTrace {
  const policies = layer.applies ? layer.policies : [];
  const traced = policies.map(({ name, arn, text, readable, statements }): PolicyTrace => ({
    name,
    ...(arn === undefined ? {} : { arn }),
    text,
    readable,
    statements: statements.map((statement) => traceStatement(statement, facts)),
  }));
  return {
    type: layer.type,
    ...(layer.levelId === undefined ? {} : { levelId: layer.levelId }),
    outcome: layer.applies ? outcomeOf(layer, traced) : 'notApplicable',
    policies: traced,
  };
}

function outcomeOf({ type }: Layer, policies: readonly PolicyTrace[]): LayerTrace['outcome'] {
  const applying = policies.flatMap(({ statements }) => statements).filter(({ applies }) => applies);
  if (applying.some(({ effect }) => effect === 'Deny')) return 'explicitDeny';
  if (policies.some(({ readable }) => !readable)) return 'implicitDeny';
  // At every level `RCPFullAWSAccess` allows beside what is attached.
  return applying.length > 0 || type === 'rcp' ? 'allow' : 'implicitDeny';
}

function rulesOf({ isRoot, needsNoPermission, rootUnlocksBucket }: Situation): readonly RuleTrace[] {
  const rules: RuleTrace[] = [];
  if (needsNoPermission) rules.push({ kind: 'no-permission-needed' });
  if (isRoot && !needsNoPermission) rules.push({ kind: 'root-user' });
  if (rootUnlocksBucket) rules.push({ kind: 'root-unlocks-bucket' });
  return rules;
}

function problemsOf({ type, policies }: Layer): readonly DecisionProblem[] {
  return policies.flatMap(({ name, problems }) =>
    problems.map((problem) => ({ ...problem, policyType: type, policyName: name })),
  );
}
