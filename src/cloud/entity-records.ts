// Records of who and what an account holds: users, groups, roles, their policies, and providers.

export interface AccountRecord {
  /** The account id. */
  readonly key: string;
  readonly accountId: string;
  readonly alias?: string;
  /** Root's, in lower case. */
  readonly email: string;
  readonly createdAt: number;
  /** Absent: AWS's default policy holds. */
  readonly passwordPolicy?: PasswordPolicyRecord;
  /** "IAM user and role access to Billing information", which only root switches on; absent: off. */
  readonly billingAccess?: boolean;
  /** When root closed it, in milliseconds since the epoch; absent: it is open. */
  readonly closedAt?: number;
  /** When root's password was last used. */
  readonly passwordLastUsedAt?: number;
  /** SetSecurityTokenServicePreferences; absent: 1. */
  readonly globalEndpointTokenVersion?: 1 | 2;
  /** Of GetWebIdentityToken: the account's own issuer of tokens, which keeps its URL while it is switched off. */
  readonly outboundFederation?: { readonly issuer: string; readonly enabled: boolean };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
export interface PasswordPolicyRecord {
  readonly minimumLength: number;
  readonly requireSymbols: boolean;
  readonly requireNumbers: boolean;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly allowUsersToChange: boolean;
  /** In days; absent: passwords do not expire. */
  readonly maxAge?: number;
  /** How many of the last passwords may not be used again; absent: none. */
  readonly reusePrevention?: number;
  /** Whether only an administrator can help whose password has expired. */
  readonly hardExpiry: boolean;
}

export interface TagRecord {
  readonly key: string;
  readonly value: string;
}

/** What users, groups and roles have in common. */
export interface Named {
  readonly key: string;
  readonly accountId: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  readonly createdAt: number;
}

export interface UserRecord extends Named {
  /** As it was written on creation. */
  readonly userName: string;
  /** `AIDA…` */
  readonly userId: string;
  readonly tags: readonly TagRecord[];
  readonly boundaryArn?: string;
  readonly passwordLastUsedAt?: number;
}

export interface GroupRecord extends Named {
  readonly groupName: string;
  /** `AGPA…` */
  readonly groupId: string;
}

export interface MembershipRecord {
  /** `<group's key>/<user name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  readonly groupKey: string;
  readonly userKey: string;
}

export interface RoleRecord extends Named {
  readonly roleName: string;
  /** `AROA…` */
  readonly roleId: string;
  readonly description?: string;
  /** The trust policy: its text with the unique ids of users and roles in place of their ARNs. */
  readonly trustPolicy: string;
  /** In seconds. */
  readonly maxSessionDuration: number;
  readonly tags: readonly TagRecord[];
  readonly boundaryArn?: string;
  /** The service whose role it is: `autoscaling.amazonaws.com`. Absent for roles of one's own. */
  readonly linkedService?: string;
}

export interface InlinePolicyRecord {
  /** `<owner's key>/<policy name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  /** Key of the user, group or role. */
  readonly ownerKey: string;
  readonly policyName: string;
  /** The document's text as it came. */
  readonly document: string;
}

export interface AttachmentRecord {
  /** `<owner's key>/<policy ARN>` */
  readonly key: string;
  readonly accountId: string;
  /** Key of the user, group or role. */
  readonly ownerKey: string;
  readonly policyArn: string;
}

export interface ManagedPolicyRecord extends Named {
  readonly arn: string;
  readonly policyName: string;
  /** `ANPA…` */
  readonly policyId: string;
  readonly description?: string;
  readonly defaultVersionId: string;
  /** The number of the newest version that ever was: numbers are not used again. */
  readonly lastVersion: number;
  /** Oldest first. */
  readonly versions: readonly {
    readonly versionId: string;
    readonly document: string;
    readonly createdAt: number;
  }[];
  readonly tags: readonly TagRecord[];
  readonly updatedAt: number;
}

export interface InstanceProfileRecord extends Named {
  readonly instanceProfileName: string;
  /** `AIPA…` */
  readonly instanceProfileId: string;
  /** At most one role. */
  readonly roleKey?: string;
  readonly tags: readonly TagRecord[];
}

export interface OidcProviderRecord {
  /** `<account id>/oidc-provider/<URL without its scheme>`; of older ones in lower case. */
  readonly key: string;
  readonly accountId: string;
  /** Without `https://`. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly tags: readonly TagRecord[];
  readonly createdAt: number;
}

export interface SamlProviderRecord {
  /** `<account id>/saml-provider/<name in lower case>` */
  readonly key: string;
  readonly accountId: string;
  readonly providerName: string;
  /** `SAMLSP…`; a UUID of those that older sandboxes have. */
  readonly providerId: string;
  readonly metadata: string;
  readonly validUntil: number;
  /** Absent: assertions come unencrypted. */
  readonly assertionEncryption?: 'Required' | 'Allowed';
  /** What is known of the keys that would decrypt assertions; the keys themselves are not kept. */
  readonly privateKeys?: readonly { readonly keyId: string; readonly addedAt: number }[];
  readonly tags: readonly TagRecord[];
  readonly createdAt: number;
}
