// A sandbox as version 1 wrote it, and what version 2 makes of it.

import type { Tables } from '../../../src/cloud/records.ts';

const accountId = '123456789012';
const alice = `${accountId}/alice`;
const policyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const ownArn = `arn:aws:iam::${accountId}:policy/team/Mine`;

const bytes = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

const accessKey = {
  accountId,
  secretAccessKey: 'key-secret-key-secret-key-secret-0123456',
  status: 'Active' as const,
  createdAt: 4,
};
const session = {
  accountId,
  kind: 'console' as const,
  secretAccessKey: 'session-secret-session-secret-0123456789',
  sessionToken: 'token/token+token==',
  issuedAt: 5,
  expiresAt: 6,
  mfaAuthenticated: false,
};
const version = (versionId: string) => ({ versionId, document: '{}', createdAt: 3 });
const managedPolicy = { accountId, path: '/team/', createdAt: 3, updatedAt: 3, policyId: 'ANPAEXAMPLE' };
const password = { accountId, salt: bytes(2, 1), hash: bytes(32, 200), changedAt: 7 };
const user = { accountId, userName: 'Alice', userId: 'AIDAEXAMPLE', path: '/', createdAt: 2 };

/** What is the same in both. */
const unchanged = {
  account: [{ key: accountId, accountId, alias: 'example', email: 'root@example.com', createdAt: 1 }],
  buckets: [{ key: 'photos', accountId, bucketName: 'photos', region: 'eu-west-1', createdAt: 8 }],
  objects: [
    {
      key: 'photos/a/b.txt',
      accountId,
      bucketName: 'photos',
      objectKey: 'a/b.txt',
      body: bytes(3, 255),
      contentType: 'text/plain',
      etag: 'e',
      lastModified: 9,
    },
  ],
  events: [
    {
      key: '000000000001',
      sequence: 1,
      accountId,
      eventId: 'e1',
      requestId: 'r1',
      eventName: 'ListUsers',
      eventSource: 'iam.amazonaws.com',
      eventTime: 10,
      readOnly: 'true' as const,
      username: 'Alice',
      resources: [],
      cloudTrailEvent: '{"eventVersion":"1.11"}',
    },
  ],
  traces: [
    {
      key: '000000000001',
      sequence: 1,
      accountId,
      requestId: 'r1',
      trace: {
        requestId: 'r1',
        receivedAt: 10,
        service: 's3',
        verification: { kind: 'anonymous' as const },
        answer: { status: 403 },
      },
    },
  ],
  lastUsed: [
    { key: 'AKIAALICE00000000001', accountId, lastUsedAt: 13, serviceName: 'iam', region: 'us-east-1' },
  ],
  meta: [{ key: 'state' as const, revision: 4, sequence: 1, oldestEvent: 1, oldestTrace: 1 }],
};

export const sampleV1 = {
  ...unchanged,
  users: [
    { ...user, key: alice },
    { ...user, key: `${accountId}/al`, userName: 'al', userId: 'AIDAAL' },
  ],
  userPolicies: [
    { key: `${alice}/p`, accountId, ownerKey: alice, policyName: 'P', document: '{"Version":"x"}' },
  ],
  attachments: [
    { key: `${alice}/${policyArn}`, accountId, ownerKey: alice, policyArn },
    { key: `${alice}/${ownArn}`, accountId, ownerKey: alice, policyArn: ownArn },
  ],
  managedPolicies: [
    {
      ...managedPolicy,
      key: `${accountId}/mine`,
      arn: ownArn,
      policyName: 'Mine',
      defaultVersionId: 'v2',
      versions: [version('v2'), version('v11')],
    },
  ],
  accessKeys: [
    { ...accessKey, key: 'AKIAALICE00000000001', accessKeyId: 'AKIAALICE00000000001', ownerKey: alice },
    { ...accessKey, key: 'AKIAROOT000000000001', accessKeyId: 'AKIAROOT000000000001', ownerKey: accountId },
  ],
  sessions: [
    {
      ...session,
      key: 'ASIAALICE00000000001',
      accessKeyId: 'ASIAALICE00000000001',
      ownerKey: `${accountId}/deleted-since`,
      signedInBy: 'actAs' as const,
    },
    {
      ...session,
      key: 'ASIAROOT000000000001',
      accessKeyId: 'ASIAROOT000000000001',
      ownerKey: accountId,
      signedInBy: 'password' as const,
    },
  ],
  passwords: [
    { ...password, key: accountId },
    { ...password, key: alice },
  ],
};

const aliceNow = `${accountId}/user/alice`;
const added = { createdAt: 7, resetRequired: false, previous: [] };

/** Tables that are not named are empty. Rows are in key order. */
export const sampleV2 = {
  ...unchanged,
  users: [
    { ...user, key: `${accountId}/user/al`, userName: 'al', userId: 'AIDAAL', tags: [] },
    { ...user, key: aliceNow, tags: [] },
  ],
  inlinePolicies: [
    { key: `${aliceNow}/p`, accountId, ownerKey: aliceNow, policyName: 'P', document: '{"Version":"x"}' },
  ],
  attachments: [
    { key: `${aliceNow}/${ownArn}`, accountId, ownerKey: aliceNow, policyArn: ownArn },
    { key: `${aliceNow}/${policyArn}`, accountId, ownerKey: aliceNow, policyArn },
  ],
  managedPolicies: [
    {
      ...managedPolicy,
      key: `${accountId}/policy/mine`,
      arn: ownArn,
      policyName: 'Mine',
      defaultVersionId: 'v2',
      lastVersion: 11,
      versions: [version('v2'), version('v11')],
      tags: [],
    },
  ],
  accessKeys: [
    { ...accessKey, key: 'AKIAALICE00000000001', accessKeyId: 'AKIAALICE00000000001', ownerKey: aliceNow },
    { ...accessKey, key: 'AKIAROOT000000000001', accessKeyId: 'AKIAROOT000000000001', ownerKey: accountId },
  ],
  sessions: [
    {
      ...session,
      key: 'ASIAALICE00000000001',
      accessKeyId: 'ASIAALICE00000000001',
      ownerKey: `${accountId}/user/deleted-since`,
      signedInBy: 'actAs' as const,
    },
    {
      ...session,
      key: 'ASIAROOT000000000001',
      accessKeyId: 'ASIAROOT000000000001',
      ownerKey: accountId,
      signedInBy: 'password' as const,
    },
  ],
  passwords: [
    { ...password, ...added, key: accountId },
    { ...password, ...added, key: aliceNow },
  ],
} satisfies { readonly [Name in keyof Tables]?: readonly Tables[Name]['record'][] };
