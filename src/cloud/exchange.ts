// One request on its way through the cloud: the facts that are fixed when it arrives.

import { makeUuid } from '../core/names/unique-id.ts';
import type { Connection, HttpRequest } from '../core/wire/message.ts';
import type { Answering } from './answer.ts';
import type { Catalog, Clock, Gate, Ids, Store } from './ports.ts';
import { routeOf, type Route } from './route.ts';

export interface Ports {
  readonly store: Store;
  readonly gate: Gate;
  readonly catalog: Catalog;
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

/** The account that gets the event of a request which is nobody's: the sandbox's first. */
export async function firstAccountId(store: Store): Promise<string> {
  const [first] = await store.read((tables) => tables.account.all());
  return first?.accountId ?? '';
}
