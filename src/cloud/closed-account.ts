// A standalone account that its root user closed: for 90 days root may sign in "only to view past billing information,
// access account settings, or contact AWS Support", and have it opened again; then it is closed for good.
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html

import { errorFamilyOf } from '../core/authenticate/error-family.ts';
import { failureOf } from '../core/authenticate/failures.ts';
import { isBillingAction } from './billing-access.ts';
import type { Caller } from './caller.ts';
import type { Fault } from './fault.ts';
import type { Route } from './route.ts';
import { isPermanentlyClosed } from './signin/find-account.ts';

/**
 * Whether credentials of the closed account are good for the action; undefined: one of a service that is simulated.
 * `now` by the sandbox's clock.
 */
export function isLeft(
  { account, principal, session }: Pick<Caller, 'account' | 'principal' | 'session'>,
  action: string | undefined,
  now: number,
): boolean {
  if (principal.kind !== 'root' || session?.kind !== 'console' || isPermanentlyClosed(account, now))
    return false;
  const asked = action?.toLowerCase() ?? '';
  return asked.startsWith('account:') || asked.startsWith('support:') || isBillingAction(asked);
}

/**
 * AWS's pages do not say what requests are told: as far as is known, that there is no such key. A token of an identity
 * provider of the account is just not let in.
 */
export function closedFault(
  { principal }: Pick<Caller, 'principal'>,
  { service, operationName = '' }: Route,
): Fault {
  return principal.kind === 'provider'
    ? {
        code: 'AccessDenied',
        status: 403,
        message: `Not authorized to perform sts:${operationName}`,
      }
    : failureOf({ kind: 'unknown-key' }, errorFamilyOf(service.name));
}
