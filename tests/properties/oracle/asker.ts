// Who asks, by what names a policy can mean them, and the request's condition keys.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import type { AuthorizationRequest } from '../../../src/core/authorize/types.ts';
import { isObject, texts } from './stored-policy.ts';

/** Condition keys by their names in lower case: "context key names are not case-sensitive". */
export type Context = ReadonlyMap<string, readonly string[]>;

export type Asker =
  | { readonly kind: 'root' | 'user'; readonly arn: string; readonly account: string }
  /** `role` stands for any session of the role. */
  | {
      readonly kind: 'role' | 'session';
      readonly arn: string;
      readonly account: string;
      readonly role: string;
    }
  | { readonly kind: 'federated'; readonly arn: string; readonly account: string; readonly issuer?: string }
  | { readonly kind: 'service' | 'provider'; readonly arn: string }
  | { readonly kind: 'anonymous' };

/** The account whose policies stand behind the asker; services, providers and strangers have none. */
export function accountOf(asker: Asker): string | undefined {
  return 'account' in asker ? asker.account : undefined;
}

export function readAsker(request: AuthorizationRequest, given: Context): Asker {
  const { principal, issuer } = request;
  if (principal === 'anonymous') return { kind: 'anonymous' };
  const [arn, partition = '', service, , account = '', ...rest] = principal.split(':');
  const resource = rest.join(':');
  const [type, name = ''] = resource.split('/');
  if (arn !== 'arn') return { kind: isServiceName(principal) ? 'service' : 'provider', arn: principal };
  if (type === 'saml-provider' || type === 'oidc-provider') return { kind: 'provider', arn: principal };
  if (service === 'iam' && resource === 'root') return { kind: 'root', arn: principal, account };
  if (service === 'iam' && type === 'user') return { kind: 'user', arn: principal, account };
  if (service === 'iam') return { kind: 'role', arn: principal, account, role: principal };
  if (type === 'federated-user')
    return { kind: 'federated', arn: principal, account, ...(issuer === undefined ? {} : { issuer }) };
  // A session's ARN has its role's name without the path; the path is in `aws:PrincipalArn`.
  const claimed = given.get('aws:principalarn')?.[0] ?? '';
  const start = `arn:${partition}:iam::${account}:role/`;
  const role = claimed.startsWith(start) && claimed.endsWith(`/${name}`) ? claimed : start + name;
  return { kind: 'session', arn: principal, account, role };
}

/** The request's keys; a key without a value is not in it. */
export function givenContext({ context }: AuthorizationRequest): Map<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(context)) {
    const lower = name.toLowerCase();
    // "You might tag an instance with ec2=test1 and EC2=test2 … the key name matches both tags"
    // (reference_policies_elements_condition): our reading is one key with the values of both.
    const values = [...(keys.get(lower) ?? []), ...(typeof value === 'string' ? [value] : value)];
    if (values.length > 0) keys.set(lower, values);
  }
  return keys;
}

/**
 * `aws:PrincipalArn` "is included in the request context for all signed requests", and is for a session
 * the role's ARN (reference_policies_condition-keys).
 */
export function completeContext(given: Context, asker: Asker): Context {
  if (accountOf(asker) === undefined || given.has('aws:principalarn')) return given;
  const arn = 'role' in asker ? asker.role : 'arn' in asker ? asker.arn : '';
  return new Map([...given, ['aws:principalarn', [arn]]]);
}

/** By which of its names a policy means the asker. */
export type Name = 'itself' | 'its role' | 'its issuer' | 'its account' | 'everyone';

export interface AskerFacts {
  readonly asker: Asker;
  readonly context: Context;
  readonly request: AuthorizationRequest;
}

/**
 * All names under which a Principal element means the asker. An Allow to { "AWS": "*" } means nobody of an identity
 * provider, as has been seen: https://github.com/radkawar/stackd (internal/services/sts/testdata/saml_trust_aws.json).
 */
export function namesIn(
  principal: unknown,
  { asker, context, request }: AskerFacts,
  effect: unknown,
): readonly Name[] {
  if (principal === '*') return ['everyone'];
  if (!isObject(principal)) return [];
  const names: Name[] = [];
  for (const text of texts(principal['AWS']))
    if (effect === 'Deny' || asker.kind !== 'provider') names.push(...namesOfAws(text, asker, context));
  for (const text of texts(principal['Service']))
    if (asker.kind === 'service' && asker.arn === text) names.push('itself');
  for (const text of texts(principal['Federated']))
    if (asker.kind === 'provider' && asker.arn === text) names.push('itself');
  // "Amazon S3 lets you specify a canonical user ID": an account principal.
  const canonicalUser = 'account' in asker ? request.canonicalUserId?.toLowerCase() : undefined;
  for (const text of texts(principal['CanonicalUser']))
    if (text.toLowerCase() === canonicalUser) names.push('its account');
  return names;
}

function namesOfAws(text: string, asker: Asker, context: Context): readonly Name[] {
  // "For anonymous users, the following elements are equivalent: "*" and {"AWS": "*"}": for all, we read.
  if (text === '*') return ['everyone'];
  if (!('account' in asker)) return [];
  const { arn, account } = asker;
  const [, partition = ''] = arn.split(':');
  // "The account ARN and the shortened account ID behave the same way. Both delegate permissions to the
  // account", so the root user who federated is meant by its ARN as its account, too.
  if (text === account || text === `arn:${partition}:iam::${account}:root`)
    return asker.kind === 'root' ? ['itself', 'its account'] : ['its account'];
  const userId = context.get('aws:userid')?.[0] ?? '';
  switch (asker.kind) {
    case 'root':
      return [];
    case 'user':
      // "The principal ID appears in resource-based policies because AWS can no longer map it back to a
      // valid ARN": for the user or role that had it.
      return text === arn || (text.startsWith('AIDA') && text === userId) ? ['itself'] : [];
    case 'role':
    case 'session': {
      const isRole = text === asker.role || (text.startsWith('AROA') && userId.startsWith(`${text}:`));
      return isRole ? ['its role'] : asker.kind === 'session' && text === arn ? ['itself'] : [];
    }
    case 'federated':
      return text === arn ? ['itself'] : text === asker.issuer ? ['its issuer'] : [];
  }
}

/**
 * Whether a NotPrincipal spares the asker. "You must also specify the account ARN of the not-denied
 * principal … AWS might validate the account first, then the role, and then the assumed-role user"; and it
 * "will always deny any IAM principal that has a permissions boundary policy attached".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isSpared(element: unknown, facts: AskerFacts & { readonly hasBoundary: boolean }): boolean {
  const { asker, hasBoundary } = facts;
  if (hasBoundary && accountOf(asker) !== undefined) return false;
  const names = namesIn(element, facts, 'Deny');
  if (names.includes('everyone')) return true;
  const needed: Readonly<Record<Asker['kind'], readonly Name[]>> = {
    root: ['its account'],
    user: ['its account', 'itself'],
    federated: ['its account', 'itself'],
    // Any session of the role: its own name is not known.
    role: ['its account', 'its role'],
    session: ['its account', 'its role', 'itself'],
    service: ['itself'],
    provider: ['itself'],
    anonymous: ['everyone'],
  };
  return needed[asker.kind].every((name) => names.includes(name));
}

// Built-in identity providers have names as services do.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity
function isServiceName(name: string): boolean {
  return name.endsWith('.amazonaws.com') && name !== 'cognito-identity.amazonaws.com';
}
