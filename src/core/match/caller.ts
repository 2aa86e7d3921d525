// Who makes the request, read from the principal's ARN or name.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns

import { parseArn } from '../names/arn.ts';
import { principalArnKey, valueList, type KeyTable, type RequestContext } from './context.ts';

export type Caller =
  | (Identity & { readonly kind: 'root' | 'user' })
  /** A role session, or with `kind: 'role'` any session of the role. `roleArn` with the role's path. */
  | (Identity & { readonly kind: 'session' | 'role'; readonly roleArn: string })
  | (Identity & { readonly kind: 'federated-user'; readonly issuer: string | undefined })
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
 * Reads a principal as `AuthorizationRequest` gives it. For a role session the request's
 * `aws:PrincipalArn` is the role's ARN with its path; where it is not that, `arn:…:role/<name>` is assumed.
 */
export function readCaller(
  principal: string,
  issuer: string | undefined,
  keys: KeyTable,
  context: RequestContext,
): Caller {
  if (principal === 'anonymous') return { kind: 'anonymous' };
  if (!principal.startsWith('arn:')) return readName(principal);
  if (principal.lastIndexOf(plainUser, 0) === 0 && principal.startsWith(':user/', plainUser.length + 12))
    return {
      kind: 'user',
      arn: principal,
      accountId: principal.slice(plainUser.length, plainUser.length + 12),
    };
  const afterPartition = principal.indexOf(':', 4) + 1;
  const afterService = principal.indexOf(':', afterPartition) + 1;
  const afterRegion = principal.indexOf(':', afterService) + 1;
  const resource = principal.indexOf(':', afterRegion) + 1;
  if (afterPartition === 0 || afterService === 0 || afterRegion === 0 || resource === 0)
    return { kind: 'unknown', name: principal };
  const accountId = principal.slice(afterRegion, resource - 1);
  if (principal.startsWith('iam:', afterPartition)) {
    if (principal.startsWith('user/', resource)) return { kind: 'user', arn: principal, accountId };
    if (principal.startsWith('role/', resource))
      return { kind: 'role', arn: principal, accountId, roleArn: principal };
    if (principal.startsWith('root', resource) && principal.length === resource + 4)
      return { kind: 'root', arn: principal, accountId };
    if (principal.startsWith('saml-provider/', resource) || principal.startsWith('oidc-provider/', resource))
      return { kind: 'provider', name: principal };
  } else if (principal.startsWith('sts:', afterPartition)) {
    if (principal.startsWith('federated-user/', resource))
      return { kind: 'federated-user', arn: principal, accountId, issuer };
    if (principal.startsWith('assumed-role/', resource)) {
      const name = principal.slice(resource + 'assumed-role/'.length).split('/', 1)[0] ?? '';
      const partition = principal.slice(4, afterPartition - 1);
      const roleArn = roleArnOf(
        `arn:${partition}:iam::${accountId}:role/`,
        name,
        valueList(keys, context, principalArnKey)[0],
      );
      return { kind: 'session', arn: principal, accountId, roleArn };
    }
  }
  return { kind: 'unknown', name: principal };
}

/** What the ARN of most callers begins with: the rest need not be searched for its parts. */
const plainUser = 'arn:aws:iam::';

/**
 * The caller's account; undefined for services, providers and the anonymous: they have no identity side.
 * Nor has CloudFront's origin access identity, whose ARN has a word in the account's place.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function accountOf(caller: Caller): string | undefined {
  return 'accountId' in caller && caller.accountId !== 'cloudfront' ? caller.accountId : undefined;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity
const builtInProviders: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
]);

// Of the partitions of AWS: `dnsSuffix` in the endpoints that the SDKs publish.
const serviceDomains = /\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov)$/;

function readName(name: string): Caller {
  // Built-in identity providers have names too; `…amazonaws.com` is a service but for Cognito's.
  if (builtInProviders.has(name)) return { kind: 'provider', name };
  if (serviceDomains.test(name)) return { kind: 'service', name };
  return name.includes('.') ? { kind: 'provider', name } : { kind: 'unknown', name };
}

/** `stem` is the ARN up to `role/`. */
function roleArnOf(stem: string, name: string, given: string | undefined): string {
  if (given?.startsWith(stem) === true && parseArn(given)?.resource.endsWith(`/${name}`) === true)
    return given;
  return stem + name;
}
