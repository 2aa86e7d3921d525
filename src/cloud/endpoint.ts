// The one path of every request: route → authenticate → parameters → plan → authorize → consult → apply,
// with the event written in the transaction of `apply`. Nothing enters the simulated AWS by another door.

import { scopeOfHost } from '../core/authenticate/error-family.ts';
import { err, type Result } from '../core/lang/result.ts';
import { headerValue, type Connection, type WireRequest, type WireResponse } from '../core/wire/message.ts';
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
import { keepCatalog, type KeptCatalog } from './keep-catalog.ts';
import type { StructureValue, OperationShapes } from '../core/shapes/shape.ts';
import type { Applied, Apply, Check, Operation, Plan, Prepared } from './operation.ts';
import { limitOfCredentials } from './limits-of-credentials.ts';
import { protocolOfRefusal } from './refusal-protocol.ts';
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
  const reached = limitOfCredentials(caller, {
    service: route.service.name,
    operation: route.operationName ?? '',
  });
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
  return { plan, permission: await ask(plan.refused === undefined ? plan.authorize : []), ask };
}

/** The last step: what the operation does and the event of it, in one transaction. */
async function execute(
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
  ports: Kept,
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

/** What of the input goes into the trail. */
function parametersOf(input: StructureValue, shapes: OperationShapes | undefined): Ending['event'] | object {
  return shapes?.input === undefined ? {} : { requestParameters: trailValues(input, shapes.input) };
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
