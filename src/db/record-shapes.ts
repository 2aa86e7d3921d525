// Guards for the records of a sandbox file, one for each table. They check each record by itself; what
// holds between records is checked in `read-sandbox-file.ts`.

import type {
  AccessKeyRecord,
  AccountRecord,
  AttachmentRecord,
  BucketRecord,
  EventRecord,
  LastUsedRecord,
  ManagedPolicyRecord,
  MetaRecord,
  ObjectRecord,
  PasswordRecord,
  SessionRecord,
  TableName,
  Tables,
  TraceRecord,
  UserPolicyRecord,
  UserRecord,
} from '../cloud/records.ts';
import {
  bytes,
  codes,
  list,
  only,
  optional,
  pattern,
  problem,
  record,
  text,
  time,
  truth,
  wholeNumber,
} from './shape.ts';
import type { Shape } from './shape.ts';
import { requestTrace } from './trace-shapes.ts';

/** An ARN has at most 2,048 characters, a key composed of one some more. */
const name = text(4_096);
/** What a request brought, kept as it came: a file we wrote must always open. */
const asItCame = text(1_000_000);
/** Policy documents are stored as they came; AWS takes up to 131,072 characters as a parameter. */
const document = text(200_000);
const accountId = pattern(/^\d{12}$/, 'an account id of 12 digits');
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const longTermKeyId = pattern(/^AKIA[A-Z0-9]{12,124}$/, 'an access key id that begins with AKIA');
const temporaryKeyId = pattern(/^ASIA[A-Z0-9]{12,124}$/, 'an access key id that begins with ASIA');

const accessKeyFields = {
  key: longTermKeyId,
  accountId,
  ownerKey: name,
  accessKeyId: longTermKeyId,
  status: codes<AccessKeyRecord['status']>({ Active: true, Inactive: true }),
  createdAt: time,
} as const;

const passwordFields = { key: name, accountId, changedAt: time } as const;

export const recordShapes: { readonly [Name in TableName]: Shape<Tables[Name]['record']> } = {
  account: record<AccountRecord>({
    key: accountId,
    accountId,
    alias: optional(name),
    email: name,
    createdAt: time,
  }),
  users: record<UserRecord>({
    key: name,
    accountId,
    userName: name,
    userId: name,
    path: name,
    createdAt: time,
  }),
  userPolicies: record<UserPolicyRecord>({
    key: name,
    accountId,
    ownerKey: name,
    policyName: name,
    document,
  }),
  attachments: record<AttachmentRecord>({ key: name, accountId, ownerKey: name, policyArn: name }),
  managedPolicies: record<ManagedPolicyRecord>({
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
  accessKeys: record<AccessKeyRecord>({ ...accessKeyFields, secretAccessKey: name }),
  sessions: record<SessionRecord>({
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
    signedInBy: codes<SessionRecord['signedInBy']>({ password: true, actAs: true }),
  }),
  passwords: record<PasswordRecord>({ ...passwordFields, salt: bytes(1_024), hash: bytes(1_024) }),
  buckets: record<BucketRecord>({
    key: name,
    accountId,
    bucketName: name,
    region: asItCame,
    createdAt: time,
  }),
  objects: record<ObjectRecord>({
    key: name,
    accountId,
    bucketName: name,
    objectKey: name,
    body: bytes(20_000_000),
    contentType: asItCame,
    etag: name,
    lastModified: time,
  }),
  events: record<EventRecord>({
    key: name,
    sequence: wholeNumber,
    accountId,
    eventId: name,
    requestId: name,
    eventName: asItCame,
    eventSource: asItCame,
    eventTime: time,
    readOnly: codes<EventRecord['readOnly']>({ true: true, false: true }),
    username: optional(asItCame),
    accessKeyId: optional(asItCame),
    resources: list(record({ type: asItCame, name: asItCame }), 100_000),
    cloudTrailEvent: jsonObject(10_000_000),
  }),
  traces: record<TraceRecord>({
    key: name,
    sequence: wholeNumber,
    accountId,
    requestId: name,
    trace: requestTrace,
  }),
  lastUsed: record<LastUsedRecord>({
    key: name,
    accountId,
    lastUsedAt: time,
    serviceName: asItCame,
    region: asItCame,
  }),
  meta: record<MetaRecord>({
    key: only('state'),
    revision: wholeNumber,
    sequence: wholeNumber,
    oldestEvent: wholeNumber,
    oldestTrace: wholeNumber,
  }),
};

/** An access key in a file without secrets. */
export type KeyWithoutSecret = Omit<AccessKeyRecord, 'secretAccessKey'>;
/** Who had a password, in a file without secrets. */
export type PasswordLeftOut = Omit<PasswordRecord, 'salt' | 'hash'>;

export const keyWithoutSecret: Shape<KeyWithoutSecret> = record<KeyWithoutSecret>(accessKeyFields);
export const passwordLeftOut: Shape<PasswordLeftOut> = record<PasswordLeftOut>(passwordFields);

function jsonObject(longest: number): Shape<string> {
  const anyText = text(longest);
  return (value, place) => {
    const checked = anyText(value, place);
    if (!checked.ok) return checked;
    try {
      const parsed: unknown = JSON.parse(checked.value);
      if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return checked;
    } catch {
      // Said below, in the same words.
    }
    return problem(place, 'expected the text of a JSON object');
  };
}
