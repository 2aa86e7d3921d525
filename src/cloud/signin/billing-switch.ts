// "IAM user and role access to Billing information": a switch on the account's page in the console, for root alone, which
// no API has. What it does is in `billing-access.ts`.
// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html

import { err, ok } from '../../core/lang/result.ts';
import { setBillingAccess, switchAction } from '../billing-access.ts';
import { badBody } from './console-fault.ts';
import { rootWork } from './root-work.ts';
import type { ConsoleRequest, ConsoleWork } from './signed.ts';

export function updateBillingAccess(request: ConsoleRequest): Promise<ConsoleWork> {
  const { caller, body } = request;
  const { activated } = body;
  const given = typeof activated === 'boolean';
  return rootWork(request, {
    // Named as the action; "AwsConsoleAction: An action was taken in the console that was not an API call"
    // (cloudtrail-event-reference-record-contents). The list of billing's events does not have it.
    name: switchAction.slice(switchAction.indexOf(':') + 1),
    action: switchAction,
    resource: '*',
    event: { eventSource: 'billingconsole.amazonaws.com', eventType: 'AwsConsoleAction' },
    ...(given ? { requestParameters: { activated } } : {}),
    apply: async (tables) => {
      if (!given) return err(badBody('{"activated":true} or {"activated":false}'));
      const fault = await setBillingAccess(tables, caller, activated);
      return fault === undefined ? ok({}) : err(fault);
    },
  });
}
