// The one path of every request: route → authenticate → parameters → plan → authorize → apply, with
// the event written in the transaction of `apply`. Nothing enters the simulated AWS by another door.

import type { Decision, Outcome, PolicySet } from '../core/authorize/types.ts';
import type { Verification } from '../core/authenticate/verification.ts';
import { err, type Result } from '../core/lang/result.ts';
import type { JsonObject } from '../core/wire/aws-json.ts';
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
import type { Caller } from './caller.ts';
import { authorizationRequest, requestContext, type Context } from './context.ts';
import {
  beginExchange,
  firstAccountId,
  notVerified,
  recordEnding,
  type Ending,
  type Exchange,
  type Ports,
} from './exchange.ts';
import { concurrentModification, internalFailure, type Fault } from './fault.ts';
import type { Applied, Check, Operation, Plan, Prepared } from './operation.ts';
import { policiesOf } from './policies-of.ts';
import { protocolOfRefusal } from './refusal-protocol.ts';
import type { RequestTrace } from './request-trace.ts';
import { signIn } from './signin/sign-in.ts';

export interface Endpoint {
  /** Always answers, with an error of AWS's where there is one; rejects only when the trail cannot be written. */
  handle(request: WireRequest, connection: Connection): Promise<WireResponse>;
}

type Authorization = NonNullable<RequestTrace['authorization']>;
type Verified = Extract<Verification, { kind: 'verified' }>;

export function makeEndpoint({
  onBug,
  ...ports
}: Ports & {
  /** Told of every error that was thrown, which is a bug of ours; the caller gets InternalFailure. */
  readonly onBug?: (error: unknown) => void;
}): Endpoint {
  return {
    handle: async (request, connection) => {
      const exchange = beginExchange(ports, request, connection);
      try {
        return await (exchange.route.service.name === 'signin'
          ? signIn(ports, exchange)
          : serve(ports, exchange));
      } catch (error) {
        onBug?.(error);
        return failInternally(ports, exchange, error);
      }
    },
  };
}

async function serve(ports: Ports, exchange: Exchange): Promise<WireResponse> {
  const authentication = await authenticate(ports, exchange.request);
  const { verification, named } = authentication;
  if (verification.kind !== 'verified' || named === undefined) {
    return refuse(ports, exchange, authentication);
  }
  return serveVerified(ports, exchange, { ...authentication, verification, caller: named });
}

async function serveVerified(
  ports: Ports,
  exchange: Exchange,
  signed: Pick<Authentication, 'clock'> & { readonly verification: Verified; readonly caller: Caller },
): Promise<WireResponse> {
  const { route, request, connection } = exchange;
  const { caller } = signed;
  const region = route.service.global ? 'us-east-1' : signed.verification.scope.region;
  const known = knownSoFar(exchange, signed, region);
  if (!route.target.ok) return endWithFault(ports, exchange, route.target.error, known);

  const { operation, parameters } = route.target.value;
  const prepared = operation.prepare(parameters, { caller, now: exchange.now, ids: ports.ids, region });
  const asked: Ending = {
    ...known,
    event: {
      ...known.event,
      readOnly: operation.readOnly,
      dataEvent: operation.dataEvent ?? false,
      requestParameters: (prepared.ok ? prepared.value.requestParameters : undefined) ?? parameters.given(),
    },
    trace: { ...known.trace, action: operation.action },
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
    operation,
    prepared,
    plan,
    consulted,
    ending,
  }: {
    readonly operation: Operation;
    readonly prepared: Prepared;
    readonly plan: Plan;
    readonly consulted: readonly Decision[];
    readonly ending: Ending;
  },
): Promise<WireResponse> {
  const applied = await ports.store.write(async (tables): Promise<Result<Applied, Fault>> => {
    // Between `plan` and here another tab may have written. What would now need other permissions than
    // were asked for is refused; what else `apply` relies on it looks up again itself.
    const same = JSON.stringify(await prepared.plan(tables)) === JSON.stringify(plan);
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

async function failInternally(ports: Ports, exchange: Exchange, error: unknown): Promise<WireResponse> {
  const fault = inProtocol(internalFailure(), exchange.protocol);
  const cause = error instanceof Error ? error.message : String(error);
  const ending = withFault(
    {
      event: {
        identity: { kind: 'anonymous' },
        recipientAccountId: await firstAccountId(ports.store),
        region: 'us-east-1',
      },
      trace: { verification: notVerified, answer: { status: 500 } },
    },
    { ...fault, message: `${fault.message} (${cause})` },
  );
  await ports.store.write((tables) => recordEnding(tables, exchange, ending));
  return answerFault(fault, exchange);
}

function knownSoFar(
  exchange: Exchange,
  {
    verification,
    clock,
    caller,
  }: Pick<Authentication, 'clock'> & { readonly verification: Verified; readonly caller: Caller },
  region: string,
): Ending {
  const { accountId } = caller.account;
  return {
    event: {
      identity: { kind: 'caller', caller },
      recipientAccountId: accountId,
      region,
      ...(clock === 'device' ? { additionalEventData: { 'gatehouse:clock': clock } } : {}),
    },
    trace: { verification, principalArn: caller.principal.arn, answer: { status: 200 } },
    // Of long-term keys AWS keeps when they were last used, whether or not the request was allowed.
    ...(caller.session === undefined
      ? {
          lastUsed: {
            key: caller.accessKeyId,
            accountId,
            lastUsedAt: exchange.now,
            serviceName: exchange.route.service.name,
            region,
          },
        }
      : {}),
  };
}

/** Nothing was asked: the trace has no authorization. */
function withAuthorization(ending: Ending, authorization: Authorization): Ending {
  return authorization.checks.length === 0
    ? ending
    : { ...ending, trace: { ...ending.trace, authorization } };
}

function withSuccess(ending: Ending, { changed, responseElements }: Applied): Ending {
  return {
    ...ending,
    event: { ...ending.event, ...optionalElements(responseElements) },
    changed: changed ?? false,
  };
}

function optionalElements(responseElements: JsonObject | undefined): {
  readonly responseElements?: JsonObject;
} {
  return responseElements === undefined ? {} : { responseElements };
}

function withFault(ending: Ending, { code, message, status }: Fault): Ending {
  return {
    ...ending,
    event: { ...ending.event, error: { code, message } },
    trace: { ...ending.trace, answer: { status, code, message } },
  };
}

/** What was asked, in one list; its outcome is that of the permission and of what was consulted. */
function together(permission: Authorization, consulted: Authorization): Authorization {
  return {
    outcome: worse(permission.outcome, consulted.outcome),
    checks: [...permission.checks, ...consulted.checks],
  };
}

function worse(a: Outcome, b: Outcome): Outcome {
  if (a === 'explicitDeny' || b === 'explicitDeny') return 'explicitDeny';
  return a === 'implicitDeny' || b === 'implicitDeny' ? 'implicitDeny' : 'allowed';
}

/** AWS's sentence for the first check that was not allowed. */
function messageOf({ checks }: Authorization): string {
  const denied = checks.find(({ decision }) => decision.outcome !== 'allowed');
  return denied?.decision.message ?? 'Access Denied';
}
