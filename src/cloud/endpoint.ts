// The one path of every request: route → authenticate → parameters → plan → authorize → apply, with
// the event written in the transaction of `apply`. Nothing enters the simulated AWS by another door.

import type { Decision, PolicySet } from '../core/authorize/types.ts';
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
import { isStillThere, type Caller } from './caller.ts';
import { authorizationRequest, requestContext, type Context } from './context.ts';
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
import type { Applied, Check, Operation, Plan, Prepared } from './operation.ts';
import { policiesOf } from './policies-of.ts';
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

export function makeEndpoint(ports: Workings): Endpoint {
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
  const { route, request, connection } = exchange;
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

  const { plan, policies } = await ports.store.read(async (tables) => ({
    plan: await prepared.value.plan(tables),
    policies: await policiesOf(tables, caller.principal),
  }));
  const context = requestContext({ caller, request, connection, region, now: exchange.now });
  const ask = (checks: readonly Check[]): Promise<Authorization> =>
    authorizeChecks(ports, { caller, context, policies, checks });
  const permission = await ask(plan.authorize);
  if (permission.outcome !== 'allowed') {
    const denied = accessDeniedFault(exchange.protocol, messageOf(permission));
    return endWithFault(ports, exchange, denied, withAuthorization(asked, permission));
  }
  const consulted = await ask(plan.consult ?? []);
  return execute(ports, exchange, {
    caller,
    operation,
    prepared: prepared.value,
    plan,
    consulted: consulted.checks.map(({ decision }) => decision),
    ending: withAuthorization(asked, together(permission, consulted)),
  });
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
    consulted,
    ending,
  }: {
    readonly caller: Caller;
    readonly operation: Operation;
    readonly prepared: Prepared;
    readonly plan: Plan;
    readonly consulted: readonly Decision[];
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
    const result = same ? await prepared.apply(tables, consulted) : err(concurrentModification());
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

async function authorizeChecks(
  { gate }: Ports,
  {
    caller,
    context,
    policies,
    checks,
  }: {
    readonly caller: Caller;
    readonly context: Context;
    readonly policies: PolicySet;
    readonly checks: readonly Check[];
  },
): Promise<Authorization> {
  if (checks.length === 0) return { outcome: 'allowed', checks: [] };
  const requests = checks.map((check) => authorizationRequest(caller, context, check));
  const { outcome, decisions } = await gate.authorizeAll(requests.map((request) => ({ request, policies })));
  return {
    outcome,
    checks: decisions.flatMap((decision, index) => {
      const request = requests[index];
      return request === undefined ? [] : [{ request, decision }];
    }),
  };
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
