// The decision with its whole trace. The trace is made first, and the verdict read from it.

import { planFor, type LayerPlan } from './action-plan.ts';
import type { CompiledLayer, CompiledPolicySet } from './compiled.ts';
import { evaluationOf } from './evaluation.ts';
import { accessDenied } from './message.ts';
import { missingContext } from './missing-context.ts';
import { detailsOf } from './policy-details.ts';
import { s3VerdictOf, weighResource, type S3Verdict } from './s3-access.ts';
import { situationOf, type Situation } from './situation.ts';
import { traceExempt, traceLayer } from './trace-layer.ts';
import type { LayerTrace, RuleTrace, Trace } from './trace.ts';
import type { AuthorizationRequest, Decision, DecisionProblem, Outcome } from './types.ts';
import { emptyTally, verdictOf } from './verdict.ts';

/** Decides one request, and says how. Pure: the same request and policies give the same decision. */
export function authorize(request: AuthorizationRequest, policies: CompiledPolicySet): Decision {
  const plan = planFor(policies, request);
  if (plan.rules.needsNoPermission) return withoutPolicies;
  const evaluation = evaluationOf(request, plan, policies);
  const situation = situationOf(evaluation, plan, policies);
  const tally = emptyTally();
  const layers: LayerTrace[] = [];
  let problems: readonly DecisionProblem[] = noProblems;
  for (const one of plan.layers) {
    const { layer, bit } = one;
    // Without a policy, the resource's layer is there only where the request needs its allow.
    if (lacksPolicies(one) && !situation.resourceMustAllow) continue;
    if ((situation.applying & bit) === 0) {
      layers.push(traceExempt(layer));
      continue;
    }
    layers.push(traceLayer(one, evaluation, tally));
    const found = problemsOf(layer, policies);
    if (found.length > 0) problems = [...problems, ...found];
  }
  const s3 = s3VerdictOf(evaluation, plan, policies);
  weighResource(tally, situation, s3);
  const { outcome, blockedBy } = verdictOf(tally, situation);
  const trace: Trace = { layers, rules: rulesOf(situation, s3) };
  const missing = missingContext(plan, evaluation, situation, { s3, policies });
  if (outcome === 'allowed') return { outcome, blockedBy, missingContext: missing, problems, trace };
  const message = accessDenied({ evaluation, plan, situation, outcome, blockedBy, trace });
  return { outcome, blockedBy, missingContext: missing, message, problems, trace };
}

function lacksPolicies({ type, layer }: LayerPlan): boolean {
  return (type === 'resource' || type === 'trust') && layer.policies.length === 0;
}

const noProblems: readonly DecisionProblem[] = [];

function problemsOf(layer: CompiledLayer, { conditions }: CompiledPolicySet): readonly DecisionProblem[] {
  return (layer.problems ??= layer.policies.flatMap((policy) =>
    detailsOf(policy, conditions).problems.map((problem) => ({
      ...problem,
      policyType: layer.type,
      policyName: policy.name,
    })),
  ));
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

const withoutPolicies: Decision = {
  outcome: 'allowed',
  blockedBy: [],
  missingContext: [],
  problems: [],
  trace: { layers: [], rules: [{ kind: 'no-permission-needed' }] },
};

const noRules: readonly RuleTrace[] = [];

function rulesOf(
  { isRoot, isUnknown, rootUnlocks, neverAcrossAccounts }: Situation,
  s3: S3Verdict | undefined,
): readonly RuleTrace[] {
  if (!isRoot && !isUnknown && neverAcrossAccounts === undefined && s3 === undefined) return noRules;
  const rules: RuleTrace[] = [];
  if (isUnknown) rules.push({ kind: 'unknown-principal' });
  if (isRoot) rules.push({ kind: 'root-user' });
  if (rootUnlocks) rules.push({ kind: 'root-unlocks-bucket' });
  if (neverAcrossAccounts !== undefined)
    rules.push({ kind: 'never-across-accounts', because: neverAcrossAccounts });
  if (s3 === undefined) return rules;
  // What gives nothing to another account is not told as if it did.
  return [...rules, ...s3.rules.filter(({ kind }) => kind !== 'acl' || neverAcrossAccounts === undefined)];
}
