// Guards for the records of a sandbox file of version 1 that a later version has changed.

import type { AccountRecord } from '../cloud/records.ts';
import { accountId, document, longTermKeyId, name, temporaryKeyId } from './record-parts.ts';
import type {
  AccessKeyV1,
  AttachmentV1,
  ManagedPolicyV1,
  PasswordV1,
  SessionV1,
  UserPolicyV1,
  UserV1,
} from './records-v1.ts';
import { bytes, codes, list, only, optional, record, text, time, truth } from './shape.ts';

export type AccountV1 = Pick<AccountRecord, 'key' | 'accountId' | 'alias' | 'email' | 'createdAt'>;
export type KeyWithoutSecretV1 = Omit<AccessKeyV1, 'secretAccessKey'>;
export type PasswordLeftOutV1 = Omit<PasswordV1, 'salt' | 'hash'>;

const accessKeyFields = {
  key: longTermKeyId,
  accountId,
  ownerKey: name,
  accessKeyId: longTermKeyId,
  status: codes<AccessKeyV1['status']>({ Active: true, Inactive: true }),
  createdAt: time,
} as const;

const passwordFields = { key: name, accountId, changedAt: time } as const;

export const shapesV1 = {
  account: record<AccountV1>({
    key: accountId,
    accountId,
    alias: optional(name),
    email: name,
    createdAt: time,
  }),
  users: record<UserV1>({
    key: name,
    accountId,
    userName: name,
    userId: name,
    path: name,
    createdAt: time,
  }),
  userPolicies: record<UserPolicyV1>({ key: name, accountId, ownerKey: name, policyName: name, document }),
  attachments: record<AttachmentV1>({ key: name, accountId, ownerKey: name, policyArn: name }),
  managedPolicies: record<ManagedPolicyV1>({
    key: name,
    accountId,
    arn: name,
    policyName: name,
    policyId: name,
    path: name,
    description: optional(name),
    defaultVersionId: name,
    versions: list(record({ versionId: name, document, createdAt: time }), 5),
    createdAt: time,
    updatedAt: time,
  }),
  accessKeys: record<AccessKeyV1>({ ...accessKeyFields, secretAccessKey: name }),
  sessions: record<SessionV1>({
    key: temporaryKeyId,
    accountId,
    kind: only('console'),
    ownerKey: name,
    accessKeyId: temporaryKeyId,
    secretAccessKey: name,
    sessionToken: text(20_000),
    issuedAt: time,
    expiresAt: time,
    mfaAuthenticated: truth,
    signedInBy: codes<SessionV1['signedInBy']>({ password: true, actAs: true }),
  }),
  passwords: record<PasswordV1>({ ...passwordFields, salt: bytes(1_024), hash: bytes(1_024) }),
} as const;

export const keyWithoutSecretV1 = record<KeyWithoutSecretV1>(accessKeyFields);
export const passwordLeftOutV1 = record<PasswordLeftOutV1>(passwordFields);
