// The Principal element of resource-based policies: who is named, and by which name.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import type { PrincipalEntry } from '../policy/document.ts';
import { accountOf, type Caller } from './caller.ts';

/**
 * By which name a policy means the caller; in the same account it matters what an allow to that name
 * is limited by (`authorize/verdict.ts`).
 * - `caller`: its own ARN (user, role session, federated user, root), service or provider name
 * - `role`: the ARN of the role whose session it is
 * - `issuer`: the user who federated it
 * - `account`: the account's id or root ARN, which stands for everybody in the account
 * - `everyone`: `*`
 */
export type PrincipalMatch = 'caller' | 'role' | 'issuer' | 'account' | 'everyone';

/** The strongest name under which one of the entries means the caller; undefined when none does. */
export function matchPrincipal(
  entries: readonly PrincipalEntry[],
  caller: Caller,
  userId: string | undefined,
): PrincipalMatch | undefined {
  let best: PrincipalMatch | undefined;
  for (const entry of entries) {
    const match = matchEntry(entry, caller, userId);
    if (match !== undefined && (best === undefined || strength[match] > strength[best])) best = match;
  }
  return best;
}

const strength: Readonly<Record<PrincipalMatch, number>> = {
  account: 0,
  everyone: 1,
  issuer: 2,
  role: 3,
  caller: 4,
};

/**
 * Whether a NotPrincipal exempts the caller. AWS validates the account, then the role, then the session:
 * "you must also specify the account ARN of the not-denied principal", so each must be named. And it
 * "will always deny any IAM principal that has a permissions boundary policy attached".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isExempt(
  entries: readonly PrincipalEntry[],
  caller: Caller,
  { userId, hasBoundary }: { readonly userId: string | undefined; readonly hasBoundary: boolean },
): boolean {
  const names = new Set(entries.map((entry) => matchEntry(entry, caller, userId)));
  if (hasBoundary && accountOf(caller) !== undefined) return false;
  if (names.has('everyone')) return true;
  switch (caller.kind) {
    case 'root':
      return names.has('caller') || names.has('account');
    case 'user':
    case 'federated-user':
      return names.has('account') && names.has('caller');
    case 'session':
      return names.has('account') && names.has('role') && names.has('caller');
    case 'role':
      // Stands for any session of the role, whose own name is not known.
      return names.has('account') && names.has('role');
    case 'service':
    case 'provider':
      return names.has('caller');
    case 'anonymous':
    case 'unknown':
      return false;
  }
}

function matchEntry(
  { kind, value }: PrincipalEntry,
  caller: Caller,
  userId: string | undefined,
): PrincipalMatch | undefined {
  switch (kind) {
    case 'everyone':
      return 'everyone';
    case 'AWS':
      return matchAws(value, caller, userId);
    case 'Service':
      return caller.kind === 'service' && caller.name === value ? 'caller' : undefined;
    case 'Federated':
      return caller.kind === 'provider' && caller.name === value ? 'caller' : undefined;
    case 'CanonicalUser':
      // The canonical id of the caller's account is not among the facts of a request.
      return undefined;
  }
}

function matchAws(value: string, caller: Caller, userId: string | undefined): PrincipalMatch | undefined {
  // "For anonymous users, the following elements are equivalent": "*" and { "AWS": "*" }. We take them
  // as equivalent for all.
  if (value === '*') return 'everyone';
  const accountId = accountOf(caller);
  if (accountId === undefined || !('arn' in caller)) return undefined;
  if (value === caller.arn) return caller.kind === 'role' ? 'role' : 'caller';
  if ((caller.kind === 'session' || caller.kind === 'role') && value === caller.roleArn) return 'role';
  if (caller.kind === 'federated-user' && value === caller.issuer) return 'issuer';
  if (value === accountId || isRootOf(value, accountId)) return 'account';
  // A saved policy holds unique ids: of a role in a session's `aws:userid` (`AROA…:session`), or a user's.
  if (userId === undefined || !/^A(?:IDA|ROA)/.test(value)) return undefined;
  if (value === userId) return 'caller';
  return userId.startsWith(`${value}:`) ? 'role' : undefined;
}

function isRootOf(value: string, accountId: string): boolean {
  return value.startsWith('arn:') && value.endsWith(`:iam::${accountId}:root`);
}
