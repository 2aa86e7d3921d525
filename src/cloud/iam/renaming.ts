// Renaming: the permission for it is asked for twice, on what is and on what will be.

import { entityArn } from '../../core/names/entity-arn.ts';
import type { Call, Check } from '../operation.ts';
import { namedKey } from '../keys.ts';
import type { Reading } from '../ports.ts';
import { checkOnEntity, entityAt, saidAs, saidOf, type EntityKind } from './entities.ts';

/** Of a user, group or role that gets another name, another path, or both. */
export async function checksOnRename(
  tables: Reading,
  call: Call,
  action: string,
  kind: EntityKind,
  {
    from,
    name,
    path,
  }: { readonly from: string; readonly name?: string | undefined; readonly path?: string | undefined },
): Promise<readonly Check[]> {
  const { accountId } = call.caller.account;
  const entity = await entityAt(tables, kind, namedKey(accountId, kind, from));
  const check = await checkOnEntity(tables, call, action, kind, from);
  return bothChecks(check, {
    resource: entityArn(kind, {
      accountId,
      path: path ?? entity?.path ?? '/',
      name: name ?? entity?.name ?? from,
    }),
    said: saidOf(kind, name ?? from),
  });
}

/** The same permission on another ARN as well. Tags stay with what is renamed, so both are asked with the same. */
export function bothChecks(
  check: Check,
  { resource, said }: { readonly resource: string; readonly said: string },
): readonly Check[] {
  return resource === check.resource ? [check] : [check, saidAs({ ...check, resource }, said)];
}
