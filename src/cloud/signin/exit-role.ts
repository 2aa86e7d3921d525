// Switching back: "When you exit the role, your user permissions are automatically restored." The console keeps both
// sessions; here the sign-in service knows from which one the role was switched to, and gives it again.

import { err, ok } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import { sessionAnswer } from './session.ts';
import type { ConsoleRequest, ConsoleWork } from './signed.ts';
import { consoleHome, signinEnding } from './signin-events.ts';
import { originalOf } from './switch-role.ts';

export async function exitRole(request: ConsoleRequest): Promise<ConsoleWork> {
  const { caller, signed } = request;
  const original = caller.session.switchedFrom === undefined ? undefined : await originalOf(request);
  return {
    apply: () =>
      Promise.resolve(
        original === undefined ? err(nothingToReturnTo()) : ok(sessionAnswer(original.session, original)),
      ),
    ending: (fault) =>
      signinEnding({
        event: 'ExitRole',
        identity: { kind: 'caller', caller },
        accountId: caller.account.accountId,
        verification: signed.verification,
        principalArn: caller.principal.arn,
        additional: {
          SwitchFrom: caller.principal.arn,
          RedirectTo: consoleHome,
        },
        ...(fault === undefined ? {} : { fault }),
      }),
  };
}

function nothingToReturnTo(): Fault {
  const message = 'The session to switch back to has ended. Sign in again.';
  return { code: 'SessionEnded', status: 400, message };
}
