// The last two steps of a request: what it needs to be allowed is asked of the gate, and what it does is done together
// with its event in one transaction.

import { err, type Result } from '../core/lang/result.ts';
import type { OperationShapes } from '../core/shapes/shape.ts';
import type { WireResponse } from '../core/wire/message.ts';
import { answerFault, answerWith, inProtocol } from './answer.ts';
import { authorizeChecks } from './authorize-checks.ts';
import { isStillThere, type Caller } from './caller.ts';
import { requestContext } from './context.ts';
import {
  recordEnding,
  withFault,
  withSuccess,
  type Authorization,
  type Ending,
  type Signed,
} from './ending.ts';
import type { Exchange, Ports } from './exchange.ts';
import { concurrentModification, type Fault } from './fault.ts';
import { findPolicies, withDocuments } from './find-policies.ts';
import type { Applied, Apply, Check, Operation, Plan, Prepared } from './operation.ts';
import type { Target } from './target.ts';
import { trailValues } from './trail-values.ts';

/** What the operation needs to be allowed, whether it is, and the way to ask the gate more. */
export async function authorizePlan(
  { store, gate, catalog }: Ports,
  { request, connection, now }: Exchange,
  { caller, region, prepared }: Pick<Signed, 'caller' | 'region'> & { readonly prepared: Prepared },
): Promise<{
  readonly plan: Plan;
  readonly permission: Authorization;
  readonly ask: (checks: readonly Check[]) => Promise<Authorization>;
}> {
  const { plan, found } = await store.read(async (tables) => ({
    plan: await prepared.plan(tables),
    found: await findPolicies(tables, caller.principal),
  }));
  // What needs no permission is asked about no policy.
  const checks = plan.authorize.length + (plan.consult?.length ?? 0);
  const policies = checks === 0 ? { identity: [] } : await withDocuments(catalog, found);
  const context = requestContext({ caller, request, connection, region, now });
  const owner = connection.vpcEndpoint?.accountId;
  const ask = async (asked: readonly Check[]): Promise<Authorization> => {
    const checks =
      owner === undefined ? asked : (await import('./vpc-endpoint-owner.ts')).withEndpointOwner(asked, owner);
    return authorizeChecks(gate, { caller, context, policies, checks });
  };
  return { plan, permission: await ask(plan.refused === undefined ? plan.authorize : []), ask };
}

/** The last step: what the operation does and the event of it, in one transaction. */
export async function execute(
  ports: Ports,
  exchange: Exchange,
  {
    caller,
    target: { operation, shapes },
    prepared,
    plan,
    apply,
    ending,
  }: {
    readonly caller: Caller;
    readonly target: Target;
    readonly prepared: Prepared;
    readonly plan: Plan;
    readonly apply: Apply;
    readonly ending: Ending;
  },
): Promise<WireResponse> {
  const applied = await ports.store.write(async (tables): Promise<Result<Applied, Fault>> => {
    // Between `plan` and here another tab may have written. What would now need other permissions than
    // were asked for is refused, and so is whoever is gone, or somebody else under the same name; what
    // else `apply` relies on it looks up again itself.
    const same =
      (await isStillThere(tables, caller)) &&
      JSON.stringify(await prepared.plan(tables)) === JSON.stringify(plan);
    const result = same ? await apply(tables) : err(concurrentModification());
    // INVARIANT: `apply` finds its faults before it writes, so a fault is recorded without half a change.
    const last = result.ok
      ? withSuccess(ending, { ...elementsOf(result.value, operation, shapes), ...result.value })
      : withFault(ending, inProtocol(result.error, exchange.protocol));
    await recordEnding(tables, exchange, last);
    return result;
  });
  return applied.ok
    ? answerWith(applied.value.output, { name: operation.name, shapes }, exchange)
    : answerFault(inProtocol(applied.error, exchange.protocol), exchange);
}

/**
 * What of the output goes into the trail: CloudTrail keeps it of what changes something, and of AssumeRole,
 * AssumeRoleWithSAML and AssumeRoleWithWebIdentity "even though they are logged as read-only" (cloudtrail-integration).
 */
function elementsOf(
  { output }: Applied,
  { name, readOnly }: Operation,
  shapes: OperationShapes | undefined,
): Pick<Applied, 'responseElements'> {
  const kept = !readOnly || name.startsWith('AssumeRole');
  if (!kept || output.kind !== 'shaped' || output.value === undefined) return {};
  return shapes?.output === undefined ? {} : { responseElements: trailValues(output.value, shapes.output) };
}
