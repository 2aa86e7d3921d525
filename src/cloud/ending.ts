// How a request ends: what will be written of it, gathered step by step along the path.

import type { Outcome } from '../core/authorize/types.ts';
import type { Verification } from '../core/authenticate/verification.ts';
import type { JsonObject } from '../core/wire/aws-json.ts';
import type { Authentication } from './authenticate.ts';
import type { Caller } from './caller.ts';
import type { Exchange } from './exchange.ts';
import type { Fault } from './fault.ts';
import type { Applied } from './operation.ts';
import type { Writing } from './ports.ts';
import type { LastUsedRecord } from './records.ts';
import type { RequestTrace } from './request-trace.ts';
import { record } from './trail.ts';
import type { EventFacts } from './trail-event.ts';

export type Authorization = NonNullable<RequestTrace['authorization']>;

/** A request whose signature is right. */
export interface Signed extends Pick<Authentication, 'clock'> {
  readonly verification: Extract<Verification, { kind: 'verified' }>;
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
    Partial<Pick<RequestTrace, 'action' | 'principalArn' | 'authorization'>>;
  readonly lastUsed?: LastUsedRecord;
  readonly changed?: boolean;
}

/** Writes event and trace, inside the transaction of `tables`. */
export async function recordEnding(tables: Writing, exchange: Exchange, ending: Ending): Promise<void> {
  const { route, request, connection, requestId, eventId, now } = exchange;
  const operation = route.target.ok ? route.target.value.operation : undefined;
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
    changed: ending.changed ?? false,
  });
}

/** What is known once the signature has been found right. */
export function endingOfSigned(exchange: Exchange, { verification, clock, caller, region }: Signed): Ending {
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
export function withAuthorization(ending: Ending, authorization: Authorization): Ending {
  return authorization.checks.length === 0
    ? ending
    : { ...ending, trace: { ...ending.trace, authorization } };
}

export function withSuccess(ending: Ending, { changed, responseElements }: Applied): Ending {
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
export function messageOf({ checks }: Authorization): string {
  const denied = checks.find(({ decision }) => decision.outcome !== 'allowed');
  return denied?.decision.message ?? 'Access Denied';
}
