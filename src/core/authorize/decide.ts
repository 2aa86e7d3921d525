// The verdict alone, without a trace.

import { planFor, type LayerPlan } from './action-plan.ts';
import type { CompiledPolicySet } from './compiled.ts';
import { evaluationOf, type Evaluation } from './evaluation.ts';
import { s3VerdictOf, weighResource } from './s3-access.ts';
import { situationOf } from './situation.ts';
import { statementApplies } from './statement-tests.ts';
import type { AuthorizationRequest, Outcome } from './types.ts';
import { emptyTally, nameBit, outcomeOf } from './verdict.ts';

/** Always equals `authorize(request, policies).outcome`; a property test holds it. */
export function decide(request: AuthorizationRequest, policies: CompiledPolicySet): Outcome {
  const plan = planFor(policies, request);
  if (plan.rules.needsNoPermission) return 'allowed';
  const { denies, granting } = plan;
  const evaluation = evaluationOf(request, plan, policies);
  const situation = situationOf(evaluation, plan, policies);
  // An explicit deny ends it, whatever else would be said.
  for (let index = 0; index < denies.length; index++) {
    const deny = denies[index];
    if (deny === undefined || (situation.applying & deny.bit) === 0) continue;
    if (statementApplies(deny.tests, evaluation) !== false) return 'explicitDeny';
  }
  const tally = emptyTally();
  for (let index = 0; index < granting.length; index++) {
    const layer = granting[index];
    if (layer === undefined || (situation.applying & layer.bit) === 0) continue;
    const grants = grantsOf(layer, evaluation);
    if (grants === silent) tally.silent |= layer.bit;
    else if (layer.type === 'resource' || layer.type === 'trust') tally.grants |= grants;
    if (!layer.layer.readable) tally.unreadable |= layer.bit;
  }
  weighResource(tally, situation, s3VerdictOf(evaluation, plan, policies));
  return outcomeOf(tally, situation);
}

const silent = -1;

/** The names by which the layer's statements that allow mean the caller, as bits; -1 when none allows. */
function grantsOf({ allows, allowsAll, type }: LayerPlan, evaluation: Evaluation): number {
  if (allowsAll) return 0;
  let grants = silent;
  for (let index = 0; index < allows.length; index++) {
    const statement = allows[index];
    if (statement === undefined) continue;
    const applies = statementApplies(statement, evaluation);
    if (applies === false) continue;
    if (type !== 'resource' && type !== 'trust') return 0;
    grants = Math.max(grants, 0) | (applies === true ? 0 : nameBit[applies]);
  }
  return grants;
}
