// The one path of every request: route → authenticate → parameters → plan → authorize → consult → apply,
// with the event written in the transaction of `apply`. Nothing enters the simulated AWS by another door.

import { err, type Result } from '../core/lang/result.ts';
import type { Connection, WireRequest, WireResponse } from '../core/wire/message.ts';
import {
  accessDeniedFault,
  answerFault,
  answerWith,
  inProtocol,
  missingTokenFault,
  refusalFault,
} from './answer.ts';
import { authenticate, type Authentication } from './authenticate.ts';
import { authorizeChecks } from './authorize-checks.ts';
import { isStillThere, type Caller } from './caller.ts';
import { requestContext } from './context.ts';
import {
  endingOfSigned,
  messageOf,
  recordEnding,
  together,
  withAuthorization,
  withFault,
  withSuccess,
  type Authorization,
  type Ending,
  type Signed,
} from './ending.ts';
import { beginExchange, firstAccountId, type Exchange, type Ports } from './exchange.ts';
import { concurrentModification, internalFailure, type Fault } from './fault.ts';
import { findPolicies, withDocuments } from './find-policies.ts';
import { keepCatalog } from './keep-catalog.ts';
import type { Applied, Apply, Check, Operation, Plan, Prepared } from './operation.ts';
import { protocolOfRefusal } from './refusal-protocol.ts';
import { signIn } from './signin/sign-in.ts';

export interface Endpoint {
  /** Always answers, with an error of AWS's where there is one; rejects only when the trail cannot be written. */
  handle(request: WireRequest, connection: Connection): Promise<WireResponse>;
}

interface Workings extends Ports {
  /** Told of every error that was thrown, which is a bug of ours; the caller gets InternalFailure. */
  readonly onBug?: (error: unknown) => void;
}

export function makeEndpoint(workings: Workings): Endpoint {
  const ports = { ...workings, catalog: keepCatalog(workings.catalog) };
  return {
    handle: async (request, connection) => {
      const exchange = beginExchange(ports, request, connection);
      try {
        return await (exchange.route.service.name === 'signin'
          ? signIn(ports, exchange)
          : serve(ports, exchange));
      } catch (error) {
        // Nothing is known of the caller: the signature was not yet verified.
        return failInternally(ports, exchange, error, {
          event: {
            identity: { kind: 'anonymous' },
            recipientAccountId: await firstAccountId(ports.store),
            region: 'us-east-1',
          },
          trace: { verification: { kind: 'anonymous' }, answer: { status: 500 } },
        });
      }
    },
  };
}

async function serve(ports: Workings, exchange: Exchange): Promise<WireResponse> {
  const authentication = await authenticate(ports, exchange.request);
  const { verification, named: caller, clock } = authentication;
  if (verification.kind !== 'verified' || caller === undefined) {
    return refuse(ports, exchange, authentication);
  }
  const region = exchange.route.service.global ? 'us-east-1' : verification.scope.region;
  const signed = { verification, clock, caller, region };
  const known = endingOfSigned(exchange, signed);
  try {
    return await serveSigned(ports, exchange, signed, known);
  } catch (error) {
    return failInternally(ports, exchange, error, known);
  }
}

async function serveSigned(
  ports: Ports,
  exchange: Exchange,
  { caller, region }: Signed,
  known: Ending,
): Promise<WireResponse> {
  const { route } = exchange;
  if (!route.target.ok) return endWithFault(ports, exchange, route.target.error, known);

  const { operation, parameters } = route.target.value;
  const prepared = operation.prepare(parameters, { caller, now: exchange.now, ids: ports.ids, region });
  const asked: Ending = {
    ...known,
    event: {
      ...known.event,
      requestParameters: (prepared.ok ? prepared.value.requestParameters : undefined) ?? parameters.given(),
    },
  };
  if (!prepared.ok) return endWithFault(ports, exchange, prepared.error, asked);

  const [{ plan, ask, permission }, readOnly] = await Promise.all([
    authorizePlan(ports, exchange, { caller, region, prepared: prepared.value }),
    // For the trail alone: asked alongside, so that the gate does not wait for it.
    operation.isReadOnly?.(ports.catalog) ?? operation.readOnly,
  ]);
  const judged: Ending = { ...asked, event: { ...asked.event, readOnly } };
  if (permission.outcome !== 'allowed') {
    const denied = accessDeniedFault(exchange.protocol, messageOf(permission));
    return endWithFault(ports, exchange, denied, withAuthorization(judged, permission));
  }
  const answers = await ask(plan.consult ?? []);
  const decisions = answers.checks.map(({ decision }) => decision);
  return execute(ports, exchange, {
    caller,
    operation,
    prepared: prepared.value,
    plan,
    apply: await prepared.value.consult({ decisions, catalog: ports.catalog }),
    ending: withAuthorization(judged, together(permission, answers)),
  });
}

/** What the operation needs to be allowed, whether it is, and the way to ask the gate more. */
async function authorizePlan(
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
  const ask = (checks: readonly Check[]): Promise<Authorization> =>
    authorizeChecks(gate, { caller, context, policies, checks });
  return { plan, permission: await ask(plan.authorize), ask };
}

/** The last step: what the operation does and the event of it, in one transaction. */
async function execute(
  ports: Ports,
  exchange: Exchange,
  {
    caller,
    operation,
    prepared,
    plan,
    apply,
    ending,
  }: {
    readonly caller: Caller;
    readonly operation: Operation;
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
      ? withSuccess(ending, result.value)
      : withFault(ending, inProtocol(result.error, exchange.protocol));
    await recordEnding(tables, exchange, last);
    return result;
  });
  return applied.ok
    ? answerWith(applied.value.output, operation.name, exchange)
    : answerFault(inProtocol(applied.error, exchange.protocol), exchange);
}

/** Authentication failed, or nobody signed. AWS's trail would not have such a request; ours marks it. */
async function refuse(
  ports: Ports,
  exchange: Exchange,
  { verification, named, clock }: Authentication,
): Promise<WireResponse> {
  const refused = verification.kind === 'refused' ? verification : undefined;
  const protocol =
    refused === undefined ? exchange.protocol : protocolOfRefusal(exchange.request, refused.reason);
  const fault = refused === undefined ? missingTokenFault(protocol) : refusalFault(refused);
  const reason = refused?.reason ?? 'anonymous';
  return endWithFault(ports, { ...exchange, protocol }, fault, {
    event: {
      identity:
        refused === undefined ? { kind: 'anonymous' } : { kind: 'unknown', accessKeyId: refused.accessKeyId },
      recipientAccountId: named?.account.accountId ?? (await firstAccountId(ports.store)),
      region: 'us-east-1',
      additionalEventData: { 'gatehouse:refused': reason, 'gatehouse:clock': clock },
    },
    trace: { verification, answer: { status: fault.status } },
  });
}

async function endWithFault(
  { store }: Ports,
  exchange: Exchange,
  fault: Fault,
  ending: Ending,
): Promise<WireResponse> {
  const said = inProtocol(fault, exchange.protocol);
  await store.write((tables) => recordEnding(tables, exchange, withFault(ending, said)));
  return answerFault(said, exchange);
}

async function failInternally(
  ports: Workings,
  exchange: Exchange,
  error: unknown,
  known: Ending,
): Promise<WireResponse> {
  ports.onBug?.(error);
  const fault = inProtocol(internalFailure(), exchange.protocol);
  // The cause is for the trace, which is seen from outside the account; the caller does not get it.
  const cause = error instanceof Error ? error.message : String(error);
  const { event, trace } = withFault(known, fault);
  const told = { ...trace, answer: { ...trace.answer, message: `${fault.message} (${cause})` } };
  await ports.store.write((tables) => recordEnding(tables, exchange, { event, trace: told }));
  return answerFault(fault, exchange);
}
