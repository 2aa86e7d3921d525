// What AWS asks of the passwords of root and of users alike, where no password policy says otherwise.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details

import type { AccountRecord } from '../records.ts';

export const minPasswordLength = 8;
export const maxPasswordLength = 128;

/** "Not be identical to your AWS account name or email address"; the name that an account has here is its alias. */
export function isNameOf(
  { alias, email }: Pick<AccountRecord, 'alias' | 'email'>,
  password: string,
): boolean {
  const text = password.toLowerCase();
  return text === email || text === alias;
}
