// Who makes the request, read from the principal's ARN or name.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns

import { formatArn, parseArn, type Arn } from '../names/arn.ts';

export type Caller =
  | (Identity & { readonly kind: 'root' | 'user' })
  /** A role session, or with `kind: 'role'` any session of the role. `roleArn` with the role's path. */
  | (Identity & { readonly kind: 'session' | 'role'; readonly roleArn: string })
  | (Identity & { readonly kind: 'federated-user'; readonly issuer?: string })
  /** A SAML or OIDC provider, at sts:AssumeRoleWith*. */
  | { readonly kind: 'provider'; readonly name: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'anonymous' }
  /** Not a principal that AWS knows: nobody's policies name it. */
  | { readonly kind: 'unknown'; readonly name: string };

interface Identity {
  readonly arn: string;
  readonly accountId: string;
}

/**
 * Reads a principal as `AuthorizationRequest` gives it. `principalArn` is the request's
 * `aws:PrincipalArn`: for a role session the role's ARN with its path. Where it is not that,
 * `arn:…:role/<name>` is assumed.
 */
export function readCaller(
  principal: string,
  issuer: string | undefined,
  principalArn: string | undefined,
): Caller {
  if (principal === 'anonymous') return { kind: 'anonymous' };
  const arn = parseArn(principal);
  if (arn === undefined) {
    // Built-in identity providers have names too; `…amazonaws.com` is a service but for Cognito's.
    if (builtInProviders.has(principal)) return { kind: 'provider', name: principal };
    if (/\.amazonaws\.com(?:\.cn)?$/.test(principal)) return { kind: 'service', name: principal };
    return principal.includes('.')
      ? { kind: 'provider', name: principal }
      : { kind: 'unknown', name: principal };
  }
  const { accountId } = arn;
  const [type = '', ...names] = arn.resource.split('/');
  const identity = { arn: principal, accountId };
  if (arn.service === 'iam') {
    if (arn.resource === 'root') return { ...identity, kind: 'root' };
    if (type === 'user') return { ...identity, kind: 'user' };
    if (type === 'role') return { ...identity, kind: 'role', roleArn: principal };
    if (type === 'saml-provider' || type === 'oidc-provider') return { kind: 'provider', name: principal };
  }
  if (arn.service === 'sts' && type === 'federated-user') {
    return { ...identity, kind: 'federated-user', ...(issuer === undefined ? {} : { issuer }) };
  }
  const [roleName] = names;
  if (arn.service === 'sts' && type === 'assumed-role' && roleName !== undefined) {
    return { ...identity, kind: 'session', roleArn: roleArnOf(arn, roleName, principalArn) };
  }
  return { kind: 'unknown', name: principal };
}

/** The caller's account; undefined for services, providers and the anonymous: they have no identity side. */
export function accountOf(caller: Caller): string | undefined {
  return 'accountId' in caller ? caller.accountId : undefined;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity
const builtInProviders: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
]);

function roleArnOf(session: Arn, roleName: string, principalArn: string | undefined): string {
  const given = principalArn === undefined ? undefined : parseArn(principalArn);
  const isTheRole =
    given?.accountId === session.accountId &&
    given.resource.startsWith('role/') &&
    given.resource.endsWith(`/${roleName}`);
  if (principalArn !== undefined && isTheRole) return principalArn;
  return formatArn({ ...session, service: 'iam', resource: `role/${roleName}` });
}
