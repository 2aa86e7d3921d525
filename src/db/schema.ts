// The databases and every version of their tables.
// INVARIANT: versions are append-only. A released version is never edited, and the name of a table or
// index that was dropped is never used again: a browser may still hold it with its old meaning.

import Dexie from 'dexie';
import type { Transaction } from 'dexie';
import { migrateV1 } from './migrate-v1.ts';
import type { ChangedTablesV1 } from './migrate-v1.ts';
import type { AccessKeyV1, PasswordV1 } from './records-v1.ts';

interface Version {
  /**
   * In Dexie's words: the primary key first, then the indexes. `null` drops a table. A table that is not named
   * stays as it was.
   */
  readonly tables: Readonly<Record<string, string | null>>;
  /** Rewrites the rows of the version before, tables that are dropped included; nothing but Dexie is awaited in it. */
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

/** The list of sandboxes, and settings. */
export const directoryVersions: readonly Version[] = [{ tables: { sandboxes: 'id', settings: 'key' } }];

/** The caller's machine: profiles and console sessions. Never joins the cloud's. */
export const machineVersions: readonly Version[] = [
  { tables: { profiles: '[sandboxId+name], sandboxId', sessions: 'sandboxId' } },
];

/** The cloud's tables of one sandbox; the newest version equals `tableIndexes` of `cloud/records.ts`. */
export const sandboxVersions: readonly Version[] = [
  {
    tables: {
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
  },
  {
    tables: {
      users: 'key, userId, boundaryArn',
      groups: 'key',
      memberships: 'key, userKey',
      roles: 'key, roleId, boundaryArn',
      userPolicies: null,
      inlinePolicies: 'key',
      attachments: 'key, policyArn',
      managedPolicies: 'key, arn',
      instanceProfiles: 'key, roleKey',
      accessKeys: 'key, ownerKey',
      signInAttempts: 'key',
      mfaDevices: 'key, ownerKey, serialNumber',
      signingCertificates: 'key, ownerKey',
      sshPublicKeys: 'key, ownerKey',
      serverCertificates: 'key',
      serviceCredentials: 'key, ownerKey',
      oidcProviders: 'key',
      samlProviders: 'key',
      jobs: 'key',
      accesses: 'key',
      lastUsed: 'key',
    },
    upgrade: upgradeV1,
  },
];

/** Of one sandbox: the key pairs of its identity providers, which no export takes along. */
export const keyPairVersions: readonly Version[] = [{ tables: { keyPairs: 'name' } }];

// The trail and the objects, which are most of what a sandbox holds, are not touched.
async function upgradeV1(transaction: Transaction): Promise<void> {
  type Changed = ChangedTablesV1<AccessKeyV1, PasswordV1>;
  const rows = <Name extends keyof Changed>(name: Name): PromiseLike<Changed[Name]> =>
    transaction.table<Changed[Name][number]>(name).toArray() as unknown as PromiseLike<Changed[Name]>;
  const migrated = migrateV1<AccessKeyV1, PasswordV1>({
    users: await rows('users'),
    userPolicies: await rows('userPolicies'),
    attachments: await rows('attachments'),
    managedPolicies: await rows('managedPolicies'),
    accessKeys: await rows('accessKeys'),
    sessions: await rows('sessions'),
    passwords: await rows('passwords'),
  });
  for (const [name, records] of Object.entries<readonly unknown[]>({ ...migrated })) {
    await transaction.table(name).clear();
    await transaction.table(name).bulkPut(records);
  }
}

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

export function keyPairDatabase(sandboxId: string): Dexie {
  return declare(keyPairDatabaseName(sandboxId), keyPairVersions);
}

export function keyPairDatabaseName(sandboxId: string): string {
  return `gatehouse-keys-${sandboxId}`;
}

/** A database with all its versions, not yet open. Version n is the n-th of the list. */
export function declare(name: string, versions: readonly Version[]): Dexie {
  // Without Dexie's cache, live queries see only what has been committed.
  const db = new Dexie(name, { cache: 'disabled' });
  versions.forEach(({ tables, upgrade }, index) => {
    const version = db.version(index + 1).stores({ ...tables });
    if (upgrade !== undefined) version.upgrade(upgrade);
  });
  return db;
}
