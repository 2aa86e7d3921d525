// Signing in by password: as root with the account's e-mail address, or as one of its users. Whoever does not exist
// is answered like one whose password is wrong, and it costs the same, so that nobody learns who has an account.

import { equalPasswordHash } from '../../core/passwords/hash.ts';
import { nameKey } from '../../core/names/user-name.ts';
import { findPrincipal, type RootPrincipal, type UserPrincipal } from '../caller.ts';
import type { Exchange, Ports } from '../exchange.ts';
import type { Fault } from '../fault.ts';
import { passwordExpiresAt } from '../iam/password-rules.ts';
import { userKey } from '../keys.ts';
import type { Reading, Writing } from '../ports.ts';
import type { AccountRecord, MfaDeviceRecord, PasswordRecord, SignInAttemptRecord } from '../records.ts';
import type { Identity } from '../user-identity.ts';
import type { Settle, SignInOutcome, Who } from './admission.ts';
import { attemptKey, countFailure, tooManyAttempts, waitOf } from './attempts.ts';
import { emailKey } from './email-key.ts';
import { findAccountOf } from './find-account.ts';
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

/** Whose password it was, found right. */
export interface PasswordRight {
  readonly who: Who & { readonly principal: RootPrincipal | UserPrincipal };
  readonly record: PasswordRecord;
  readonly devices: readonly MfaDeviceRecord[];
  readonly attempt: SignInAttemptRecord | undefined;
  readonly attemptKey: string;
  /** Why a new password is needed. */
  readonly reset: 'first' | 'expired' | undefined;
}

export async function byPassword(
  ports: Ports,
  exchange: Exchange,
  asked: PasswordRequest,
): Promise<SignInOutcome> {
  const { store, gate, clock, ids } = ports;
  const deviceNow = clock.device();
  const found = await store.read((tables) => find(tables, asked));
  const { account, principal, record, devices, attempt, key } = found;
  const refused = {
    kind: 'refused',
    identity: identityOf(account, principal),
    mfaUsed: asked.mfaCode !== undefined,
    ...(account === undefined ? {} : { accountId: account.accountId }),
  } as const;

  const wait = waitOf(attempt, deviceNow);
  if (wait > 0) {
    const additional = { 'gatehouse:slowedDown': 'true' };
    return { ...refused, fault: tooManyAttempts(wait), trailMessage: failedAuthentication, additional };
  }
  // Hashed even when there is nothing to compare with: the time must not tell.
  const hash = await gate.hashPassword({ password: asked.password, salt: record?.salt ?? saltOfNobody });
  const right = equalPasswordHash(hash, record?.hash ?? new Uint8Array(hash.length));
  if (account === undefined || principal === undefined || record === undefined || !right) {
    const unknown = account !== undefined && principal === undefined;
    return {
      ...refused,
      fault: wrong,
      trailMessage: unknown ? 'No username found in supplied account' : failedAuthentication,
      count: async (tables) => {
        const [first] = await tables.account.all();
        const accountId = account?.accountId ?? first?.accountId ?? '';
        await countFailure(tables, { key, accountId }, deviceNow);
      },
    };
  }
  const expiresAt = passwordExpiresAt(record, principal.kind === 'user' ? account.passwordPolicy : undefined);
  const expired = expiresAt !== undefined && expiresAt <= exchange.now;
  // "The IAM user cannot access the console until an administrator resets the password." (HardExpiry)
  if (expired && account.passwordPolicy?.hardExpiry === true) return { ...refused, fault: passwordExpired };

  const who = { account, principal };
  const passed: PasswordRight = {
    who,
    record,
    devices,
    attempt,
    attemptKey: key,
    reset: expired ? 'expired' : record.resetRequired ? 'first' : undefined,
  };
  if (devices.length > 0 || passed.reset !== undefined) {
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

/** The password is still the one that was right, and was used now. */
export function settlePassword(
  { who: { account, principal }, record, attemptKey: key }: PasswordRight,
  now: number,
): Settle {
  return async (tables) => {
    const current = await tables.passwords.get(record.key);
    if (current === undefined || !equalPasswordHash(current.hash, record.hash)) return false;
    if (!(await keepLastUse(tables, account, principal, now))) return false;
    await tables.signInAttempts.delete(key);
    return true;
  };
}

/** False where the user is gone, or another has the name. */
async function keepLastUse(
  tables: Writing,
  { key }: AccountRecord,
  principal: RootPrincipal | UserPrincipal,
  passwordLastUsedAt: number,
): Promise<boolean> {
  if (principal.kind === 'root') {
    const account = await tables.account.get(key);
    if (account === undefined) return false;
    await tables.account.put({ ...account, passwordLastUsedAt });
    return true;
  }
  const user = await tables.users.get(principal.ownerKey);
  if (user?.userId !== principal.user.userId) return false;
  await tables.users.put({ ...user, passwordLastUsedAt });
  return true;
}

async function find(tables: Reading, asked: PasswordRequest) {
  const account = await findAccount(tables, asked);
  const key =
    asked.kind === 'root'
      ? attemptKey('root', emailKey(asked.email))
      : attemptKey('user', account?.accountId ?? asked.account.trim().toLowerCase(), nameKey(asked.userName));
  const ownerKey =
    account === undefined
      ? undefined
      : asked.kind === 'root'
        ? account.key
        : userKey(account.accountId, asked.userName);
  const principal =
    account === undefined || ownerKey === undefined
      ? undefined
      : await findPrincipal(tables, account, ownerKey);
  return {
    account,
    key,
    principal,
    record: ownerKey === undefined ? undefined : await tables.passwords.get(ownerKey),
    devices: ownerKey === undefined ? [] : await tables.mfaDevices.where('ownerKey', ownerKey),
    attempt: await tables.signInAttempts.get(key),
  };
}

async function findAccount(tables: Reading, asked: PasswordRequest): Promise<AccountRecord | undefined> {
  if (asked.kind === 'root') {
    const [account] = await tables.account.where('email', emailKey(asked.email));
    return account;
  }
  return findAccountOf(tables, asked.account);
}

function identityOf(
  account: AccountRecord | undefined,
  principal: RootPrincipal | UserPrincipal | undefined,
): Identity {
  if (account === undefined) return { kind: 'unknown', accessKeyId: undefined };
  return principal === undefined
    ? { kind: 'unknown-user', accountId: account.accountId }
    : { kind: 'signing-in', caller: { account, principal } };
}

/** The sentence of AWS's own sign-in page. */
const wrong: Fault = {
  code: 'AuthenticationFailed',
  status: 400,
  message: 'Your authentication information is incorrect. Please try again.',
};

/** CloudTrail's words. */
export const failedAuthentication = 'Failed authentication';

/** Told only to who knows the password. AWS documents no sentence. */
const passwordExpired: Fault = {
  code: 'PasswordExpired',
  status: 400,
  message: 'Your password has expired. Contact your administrator to reset your password.',
};

const saltOfNobody = new Uint8Array(16);
