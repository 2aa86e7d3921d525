// Root's e-mail address, changed by root at the console, which asks for the password again. AWS also sends codes to the
// old and the new address; here is no mail.
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-root-user-email.html

import { equalPasswordHash } from '../../core/passwords/hash.ts';
import { err, ok } from '../../core/lang/result.ts';
import { emailProblem } from '../create-account.ts';
import { concurrentModification, type Fault } from '../fault.ts';
import { emailKey } from './email-key.ts';
import { badBody, consoleFault } from './console-fault.ts';
import { findRightPassword } from './root-password-check.ts';
import { rootWork } from './root-work.ts';
import type { ConsoleRequest, ConsoleWork } from './signed.ts';

export async function changeRootEmail(request: ConsoleRequest): Promise<ConsoleWork> {
  const { account } = request.caller;
  const { email, password } = request.body;
  const given = typeof email === 'string' && typeof password === 'string';
  const record = await findRightPassword(request, given ? password : undefined);
  return rootWork(request, {
    // As CloudTrail is known to name it; the page of sign-in events has no example.
    name: 'EmailUpdated',
    action: 'account:StartPrimaryEmailUpdate',
    event: { eventSource: 'signin.amazonaws.com', eventType: 'AwsConsoleSignIn' },
    apply: async (tables) => {
      if (!given) return err(badBody('{"email":…,"password":…}'));
      if (record === undefined) return err(passwordIncorrect);
      const problem = emailProblem(email);
      if (problem !== undefined)
        return err(consoleFault(`The e-mail address is not valid: ${problem.message}.`));
      const current = await tables.account.get(account.key);
      const unchanged = await tables.passwords.get(account.key);
      if (
        current === undefined ||
        unchanged === undefined ||
        !equalPasswordHash(unchanged.hash, record.hash)
      ) {
        return err(concurrentModification());
      }
      const key = emailKey(email);
      const others = await tables.account.where('email', key);
      // "You can't use the same email address with more than one AWS account."
      if (others.some((other) => other.key !== account.key)) {
        return err(consoleFault('The e-mail address is already in use by another account.'));
      }
      await tables.account.put({ ...current, email: key });
      return ok({});
    },
  });
}

const passwordIncorrect: Fault = {
  code: 'AccessDeniedException',
  status: 403,
  message: 'The password was incorrect.',
};
