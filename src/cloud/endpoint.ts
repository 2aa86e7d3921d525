// The one path of every request: route → authenticate → parameters → plan → authorize → consult → apply,
// with the event written in the transaction of `apply`. Nothing enters the simulated AWS by another door.

import { scopeOfHost } from '../core/authenticate/error-family.ts';
import type { OperationShapes, StructureValue } from '../core/shapes/shape.ts';
import { headerValue, type Connection, type WireRequest, type WireResponse } from '../core/wire/message.ts';
import { accessDeniedFault } from './answer.ts';
import { authenticate } from './authenticate.ts';
import type { Caller } from './caller.ts';
import { endWithFault, failInternally, refuse } from './end-with-fault.ts';
import {
  endingOfSigned,
  messageOf,
  together,
  withAuthorization,
  type Ending,
  type Signed,
} from './ending.ts';
import { beginExchange, firstAccountId, type Exchange, type Ports } from './exchange.ts';
import { authorizePlan, execute } from './execute.ts';
import type { Fault } from './fault.ts';
import { keepCatalog, type KeptCatalog } from './keep-catalog.ts';
import { limitOfCredentials } from './limits-of-credentials.ts';
import { signIn } from './signin/sign-in.ts';
import { findTarget, type Target } from './target.ts';
import { trailValues } from './trail-values.ts';

export interface Endpoint {
  /** Always answers, with an error of AWS's where there is one; rejects only when the trail cannot be written. */
  handle(request: WireRequest, connection: Connection): Promise<WireResponse>;
}

interface Workings extends Ports {
  /**
   * The path under which clients reach it, without a slash at its end; absent where it has a host of its own. Clients
   * sign the whole path, and what they ask for begins after it.
   */
  readonly mountedAt?: string;
  /** Told of every error that was thrown, which is a bug of ours; the caller gets InternalFailure. */
  readonly onBug?: (error: unknown) => void;
}

interface Kept extends Workings {
  readonly catalog: KeptCatalog;
}

/** With what the message asks for. */
type Targeted = Exchange & Required<Pick<Exchange, 'target'>>;

export function makeEndpoint(workings: Workings): Endpoint {
  const ports = { ...workings, catalog: keepCatalog(workings.catalog) };
  return {
    handle: async (request, connection) => {
      const exchange = beginExchange(ports, request, connection);
      try {
        if (exchange.route.service.name === 'signin') return await signIn(ports, exchange);
        const target = await findTarget(ports.catalog, exchange.route);
        return await serve(ports, { ...exchange, target });
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

async function serve(ports: Kept, exchange: Targeted): Promise<WireResponse> {
  const authentication = await authenticate(ports, exchange.request);
  const { verification, named: caller, clock } = authentication;
  const { target } = exchange;
  if (target.ok && target.value.operation.identify !== undefined && verification.kind !== 'refused') {
    return serveIdentified(ports, exchange, target.value, clock);
  }
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

/** A request that says by a token who makes it. Nobody's signature is looked at. */
async function serveIdentified(
  ports: Kept,
  exchange: Targeted,
  { operation, input, shapes }: Target,
  clock: Signed['clock'],
): Promise<WireResponse> {
  const { request, route } = exchange;
  const hostRegion = scopeOfHost(headerValue(request, 'host') ?? '').region;
  const region = (route.service.global ? undefined : hostRegion) ?? 'us-east-1';
  const verification = { kind: 'anonymous' } as const;
  const unidentified = async (accountId: string | undefined): Promise<Ending> => ({
    event: {
      identity: { kind: 'anonymous' },
      recipientAccountId: accountId ?? (await firstAccountId(ports.store)),
      region,
      ...parametersOf(input.input, shapes),
    },
    trace: { verification, answer: { status: 400 } },
  });
  if (input.fault !== undefined) {
    return endWithFault(ports, exchange, input.fault, await unidentified(undefined));
  }
  const identified = await operation.identify?.(input.input, {
    now: exchange.now,
    identityProviders: ports.identityProviders,
    read: (work) => ports.store.read(work),
  });
  if (identified === undefined) throw new Error(`${operation.name} identifies nobody`);
  if (!identified.ok) {
    const { fault, accountId } = identified.error;
    return endWithFault(ports, exchange, fault, await unidentified(accountId));
  }
  const signed = { verification, clock, caller: identified.value, region };
  const known = endingOfSigned(exchange, signed);
  try {
    return await serveSigned(ports, exchange, signed, known);
  } catch (error) {
    return failInternally(ports, exchange, error, known);
  }
}

async function serveSigned(
  ports: Kept,
  exchange: Targeted,
  { caller, region }: Signed,
  known: Ending,
): Promise<WireResponse> {
  const { target, route } = exchange;
  const reached =
    (await limitOfAccount(caller, exchange)) ??
    limitOfCredentials(caller, { service: route.service.name, operation: route.operationName ?? '' });
  if (reached !== undefined) {
    const trace = { ...known.trace, credentialLimit: reached.limit };
    return endWithFault(ports, exchange, reached.fault, { ...known, trace });
  }
  if (!target.ok) return endWithFault(ports, exchange, target.error, known);

  const { operation, input, shapes } = target.value;
  const asked: Ending = { ...known, event: { ...known.event, ...parametersOf(input.input, shapes) } };
  if (input.fault !== undefined) return endWithFault(ports, exchange, input.fault, asked);
  const deviceNow = ports.clock.device();
  const call = { caller, now: exchange.now, deviceNow, ids: ports.ids, region };
  const prepared = operation.prepare(input.input, call);
  if (!prepared.ok) return endWithFault(ports, exchange, prepared.error, asked);
  const { requestParameters } = prepared.value;
  const told: Ending =
    requestParameters === undefined ? asked : { ...asked, event: { ...asked.event, requestParameters } };
  // None of the services that have shapes is about bills.
  const billing = shapes === undefined ? await import('./billing-access.ts') : undefined;
  const limit = billing?.billingLimit(operation.action, caller);
  if (billing !== undefined && limit !== undefined) {
    const denied = accessDeniedFault(exchange.protocol, billing.billingMessage(operation.action, caller));
    return endWithFault(ports, exchange, denied, {
      ...told,
      trace: { ...told.trace, credentialLimit: limit },
    });
  }

  const [{ plan, ask, permission }, readOnly] = await Promise.all([
    authorizePlan(ports, exchange, { caller, region, prepared: prepared.value }),
    // For the trail alone: asked alongside, so that the gate does not wait for it.
    operation.isReadOnly?.(ports.catalog) ?? operation.readOnly,
  ]);
  const judged: Ending = { ...told, event: { ...told.event, readOnly } };
  if (plan.refused !== undefined) return endWithFault(ports, exchange, plan.refused, judged);
  if (permission.outcome !== 'allowed') {
    const { withEncodedMessage } = await import('./encoded-message.ts');
    const denied = withEncodedMessage(accessDeniedFault(exchange.protocol, messageOf(permission, caller)), {
      action: operation.action,
      requestId: exchange.requestId,
      ids: ports.ids,
    });
    return endWithFault(ports, exchange, denied, withAuthorization(judged, permission));
  }
  const answers = await ask(plan.consult ?? []);
  const decisions = answers.checks.map(({ decision }) => decision);
  return execute(ports, exchange, {
    caller,
    target: target.value,
    prepared: prepared.value,
    plan,
    apply: await prepared.value.consult({
      decisions,
      catalog: ports.catalog,
      gate: ports.gate,
      identityProviders: ports.identityProviders,
      read: (work) => ports.store.read(work),
    }),
    ending: withAuthorization(judged, together(permission, answers)),
  });
}

/** What keeps everybody from an account that is closed. */
async function limitOfAccount(
  caller: Caller,
  { target, route, now }: Targeted,
): Promise<{ readonly limit: 'account-closed'; readonly fault: Fault } | undefined> {
  if (caller.account.closedAt === undefined) return undefined;
  const { closedFault, isLeft } = await import('./closed-account.ts');
  const action = target.ok && !route.service.isModelled ? target.value.operation.action : undefined;
  if (isLeft(caller, action, now)) return undefined;
  return { limit: 'account-closed', fault: closedFault(caller, route) };
}

/** What of the input goes into the trail. */
function parametersOf(input: StructureValue, shapes: OperationShapes | undefined): Ending['event'] | object {
  return shapes?.input === undefined ? {} : { requestParameters: trailValues(input, shapes.input) };
}
