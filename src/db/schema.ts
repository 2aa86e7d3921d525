// The databases and every version of their tables.
// INVARIANT: versions are append-only. A released version is never edited, and the name of a table or
// index that was dropped is never used again: a browser may still hold it with its old meaning.

import Dexie from 'dexie';

/** Tables of a version in Dexie's words: the primary key first, then the indexes. `null` drops a table. */
type Version = Readonly<Record<string, string | null>>;

/** The list of sandboxes, and settings. */
export const directoryVersions: readonly Version[] = [{ sandboxes: 'id', settings: 'key' }];

/** The caller's machine: profiles and console sessions. Never joins the cloud's. */
export const machineVersions: readonly Version[] = [
  { profiles: '[sandboxId+name], sandboxId', sessions: 'sandboxId' },
];

/** The cloud's tables of one sandbox; the newest version equals `tableIndexes` of `cloud/records.ts`. */
export const sandboxVersions: readonly Version[] = [
  {
    account: 'key, email',
    users: 'key, accountId',
    userPolicies: 'key, ownerKey',
    attachments: 'key, ownerKey, policyArn',
    managedPolicies: 'key, accountId, arn',
    accessKeys: 'key, accountId, ownerKey',
    sessions: 'key, ownerKey',
    passwords: 'key',
    buckets: 'key, accountId',
    objects: 'key, bucketName',
    events: 'key, eventId, eventName, eventSource, username, accessKeyId, readOnly',
    traces: 'key, requestId',
    lastUsed: 'key, accountId',
    meta: 'key',
  },
];

export function directoryDatabase(): Dexie {
  return declare('gatehouse', directoryVersions);
}

export function machineDatabase(): Dexie {
  return declare('gatehouse-machine', machineVersions);
}

export function sandboxDatabase(sandboxId: string): Dexie {
  return declare(sandboxDatabaseName(sandboxId), sandboxVersions);
}

export function sandboxDatabaseName(sandboxId: string): string {
  return `gatehouse-sandbox-${sandboxId}`;
}

/** A database with all its versions, not yet open. Version n is the n-th of the list. */
export function declare(name: string, versions: readonly Version[]): Dexie {
  // Without Dexie's cache, live queries see only what has been committed.
  const db = new Dexie(name, { cache: 'disabled' });
  versions.forEach((stores, index) => db.version(index + 1).stores({ ...stores }));
  return db;
}
