// The verdict alone, without a trace.

import type { CompiledPolicySet } from './compiled.ts';
import { factsOf, type Facts } from './facts.ts';
import { layersOf, type Layer } from './layers.ts';
import { situationOf } from './situation.ts';
import { evaluateStatement } from './statement.ts';
import type { NamedAs } from './trace.ts';
import type { AuthorizationRequest, Outcome } from './types.ts';
import { combine, type LayerVerdict } from './verdict.ts';

/** Always equals `authorize(request, policies).outcome`; a property test holds it. */
export function decide(request: AuthorizationRequest, policies: CompiledPolicySet): Outcome {
  const facts = factsOf(request, policies);
  const situation = situationOf(facts, policies);
  if (situation.needsNoPermission) return 'allowed';
  const verdicts: LayerVerdict[] = [];
  for (const layer of layersOf(policies, facts, situation)) {
    if (!layer.applies) continue;
    const verdict = verdictOfLayer(layer, facts);
    // An explicit deny ends it, whatever else would be said.
    if (verdict.denies) return 'explicitDeny';
    verdicts.push(verdict);
  }
  return combine(verdicts, situation).outcome;
}

function verdictOfLayer(layer: Layer, facts: Facts): LayerVerdict {
  const grants = new Set<NamedAs>();
  let allows = false;
  let denies = false;
  for (const policy of layer.policies) {
    for (const statement of policy.statements) {
      const result = evaluateStatement(statement, facts);
      if (!result.applies) continue;
      if (statement.source.effect === 'Deny') {
        denies = true;
        continue;
      }
      allows = true;
      if (result.namedAs !== undefined) grants.add(result.namedAs);
    }
  }
  const readable = layer.policies.every((policy) => policy.readable);
  return { type: layer.type, applies: layer.applies, denies, allows, readable, grants };
}
