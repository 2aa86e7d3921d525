// What a kind of credentials cannot be used for, whatever the policies say: refused before any of them is asked.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html

import type { Caller } from './caller.ts';
import type { Fault } from './fault.ts';

/** Which limit it was; sentences about them are the screens'. */
export type CredentialLimit =
  /** Of GetSessionToken, without MFA: no IAM. */
  | 'session-token-without-mfa'
  /** Of GetSessionToken: no STS but AssumeRole and GetCallerIdentity. */
  | 'session-token-in-sts'
  /** Of GetFederationToken: no IAM by the API. */
  | 'federation-token-in-iam'
  /** Of GetFederationToken: no STS but GetCallerIdentity. */
  | 'federation-token-in-sts'
  /** Of a role: neither GetSessionToken nor GetFederationToken. */
  | 'role-session'
  /** Of the console: what GetSessionToken and GetFederationToken take is long-term credentials. */
  | 'console-session'
  /** The root user assumes no role. */
  | 'root-user';

export interface ReachedLimit {
  readonly limit: CredentialLimit;
  readonly fault: Fault;
}

/** The limit that a request runs into; undefined where there is none. */
export function limitOfCredentials(
  { principal, session }: Pick<Caller, 'principal' | 'session'>,
  { service, operation }: { readonly service: string; readonly operation: string },
): ReachedLimit | undefined {
  if (service === 'iam') return inIam(session);
  if (service !== 'sts') return undefined;
  const limit = stsLimit(principal.kind, session?.kind, operation);
  if (limit === undefined) return undefined;
  return { limit, fault: limit === 'root-user' ? noRoleForRoot : notWithSession(operation) };
}

function inIam(session: Caller['session']): ReachedLimit | undefined {
  // "You cannot call any IAM API operations unless MFA authentication information is included in the request"
  if (session?.kind === 'token' && !session.mfaAuthenticated) {
    return { limit: 'session-token-without-mfa', fault: invalidToken };
  }
  // "Cannot call IAM operations using the AWS CLI or AWS API. This limitation does not apply to console sessions."
  return session?.kind === 'federated'
    ? { limit: 'federation-token-in-iam', fault: invalidToken }
    : undefined;
}

function stsLimit(
  principal: Caller['principal']['kind'],
  session: NonNullable<Caller['session']>['kind'] | undefined,
  operation: string,
): CredentialLimit | undefined {
  // "No permissions are required to perform this operation" (API_GetCallerIdentity); it is open to all.
  if (operation === 'GetCallerIdentity') return undefined;
  if (session === 'federated') return 'federation-token-in-sts';
  // "You cannot call AssumeRole by using AWS account root user credentials" (id_roles_manage-assume).
  if (operation === 'AssumeRole') return principal === 'root' ? 'root-user' : undefined;
  if (session === 'token') return 'session-token-in-sts';
  if (operation !== 'GetSessionToken' && operation !== 'GetFederationToken') return undefined;
  if (principal === 'role') return 'role-session';
  // "must be called by using the long-term AWS security credentials of an IAM user" (API_GetSessionToken)
  return session === undefined ? undefined : 'console-session';
}

// Neither code nor words are on AWS's pages; these are what AWS is known to send.

const invalidToken: Fault = {
  code: 'InvalidClientTokenId',
  status: 403,
  message: 'The security token included in the request is invalid',
};

const noRoleForRoot: Fault = {
  code: 'AccessDenied',
  status: 403,
  message: 'Roles may not be assumed by root accounts.',
};

function notWithSession(operation: string): Fault {
  return {
    code: 'AccessDenied',
    status: 403,
    message: `Cannot call ${operation} with session credentials`,
  };
}
