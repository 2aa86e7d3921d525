// What AWS asks of root's password: "a minimum of 8 characters and a maximum of 128 characters", "a minimum of three
// of the following mix of character types", and that it "not be identical to your AWS account name or email address".
// https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-password.html

import { isNameOf, maxPasswordLength, minPasswordLength } from '../iam/default-password-rules.ts';
import type { AccountRecord } from '../records.ts';

export interface RootPasswordProblem {
  readonly code: 'too-short' | 'too-long' | 'too-simple' | 'same-as-account';
  /** Lower case, no full stop. */
  readonly message: string;
}

export function rootPasswordProblem(
  password: string,
  account: Pick<AccountRecord, 'alias' | 'email'>,
): RootPasswordProblem | undefined {
  if (password.length < minPasswordLength) {
    return { code: 'too-short', message: `a password has at least ${minPasswordLength} characters` };
  }
  if (password.length > maxPasswordLength) {
    return { code: 'too-long', message: `a password has at most ${maxPasswordLength} characters` };
  }
  if (isNameOf(account, password)) {
    const message = 'a password must not be the same as the account alias or the e-mail address';
    return { code: 'same-as-account', message };
  }
  if (kinds.filter((kind) => kind.test(password)).length >= 3) return undefined;
  const message =
    'a password has three of these: upper-case letters, lower-case letters, digits, symbols such as `-` or `!`';
  return { code: 'too-simple', message };
}

/** The symbols are others than those of a user's password. */
const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!@#$%^&*()<>[\]{}|_+\-=]/];
