// What the gate was asked about a request: action, resource and the condition keys of the action's own.

import type { Reply, World } from '../world.ts';

export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** Without those that every request has. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export async function askedAbout(world: World, { requestId }: Reply): Promise<readonly Asked[]> {
  const [record] = await world.store.read((tables) => tables.traces.where('requestId', requestId));
  const checks = record?.trace.authorization?.checks ?? [];
  return checks.map(({ request: { action, resource, context } }) => ({
    action,
    resource,
    context: Object.fromEntries(Object.entries(context).filter(([key]) => isOfAction(key))),
  }));
}

function isOfAction(key: string): boolean {
  return key.startsWith('iam:') || /^aws:(RequestTag|ResourceTag|TagKeys)/.test(key);
}
