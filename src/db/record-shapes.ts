// Guards for the records of a sandbox file, one for each table. They check each record by itself; what
// holds between records is in `record-rules.ts`.

import type {
  AccessRecord,
  AccountRecord,
  BucketRecord,
  EventRecord,
  LastUsedRecord,
  MetaRecord,
  ObjectRecord,
  OidcProviderRecord,
  PasswordPolicyRecord,
  SamlProviderRecord,
  TableName,
  Tables,
  TraceRecord,
} from '../cloud/records.ts';
import { credentialShapes } from './credential-shapes.ts';
import { identityShapes } from './identity-shapes.ts';
import { job } from './job-shapes.ts';
import { accountAlias, accountId, asItCame, document, json, name, tags } from './record-parts.ts';
import {
  bytes,
  codes,
  list,
  only,
  optional,
  problem,
  record,
  text,
  time,
  truth,
  wholeNumber,
} from './shape.ts';
import type { Shape } from './shape.ts';
import { requestTrace } from './trace-shapes.ts';

const passwordPolicy = record<PasswordPolicyRecord>({
  minimumLength: wholeNumber,
  requireSymbols: truth,
  requireNumbers: truth,
  requireUppercase: truth,
  requireLowercase: truth,
  allowUsersToChange: truth,
  maxAge: optional(wholeNumber),
  reusePrevention: optional(wholeNumber),
  hardExpiry: truth,
});

const tokenVersion: Shape<1 | 2> = (value, place) =>
  value === 1 || value === 2 ? { ok: true, value } : problem(place, 'expected 1 or 2');

export const recordShapes: { readonly [Name in TableName]: Shape<Tables[Name]['record']> } = {
  ...identityShapes,
  ...credentialShapes,
  account: record<AccountRecord>({
    key: accountId,
    accountId,
    alias: optional(accountAlias),
    email: name,
    createdAt: time,
    passwordPolicy: optional(passwordPolicy),
    billingAccess: optional(truth),
    closedAt: optional(time),
    passwordLastUsedAt: optional(time),
    globalEndpointTokenVersion: optional(tokenVersion),
    outboundFederation: optional(record({ issuer: name, enabled: truth })),
  }),
  oidcProviders: record<OidcProviderRecord>({
    key: name,
    accountId,
    url: name,
    clientIds: list(name, 1_000),
    thumbprints: list(name, 1_000),
    tags,
    createdAt: time,
  }),
  samlProviders: record<SamlProviderRecord>({
    key: name,
    accountId,
    providerName: name,
    providerId: name,
    // AWS takes 10,000,000 characters.
    metadata: text(10_000_000),
    validUntil: time,
    assertionEncryption: optional(
      codes<NonNullable<SamlProviderRecord['assertionEncryption']>>({ Required: true, Allowed: true }),
    ),
    privateKeys: optional(list(record({ keyId: name, addedAt: time }), 100)),
    tags,
    createdAt: time,
  }),
  jobs: job,
  accesses: record<AccessRecord>({
    key: name,
    accountId,
    ownerKey: name,
    service: name,
    action: optional(name),
    at: time,
    region: asItCame,
  }),
  buckets: record<BucketRecord>({
    key: name,
    accountId,
    bucketName: name,
    region: asItCame,
    createdAt: time,
    policy: optional(document),
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
    cloudTrailEvent: json(10_000_000),
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

export const noSessions: Shape<readonly never[]> = list<never>(
  (_, place) => problem(place, 'a file without secrets has no sessions'),
  0,
);
