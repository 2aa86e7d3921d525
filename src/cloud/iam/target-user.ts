// The user that a request is about: named by `UserName`, or, where AWS allows to leave it out, the caller.

import { rootArn, userArn } from '../../core/names/user-name.ts';
import { findPrincipal, type Principal } from '../caller.ts';
import { noSuchUser, type Fault } from '../fault.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { userKey } from '../keys.ts';
import type { Call, Check } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { UserRecord } from '../records.ts';

export async function findUser(
  tables: Reading,
  call: Call,
  userName: string,
): Promise<Result<UserRecord, Fault>> {
  const user = await tables.users.get(userKey(call.caller.account.accountId, userName));
  return user === undefined ? err(noSuchUser(userName)) : ok(user);
}

/** The named user, or the caller as it now is. */
export async function findOwner(
  tables: Reading,
  call: Call,
  userName: string | undefined,
): Promise<Result<Principal, Fault>> {
  const { account, principal } = call.caller;
  const ownerKey = userName === undefined ? principal.ownerKey : userKey(account.accountId, userName);
  const owner = await findPrincipal(tables, account, ownerKey);
  return owner === undefined ? err(noSuchUser(userName ?? nameOf(principal))) : ok(owner);
}

/**
 * The permission to do `action` to a user. Of a user that does not exist the path is unknown and taken
 * for `/`, so that one without the permission cannot tell whether the user exists.
 */
export async function checkOnUser(
  tables: Reading,
  call: Call,
  action: string,
  userName: string | undefined,
): Promise<Check> {
  const { accountId } = call.caller.account;
  if (userName === undefined) {
    const { principal } = call.caller;
    const resource = principal.kind === 'root' ? rootArn(accountId) : principal.arn;
    return { action, resource, resourceAccountId: accountId };
  }
  const user = await tables.users.get(userKey(accountId, userName));
  const resource = userArn(user ?? { accountId, path: '/', userName });
  return { action, resource, resourceAccountId: accountId };
}

/** The permission to do `action` to the account as a whole. */
export function checkOnAccount(call: Call, action: string, resource = '*'): Check {
  return { action, resource, resourceAccountId: call.caller.account.accountId };
}

function nameOf(principal: Principal): string {
  return principal.kind === 'user' ? principal.user.userName : 'root';
}
