// Guards for what users, roles and root prove who they are with, in a sandbox file; and for what is left of it
// in a file without secrets.

import type {
  AccessKeyRecord,
  MfaDeviceRecord,
  PasswordRecord,
  ServerCertificateRecord,
  ServiceCredentialRecord,
  SessionFacts,
  SessionRecord,
  SignInAttemptRecord,
  SigningCertificateRecord,
  SshPublicKeyRecord,
} from '../cloud/records.ts';
import { named } from './identity-shapes.ts';
import { accountId, asItCame, document, longTermKeyId, name, tags, temporaryKeyId } from './record-parts.ts';
import {
  bytes,
  codes,
  dictionary,
  either,
  list,
  optional,
  record,
  text,
  time,
  truth,
  upTo,
  wholeNumber,
} from './shape.ts';

/** An access key in a file without secrets. */
export type KeyWithoutSecret = Omit<AccessKeyRecord, 'secretAccessKey'>;
/** Who had a password, in a file without secrets. */
export type PasswordLeftOut = Omit<PasswordRecord, 'salt' | 'hash' | 'previous'>;
/** Who had an MFA device, in a file without secrets. */
export type DeviceLeftOut = Omit<MfaDeviceRecord, 'seed' | 'lastStep'>;

const status = codes<'Active' | 'Inactive'>({ Active: true, Inactive: true });
/** Certificates and their chains; AWS takes 16,384 and 2,097,152 characters. */
const pem = text(3_000_000);

const accessKeyFields = {
  key: longTermKeyId,
  accountId,
  ownerKey: name,
  accessKeyId: longTermKeyId,
  status,
  createdAt: time,
} as const;

const passwordFields = {
  key: name,
  accountId,
  changedAt: time,
  createdAt: time,
  resetRequired: truth,
} as const;

const hashed = { salt: bytes(1_024), hash: bytes(1_024) } as const;

const deviceFields = {
  key: name,
  accountId,
  serialNumber: name,
  deviceName: name,
  path: name,
  createdAt: time,
  tags,
  ownerKey: optional(name),
  enabledAt: optional(time),
} as const;

const sessionPolicy = record<NonNullable<SessionFacts['policies']>[number]>({
  name,
  arn: optional(name),
  document: optional(document),
});

const sessionFacts = record<SessionFacts>({
  name: asItCame,
  roleId: optional(name),
  policies: optional(list(sessionPolicy, 1_000)),
  tags,
  transitiveTagKeys: list(name, 100),
  sourceIdentity: optional(name),
  chained: truth,
  federatedProvider: optional(name),
  providerContext: optional(dictionary(either(asItCame, list(asItCame, 10_000)), 1_000)),
});

export const credentialShapes = {
  accessKeys: record<AccessKeyRecord>({ ...accessKeyFields, secretAccessKey: name }),
  sessions: record<SessionRecord>({
    key: temporaryKeyId,
    accountId,
    kind: codes<SessionRecord['kind']>({ console: true, token: true, role: true, federated: true }),
    ownerKey: name,
    accessKeyId: temporaryKeyId,
    secretAccessKey: name,
    sessionToken: text(20_000),
    issuedAt: time,
    expiresAt: time,
    mfaAuthenticated: truth,
    mfaAt: optional(time),
    signedInBy: optional(
      codes<NonNullable<SessionRecord['signedInBy']>>({ password: true, actAs: true, switchRole: true }),
    ),
    switchedFrom: optional(temporaryKeyId),
    session: optional(sessionFacts),
  }),
  passwords: record<PasswordRecord>({
    ...passwordFields,
    ...hashed,
    previous: list(record<PasswordRecord['previous'][number]>(hashed), 100),
  }),
  signInAttempts: record<SignInAttemptRecord>({
    key: name,
    accountId,
    failures: wholeNumber,
    lastFailedAt: time,
    passed: optional(
      record<NonNullable<SignInAttemptRecord['passed']>>({
        token: name,
        serialNumber: name,
        at: time,
        until: time,
      }),
    ),
  }),
  mfaDevices: record<MfaDeviceRecord>({
    ...deviceFields,
    seed: bytes(1_024),
    // Steps of half a minute; this is the year 9999's last.
    lastStep: optional(upTo(8_446_743_359)),
  }),
  signingCertificates: record<SigningCertificateRecord>({
    key: name,
    accountId,
    ownerKey: name,
    body: pem,
    status,
    createdAt: time,
  }),
  sshPublicKeys: record<SshPublicKeyRecord>({
    key: name,
    accountId,
    ownerKey: name,
    body: pem,
    fingerprint: name,
    status,
    createdAt: time,
  }),
  serverCertificates: record<ServerCertificateRecord>({
    ...named,
    certificateName: name,
    certificateId: name,
    body: pem,
    chain: optional(pem),
    expiresAt: optional(time),
    tags,
  }),
  serviceCredentials: record<ServiceCredentialRecord>({
    key: name,
    accountId,
    ownerKey: name,
    serviceName: name,
    serviceUserName: optional(name),
    credentialAlias: optional(name),
    status: codes<ServiceCredentialRecord['status']>({ Active: true, Inactive: true, Expired: true }),
    createdAt: time,
    expiresAt: optional(time),
  }),
} as const;

export const keyWithoutSecret = record<KeyWithoutSecret>(accessKeyFields);
export const passwordLeftOut = record<PasswordLeftOut>(passwordFields);
export const deviceLeftOut = record<DeviceLeftOut>(deviceFields);
