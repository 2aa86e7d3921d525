// How a request ends: what will be written of it, gathered step by step along the path.

import type { Outcome } from '../core/authorize/types.ts';
import type { Verification } from '../core/authenticate/verification.ts';
import { accessesBy } from './accesses.ts';
import type { Authentication } from './authenticate.ts';
import type { Caller } from './caller.ts';
import type { Exchange } from './exchange.ts';
import type { Fault } from './fault.ts';
import type { Applied } from './operation.ts';
import type { Writing } from './ports.ts';
import type { AccessRecord, LastUsedRecord } from './records.ts';
import type { RequestTrace } from './request-trace.ts';
import { record } from './trail.ts';
import type { EventFacts } from './trail-event.ts';

export type Authorization = NonNullable<RequestTrace['authorization']>;

/** A request of which it is known who makes it: its signature is right, or it needs none. */
export interface Signed extends Pick<Authentication, 'clock'> {
  /** Anonymous where the parameters tell who it is, as a token does. */
  readonly verification: Extract<Verification, { kind: 'verified' | 'anonymous' }>;
  readonly caller: Caller;
  /** The Region that counts: us-east-1 for services that have none. */
  readonly region: string;
}

/** What is to be written of how a request ended. */
export interface Ending {
  readonly event: Pick<EventFacts, 'identity' | 'recipientAccountId' | 'region'> &
    Partial<
      Pick<
        EventFacts,
        | 'error'
        | 'requestParameters'
        | 'responseElements'
        | 'additionalEventData'
        | 'eventName'
        | 'eventType'
        | 'readOnly'
      >
    >;
  readonly trace: Pick<RequestTrace, 'verification' | 'answer'> &
    Partial<Pick<RequestTrace, 'action' | 'principalArn' | 'authorization' | 'credentialLimit'>>;
  readonly lastUsed?: LastUsedRecord;
  readonly accesses?: readonly AccessRecord[];
  readonly changed?: boolean;
}

/** Writes event and trace, inside the transaction of `tables`. */
export async function recordEnding(tables: Writing, exchange: Exchange, ending: Ending): Promise<void> {
  const { route, target, request, connection, requestId, eventId, now } = exchange;
  const operation = target?.ok === true ? target.value.operation : undefined;
  await record(tables, {
    facts: {
      time: now,
      eventSource: route.service.eventSource,
      eventName: route.operationName ?? 'Unknown',
      request,
      connection,
      requestId,
      eventId,
      readOnly: operation?.readOnly ?? false,
      dataEvent: operation?.dataEvent ?? false,
      eventType: 'AwsApiCall',
      ...ending.event,
    },
    trace: {
      requestId,
      receivedAt: now,
      service: route.service.name,
      ...(operation === undefined ? {} : { action: operation.action }),
      ...ending.trace,
    },
    ...(ending.lastUsed === undefined ? {} : { lastUsed: ending.lastUsed }),
    accesses: ending.accesses ?? [],
    sharedWith: ownersOf(ending),
    changed: ending.changed ?? false,
  });
}

/**
 * The accounts whose resources the request was about: they get an event of it too, unless it was denied.
 * "CloudTrail does not log denied AWS STS requests in the target account's CloudTrail" (cloudtrail-integration).
 */
function ownersOf({ trace: { authorization } }: Ending): readonly string[] {
  if (authorization?.outcome !== 'allowed') return [];
  return [...new Set(authorization.checks.map(({ request }) => request.resourceAccountId))];
}

/** What is known once the signature has been found right. */
export function endingOfSigned(exchange: Exchange, { verification, clock, caller, region }: Signed): Ending {
  const { accountId } = caller.account;
  const { target, now } = exchange;
  return {
    event: {
      identity: { kind: 'caller', caller },
      recipientAccountId: accountId,
      region,
      ...(clock === 'device' ? { additionalEventData: { 'gatehouse:clock': clock } } : {}),
    },
    trace: { verification, principalArn: caller.principal.arn, answer: { status: 200 } },
    ...lastUsedBy(caller, {
      accountId,
      lastUsedAt: now,
      serviceName: exchange.route.service.name,
      region,
    }),
    ...(target?.ok === true
      ? { accesses: accessesBy(caller, target.value.operation, { at: now, region }) }
      : {}),
  };
}

/** Of long-term keys and of roles AWS keeps when they were last used, whether or not the request was allowed. */
function lastUsedBy(
  { accessKeyId, principal, session }: Caller,
  use: Omit<LastUsedRecord, 'key'>,
): Pick<Ending, 'lastUsed'> {
  if (principal.kind === 'provider') return {};
  if (principal.kind === 'role') return { lastUsed: { key: principal.ownerKey, ...use } };
  return session === undefined ? { lastUsed: { key: accessKeyId, ...use } } : {};
}

/** Nothing was asked: the trace has no authorization. */
export function withAuthorization(ending: Ending, authorization: Authorization): Ending {
  return authorization.checks.length === 0
    ? ending
    : { ...ending, trace: { ...ending.trace, authorization } };
}

export function withSuccess(
  ending: Ending,
  { changed, responseElements, additionalEventData: additional }: Applied,
): Ending {
  const { event } = ending;
  return {
    ...ending,
    event: {
      ...event,
      ...(responseElements && { responseElements }),
      ...(additional && { additionalEventData: { ...event.additionalEventData, ...additional } }),
    },
    changed: changed ?? false,
  };
}

export function withFault(ending: Ending, { code, message, status }: Fault): Ending {
  return {
    ...ending,
    event: { ...ending.event, error: { code, message } },
    trace: { ...ending.trace, answer: { status, code, message } },
  };
}

/** What was asked, in one list; its outcome is that of the permission and of what was consulted. */
export function together(permission: Authorization, consulted: Authorization): Authorization {
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
export function messageOf({ checks }: Authorization, { principal }: Pick<Caller, 'principal'>): string {
  const denied = checks.find(({ decision }) => decision.outcome !== 'allowed');
  // Not documented; what AWS is known to say to whom it knows by a token alone.
  if (principal.kind === 'provider') return `Not authorized to perform ${denied?.request.action ?? ''}`;
  return denied?.decision.message ?? 'Access Denied';
}
