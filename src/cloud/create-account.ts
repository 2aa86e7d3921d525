// Signing up: a new account with its root user, and, if wanted, a bucket to try things on. The one
// thing that is no signed request, for there is nobody yet who could sign it.

import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../core/lang/result.ts';
import { accountIdEntropy, isAccountId, makeAccountId } from '../core/names/account-id.ts';
import { rootArn } from '../core/names/user-name.ts';
import type { Ports } from './exchange.ts';
import { hashNewPassword } from './iam/hash-new-password.ts';
import { objectKey } from './keys.ts';
import type { Writing } from './ports.ts';
import { emailKey } from './signin/email-key.ts';
import { rootPasswordProblem } from './signin/root-password-rules.ts';
import { initialState } from './trail.ts';

export interface NewAccount {
  readonly alias: string;
  readonly email: string;
  readonly password: string;
  readonly withSampleBucket: boolean;
}

/** Which input is at fault, and why. */
export interface CreateAccountProblem {
  readonly field: 'alias' | 'email' | 'password';
  readonly code: 'malformed' | 'too-short' | 'too-long' | 'too-simple' | 'same-as-account' | 'taken';
  /** Lower case, no full stop. */
  readonly message: string;
}

export async function createAccount(
  { store, gate, clock, ids }: Omit<Ports, 'catalog'>,
  account: NewAccount,
): Promise<Result<{ readonly accountId: string; readonly rootArn: string }, CreateAccountProblem>> {
  const email = emailKey(account.email);
  const problem =
    aliasProblem(account.alias) ?? emailProblem(account.email) ?? passwordProblem(account, email);
  if (problem !== undefined) return err(problem);
  const { salt, hash } = await hashNewPassword(gate, ids, account.password);
  const bucketSuffix = bytesToHex(ids.randomBytes(3));
  const accountId = makeAccountId(ids.randomBytes(accountIdEntropy));
  const now = clock.sandbox();
  const { alias } = account;

  return store.write(async (tables) => {
    const others = await tables.account.all();
    if (others.some((other) => other.alias === alias)) {
      return err(refused('alias', 'taken', `the alias \`${alias}\` is taken`));
    }
    if (others.some((other) => other.email === email)) {
      return err(refused('email', 'taken', `\`${email}\` already has an account`));
    }
    if (others.some((other) => other.key === accountId)) throw new Error('the dice gave an account id twice');
    await tables.account.put({ key: accountId, accountId, alias, email, createdAt: now });
    await tables.passwords.put({
      key: accountId,
      accountId,
      salt,
      hash,
      changedAt: now,
      createdAt: now,
      resetRequired: false,
      previous: [],
    });
    if (account.withSampleBucket) {
      await putSampleBucket(tables, { accountId, alias, suffix: bucketSuffix, now });
    }
    const state = (await tables.meta.get('state')) ?? initialState;
    await tables.meta.put({ ...state, revision: state.revision + 1 });
    return ok({ accountId, rootArn: rootArn(accountId) });
  });
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
export function aliasProblem(alias: string): CreateAccountProblem | undefined {
  if (alias.length < 3) return refused('alias', 'too-short', 'an alias has at least 3 characters');
  if (alias.length > 63) return refused('alias', 'too-long', 'an alias has at most 63 characters');
  if (!/^[a-z0-9]([a-z0-9]|-(?!-))*[a-z0-9]$/.test(alias)) {
    const message =
      'an alias holds lower-case letters, digits and single hyphens, and neither begins nor ends with a hyphen';
    return refused('alias', 'malformed', message);
  }
  // "The alias cannot be a 12-digit number" (console_account-alias): it would pass for an account id.
  return isAccountId(alias) ? refused('alias', 'malformed', 'an alias is not a 12-digit number') : undefined;
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html: 6 to 64 characters */
export function emailProblem(email: string): CreateAccountProblem | undefined {
  const text = email.trim();
  if (text.length > 64) return refused('email', 'too-long', 'an e-mail address has at most 64 characters');
  return text.length >= 6 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
    ? undefined
    : refused('email', 'malformed', 'expected an e-mail address such as `root@example.com`');
}

function passwordProblem({ alias, password }: NewAccount, email: string): CreateAccountProblem | undefined {
  const problem = rootPasswordProblem(password, { alias, email });
  return problem === undefined ? undefined : { field: 'password', ...problem };
}

function refused(
  field: CreateAccountProblem['field'],
  code: CreateAccountProblem['code'],
  message: string,
): CreateAccountProblem {
  return { field, code, message };
}

async function putSampleBucket(
  tables: Writing,
  {
    accountId,
    alias,
    suffix,
    now,
  }: {
    readonly accountId: string;
    readonly alias: string;
    readonly suffix: string;
    readonly now: number;
  },
): Promise<void> {
  // A bucket's name has at most 63 characters: a long alias is cut.
  const bucketName = `${alias.slice(0, 62 - suffix.length).replace(/-$/, '')}-${suffix}`;
  const body = utf8ToBytes('Hello! Whoever reads this was allowed to s3:GetObject.\n');
  const key = 'hello.txt';
  await tables.buckets.put({ key: bucketName, accountId, bucketName, region: 'us-east-1', createdAt: now });
  await tables.objects.put({
    key: objectKey(bucketName, key),
    accountId,
    bucketName,
    objectKey: key,
    body,
    contentType: 'text/plain; charset=utf-8',
    etag: bytesToHex(md5(body)),
    lastModified: now,
  });
}
