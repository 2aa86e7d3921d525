// Signing in by password: as root with the account's e-mail address, or as one of its users. Whoever does not exist
// is answered like one whose password is wrong, and it costs the same, so that nobody learns who has an account.

import { equalPasswordHash } from '../../core/passwords/hash.ts';
import { nameKey } from '../../core/names/user-name.ts';
import { findPrincipal, type RootPrincipal, type UserPrincipal } from '../caller.ts';
import type { Exchange, Ports } from '../exchange.ts';
import { userKey } from '../keys.ts';
import type { Gate, Reading, Writing } from '../ports.ts';
import type { AccountRecord, MfaDeviceRecord, PasswordRecord, SignInAttemptRecord } from '../records.ts';
import type { Settle, SignInOutcome, Unsettled, Who } from './admission.ts';
import { attemptKey, waitOf } from './attempts.ts';
import { emailKey } from './email-key.ts';
import { accountText, findAccountOf, isPermanentlyClosed } from './find-account.ts';
import { issueSession } from './session.ts';

export type PasswordRequest = {
  readonly password: string;
  readonly mfaCode?: string;
  readonly newPassword?: string;
  /** In place of the code, once it was right. */
  readonly challenge?: string;
} & (
  | { readonly kind: 'root'; readonly email: string }
  /** `account`: its id or alias. */
  | { readonly kind: 'user'; readonly account: string; readonly userName: string }
);

/** Whose password it may be. */
export interface Attempted {
  readonly account: AccountRecord | undefined;
  readonly principal: RootPrincipal | UserPrincipal | undefined;
  readonly record: PasswordRecord | undefined;
  readonly devices: readonly MfaDeviceRecord[];
  readonly attempt: SignInAttemptRecord | undefined;
  readonly attemptKey: string;
  /** When it was looked at, by the device's clock. */
  readonly deviceNow: number;
}

/** Whose password it was, found right. */
export interface PasswordRight extends Omit<Attempted, 'account' | 'principal'> {
  readonly who: Who & { readonly principal: RootPrincipal | UserPrincipal };
  readonly record: PasswordRecord;
}

export async function byPassword(
  ports: Ports,
  exchange: Exchange,
  asked: PasswordRequest,
): Promise<SignInOutcome> {
  const { store, gate, clock, ids } = ports;
  const deviceNow = clock.device();
  const attempted = await store.read((tables) => find(tables, asked, { now: exchange.now, deviceNow }));
  const { account, principal, record, devices } = attempted;
  const wait = waitOf(attempted.attempt, deviceNow);
  const right = wait === 0 && (await isRight(gate, asked.password, record));
  if (account === undefined || principal === undefined || record === undefined || !right) {
    const { wrongPassword } = await import('./wrong-password.ts');
    return wrongPassword(attempted, { wait, mfaUsed: asked.mfaCode !== undefined });
  }
  const who = { account, principal };
  const passed: PasswordRight = { ...attempted, who, record };
  if (devices.length > 0 || principal.kind === 'user') {
    const { furtherSteps } = await import('./further-steps.ts');
    return furtherSteps(ports, exchange, asked, passed);
  }
  return {
    kind: 'admitted',
    who,
    session: issueSession({ who, signedInBy: 'password', now: exchange.now, ids }),
    settle: settlePassword(passed, exchange.now),
  };
}

/** Hashed even when there is nothing to compare with: the time must not tell. */
async function isRight(gate: Gate, password: string, record: PasswordRecord | undefined): Promise<boolean> {
  const hash = await gate.hashPassword({ password, salt: record?.salt ?? saltOfNobody });
  return equalPasswordHash(hash, record?.hash ?? new Uint8Array(hash.length));
}

/** Nothing has changed that the answer rests on, and nobody was slowed down. */
export async function recheck(
  tables: Reading,
  { who: { account, principal }, record, devices, attemptKey: key, deviceNow }: PasswordRight,
): Promise<Unsettled | undefined> {
  const milliseconds = waitOf(await tables.signInAttempts.get(key), deviceNow);
  if (milliseconds > 0) return { kind: 'slowed-down', milliseconds };
  const [current, now, owned] = [
    await tables.passwords.get(record.key),
    await tables.account.get(account.key),
    await tables.mfaDevices.where('ownerKey', principal.ownerKey),
  ];
  const user = principal.kind === 'user' ? await tables.users.get(principal.ownerKey) : undefined;
  const same =
    current !== undefined &&
    equalPasswordHash(current.hash, record.hash) &&
    current.resetRequired === record.resetRequired &&
    JSON.stringify(now?.passwordPolicy) === JSON.stringify(account.passwordPolicy) &&
    now?.closedAt === account.closedAt &&
    JSON.stringify(owned.map(serial)) === JSON.stringify(devices.map(serial)) &&
    // Another may have the name by now.
    (principal.kind === 'root' || user?.userId === principal.user.userId);
  return same ? undefined : { kind: 'changed' };
}

/** The password is still the one that was right, and was used now. */
export function settlePassword(right: PasswordRight, now: number): Settle {
  return async (tables) => {
    const unsettled = await recheck(tables, right);
    if (unsettled !== undefined) return unsettled;
    await keepLastUse(tables, right.who, now);
    await tables.signInAttempts.delete(right.attemptKey);
    return undefined;
  };
}

async function keepLastUse(
  tables: Writing,
  { account: { key }, principal }: PasswordRight['who'],
  passwordLastUsedAt: number,
): Promise<void> {
  const account = await tables.account.get(key);
  const user = principal.kind === 'user' ? await tables.users.get(principal.ownerKey) : undefined;
  if (user !== undefined) await tables.users.put({ ...user, passwordLastUsedAt });
  else if (account !== undefined) await tables.account.put({ ...account, passwordLastUsedAt });
}

async function find(
  tables: Reading,
  asked: PasswordRequest,
  { now, deviceNow }: { readonly now: number; readonly deviceNow: number },
): Promise<Attempted> {
  const account = await findAccount(tables, asked, now);
  const key =
    asked.kind === 'root'
      ? attemptKey('root', emailKey(asked.email))
      : attemptKey('user', account?.accountId ?? accountText(asked.account), nameKey(asked.userName));
  const attempt = await tables.signInAttempts.get(key);
  const nobody = { principal: undefined, record: undefined, devices: [] };
  if (account === undefined) return { account, ...nobody, attempt, attemptKey: key, deviceNow };
  const ownerKey = asked.kind === 'root' ? account.key : userKey(account.accountId, asked.userName);
  return {
    account,
    principal: await findPrincipal(tables, account, ownerKey),
    record: await tables.passwords.get(ownerKey),
    devices: await tables.mfaDevices.where('ownerKey', ownerKey),
    attempt,
    attemptKey: key,
    deviceNow,
  };
}

async function findAccount(
  tables: Reading,
  asked: PasswordRequest,
  now: number,
): Promise<AccountRecord | undefined> {
  if (asked.kind === 'user') return findAccountOf(tables, asked.account);
  const [account] = await tables.account.where('email', emailKey(asked.email));
  return account === undefined || isPermanentlyClosed(account, now) ? undefined : account;
}

function serial({ serialNumber }: MfaDeviceRecord): string {
  return serialNumber;
}

const saltOfNobody = new Uint8Array(16);
