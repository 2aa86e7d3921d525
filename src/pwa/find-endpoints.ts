// The sandboxes that real clients have asked for, each with its endpoint: opened when first asked for, and kept.

import type { SandboxEntry } from '../client/storage-ports.ts';
import { ok, type Result } from '../core/lang/result.ts';
import type { ForwardedRequest } from '../core/wire/forwarded.ts';
import type { AwsEndpoint, AwsHost } from './ports.ts';

/** Answers undefined where the device has no such sandbox, or has it in the bin. */
export function findEndpoints(
  host: AwsHost,
): (
  address: Pick<ForwardedRequest, 'sandboxId' | 'mountedAt'>,
) => Promise<Result<AwsEndpoint | undefined, { readonly message: string }>> {
  const opened = new Map<string, { readonly endpoint: AwsEndpoint; readonly entry: Kept }>();
  return async ({ sandboxId, mountedAt }) => {
    const listed = await host.directory.list();
    if (!listed.ok) return listed;
    const entry = listed.value.find(({ id }) => id === sandboxId);
    // RACE: requests come side by side. From here on nothing is awaited, so the first opens it for all.
    const held = opened.get(sandboxId);
    if (entry === undefined) {
      opened.delete(sandboxId);
      held?.endpoint.close();
      return ok(undefined);
    }
    if (held !== undefined) {
      Object.assign(held.entry, entry);
      return ok(held.endpoint);
    }
    const kept = { ...entry };
    const endpoint = host.open({ entry: kept, mountedAt });
    opened.set(sandboxId, { endpoint, entry: kept });
    return ok(endpoint);
  };
}

type Kept = { -readonly [Key in keyof SandboxEntry]: SandboxEntry[Key] };
