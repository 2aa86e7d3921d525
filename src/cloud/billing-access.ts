// "IAM user and role access to Billing information", which only the root user switches on. While it is off, "IAM
// users and roles in an AWS account can't access the Billing and Cost Management console … This is true even if they
// have IAM policies that grant access".
// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html

import type { Caller } from './caller.ts';
import { noSuchEntity, type Fault } from './fault.ts';
import type { Writing } from './ports.ts';

/** Services whose actions the console's billing pages ask for: all of what they do. */
const billingServices: ReadonlySet<string> = new Set([
  'aws-portal',
  'billing',
  'consolidatedbilling',
  'freetier',
  'invoicing',
  'payments',
  'purchase-orders',
  'tax',
]);

/**
 * The setting "doesn't control access to … the Billing and Cost Management SDK APIs (AWS Cost Explorer, AWS Budgets,
 * and AWS Cost and Usage Reports APIs)": of these services only the actions that the console alone asks for, which
 * are no operation of an API. Nor does it control Data Exports, the Pricing Calculator or the Account page, which the
 * list of pages leaves out.
 */
const billingActions: ReadonlySet<string> = new Set(
  [
    'ce:CreateNotificationSubscription',
    'ce:CreateReport',
    'ce:DeleteNotificationSubscription',
    'ce:DeleteReport',
    'ce:DescribeNotificationSubscription',
    'ce:DescribeReport',
    'ce:GetConsoleActionSetEnforced',
    'ce:GetPreferences',
    'ce:UpdateConsoleActionSetEnforced',
    'ce:UpdateNotificationSubscription',
    'ce:UpdatePreferences',
    'ce:UpdateReport',
    'cur:GetClassicReport',
    'cur:GetClassicReportPreferences',
    'cur:GetUsageReport',
    'cur:PutClassicReportPreferences',
    'cur:ValidateReportDestination',
  ].map((action) => action.toLowerCase()),
);

/** The action by which the console's account page asks for the switch. */
export const switchAction = 'billing:UpdateIAMAccessPreference';

export type BillingLimit =
  /** Root has not let users and roles near the bills. */
  | 'billing-access-off'
  /** Root alone may switch it, at any time. */
  | 'billing-switch-of-root';

/** Why a user or role may not do this, whatever its policies say; undefined where nothing stands in its way. */
export function billingLimit(
  action: string,
  { account, principal }: Pick<Caller, 'account' | 'principal'>,
): BillingLimit | undefined {
  if (principal.kind === 'root') return undefined;
  const asked = action.toLowerCase();
  if (asked === switchAction.toLowerCase()) return 'billing-switch-of-root';
  return account.billingAccess !== true && isBillingAction(asked) ? 'billing-access-off' : undefined;
}

/** Whether it is one of the console's billing pages. `action` in lower case. */
export function isBillingAction(action: string): boolean {
  return billingServices.has(action.slice(0, action.indexOf(':'))) || billingActions.has(action);
}

/** AWS publishes no sentence of its own for this; it is the beginning of any denial, for no policy is the reason. */
export function billingMessage(action: string, { principal }: Pick<Caller, 'principal'>): string {
  return `User: ${principal.arn} is not authorized to perform: ${action}`;
}

/**
 * Switches the account's setting. Only the root user may (id_root-user): the fault otherwise, undefined when done.
 * INVARIANT: awaits nothing but the tables.
 */
export async function setBillingAccess(
  tables: Writing,
  { account, principal }: Pick<Caller, 'account' | 'principal'>,
  on: boolean,
): Promise<Fault | undefined> {
  if (principal.kind !== 'root') {
    return { code: 'AccessDenied', status: 403, message: billingMessage(switchAction, { principal }) };
  }
  const now = await tables.account.get(account.key);
  if (now === undefined) return noSuchEntity(`The account ${account.accountId} cannot be found.`);
  await tables.account.put({ ...now, billingAccess: on });
  return undefined;
}
