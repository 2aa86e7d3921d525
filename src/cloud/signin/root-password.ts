// Root's own password, changed by root. The account's password policy "does not apply to the AWS account root user
// password"; what does is in `root-password-rules.ts`.

import { equalPasswordHash } from '../../core/passwords/hash.ts';
import { err, ok } from '../../core/lang/result.ts';
import { concurrentModification, type Fault } from '../fault.ts';
import { hashNewPassword } from '../iam/hash-new-password.ts';
import { passwordPolicyViolation, withPassword } from '../iam/password-rules.ts';
import { badBody } from './console-fault.ts';
import { findRightPassword } from './root-password-check.ts';
import { rootPasswordProblem } from './root-password-rules.ts';
import { rootWork } from './root-work.ts';
import type { ConsoleRequest, ConsoleWork } from './signed.ts';

export async function changeRootPassword(request: ConsoleRequest): Promise<ConsoleWork> {
  const { ports, exchange, caller, body } = request;
  const { account } = caller;
  const { oldPassword, newPassword } = body;
  const given = typeof oldPassword === 'string' && typeof newPassword === 'string';
  const record = await findRightPassword(request, given ? oldPassword : undefined);
  const problem = given ? rootPasswordProblem(newPassword, account) : undefined;
  const fresh =
    given && record !== undefined && problem === undefined
      ? await hashNewPassword(ports.gate, ports.ids, newPassword)
      : undefined;
  return rootWork(request, {
    name: 'ChangePassword',
    apply: async (tables) => {
      if (!given) return err(badBody('{"oldPassword":…,"newPassword":…}'));
      if (record === undefined) return err(oldPasswordIncorrect);
      if (problem !== undefined) return err(passwordPolicyViolation(problem.message));
      const current = await tables.passwords.get(account.key);
      if (fresh === undefined || current === undefined || !equalPasswordHash(current.hash, record.hash)) {
        return err(concurrentModification());
      }
      await tables.passwords.put(withPassword(current, fresh, { now: exchange.now, resetRequired: false }));
      return ok({});
    },
  });
}

/** As ChangePassword says it. */
const oldPasswordIncorrect: Fault = {
  code: 'AccessDeniedException',
  status: 403,
  message: 'The old password was incorrect.',
};
