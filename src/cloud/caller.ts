// Who signed: from an access key id to the secret that verifies it and the principal it stands for.

import type { SecretRecord } from '../core/authenticate/verification.ts';
import { rootArn, userArn } from '../core/names/user-name.ts';
import type { Reading } from './ports.ts';
import type { AccountRecord, SessionRecord, UserRecord } from './records.ts';

export type Principal =
  | { readonly kind: 'root'; readonly ownerKey: string; readonly arn: string }
  | { readonly kind: 'user'; readonly ownerKey: string; readonly arn: string; readonly user: UserRecord };

export interface Caller {
  readonly account: AccountRecord;
  readonly principal: Principal;
  readonly accessKeyId: string;
  /** Absent for long-term keys. */
  readonly session?: SessionRecord;
}

export interface Credential {
  readonly secret: SecretRecord;
  readonly caller: Caller;
}

/** The key and its owner; undefined when AWS does not know the key, or its owner is no more. */
export async function findCredential(tables: Reading, accessKeyId: string): Promise<Credential | undefined> {
  const key = await tables.accessKeys.get(accessKeyId);
  if (key !== undefined) {
    const { secretAccessKey } = key;
    const secret = { accessKeyId, secretAccessKey, active: key.status === 'Active' };
    return withOwner(tables, key, secret, { accessKeyId });
  }
  const session = await tables.sessions.get(accessKeyId);
  if (session === undefined) return undefined;
  const { secretAccessKey, sessionToken } = session;
  const secret = { accessKeyId, secretAccessKey, sessionToken, expiresAt: new Date(session.expiresAt) };
  return withOwner(tables, session, secret, { accessKeyId, session });
}

/** Whether the key that signed may still be used, and belongs to the same owner: another may have the name by now. */
export async function isStillThere(
  tables: Reading,
  { accessKeyId, principal }: Pick<Caller, 'accessKeyId' | 'principal'>,
): Promise<boolean> {
  const now = await findCredential(tables, accessKeyId);
  return (
    now !== undefined &&
    now.secret.active !== false &&
    JSON.stringify(now.caller.principal) === JSON.stringify(principal)
  );
}

async function withOwner(
  tables: Reading,
  { accountId, ownerKey }: { readonly accountId: string; readonly ownerKey: string },
  secret: SecretRecord,
  facts: Pick<Caller, 'accessKeyId' | 'session'>,
): Promise<Credential | undefined> {
  const account = await tables.account.get(accountId);
  if (account === undefined) return undefined;
  const principal = await findPrincipal(tables, account, ownerKey);
  return principal === undefined ? undefined : { secret, caller: { ...facts, account, principal } };
}

/** The principal that an owner's key names: the account's root, or one of its users. */
export async function findPrincipal(
  tables: Reading,
  account: AccountRecord,
  ownerKey: string,
): Promise<Principal | undefined> {
  if (ownerKey === account.key) return { kind: 'root', ownerKey, arn: rootArn(account.accountId) };
  const user = await tables.users.get(ownerKey);
  return user === undefined ? undefined : { kind: 'user', ownerKey, arn: userArn(user), user };
}
