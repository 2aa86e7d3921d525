// The request context: the condition keys that AWS fills in for every request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import type { AuthorizationRequest } from '../core/authorize/types.ts';
import type { Connection, HttpRequest } from '../core/wire/message.ts';
import { headerValue } from '../core/wire/message.ts';
import type { Caller } from './caller.ts';
import { isoSeconds } from './dates.ts';
import type { Check } from './operation.ts';

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
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': 'false',
  };
}

/** The question of one check, with the context of the request. */
export function authorizationRequest(caller: Caller, context: Context, check: Check): AuthorizationRequest {
  return {
    principal: caller.principal.arn,
    action: check.action,
    resource: check.resource,
    resourceAccountId: check.resourceAccountId,
    context: { ...context, 'aws:ResourceAccount': check.resourceAccountId, ...check.context },
  };
}

function principalKeys({ account, principal }: Caller): Context {
  const common = { 'aws:PrincipalArn': principal.arn, 'aws:PrincipalAccount': account.accountId };
  // Which of these exist for whom: reference_policies_variables, "Information available for policy variables".
  return principal.kind === 'root'
    ? { ...common, 'aws:PrincipalType': 'Account', 'aws:userid': account.accountId }
    : {
        ...common,
        'aws:PrincipalType': 'User',
        'aws:userid': principal.user.userId,
        'aws:username': principal.user.userName,
      };
}

/** Present for temporary credentials only: with a long-term key `aws:MultiFactorAuthPresent` is absent, not false. */
function sessionKeys({ session }: Caller, now: number): Context {
  if (session === undefined) return {};
  return {
    'aws:TokenIssueTime': isoSeconds(session.issuedAt),
    'aws:MultiFactorAuthPresent': String(session.mfaAuthenticated),
    ...(session.mfaAuthenticated
      ? { 'aws:MultiFactorAuthAge': String(Math.max(0, Math.floor((now - session.issuedAt) / 1000))) }
      : {}),
  };
}

/** `aws:SourceIp` is absent through a VPC endpoint; there the address is `aws:VpcSourceIp`. */
function networkKeys({ sourceIp, vpcEndpoint }: Connection): Context {
  return vpcEndpoint === undefined
    ? { 'aws:SourceIp': sourceIp }
    : {
        'aws:VpcSourceIp': sourceIp,
        'aws:SourceVpce': vpcEndpoint.id,
        'aws:SourceVpc': vpcEndpoint.vpcId,
      };
}
