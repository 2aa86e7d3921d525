// One principal's view of the account: every method signs a request, sends it over the wire and
// reads the answer. An error of AWS's is an answer like any other.

/** AWS's answer, its body decoded. */
export type Answer<Value> =
  | { readonly kind: 'ok'; readonly value: Value; readonly requestId: string }
  | {
      readonly kind: 'error';
      /** AWS's error code, such as `AccessDenied`. */
      readonly code: string;
      readonly message: string;
      readonly status: number;
      readonly requestId: string;
    }
  /** Nothing usable came back: the worker or the store is gone. */
  | { readonly kind: 'lost'; readonly message: string };

export interface User {
  readonly userName: string;
  readonly userId: string;
  readonly arn: string;
  readonly path: string;
  /** ISO 8601 */
  readonly createDate: string;
}

export interface AccessKeyMetadata {
  readonly userName: string;
  readonly accessKeyId: string;
  readonly status: 'Active' | 'Inactive';
  readonly createDate: string;
}

export interface AccessKey extends AccessKeyMetadata {
  readonly secretAccessKey: string;
}

export interface AttachedPolicy {
  readonly policyName: string;
  readonly policyArn: string;
}

export interface ManagedPolicy {
  readonly policyName: string;
  readonly policyId: string;
  readonly arn: string;
  readonly path: string;
  readonly defaultVersionId: string;
  readonly attachmentCount: number;
  readonly isAttachable: boolean;
  readonly description?: string;
  readonly createDate: string;
  readonly updateDate: string;
}

export interface PolicyVersion {
  readonly versionId: string;
  readonly isDefaultVersion: boolean;
  /** The document's text, percent-decoded. */
  readonly document: string;
  readonly createDate: string;
}

export interface CallerIdentity {
  readonly userId: string;
  readonly account: string;
  readonly arn: string;
}

/** One event of the trail, as LookupEvents gives it. */
export interface TrailEvent {
  readonly eventId: string;
  readonly eventName: string;
  readonly eventSource: string;
  /** ISO 8601 */
  readonly eventTime: string;
  readonly username?: string;
  readonly accessKeyId?: string;
  readonly readOnly: boolean;
  /** The CloudTrail record, as JSON text. */
  readonly cloudTrailEvent: string;
}

export interface IamApi {
  getUser(input: { userName?: string }): Promise<Answer<User>>;
  /** All pages. */
  listUsers(): Promise<Answer<readonly User[]>>;
  createUser(input: { userName: string; path?: string }): Promise<Answer<User>>;
  deleteUser(input: { userName: string }): Promise<Answer<null>>;

  listAccessKeys(input: { userName?: string }): Promise<Answer<readonly AccessKeyMetadata[]>>;
  createAccessKey(input: { userName?: string }): Promise<Answer<AccessKey>>;
  updateAccessKey(input: {
    userName?: string;
    accessKeyId: string;
    status: 'Active' | 'Inactive';
  }): Promise<Answer<null>>;
  deleteAccessKey(input: { userName?: string; accessKeyId: string }): Promise<Answer<null>>;

  listUserPolicies(input: { userName: string }): Promise<Answer<readonly string[]>>;
  getUserPolicy(input: { userName: string; policyName: string }): Promise<Answer<{ document: string }>>;
  putUserPolicy(input: {
    userName: string;
    policyName: string;
    policyDocument: string;
  }): Promise<Answer<null>>;
  deleteUserPolicy(input: { userName: string; policyName: string }): Promise<Answer<null>>;

  listAttachedUserPolicies(input: { userName: string }): Promise<Answer<readonly AttachedPolicy[]>>;
  attachUserPolicy(input: { userName: string; policyArn: string }): Promise<Answer<null>>;
  detachUserPolicy(input: { userName: string; policyArn: string }): Promise<Answer<null>>;

  listPolicies(input: { scope: 'All' | 'AWS' | 'Local' }): Promise<Answer<readonly ManagedPolicy[]>>;
  getPolicy(input: { policyArn: string }): Promise<Answer<ManagedPolicy>>;
  getPolicyVersion(input: { policyArn: string; versionId: string }): Promise<Answer<PolicyVersion>>;

  listAccountAliases(): Promise<Answer<readonly string[]>>;
  getAccountSummary(): Promise<Answer<Readonly<Record<string, number>>>>;
}

export interface AwsApi {
  readonly iam: IamApi;
  readonly sts: { getCallerIdentity(): Promise<Answer<CallerIdentity>> };
  readonly s3: { listBuckets(): Promise<Answer<readonly { name: string; creationDate: string }[]>> };
  readonly trail: {
    /** Newest first. `eventId`: that event alone (the lookup attribute `EventId`). */
    lookupEvents(input: {
      maxResults?: number;
      nextToken?: string;
      eventId?: string;
    }): Promise<Answer<{ events: readonly TrailEvent[]; nextToken?: string }>>;
  };
}
