// Reads the tables of a sandbox file of version 1, and makes version 2's of them.

import { objectKey, sequenceKey } from '../cloud/keys.ts';
import { ok } from '../core/lang/result.ts';
import type { Result } from '../core/lang/result.ts';
import { nameKey } from '../core/names/user-name.ts';
import { faultInRecords, known, mostRecords, reference } from './check-records.ts';
import type { RecordRules } from './check-records.ts';
import { migrateV1 } from './migrate-v1.ts';
import type { ChangedTablesV1, ChangedTablesV2 } from './migrate-v1.ts';
import type { AccessKeyV1, PasswordV1 } from './records-v1.ts';
import { noSessions, recordShapes } from './record-shapes.ts';
import type { FullTables, TablesWithoutSecrets } from './sandbox-tables.ts';
import { list, record } from './shape.ts';
import type { Shape, ShapeProblem } from './shape.ts';
import { keyWithoutSecretV1, passwordLeftOutV1, shapesV1 } from './shapes-v1.ts';
import type { AccountV1, KeyWithoutSecretV1, PasswordLeftOutV1 } from './shapes-v1.ts';

type CommonTablesV1 = { readonly account: readonly AccountV1[] } & Pick<
  FullTables,
  'buckets' | 'objects' | 'events' | 'traces' | 'lastUsed' | 'meta'
>;
type TablesV1<Key, Password> = CommonTablesV1 & ChangedTablesV1<Key, Password>;

const common = {
  account: list(shapesV1.account, mostRecords),
  users: list(shapesV1.users, mostRecords),
  userPolicies: list(shapesV1.userPolicies, mostRecords),
  attachments: list(shapesV1.attachments, mostRecords),
  managedPolicies: list(shapesV1.managedPolicies, mostRecords),
  buckets: list(recordShapes.buckets, mostRecords),
  objects: list(recordShapes.objects, mostRecords),
  events: list(recordShapes.events, mostRecords),
  traces: list(recordShapes.traces, mostRecords),
  lastUsed: list(recordShapes.lastUsed, mostRecords),
  meta: list(recordShapes.meta, 1),
} as const;

const fullV1 = record<TablesV1<AccessKeyV1, PasswordV1>>({
  ...common,
  accessKeys: list(shapesV1.accessKeys, mostRecords),
  passwords: list(shapesV1.passwords, mostRecords),
  sessions: list(shapesV1.sessions, mostRecords),
});

const withoutSecretsV1 = record<TablesV1<KeyWithoutSecretV1, PasswordLeftOutV1>>({
  ...common,
  accessKeys: list(keyWithoutSecretV1, mostRecords),
  passwords: list(passwordLeftOutV1, mostRecords),
  sessions: noSessions,
});

export const fullTablesV1: Shape<FullTables> = (value, place) => {
  const tables = checked(fullV1(value, place));
  return tables.ok ? ok(inVersion2(tables.value)) : tables;
};

export const tablesWithoutSecretsV1: Shape<TablesWithoutSecrets> = (value, place) => {
  const tables = checked(withoutSecretsV1(value, place));
  return tables.ok ? ok({ ...inVersion2(tables.value), sessions: [] }) : tables;
};

// Before they are migrated, so that a problem names its place in the file as it is.
function checked<Tables extends TablesV1<KeyWithoutSecretV1, PasswordLeftOutV1>>(
  tables: Result<Tables, ShapeProblem>,
): Result<Tables, ShapeProblem> {
  if (!tables.ok) return tables;
  type Ruled = TablesV1<KeyWithoutSecretV1, PasswordLeftOutV1>;
  return faultInRecords<Ruled>(tables.value, rulesV1(tables.value)) ?? tables;
}

function inVersion2<Key extends KeyWithoutSecretV1, Password extends PasswordLeftOutV1>(
  tables: TablesV1<Key, Password>,
): Omit<FullTables, keyof ChangedTablesV2<Key, Password>> & ChangedTablesV2<Key, Password> {
  const { account, buckets, objects, events, traces, lastUsed, meta } = tables;
  return {
    ...{ account, buckets, objects, events, traces, lastUsed, meta },
    ...migrateV1(tables),
    groups: [],
    memberships: [],
    roles: [],
    instanceProfiles: [],
    signInAttempts: [],
    mfaDevices: [],
    signingCertificates: [],
    sshPublicKeys: [],
    serverCertificates: [],
    serviceCredentials: [],
    oidcProviders: [],
    samlProviders: [],
    jobs: [],
    accesses: [],
  };
}

function rulesV1(
  tables: TablesV1<KeyWithoutSecretV1, PasswordLeftOutV1>,
): RecordRules<TablesV1<KeyWithoutSecretV1, PasswordLeftOutV1>> {
  const account = known(tables.account);
  const users = known(tables.users);
  const buckets = known(tables.buckets);
  type Owned = { readonly accountId: string; readonly ownerKey: string };
  const ownedByUser = [reference<Owned>('ownerKey', 'user', users)];
  const ownedByPrincipal = [reference<Owned>('ownerKey', 'user or account', users, account)];
  return {
    account: { key: ({ accountId }) => accountId },
    users: { key: ({ accountId, userName }) => `${accountId}/${nameKey(userName)}` },
    userPolicies: {
      key: ({ ownerKey, policyName }) => `${ownerKey}/${nameKey(policyName)}`,
      refersTo: ownedByUser,
    },
    attachments: { key: ({ ownerKey, policyArn }) => `${ownerKey}/${policyArn}`, refersTo: ownedByUser },
    managedPolicies: { key: ({ accountId, policyName }) => `${accountId}/${nameKey(policyName)}` },
    accessKeys: { key: ({ accessKeyId }) => accessKeyId, refersTo: ownedByPrincipal },
    sessions: { key: ({ accessKeyId }) => accessKeyId },
    passwords: { key: ({ key }) => key, refersTo: [reference('key', 'user or account', users, account)] },
    buckets: { key: ({ bucketName }) => bucketName },
    objects: {
      key: (row) => objectKey(row.bucketName, row.objectKey),
      refersTo: [{ field: 'bucketName', what: 'bucket', isThere: (name) => buckets.has(name) }],
    },
    events: { key: ({ sequence }) => sequenceKey(sequence) },
    traces: { key: ({ sequence }) => sequenceKey(sequence) },
    lastUsed: { key: ({ key }) => key },
    meta: { key: () => 'state' },
  };
}
