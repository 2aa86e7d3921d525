// The operation behind an action that is not modelled: it asks whether the caller may, and does nothing.

import { ok } from '../core/lang/result.ts';
import { isAccountId } from '../core/names/account-id.ts';
import { parseArn } from '../core/names/arn.ts';
import type { Call, Check, Operation } from './operation.ts';
import type { Other } from './other.ts';
import type { Reading } from './ports.ts';
import { isReadOnly, looksReadOnly } from './read-only.ts';
import { bucketSide } from './s3/buckets.ts';

export function otherOperation({ action, name, resources }: Other): Operation {
  return {
    name,
    action,
    readOnly: looksReadOnly(action),
    isReadOnly: (catalog) => isReadOnly(catalog, action),
    prepare: (_parameters, call) =>
      ok({
        requestParameters: { action, resources },
        plan: async (tables) => ({
          authorize: await Promise.all(
            resources.map(async (resource) => ({
              action,
              resource,
              ...(await resourceSide(tables, action, resource, call)),
            })),
          ),
        }),
        consult: () => () => ok({ output: { kind: 'json', value: { allowed: true, simulated: false } } }),
      }),
  };
}

/** Whose the resource is, and what it says itself. What is not known here is taken for the caller's own. */
async function resourceSide(
  tables: Reading,
  action: string,
  resource: string,
  call: Call,
): Promise<Pick<Check, 'resourceAccountId' | 'resourcePolicy' | 's3'>> {
  const { service, accountId, resource: named = '' } = parseArn(resource) ?? {};
  if (accountId !== undefined && isAccountId(accountId)) return { resourceAccountId: accountId };
  // `bucket`, or `bucket/key`.
  const [bucketName = ''] = named.split('/');
  const isOfS3 = service === 's3' && /^s3:/i.test(action);
  return bucketSide(tables, isOfS3 ? await tables.buckets.get(bucketName) : undefined, call);
}
