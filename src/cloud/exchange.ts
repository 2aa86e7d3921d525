// One request on its way through the cloud: the facts that are fixed when it arrives, and how it ends.

import { makeUuid } from '../core/names/unique-id.ts';
import type { Verification } from '../core/authenticate/verification.ts';
import type { Connection, HttpRequest } from '../core/wire/message.ts';
import type { Answering } from './answer.ts';
import type { Clock, Gate, Ids, Store, Writing } from './ports.ts';
import type { LastUsedRecord } from './records.ts';
import type { RequestTrace } from './request-trace.ts';
import { routeOf, type Route } from './route.ts';
import { record } from './trail.ts';
import type { EventFacts } from './trail-event.ts';

export interface Ports {
  readonly store: Store;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface Exchange extends Answering {
  readonly request: HttpRequest;
  readonly connection: Connection;
  readonly route: Route;
  readonly eventId: string;
}

export function beginExchange({ clock, ids }: Ports, request: HttpRequest, connection: Connection): Exchange {
  const route = routeOf(request);
  const id = makeUuid(ids.randomBytes(16));
  const { protocol } = route.service;
  return {
    request,
    connection,
    route,
    protocol,
    // S3's request ids are sixteen characters.
    requestId: protocol.family === 'rest-xml' ? id.replace(/-/g, '').slice(0, 16).toUpperCase() : id,
    eventId: makeUuid(ids.randomBytes(16)),
    now: clock.sandbox(),
  };
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
        | 'readOnly'
        | 'dataEvent'
        | 'eventName'
        | 'eventType'
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
  await record(tables, {
    facts: {
      time: now,
      eventSource: route.service.eventSource,
      eventName: route.operationName ?? 'Unknown',
      request,
      connection,
      requestId,
      eventId,
      readOnly: false,
      dataEvent: false,
      eventType: 'AwsApiCall',
      ...ending.event,
    },
    trace: { requestId, receivedAt: now, service: route.service.name, ...ending.trace },
    ...(ending.lastUsed === undefined ? {} : { lastUsed: ending.lastUsed }),
    changed: ending.changed ?? false,
  });
}

/** The account that gets the event of a request which is nobody's: the sandbox's first. */
export async function firstAccountId(store: Store): Promise<string> {
  const [first] = await store.read((tables) => tables.account.all());
  return first?.accountId ?? '';
}

/** For the trace of a request that ended before anything was verified. */
export const notVerified: Verification = { kind: 'anonymous' };
