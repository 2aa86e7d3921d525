// Who signed: from an access key id to the secret that verifies it and the principal it stands for.

import type { SecretRecord } from '../core/authenticate/verification.ts';
import { assumedRoleArn, entityArn, federatedUserArn } from '../core/names/entity-arn.ts';
import { rootArn, userArn } from '../core/names/user-name.ts';
import type { Reading } from './ports.ts';
import type {
  AccountRecord,
  RoleRecord,
  SessionFacts,
  SessionRecord,
  TagRecord,
  UserRecord,
} from './records.ts';

export interface RootPrincipal {
  readonly kind: 'root';
  readonly ownerKey: string;
  readonly arn: string;
}

export interface UserPrincipal {
  readonly kind: 'user';
  readonly ownerKey: string;
  readonly arn: string;
  readonly user: UserRecord;
}

/** A session of a role. */
export interface RolePrincipal {
  readonly kind: 'role';
  /** The role's key. */
  readonly ownerKey: string;
  /** Of the session: `arn:aws:sts::…:assumed-role/…`. */
  readonly arn: string;
  /** Of the role, with its path. */
  readonly roleArn: string;
  readonly role: RoleRecord;
  readonly session: SessionFacts;
}

/** Of GetFederationToken: has at most the permissions of who asked for it. */
export interface FederatedPrincipal {
  readonly kind: 'federated';
  /** The key of who federated. */
  readonly ownerKey: string;
  readonly arn: string;
  readonly issuer: RootPrincipal | UserPrincipal;
  readonly session: SessionFacts;
}

/** Somebody whom an identity provider vouches for, before a role is assumed: sends a token, and signs nothing. */
export interface ProviderPrincipal {
  readonly kind: 'provider';
  /** The provider's key. */
  readonly ownerKey: string;
  /** As a trust policy names the provider: its ARN, or `accounts.google.com`. */
  readonly arn: string;
  readonly identity: ProvenIdentity;
}

/** What the token or assertion of an identity provider says, once it is found genuine. */
export interface ProvenIdentity {
  readonly protocol: 'oidc' | 'saml';
  /** As CloudTrail's `userIdentity` has them. */
  readonly principalId: string;
  readonly userName: string;
  readonly identityProvider: string;
  readonly issuer: string;
  readonly audience: string;
  /** Condition keys while the role is assumed, and those of them that the session keeps. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly sessionContext: Readonly<Record<string, string | readonly string[]>>;
  readonly tags: readonly TagRecord[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  /** Of an ID token: whether it names the role that is asked for (`sts:RoleAuthorizedByIdp`). */
  readonly roleAuthorized?: boolean;
  /** Of a SAML assertion. */
  readonly saml?: SamlFacts;
}

/** What AssumeRoleWithSAML takes of an assertion, or gives back, beside what an ID token says too. */
export interface SamlFacts {
  readonly assertionId: string;
  readonly sessionName: string;
  /** `persistent`, or the whole `Format` of another kind. */
  readonly subjectType: string;
  readonly nameQualifier: string;
  /** In seconds. */
  readonly sessionDuration?: number;
  /** Milliseconds since the epoch. */
  readonly sessionEnds?: number;
}

export type Principal =
  RootPrincipal | UserPrincipal | RolePrincipal | FederatedPrincipal | ProviderPrincipal;

export interface Caller {
  readonly account: AccountRecord;
  readonly principal: Principal;
  /** Empty for whom an identity provider vouches for: such a request is not signed. */
  readonly accessKeyId: string;
  /** Absent for long-term keys. */
  readonly session?: SessionRecord;
}

export interface Credential {
  readonly secret: SecretRecord;
  readonly caller: Caller;
}

/** The key and its owner; undefined when AWS does not know the key, or its owner is no more. */
export async function findCredential(tables: Reading, accessKeyId: string): Promise<Credential | undefined> {
  const key = await tables.accessKeys.get(accessKeyId);
  if (key !== undefined) {
    const { secretAccessKey } = key;
    const account = await tables.account.get(key.accountId);
    const principal = account === undefined ? undefined : await findPrincipal(tables, account, key.ownerKey);
    if (account === undefined || principal === undefined) return undefined;
    return {
      secret: { accessKeyId, secretAccessKey, active: key.status === 'Active' },
      caller: { accessKeyId, account, principal },
    };
  }
  const session = await tables.sessions.get(accessKeyId);
  if (session === undefined) return undefined;
  const account = await tables.account.get(session.accountId);
  const principal = account === undefined ? undefined : await sessionPrincipal(tables, account, session);
  if (account === undefined || principal === undefined) return undefined;
  const { secretAccessKey, sessionToken } = session;
  return {
    secret: { accessKeyId, secretAccessKey, sessionToken, expiresAt: new Date(session.expiresAt) },
    caller: { accessKeyId, session, account, principal },
  };
}

/** Whether the key that signed may still be used, and belongs to the same owner: another may have the name by now. */
export async function isStillThere(
  tables: Reading,
  { accessKeyId, principal }: Pick<Caller, 'accessKeyId' | 'principal'>,
): Promise<boolean> {
  // Has no key: whether the provider is still there, its operation looks up again.
  if (principal.kind === 'provider') return true;
  const now = await findCredential(tables, accessKeyId);
  return (
    now !== undefined &&
    now.secret.active !== false &&
    (now.caller.account.closedAt === undefined || principal.kind === 'root') &&
    JSON.stringify(now.caller.principal) === JSON.stringify(principal)
  );
}

/** The principal that an owner's key names: the account's root, or one of its users. */
export async function findPrincipal(
  tables: Reading,
  account: AccountRecord,
  ownerKey: string,
): Promise<RootPrincipal | UserPrincipal | undefined> {
  if (ownerKey === account.key) return { kind: 'root', ownerKey, arn: rootArn(account.accountId) };
  const user = await tables.users.get(ownerKey);
  return user === undefined ? undefined : { kind: 'user', ownerKey, arn: userArn(user), user };
}

/** `aws:userid`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
export function userIdOf(accountId: string, principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return accountId;
    case 'user':
      return principal.user.userId;
    case 'role':
      return `${principal.role.roleId}:${principal.session.name}`;
    case 'federated':
      return `${accountId}:${principal.session.name}`;
    case 'provider':
      return principal.identity.principalId;
  }
}

export function roleArnOf({ accountId, path, roleName }: RoleRecord): string {
  return entityArn('role', { accountId, path, name: roleName });
}

async function sessionPrincipal(
  tables: Reading,
  account: AccountRecord,
  { ownerKey, session: facts }: SessionRecord,
): Promise<Principal | undefined> {
  if (facts === undefined) return findPrincipal(tables, account, ownerKey);
  const { accountId } = account;
  if (facts.roleId === undefined) {
    const issuer = await findPrincipal(tables, account, ownerKey);
    return issuer === undefined
      ? undefined
      : { kind: 'federated', ownerKey, arn: federatedUserArn(accountId, facts.name), issuer, session: facts };
  }
  const role = await tables.roles.get(ownerKey);
  // The sessions of a role that was deleted are refused, though another have its name.
  if (role?.roleId !== facts.roleId) return undefined;
  const arn = assumedRoleArn(accountId, role.roleName, facts.name);
  return { kind: 'role', ownerKey, arn, roleArn: roleArnOf(role), role, session: facts };
}
