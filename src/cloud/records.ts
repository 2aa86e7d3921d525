// What the simulated AWS keeps: the tables of one sandbox and the shape of their records. All plain
// data. Times are milliseconds since the epoch, by the sandbox's clock.

import type { RequestTrace } from './request-trace.ts';

/**
 * Every table with its record and the names of its indexes. An index is named as the field it is
 * over, and that field holds a string (records that lack it are not in the index).
 * INVARIANT: keys are composed only by the functions in `keys.ts`.
 */
export interface Tables {
  readonly account: { readonly record: AccountRecord; readonly index: 'email' };
  readonly users: { readonly record: UserRecord; readonly index: 'accountId' };
  /** Inline policies of users. */
  readonly userPolicies: { readonly record: UserPolicyRecord; readonly index: 'ownerKey' };
  /** Which managed policy is attached to whom. */
  readonly attachments: { readonly record: AttachmentRecord; readonly index: 'ownerKey' | 'policyArn' };
  /** Customer managed policies; those of AWS come from the catalogue. */
  readonly managedPolicies: { readonly record: ManagedPolicyRecord; readonly index: 'accountId' | 'arn' };
  readonly accessKeys: { readonly record: AccessKeyRecord; readonly index: 'accountId' | 'ownerKey' };
  /** Temporary credentials, those of console sessions included. */
  readonly sessions: { readonly record: SessionRecord; readonly index: 'ownerKey' };
  readonly passwords: { readonly record: PasswordRecord; readonly index: never };
  readonly buckets: { readonly record: BucketRecord; readonly index: 'accountId' };
  readonly objects: { readonly record: ObjectRecord; readonly index: 'bucketName' };
  /** The trail: append-only, trimmed from the old end. */
  readonly events: {
    readonly record: EventRecord;
    readonly index: 'eventId' | 'eventName' | 'eventSource' | 'username' | 'accessKeyId' | 'readOnly';
  };
  /** What happened to each request; the same key as its event. */
  readonly traces: { readonly record: TraceRecord; readonly index: 'requestId' };
  /** When each access key was last used: a row of its own, so that trimming the trail does not lose it. */
  readonly lastUsed: { readonly record: LastUsedRecord; readonly index: 'accountId' };
  /** One record, key `state`. */
  readonly meta: { readonly record: MetaRecord; readonly index: never };
}

export type TableName = keyof Tables;

/** The tables and their indexes as data, for whoever makes the tables. Primary key: `key`. */
export const tableIndexes = {
  account: ['email'],
  users: ['accountId'],
  userPolicies: ['ownerKey'],
  attachments: ['ownerKey', 'policyArn'],
  managedPolicies: ['accountId', 'arn'],
  accessKeys: ['accountId', 'ownerKey'],
  sessions: ['ownerKey'],
  passwords: [],
  buckets: ['accountId'],
  objects: ['bucketName'],
  events: ['eventId', 'eventName', 'eventSource', 'username', 'accessKeyId', 'readOnly'],
  traces: ['requestId'],
  lastUsed: ['accountId'],
  meta: [],
} as const satisfies { readonly [Name in TableName]: readonly Tables[Name]['index'][] };

export interface AccountRecord {
  /** The account id. */
  readonly key: string;
  readonly accountId: string;
  readonly alias?: string;
  /** Root's, in lower case. */
  readonly email: string;
  readonly createdAt: number;
}

export interface UserRecord {
  /** `<account id>/<name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  /** As it was written on creation. */
  readonly userName: string;
  /** `AIDA…` */
  readonly userId: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  readonly createdAt: number;
}

export interface UserPolicyRecord {
  /** `<owner's key>/<policy name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  /** Key of the user. */
  readonly ownerKey: string;
  readonly policyName: string;
  /** The document's text as it came. */
  readonly document: string;
}

export interface AttachmentRecord {
  /** `<owner's key>/<policy ARN>` */
  readonly key: string;
  readonly accountId: string;
  /** Key of the user. */
  readonly ownerKey: string;
  readonly policyArn: string;
}

export interface ManagedPolicyRecord {
  /** `<account id>/<name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  readonly arn: string;
  readonly policyName: string;
  /** `ANPA…` */
  readonly policyId: string;
  readonly path: string;
  readonly description?: string;
  readonly defaultVersionId: string;
  readonly versions: readonly {
    readonly versionId: string;
    readonly document: string;
    readonly createdAt: number;
  }[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface AccessKeyRecord {
  /** The access key id, `AKIA…`. */
  readonly key: string;
  readonly accountId: string;
  /** Key of the user, or of the account for root's. */
  readonly ownerKey: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: number;
}

export interface SessionRecord {
  /** The access key id, `ASIA…`. */
  readonly key: string;
  readonly accountId: string;
  /** A console session acts as its owner: the root user or an IAM user. */
  readonly kind: 'console';
  /** Key of the user, or of the account for root. */
  readonly ownerKey: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly mfaAuthenticated: boolean;
  /** How it came about: with the password, or by `gatehouse:actAs`. */
  readonly signedInBy: 'password' | 'actAs';
}

export interface PasswordRecord {
  /** Key of the user, or of the account for root. */
  readonly key: string;
  readonly accountId: string;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
  readonly changedAt: number;
}

export interface BucketRecord {
  /** The bucket's name. */
  readonly key: string;
  readonly accountId: string;
  readonly bucketName: string;
  readonly region: string;
  readonly createdAt: number;
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
  /** The access key id. */
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
