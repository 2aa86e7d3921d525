// From version 1 to version 2: keys say what they are keys of, and users have company. One function for the
// browser's database and for sandbox files.
// INVARIANT: version 2's keys are written out here and not taken from `cloud/keys.ts`, which may go on.

import type {
  AttachmentRecord,
  InlinePolicyRecord,
  ManagedPolicyRecord,
  PasswordRecord,
  SessionRecord,
  UserRecord,
} from '../cloud/records.ts';
import type { AttachmentV1, ManagedPolicyV1, SessionV1, UserPolicyV1, UserV1 } from './records-v1.ts';

/** The tables that change. A file without secrets has keys and passwords of its own form. */
export interface ChangedTablesV1<Key, Password> {
  readonly users: readonly UserV1[];
  readonly userPolicies: readonly UserPolicyV1[];
  readonly attachments: readonly AttachmentV1[];
  readonly managedPolicies: readonly ManagedPolicyV1[];
  readonly accessKeys: readonly Key[];
  readonly sessions: readonly SessionV1[];
  readonly passwords: readonly Password[];
}

type AddedToPasswords = Pick<PasswordRecord, 'createdAt' | 'resetRequired' | 'previous'>;

/** Which tables they become; `userPolicies` is no more. All other tables stay as they are, or begin empty. */
export interface ChangedTablesV2<Key, Password> {
  readonly users: readonly UserRecord[];
  readonly inlinePolicies: readonly InlinePolicyRecord[];
  readonly attachments: readonly AttachmentRecord[];
  readonly managedPolicies: readonly ManagedPolicyRecord[];
  readonly accessKeys: readonly Key[];
  readonly sessions: readonly SessionRecord[];
  readonly passwords: readonly (Password & AddedToPasswords)[];
}

export function migrateV1<
  Key extends { readonly ownerKey: string },
  Password extends { readonly key: string; readonly changedAt: number },
>(tables: ChangedTablesV1<Key, Password>): ChangedTablesV2<Key, Password> {
  return {
    users: tables.users.map((user) => ({ ...user, key: newOwnerKey(user.key), tags: [] })),
    inlinePolicies: tables.userPolicies.map(withNewOwner),
    attachments: tables.attachments.map(withNewOwner),
    managedPolicies: tables.managedPolicies.map((policy) => ({
      ...policy,
      key: keyOfKind('policy', policy.key),
      lastVersion: lastVersion(policy),
      tags: [],
    })),
    accessKeys: tables.accessKeys.map((key) => ({ ...key, ownerKey: newOwnerKey(key.ownerKey) })),
    sessions: tables.sessions.map((session) => ({ ...session, ownerKey: newOwnerKey(session.ownerKey) })),
    passwords: tables.passwords.map((password) => ({
      ...password,
      key: newOwnerKey(password.key),
      createdAt: password.changedAt,
      resetRequired: false,
      previous: [],
    })),
  };
}

/** Root's is the account id, and stays; all other owners were users. */
function newOwnerKey(ownerKey: string): string {
  return ownerKey.includes('/') ? keyOfKind('user', ownerKey) : ownerKey;
}

/** `<account id>/<name>` → `<account id>/<kind>/<name>` */
function keyOfKind(kind: string, key: string): string {
  const nameAt = key.indexOf('/');
  return `${key.slice(0, nameAt)}/${kind}${key.slice(nameAt)}`;
}

function withNewOwner<Owned extends { readonly key: string; readonly ownerKey: string }>(row: Owned): Owned {
  const ownerKey = newOwnerKey(row.ownerKey);
  return { ...row, key: `${ownerKey}${row.key.slice(row.ownerKey.length)}`, ownerKey };
}

function lastVersion({ versions, defaultVersionId }: ManagedPolicyV1): number {
  const ids = [defaultVersionId, ...versions.map(({ versionId }) => versionId)];
  return ids.map((id) => Number(/^v(\d+)/.exec(id)?.[1] ?? 1)).reduce((most, each) => Math.max(most, each));
}
