// The Principal element of resource-based policies: who is named, and by which name.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import type { PrincipalEntry } from '../policy/document.ts';
import { accountOf, type Caller } from './caller.ts';
import { userIdKey, valueList, type KeyTable, type RequestContext } from './context.ts';

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

export interface CompiledPrincipal {
  readonly element: 'Principal' | 'NotPrincipal';
  readonly names: readonly CompiledName[];
  /** Whether one of the names is `*`. */
  readonly everyone: boolean;
  /** Whether unique ids of users, or of roles, are among them. */
  readonly hasUserIds: boolean;
  readonly hasRoleIds: boolean;
}

interface CompiledName {
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'everyone';
  readonly value: string;
  /** Of an account's id or root ARN. */
  readonly accountId: string | undefined;
  /** What the ARNs of the account begin with, where its root ARN says so: an account is in one partition. */
  readonly partition: string;
  /** Whether it is the unique id of a user or role, which a saved policy holds. */
  readonly isUniqueId: boolean;
  /** Whether its `*` means those as well for whom an identity provider vouches. */
  readonly meansProviders: boolean;
}

/** Whom a Principal is compared with. */
export interface PrincipalFacts {
  readonly caller: Caller;
  /** Where `aws:userid` is, by which policies may name a user or role that was deleted. */
  readonly conditions: { readonly keys: KeyTable };
  readonly context: RequestContext;
  /** The canonical user id of the caller's account, by which S3's policies may name the account. */
  readonly canonicalUserId: string | undefined;
  readonly hasBoundary: boolean;
}

export function compilePrincipal(
  element: 'Principal' | 'NotPrincipal',
  entries: readonly PrincipalEntry[],
  effect: 'Allow' | 'Deny',
): CompiledPrincipal {
  const names = entries.map(({ kind, value }): CompiledName => ({
    // "For anonymous users, the following elements are equivalent": "*" and { "AWS": "*" }. We take them
    // as equivalent for all but those for whom an identity provider vouches.
    kind: kind === 'AWS' && value === '*' ? 'everyone' : kind,
    value,
    accountId: kind === 'AWS' ? accountNamed(value) : undefined,
    partition: kind === 'AWS' && value.startsWith('arn:') ? value.slice(0, value.indexOf(':', 4) + 1) : '',
    isUniqueId: kind === 'AWS' && /^A(?:IDA|ROA)/.test(value),
    // SECURITY: a role that trusts { "AWS": "*" } lets in nobody by web identity or SAML, as others have seen:
    // https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/saml_trust_aws.json
    // What a Deny does is not known; here it denies.
    meansProviders: kind !== 'AWS' || effect === 'Deny' || element === 'NotPrincipal',
  }));
  return {
    element,
    names,
    everyone: names.some(({ kind }) => kind === 'everyone'),
    hasUserIds: names.some(({ isUniqueId, value }) => isUniqueId && value.startsWith('AIDA')),
    hasRoleIds: names.some(({ isUniqueId, value }) => isUniqueId && value.startsWith('AROA')),
  };
}

/** The strongest name under which one of the entries means the caller; undefined when none does. */
export function matchPrincipal(
  { names }: CompiledPrincipal,
  facts: PrincipalFacts,
): PrincipalMatch | undefined {
  let best: PrincipalMatch | undefined;
  for (let index = 0; index < names.length; index++) {
    const name = names[index];
    const match = name === undefined ? undefined : matchName(name, facts);
    if (match !== undefined && (best === undefined || strength[match] > strength[best])) best = match;
  }
  return best;
}

/** The stronger the name, the less an allow to it is limited. */
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
export function isExempt({ names }: CompiledPrincipal, facts: PrincipalFacts): boolean {
  const { caller, hasBoundary } = facts;
  const matches = new Set(names.map((name) => matchName(name, facts)));
  if (hasBoundary && accountOf(caller) !== undefined) return false;
  if (matches.has('everyone')) return true;
  switch (caller.kind) {
    case 'root':
      return matches.has('caller') || matches.has('account');
    case 'user':
    case 'federated-user':
      return matches.has('account') && matches.has('caller');
    case 'session':
      return matches.has('account') && matches.has('role') && matches.has('caller');
    case 'role':
      // Stands for any session of the role, whose own name is not known.
      return matches.has('account') && matches.has('role');
    case 'service':
    case 'provider':
      return matches.has('caller');
    case 'anonymous':
    case 'unknown':
      return false;
  }
}

function matchName(name: CompiledName, facts: PrincipalFacts): PrincipalMatch | undefined {
  const { caller, canonicalUserId } = facts;
  switch (name.kind) {
    case 'everyone':
      return caller.kind === 'provider' && !name.meansProviders ? undefined : 'everyone';
    case 'AWS':
      return matchAws(name, facts);
    case 'Service':
      return caller.kind === 'service' && caller.name === name.value ? 'caller' : undefined;
    case 'Federated':
      return caller.kind === 'provider' && caller.name === name.value ? 'caller' : undefined;
    case 'CanonicalUser':
      // "You can specify the canonical user ID of an AWS account": S3 takes it for the account.
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html
      return 'arn' in caller && name.value.toLowerCase() === canonicalUserId?.toLowerCase()
        ? 'account'
        : undefined;
  }
}

function matchAws(
  { value, accountId, partition, isUniqueId }: CompiledName,
  { caller, conditions, context }: PrincipalFacts,
): PrincipalMatch | undefined {
  if (!('arn' in caller)) return undefined;
  if (value === caller.arn) return caller.kind === 'role' ? 'role' : 'caller';
  if (accountId !== undefined)
    return accountId === caller.accountId && caller.arn.startsWith(partition) ? 'account' : undefined;
  if ((caller.kind === 'session' || caller.kind === 'role') && value === caller.roleArn) return 'role';
  if (caller.kind === 'federated-user' && value === caller.issuer) return 'issuer';
  if (!isUniqueId) return undefined;
  // Of a role, in a session's `aws:userid` (`AROA…:session`), or a user's.
  const [userId] = valueList(conditions.keys, context, userIdKey);
  if (value === userId) return value.startsWith('AROA') ? 'role' : 'caller';
  return userId?.startsWith(`${value}:`) === true ? 'role' : undefined;
}

const accountShape = /^(?:arn:[^:]*:iam::([^:]*):root|([0-9]{12}))$/;

function accountNamed(value: string): string | undefined {
  const [, ofArn, ofId] = accountShape.exec(value) ?? [];
  return ofArn ?? ofId;
}
