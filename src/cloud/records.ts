// What the simulated AWS keeps: the tables of one sandbox and the shape of their records. All plain
// data. Times are milliseconds since the epoch, by the sandbox's clock.

import type {
  AccessKeyRecord,
  MfaDeviceRecord,
  PasswordRecord,
  ServerCertificateRecord,
  ServiceCredentialRecord,
  SessionRecord,
  SignInAttemptRecord,
  SigningCertificateRecord,
  SshPublicKeyRecord,
} from './credential-records.ts';
import type {
  AccountRecord,
  AttachmentRecord,
  GroupRecord,
  InlinePolicyRecord,
  InstanceProfileRecord,
  ManagedPolicyRecord,
  MembershipRecord,
  OidcProviderRecord,
  RoleRecord,
  SamlProviderRecord,
  UserRecord,
} from './entity-records.ts';
import type { RequestTrace } from './request-trace.ts';

export type {
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
} from './credential-records.ts';
export type {
  AccountRecord,
  AttachmentRecord,
  GroupRecord,
  InlinePolicyRecord,
  InstanceProfileRecord,
  ManagedPolicyRecord,
  MembershipRecord,
  OidcProviderRecord,
  PasswordPolicyRecord,
  RoleRecord,
  SamlProviderRecord,
  TagRecord,
  UserRecord,
} from './entity-records.ts';

/**
 * Every table with its record and the names of its indexes. An index is named as the field it is
 * over, and that field holds a string (records that lack it are not in the index).
 * INVARIANT: keys are composed only by the functions in `keys.ts`; what belongs to something has a key that
 * begins with its owner's key and a slash, so that it is found by `under`.
 */
export interface Tables {
  readonly account: { readonly record: AccountRecord; readonly index: 'email' };
  readonly users: { readonly record: UserRecord; readonly index: 'userId' | 'boundaryArn' };
  readonly groups: { readonly record: GroupRecord; readonly index: never };
  readonly memberships: { readonly record: MembershipRecord; readonly index: 'userKey' };
  readonly roles: { readonly record: RoleRecord; readonly index: 'roleId' | 'boundaryArn' };
  /** Of users, groups and roles. */
  readonly inlinePolicies: { readonly record: InlinePolicyRecord; readonly index: never };
  /** Which managed policy is attached to whom. */
  readonly attachments: { readonly record: AttachmentRecord; readonly index: 'policyArn' };
  /** Customer managed policies; those of AWS come from the catalogue. */
  readonly managedPolicies: { readonly record: ManagedPolicyRecord; readonly index: 'arn' };
  readonly instanceProfiles: { readonly record: InstanceProfileRecord; readonly index: 'roleKey' };
  readonly accessKeys: { readonly record: AccessKeyRecord; readonly index: 'ownerKey' };
  /** Temporary credentials, those of console sessions included. */
  readonly sessions: { readonly record: SessionRecord; readonly index: 'ownerKey' };
  readonly passwords: { readonly record: PasswordRecord; readonly index: never };
  /** Who failed to sign in of late, or is half-way in. */
  readonly signInAttempts: { readonly record: SignInAttemptRecord; readonly index: never };
  readonly mfaDevices: { readonly record: MfaDeviceRecord; readonly index: 'ownerKey' | 'serialNumber' };
  readonly signingCertificates: { readonly record: SigningCertificateRecord; readonly index: 'ownerKey' };
  readonly sshPublicKeys: { readonly record: SshPublicKeyRecord; readonly index: 'ownerKey' };
  readonly serverCertificates: { readonly record: ServerCertificateRecord; readonly index: never };
  readonly serviceCredentials: { readonly record: ServiceCredentialRecord; readonly index: 'ownerKey' };
  readonly oidcProviders: { readonly record: OidcProviderRecord; readonly index: never };
  readonly samlProviders: { readonly record: SamlProviderRecord; readonly index: never };
  /** What is asked for in one request and fetched in another: reports and deletions. */
  readonly jobs: { readonly record: JobRecord; readonly index: never };
  /** When each user and role last tried which service and action. */
  readonly accesses: { readonly record: AccessRecord; readonly index: never };
  readonly buckets: { readonly record: BucketRecord; readonly index: 'accountId' };
  readonly objects: { readonly record: ObjectRecord; readonly index: 'bucketName' };
  /** The trail: append-only, trimmed from the old end. */
  readonly events: {
    readonly record: EventRecord;
    readonly index: 'eventId' | 'eventName' | 'eventSource' | 'username' | 'accessKeyId' | 'readOnly';
  };
  /** What happened to each request; the same key as its event. */
  readonly traces: { readonly record: TraceRecord; readonly index: 'requestId' };
  /** When each access key and role was last used: a row of its own, so that trimming the trail does not lose it. */
  readonly lastUsed: { readonly record: LastUsedRecord; readonly index: never };
  /** One record, key `state`. */
  readonly meta: { readonly record: MetaRecord; readonly index: never };
}

export type TableName = keyof Tables;

/** The tables and their indexes as data, for whoever makes the tables. Primary key: `key`. */
export const tableIndexes = {
  account: ['email'],
  users: ['userId', 'boundaryArn'],
  groups: [],
  memberships: ['userKey'],
  roles: ['roleId', 'boundaryArn'],
  inlinePolicies: [],
  attachments: ['policyArn'],
  managedPolicies: ['arn'],
  instanceProfiles: ['roleKey'],
  accessKeys: ['ownerKey'],
  sessions: ['ownerKey'],
  passwords: [],
  signInAttempts: [],
  mfaDevices: ['ownerKey', 'serialNumber'],
  signingCertificates: ['ownerKey'],
  sshPublicKeys: ['ownerKey'],
  serverCertificates: [],
  serviceCredentials: ['ownerKey'],
  oidcProviders: [],
  samlProviders: [],
  jobs: [],
  accesses: [],
  buckets: ['accountId'],
  objects: ['bucketName'],
  events: ['eventId', 'eventName', 'eventSource', 'username', 'accessKeyId', 'readOnly'],
  traces: ['requestId'],
  lastUsed: [],
  meta: [],
} as const satisfies { readonly [Name in TableName]: readonly Tables[Name]['index'][] };

export interface JobRecord {
  /** `<account id>/<kind>/<job id>` */
  readonly key: string;
  readonly accountId: string;
  readonly kind: 'credential-report' | 'role-deletion' | 'service-last-accessed';
  readonly createdAt: number;
  /** What was found, or asked for: JSON. */
  readonly content: string;
}

export interface AccessRecord {
  /** `<user's or role's key>/<service>/<action, or nothing for the service as a whole>` */
  readonly key: string;
  readonly accountId: string;
  readonly ownerKey: string;
  /** `s3` */
  readonly service: string;
  /** `GetObject`; absent in the row of the service. */
  readonly action?: string;
  readonly at: number;
  readonly region: string;
}

export interface BucketRecord {
  /** The bucket's name. */
  readonly key: string;
  readonly accountId: string;
  readonly bucketName: string;
  readonly region: string;
  readonly createdAt: number;
  /** The bucket policy as it was given, with unique ids in the place of users' and roles' ARNs. */
  readonly policy?: string;
}

export interface ObjectRecord {
  /** `<bucket name>/<object key>` */
  readonly key: string;
  readonly accountId: string;
  readonly bucketName: string;
  readonly objectKey: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  /** MD5 of the body, lower-case hex, without quotes. */
  readonly etag: string;
  readonly lastModified: number;
}

export interface EventRecord {
  /** The sequence number, padded so that key order is the order of events. */
  readonly key: string;
  readonly sequence: number;
  readonly accountId: string;
  readonly eventId: string;
  readonly requestId: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: number;
  readonly readOnly: 'true' | 'false';
  readonly username?: string;
  readonly accessKeyId?: string;
  readonly resources: readonly { readonly type: string; readonly name: string }[];
  /** The CloudTrail record, as JSON text. */
  readonly cloudTrailEvent: string;
}

export interface TraceRecord {
  /** The key of its event. */
  readonly key: string;
  readonly sequence: number;
  readonly accountId: string;
  readonly requestId: string;
  readonly trace: RequestTrace;
}

export interface LastUsedRecord {
  /** The access key id, or the key of a role. */
  readonly key: string;
  readonly accountId: string;
  readonly lastUsedAt: number;
  readonly serviceName: string;
  readonly region: string;
}

export interface MetaRecord {
  readonly key: 'state';
  /** Raised in the transaction of each operation that changes something, never by a read. */
  readonly revision: number;
  /** The last sequence number given to an event; 0 when there is none. */
  readonly sequence: number;
  /** The oldest event and trace that are still kept. */
  readonly oldestEvent: number;
  readonly oldestTrace: number;
}
