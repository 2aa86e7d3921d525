// The records of version 1 that a later version has changed, as they were written then.
// INVARIANT: never edited: browsers and sandbox files hold them.

export interface UserV1 {
  /** `<account id>/<name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  readonly userName: string;
  readonly userId: string;
  readonly path: string;
  readonly createdAt: number;
}

/** Inline, of users. */
export interface UserPolicyV1 {
  /** `<owner's key>/<policy name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  readonly ownerKey: string;
  readonly policyName: string;
  readonly document: string;
}

export interface AttachmentV1 {
  /** `<owner's key>/<policy ARN>` */
  readonly key: string;
  readonly accountId: string;
  readonly ownerKey: string;
  readonly policyArn: string;
}

export interface ManagedPolicyV1 {
  /** `<account id>/<name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  readonly arn: string;
  readonly policyName: string;
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

export interface AccessKeyV1 {
  readonly key: string;
  readonly accountId: string;
  /** Key of the user, or of the account for root's. */
  readonly ownerKey: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: number;
}

export interface SessionV1 {
  readonly key: string;
  readonly accountId: string;
  readonly kind: 'console';
  /** Key of the user, or of the account for root. */
  readonly ownerKey: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly mfaAuthenticated: boolean;
  readonly signedInBy: 'password' | 'actAs';
}

export interface PasswordV1 {
  /** Key of the user, or of the account for root. */
  readonly key: string;
  readonly accountId: string;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
  readonly changedAt: number;
}
