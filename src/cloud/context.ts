// The request context: the condition keys that AWS fills in for every request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import type { AuthorizationRequest } from '../core/authorize/types.ts';
import type { Connection, HttpRequest } from '../core/wire/message.ts';
import { headerValue } from '../core/wire/message.ts';
import { userIdOf, type Caller } from './caller.ts';
import { isoSeconds } from './dates.ts';
import type { Check } from './operation.ts';
import type { SessionFacts, TagRecord } from './records.ts';
import { principalTagKeys } from './tags.ts';

export type Context = Record<string, string | readonly string[]>;

/** What holds for all checks of a request. `now` in milliseconds since the epoch, by the sandbox's clock. */
export function requestContext({
  caller,
  request,
  connection,
  region,
  now,
}: {
  readonly caller: Caller;
  readonly request: HttpRequest;
  readonly connection: Connection;
  readonly region: string;
  readonly now: number;
}): Context {
  const userAgent = headerValue(request, 'user-agent');
  const referer = headerValue(request, 'referer');
  return {
    ...principalKeys(caller),
    ...sessionKeys(caller, now),
    ...networkKeys(connection),
    ...(userAgent === undefined ? {} : { 'aws:UserAgent': userAgent }),
    ...(referer === undefined ? {} : { 'aws:Referer': referer }),
    'aws:CurrentTime': isoSeconds(now),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': region,
    'aws:SecureTransport': String(connection.tls),
    // Nothing here is asked for by a service: `aws:CalledVia`, `aws:SourceArn` and the like are absent.
    'aws:ViaAWSService': 'false',
  };
}

/** The question of one check, with the context of the request. */
export function authorizationRequest(caller: Caller, context: Context, check: Check): AuthorizationRequest {
  return {
    principal: caller.principal.arn,
    ...(caller.principal.kind === 'federated' ? { issuer: caller.principal.issuer.arn } : {}),
    action: check.action,
    resource: check.resource,
    resourceAccountId: check.resourceAccountId,
    context: { ...context, 'aws:ResourceAccount': check.resourceAccountId, ...check.context },
  };
}

// Which of these exist for whom: reference_policies_variables, "Information available for policy variables".
function principalKeys({ account, principal }: Caller): Context {
  const { accountId } = account;
  // Not yet a principal of AWS, and no signed request: what the token says is known, and whose the provider is.
  if (principal.kind === 'provider') return { ...providerKey(principal.arn), ...principal.identity.context };
  const common = {
    // "present in the request context for all signed API requests that use AWS credentials"
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalArn': principal.kind === 'role' ? principal.roleArn : principal.arn,
    'aws:PrincipalAccount': accountId,
    'aws:userid': userIdOf(accountId, principal),
  };
  switch (principal.kind) {
    case 'root':
      return { ...common, 'aws:PrincipalType': 'Account' };
    case 'user':
      return {
        ...common,
        'aws:PrincipalType': 'User',
        'aws:username': principal.user.userName,
        ...principalTagKeys(principal.user.tags),
      };
    case 'role':
      return {
        ...common,
        'aws:PrincipalType': 'AssumedRole',
        ...principalTagKeys(overlaid(principal.role.tags, principal.session.tags)),
        ...sessionFactKeys(principal.session),
      };
    case 'federated':
      return {
        ...common,
        'aws:PrincipalType': 'FederatedUser',
        ...principalTagKeys(
          overlaid(
            principal.issuer.kind === 'user' ? principal.issuer.user.tags : [],
            principal.session.tags,
          ),
        ),
        ...sessionFactKeys(principal.session),
      };
  }
}

function sessionFactKeys({ sourceIdentity, federatedProvider, providerContext }: SessionFacts): Context {
  return {
    ...(sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': sourceIdentity }),
    ...(federatedProvider === undefined ? {} : providerKey(federatedProvider)),
    ...providerContext,
  };
}

/** "when an OIDC provider is used to call AssumeRoleWithWebIdentity", and in the session; SAML has no such key. */
function providerKey(arn: string): Context {
  return arn.includes(':saml-provider/') ? {} : { 'aws:FederatedProvider': arn };
}

/** "the session tags override" those of the role or user with the same key (id_session-tags). */
export function overlaid(
  tags: readonly TagRecord[],
  sessionTags: readonly TagRecord[],
): readonly TagRecord[] {
  const given = new Set(sessionTags.map(({ key }) => key.toLowerCase()));
  return [...tags.filter(({ key }) => !given.has(key.toLowerCase())), ...sessionTags];
}

/**
 * Present for temporary credentials only: with a long-term key `aws:MultiFactorAuthPresent` is absent, not false; and
 * "not present for federated identities", of whom their provider knows whether there was MFA.
 */
function sessionKeys({ session, principal }: Caller, now: number): Context {
  if (session === undefined) return {};
  const issued = { 'aws:TokenIssueTime': isoSeconds(session.issuedAt) };
  if (session.kind === 'federated' || session.session?.federatedProvider !== undefined) return issued;
  // "The temporary credentials returned by AssumeRole do not include MFA information in the context", though
  // CloudTrail says of them that there was MFA (id_credentials_mfa_configure-api-require).
  if (!session.mfaAuthenticated || principal.kind === 'role') {
    return { ...issued, 'aws:MultiFactorAuthPresent': 'false' };
  }
  const age = Math.max(0, Math.floor((now - (session.mfaAt ?? session.issuedAt)) / 1000));
  return { ...issued, 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': String(age) };
}

/**
 * `aws:SourceIp` is absent through a VPC endpoint; there the address is `aws:VpcSourceIp`. Whose the endpoint is, some
 * services say too (see `vpc-endpoint-owner.ts`).
 */
function networkKeys({ sourceIp, vpcEndpoint }: Connection): Context {
  return vpcEndpoint === undefined
    ? { 'aws:SourceIp': sourceIp }
    : {
        'aws:VpcSourceIp': sourceIp,
        'aws:SourceVpce': vpcEndpoint.id,
        'aws:SourceVpc': vpcEndpoint.vpcId,
      };
}
