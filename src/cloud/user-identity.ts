// Who made a request, in CloudTrail's words.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
// INVARIANT: no secret gets into it.

import type { JsonObject } from '../core/wire/aws-json.ts';
import { userIdOf, type Caller } from './caller.ts';
import { isoSeconds } from './dates.ts';
import type { SessionFacts } from './records.ts';

/** Who made the request, as far as the trail may say. */
export type Identity =
  | { readonly kind: 'caller'; readonly caller: Caller }
  /** The same in the trail of another account, whose resource it was about: told no more than it must know. */
  | { readonly kind: 'other-account'; readonly caller: Caller }
  /** Signing in: no credentials yet, so no access key. */
  | {
      readonly kind: 'signing-in';
      readonly caller: Omit<Caller, 'accessKeyId' | 'session'>;
      readonly admitted?: true;
    }
  /** Signing in under a name that no user of the account has. What was typed may be a password: it is not kept. */
  | { readonly kind: 'unknown-user'; readonly accountId: string }
  /** AWS itself, such as `autoscaling.amazonaws.com`. */
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'anonymous' }
  /** Authentication failed: the key the request named may be anybody's. */
  | { readonly kind: 'unknown'; readonly accessKeyId: string | undefined };

export function userIdentity(identity: Identity): JsonObject {
  switch (identity.kind) {
    case 'anonymous':
      return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
    case 'unknown':
      return {
        type: 'Unknown',
        principalId: '',
        ...(identity.accessKeyId === undefined ? {} : { accessKeyId: identity.accessKeyId }),
      };
    case 'unknown-user': {
      const userName = 'HIDDEN_DUE_TO_SECURITY_REASONS';
      return { type: 'IAMUser', accountId: identity.accountId, accessKeyId: '', userName };
    }
    case 'service':
      return { type: 'AWSService', invokedBy: identity.service };
    case 'signing-in':
      return ofSigningIn(identity.caller, identity.admitted ?? false);
    case 'other-account': {
      const { account, principal } = identity.caller;
      const { accountId } = account;
      return { type: 'AWSAccount', principalId: userIdOf(accountId, principal), accountId };
    }
    case 'caller':
      return { ...ofPrincipal(identity.caller), ...ofCredentials(identity.caller) };
  }
}

/** As LookupEvents lists it: the user's name, `root`, or nothing. */
export function usernameOf(identity: Identity): string | undefined {
  if (identity.kind !== 'caller' && identity.kind !== 'signing-in') return undefined;
  const { principal } = identity.caller;
  switch (principal.kind) {
    case 'root':
      return 'root';
    case 'user':
      return principal.user.userName;
    case 'role':
    case 'federated':
      return principal.session.name;
    case 'provider':
      return principal.identity.userName;
  }
}

export function accessKeyIdOfIdentity(identity: Identity): string | undefined {
  if (identity.kind === 'caller') return identity.caller.accessKeyId || undefined;
  return identity.kind === 'unknown' ? identity.accessKeyId : undefined;
}

/**
 * A user who is not let in (yet) has no ARN in CloudTrail's examples, one who is no access key, not even an empty one;
 * cloudtrail-event-reference-aws-console-sign-in-events.
 */
function ofSigningIn(caller: Omit<Caller, 'accessKeyId' | 'session'>, admitted: boolean): JsonObject {
  const { arn, userName, ...rest } = ofPrincipal(caller);
  const name = userName === undefined ? {} : { userName };
  if (caller.principal.kind !== 'user') return { ...rest, arn, accessKeyId: '', ...name };
  return admitted ? { ...rest, arn, ...name } : { ...rest, accessKeyId: '', ...name };
}

/** A request that is not signed has no key. */
function ofCredentials(caller: Caller): JsonObject {
  const { accessKeyId, session } = caller;
  const key = accessKeyId === '' ? {} : { accessKeyId };
  if (session === undefined) return key;
  const { sourceIdentity } = session.session ?? {};
  return {
    ...key,
    sessionContext: {
      ...sessionIssuer(caller),
      ...(session.session === undefined ? {} : webIdentity(session.session)),
      attributes: {
        creationDate: isoSeconds(session.issuedAt),
        mfaAuthenticated: String(session.mfaAuthenticated),
      },
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
  };
}

/** Whose permissions a session has: the role, or who federated. */
function sessionIssuer({ account, principal }: Caller): JsonObject {
  const { accountId } = account;
  if (principal.kind === 'role') {
    const { role, roleArn: arn } = principal;
    const { roleId: principalId, roleName: userName } = role;
    return { sessionIssuer: { type: 'Role', principalId, arn, accountId, userName } };
  }
  return principal.kind === 'federated'
    ? { sessionIssuer: ofPrincipal({ account, principal: principal.issuer }) }
    : {};
}

/** "The application ID and user ID as reported by the provider", of a session got with an ID token; SAML has none of it. */
function webIdentity({ federatedProvider, providerContext = {} }: SessionFacts): JsonObject {
  if (federatedProvider === undefined || federatedProvider.includes(':saml-provider/')) return {};
  const attributes = Object.entries(providerContext).filter(([key]) =>
    /:(aud|sub|app_id|user_id|id)$/.test(key),
  );
  return { webIdFederationData: { federatedProvider, attributes: Object.fromEntries(attributes) } };
}

function ofPrincipal({ account, principal }: Omit<Caller, 'accessKeyId' | 'session'>): JsonObject {
  const { arn } = principal;
  const { accountId, alias } = account;
  const principalId = userIdOf(accountId, principal);
  switch (principal.kind) {
    case 'provider': {
      const { protocol, userName, identityProvider } = principal.identity;
      const type = protocol === 'oidc' ? 'WebIdentityUser' : 'SAMLUser';
      return { type, principalId, userName, identityProvider };
    }
    case 'user':
      return { type: 'IAMUser', principalId, arn, accountId, userName: principal.user.userName };
    case 'role':
      return { type: 'AssumedRole', principalId, arn, accountId };
    case 'federated':
      return { type: 'FederatedUser', principalId, arn, accountId };
    case 'root':
      // Root has a user name only where the account has an alias.
      return {
        type: 'Root',
        principalId,
        arn,
        accountId,
        ...(alias === undefined ? {} : { userName: alias }),
      };
  }
}
