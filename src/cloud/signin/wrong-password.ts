// The answer to a password that is wrong, or whose owner does not exist: one and the same.

import type { Fault } from '../fault.ts';
import type { Identity } from '../user-identity.ts';
import type { SignInOutcome } from './admission.ts';
import type { Attempted } from './by-password.ts';
import { countFailure } from './failures.ts';
import { tooManyAttempts } from './refusals.ts';

export function wrongPassword(
  attempted: Attempted,
  { wait, mfaUsed }: { readonly wait: number; readonly mfaUsed: boolean },
): SignInOutcome {
  const { account, principal, attemptKey: key, deviceNow } = attempted;
  const refused = {
    kind: 'refused',
    identity: identityOf(attempted),
    mfaUsed,
    trailMessage: failedAuthentication,
    ...(account === undefined ? {} : { accountId: account.accountId }),
  } as const;
  if (wait > 0) return { ...refused, fault: tooManyAttempts(wait) };
  const unknown = account !== undefined && principal === undefined;
  return {
    ...refused,
    fault: incorrect,
    ...(unknown ? { trailMessage: 'No username found in supplied account' } : {}),
    settle: async (tables) => {
      const [first] = await tables.account.all();
      return countFailure(
        tables,
        { key, accountId: account?.accountId ?? first?.accountId ?? '' },
        deviceNow,
      );
    },
  };
}

function identityOf({ account, principal }: Attempted): Identity {
  if (account === undefined) return { kind: 'unknown', accessKeyId: undefined };
  return principal === undefined
    ? { kind: 'unknown-user', accountId: account.accountId }
    : { kind: 'signing-in', caller: { account, principal } };
}

/** The sentence of AWS's own sign-in page, which it says of a wrong MFA code too. */
export const incorrect: Fault = {
  code: 'AuthenticationFailed',
  status: 400,
  message: 'Your authentication information is incorrect. Please try again.',
};

/** CloudTrail's words. */
export const failedAuthentication = 'Failed authentication';
