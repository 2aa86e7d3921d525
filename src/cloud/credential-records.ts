// Records of what somebody proves to be somebody with: keys, sessions, passwords, devices, certificates.

import type { Named, TagRecord } from './entity-records.ts';

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
  /**
   * `console`: signed in to the console, as root, a user or a role. `token`: GetSessionToken, of root or a user.
   * `role`: AssumeRole and its siblings. `federated`: GetFederationToken.
   */
  readonly kind: 'console' | 'token' | 'role' | 'federated';
  /** Key of the user or role, or of the account for root; for a federated user, of who federated. */
  readonly ownerKey: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly mfaAuthenticated: boolean;
  /** When the code was given: a session made from another keeps its time. Absent: at `issuedAt`. */
  readonly mfaAt?: number;
  /** How a console session came about. */
  readonly signedInBy?: 'password' | 'actAs' | 'switchRole';
  /** Of a role that was switched to: the access key id of the console session to switch back to. */
  readonly switchedFrom?: string;
  /** Of a role or federated user. */
  readonly session?: SessionFacts;
}

/** What a session carries beside its credentials: who it is, and what limits it. */
export interface SessionFacts {
  /** RoleSessionName, or the federated user's name. */
  readonly name: string;
  /** The role's unique id, for a role session: another role may have the name by now. */
  readonly roleId?: string;
  /** Absent: nothing limits the session. */
  readonly policies?: readonly { readonly name: string; readonly arn?: string; readonly document?: string }[];
  readonly tags: readonly TagRecord[];
  /** Tag keys in the form in which they were given. */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  /** Assumed with the credentials of another role: lasts an hour at most. */
  readonly chained: boolean;
  /** `aws:FederatedProvider`, and the keys of the provider: `token.actions.githubusercontent.com:sub`. */
  readonly federatedProvider?: string;
  readonly providerContext?: Readonly<Record<string, string | readonly string[]>>;
}

export interface PasswordRecord {
  /** Key of the user, or of the account for root. */
  readonly key: string;
  readonly accountId: string;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
  readonly changedAt: number;
  /** When the login profile was made. */
  readonly createdAt: number;
  /** Must be changed at the next sign-in. */
  readonly resetRequired: boolean;
  /** Newest first, as many as a policy can ask for. */
  readonly previous: readonly { readonly salt: Uint8Array; readonly hash: Uint8Array }[];
}

export interface SignInAttemptRecord {
  /** A hash of whom somebody tried to sign in as: what was typed may be a password in the wrong field. */
  readonly key: string;
  /** Where there is no such account, the sandbox's first. */
  readonly accountId: string;
  /** In a row. */
  readonly failures: number;
  /** By the device's clock. */
  readonly lastFailedAt: number;
  /** Password and MFA code were right, and a new password is still to come: who brings the token need not give a code again. */
  readonly passed?: {
    readonly token: string;
    readonly serialNumber: string;
    readonly at: number;
    /** By the device's clock. */
    readonly until: number;
  };
}

export interface MfaDeviceRecord {
  /** `<account id>/mfa/<name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  /** `arn:aws:iam::<account id>:mfa/<path><name>` */
  readonly serialNumber: string;
  readonly deviceName: string;
  readonly path: string;
  /** The secret that makes the codes. */
  readonly seed: Uint8Array;
  readonly createdAt: number;
  readonly tags: readonly TagRecord[];
  /** Key of the user, or of the account for root. Absent: assigned to nobody. */
  readonly ownerKey?: string;
  readonly enabledAt?: number;
  /** The time step of the newest code that was taken: no code is taken twice. */
  readonly lastStep?: number;
}

export interface SigningCertificateRecord {
  /** The certificate id. */
  readonly key: string;
  readonly accountId: string;
  readonly ownerKey: string;
  /** PEM. */
  readonly body: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: number;
}

export interface SshPublicKeyRecord {
  /** `APKA…` */
  readonly key: string;
  readonly accountId: string;
  readonly ownerKey: string;
  readonly body: string;
  readonly fingerprint: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: number;
}

export interface ServerCertificateRecord extends Named {
  readonly certificateName: string;
  /** `ASCA…` */
  readonly certificateId: string;
  readonly body: string;
  readonly chain?: string;
  readonly expiresAt?: number;
  readonly tags: readonly TagRecord[];
}

export interface ServiceCredentialRecord {
  /** `ACCA…` */
  readonly key: string;
  readonly accountId: string;
  readonly ownerKey: string;
  readonly serviceName: string;
  /** Of Git and Keyspaces; the password is shown once, and nothing here asks for it. */
  readonly serviceUserName?: string;
  /** Of Amazon Bedrock and the like: the alias of an API key. */
  readonly credentialAlias?: string;
  readonly status: 'Active' | 'Inactive' | 'Expired';
  readonly createdAt: number;
  readonly expiresAt?: number;
}
