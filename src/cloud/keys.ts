// The primary keys of the tables. Names are unique without regard to case, so keys hold them in
// lower case; the record keeps the name as it was written. The kind is in the key: a user and a group may
// have the same name.

import { nameKey } from '../core/names/user-name.ts';

/** What has a name in an account, as ARNs call it. */
export type NamedKind =
  | 'user'
  | 'group'
  | 'role'
  | 'policy'
  | 'instance-profile'
  | 'mfa'
  | 'server-certificate'
  | 'oidc-provider'
  | 'saml-provider';

/** The beginning of the keys of all that is of one kind in an account, for `under`. */
export function keysOf(accountId: string, kind: NamedKind | JobKind): string {
  return `${accountId}/${kind}/`;
}

export type JobKind = 'credential-report' | 'role-deletion' | 'service-last-accessed';

/** Key of something by its name; of users, groups and roles also the owner's key of what belongs to them. Root's is the account id. */
export function namedKey(accountId: string, kind: NamedKind, name: string): string {
  return `${keysOf(accountId, kind)}${nameKey(name)}`;
}

/** By its URL without scheme, which is told apart by case (id_roles_providers_create_oidc). Older ones are under `namedKey`. */
export function oidcProviderKey(accountId: string, url: string): string {
  return `${keysOf(accountId, 'oidc-provider')}${url}`;
}

export function userKey(accountId: string, userName: string): string {
  return namedKey(accountId, 'user', userName);
}

export function groupKey(accountId: string, groupName: string): string {
  return namedKey(accountId, 'group', groupName);
}

export function roleKey(accountId: string, roleName: string): string {
  return namedKey(accountId, 'role', roleName);
}

/** The beginning of the keys of all that belongs to an owner, for `under`. */
export function keysUnder(ownerKey: string): string {
  return `${ownerKey}/`;
}

export function membershipKey(groupKey: string, userName: string): string {
  return `${groupKey}/${nameKey(userName)}`;
}

export function inlinePolicyKey(ownerKey: string, policyName: string): string {
  return `${ownerKey}/${nameKey(policyName)}`;
}

export function attachmentKey(ownerKey: string, policyArn: string): string {
  return `${ownerKey}/${policyArn}`;
}

export function jobKey(accountId: string, kind: JobKind, id: string): string {
  return `${keysOf(accountId, kind)}${id}`;
}

/** `action`: absent for the service as a whole. Actions may be written in any case, and are the same. */
export function accessKey(ownerKey: string, service: string, action = ''): string {
  return `${ownerKey}/${service}/${action.toLowerCase()}`;
}

export function objectKey(bucketName: string, key: string): string {
  return `${bucketName}/${key}`;
}

/** Padded, so that the order of keys is the order of events. */
export function sequenceKey(sequence: number): string {
  return String(sequence).padStart(12, '0');
}
