// What the gate was asked about a request, read from its trace; and the request's event.

import type { AuthorizationRequest } from '../../../../src/core/authorize/types.ts';
import type { Reply, World } from '../world.ts';

/** The questions to the gate, as they were asked. */
export async function askedOf(world: World, { requestId }: Reply): Promise<readonly AuthorizationRequest[]> {
  const [record] = await world.store.read(({ traces }) => traces.where('requestId', requestId));
  return record?.trace.authorization?.checks.map(({ request }) => request) ?? [];
}

/** As `action resource`. */
export async function permissionsOf(world: World, reply: Reply): Promise<readonly string[]> {
  return (await askedOf(world, reply)).map(({ action, resource }) => `${action} ${resource}`);
}

export async function eventOf(
  world: World,
  { requestId }: Reply,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  return (await world.events()).find((event) => event['requestID'] === requestId);
}
