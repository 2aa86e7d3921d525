// Closing a standalone account, and having it opened again: root's, at the console alone.
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html

import { err, ok } from '../../core/lang/result.ts';
import { noSuchEntity } from '../fault.ts';
import { badBody, consoleFault } from './console-fault.ts';
import { accountText } from './find-account.ts';
import { rootWork } from './root-work.ts';
import type { ConsoleRequest, ConsoleWork } from './signed.ts';

/** "Type your account ID … to confirm that you have read and understand the account closure process." */
export function closeAccount(request: ConsoleRequest): Promise<ConsoleWork> {
  const { caller, exchange, body } = request;
  const { accountId } = caller.account;
  const typed = body['accountId'];
  return rootWork(request, {
    // Named as the action, which no API has; no page shows the event.
    name: 'CloseAccount',
    action: 'account:CloseAccount',
    resource: `arn:aws:account::${accountId}:account`,
    event: { eventSource: 'account.amazonaws.com', eventType: 'AwsConsoleAction' },
    apply: async (tables) => {
      if (typeof typed !== 'string') return err(badBody('{"accountId":…}'));
      if (accountText(typed) !== accountId) {
        return err(consoleFault('The account ID that you typed is not that of this account.'));
      }
      const account = await tables.account.get(accountId);
      if (account === undefined) return err(noSuchEntity(`The account ${accountId} cannot be found.`));
      if (account.closedAt !== undefined) return err(consoleFault('The account is closed already.'));
      await tables.account.put({ ...account, closedAt: exchange.now });
      return ok({});
    },
  });
}

/** "You must contact AWS Support", which here has nothing to ask of anybody. */
export function reopenAccount(request: ConsoleRequest): Promise<ConsoleWork> {
  const { accountId } = request.caller.account;
  return rootWork(request, {
    name: 'CreateCase',
    action: 'support:CreateCase',
    resource: '*',
    event: { eventSource: 'support.amazonaws.com' },
    apply: async (tables) => {
      const account = await tables.account.get(accountId);
      if (account?.closedAt === undefined) return err(consoleFault('The account is not closed.'));
      const { closedAt: _closedAt, ...opened } = account;
      await tables.account.put(opened);
      return ok({});
    },
  });
}
