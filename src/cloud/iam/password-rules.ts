// The rules for passwords: the account's password policy, or AWS's default where the account has none; how long a
// password is good for; and which ones may not come back.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html

import { equalPasswordHash } from '../../core/passwords/hash.ts';
import type { Fault } from '../fault.ts';
import type { Gate } from '../ports.ts';
import type { AccountRecord, PasswordPolicyRecord, PasswordRecord } from '../records.ts';
import { isNameOf, minPasswordLength } from './default-password-rules.ts';
import type { HashedPassword } from './hash-new-password.ts';

/** "You can specify a minimum of 1 and a maximum of 24 previous passwords that can't be repeated." */
export const mostPreviousPasswords = 24;

const day = 24 * 60 * 60 * 1000;

/** What is wrong with a new password of a user. */
export function passwordFault(
  password: string,
  { passwordPolicy, ...account }: Pick<AccountRecord, 'passwordPolicy' | 'alias' | 'email'>,
): Fault | undefined {
  const violation =
    passwordPolicy === undefined
      ? defaultViolation(password, account)
      : customViolation(password, passwordPolicy);
  return violation === undefined ? undefined : passwordPolicyViolation(violation);
}

/** The sentences are AWS's, as its clients quote them; the API reference gives only the code. */
export function passwordPolicyViolation(message: string): Fault {
  return { code: 'PasswordPolicyViolation', status: 400, message };
}

/** What AWS says of a password that is refused for another reason than its length and its characters. */
export const notConforming = 'Password does not conform to the account password policy.';

// "Minimum of three of the following mix of character types": how many are missing, and which could be added.
function defaultViolation(
  password: string,
  account: Pick<AccountRecord, 'alias' | 'email'>,
): string | undefined {
  if (password.length < minPasswordLength) return tooShort(minPasswordLength);
  if (isNameOf(account, password)) return notConforming;
  const lacking = kinds.filter(({ pattern }) => !pattern.test(password));
  const more = lacking.length - (kinds.length - 3);
  const sentences = lacking.map(({ sentence }) => sentence).join(', ');
  return more > 0
    ? `Password should meet ${more} more of the following requirements: ${sentences}`
    : undefined;
}

function customViolation(password: string, policy: PasswordPolicyRecord): string | undefined {
  const violations = [
    ...(password.length < policy.minimumLength ? [tooShort(policy.minimumLength)] : []),
    ...kinds
      .filter(({ rule, pattern }) => policy[rule] && !pattern.test(password))
      .map(({ sentence }) => sentence),
  ];
  return violations.length === 0 ? undefined : violations.join(', ');
}

function tooShort(length: number): string {
  return `Password should have a minimum length of ${length}`;
}

const kinds = [
  {
    rule: 'requireUppercase',
    pattern: /[A-Z]/,
    sentence: 'Password should have at least one uppercase letter',
  },
  {
    rule: 'requireLowercase',
    pattern: /[a-z]/,
    sentence: 'Password should have at least one lowercase letter',
  },
  { rule: 'requireNumbers', pattern: /[0-9]/, sentence: 'Password should have at least one number' },
  {
    rule: 'requireSymbols',
    pattern: /[!@#$%^&*()_+\-=[\]{}|']/,
    sentence: 'Password should have at least one symbol',
  },
] as const satisfies readonly { rule: keyof PasswordPolicyRecord; pattern: RegExp; sentence: string }[];

/** Undefined: never. A change of the policy counts at once, for the passwords that there are. */
export function passwordExpiresAt(
  { changedAt }: Pick<PasswordRecord, 'changedAt'>,
  policy: PasswordPolicyRecord | undefined,
): number | undefined {
  return policy?.maxAge === undefined ? undefined : changedAt + policy.maxAge * day;
}

/** The passwords that a user may not choose now: the one that the user has, and those before it. */
export function passwordsNotToRepeat(
  { salt, hash, previous }: PasswordRecord,
  policy: PasswordPolicyRecord | undefined,
): readonly HashedPassword[] {
  return [{ salt, hash }, ...previous].slice(0, policy?.reusePrevention ?? 0);
}

/** Outside any transaction: each comparison hashes. */
export async function isRepeated(
  gate: Gate,
  password: string,
  earlier: readonly HashedPassword[],
): Promise<boolean> {
  for (const { salt, hash } of earlier) {
    if (equalPasswordHash(await gate.hashPassword({ password, salt }), hash)) return true;
  }
  return false;
}

/** With another password in place of the one that it has, which is kept among the previous ones. */
export function withPassword(
  record: PasswordRecord,
  { salt, hash }: HashedPassword,
  { now, resetRequired }: { readonly now: number; readonly resetRequired: boolean },
): PasswordRecord {
  const previous = [{ salt: record.salt, hash: record.hash }, ...record.previous];
  return {
    ...record,
    salt,
    hash,
    changedAt: now,
    resetRequired,
    previous: previous.slice(0, mostPreviousPasswords),
  };
}
