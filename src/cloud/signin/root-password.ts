// Root's sign-in: e-mail and password. A wrong e-mail and a wrong password answer alike and cost the
// same, so that nobody learns which addresses have an account.

import { err, ok, type Result } from '../../core/lang/result.ts';
import { equalPasswordHash } from '../../core/passwords/hash.ts';
import { rootArn } from '../../core/names/user-name.ts';
import type { Ports } from '../exchange.ts';
import type { Fault } from '../fault.ts';
import type { Admission, Rejection } from './sign-in.ts';

export async function byPassword(
  { store, gate }: Ports,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Result<Admission, Rejection>> {
  const found = await store.read(async (tables) => {
    const [account] = await tables.account.where('email', emailKey(email));
    return account === undefined
      ? undefined
      : { account, stored: await tables.passwords.get(account.accountId) };
  });
  const stored = found?.stored;
  // Hashed even when there is nothing to compare with: the time must not tell.
  const hash = await gate.hashPassword({ password, salt: stored?.salt ?? saltOfNobody });
  const right = equalPasswordHash(hash, stored?.hash ?? new Uint8Array(hash.length));
  if (found === undefined) return err({ fault: wrong });
  const { account } = found;
  const who: Admission['who'] = {
    account,
    principal: { kind: 'root', ownerKey: account.key, arn: rootArn(account.accountId) },
  };
  if (stored === undefined || !right) return err({ fault: wrong, who });
  return ok({
    who,
    signedInBy: 'password',
    stillHolds: async (tables) => {
      const now = await tables.passwords.get(account.accountId);
      return now !== undefined && equalPasswordHash(now.hash, stored.hash);
    },
  });
}

/** The form in which root's e-mail is stored and looked up. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/** The sentence of AWS's own sign-in page. */
const wrong: Fault = {
  code: 'AuthenticationFailed',
  status: 400,
  message: 'Your authentication information is incorrect. Please try again.',
};

const saltOfNobody = new Uint8Array(16);
