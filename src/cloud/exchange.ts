// One request on its way through the cloud: the facts that are fixed when it arrives.

import { makeUuid } from '../core/names/unique-id.ts';
import type { Connection, HttpRequest } from '../core/wire/message.ts';
import type { Answering } from './answer.ts';
import type { Result } from '../core/lang/result.ts';
import type { Fault } from './fault.ts';
import type { Catalog, Clock, Gate, IdentityProviders, Ids, Store } from './ports.ts';
import { routeOf, type Route } from './route.ts';
import type { Target } from './target.ts';
import { withoutMount } from './without-mount.ts';

export interface Ports {
  readonly store: Store;
  readonly gate: Gate;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Absent: no token can be verified, and none signed. */
  readonly identityProviders?: IdentityProviders;
  /**
   * Whether all requests come from the app's own console, which lets a learner act as anybody without a password.
   * SECURITY: absent where other clients reach the endpoint, over HTTP or by the service worker.
   */
  readonly allowsActAs?: boolean;
}

export interface Exchange extends Answering {
  readonly request: HttpRequest;
  readonly connection: Connection;
  readonly route: Route;
  /** Absent until it has been looked for. */
  readonly target?: Result<Target, Fault>;
  readonly eventId: string;
}

export function beginExchange(
  { clock, ids, mountedAt }: Ports & { readonly mountedAt?: string },
  request: HttpRequest,
  connection: Connection,
): Exchange {
  // The request itself stays as it was sent, and as it was signed.
  const route = routeOf(mountedAt === undefined ? request : withoutMount(request, mountedAt));
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
