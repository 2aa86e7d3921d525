// What a profile of the AWS CLI and SDKs says, read from both files.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html

import type { Credentials } from '../../core/sigv4/credentials.ts';

export type ProfileSettings = KeysProfile | RoleProfile | OtherProfile;

interface ProfileBase {
  readonly name: string;
  readonly region?: string;
  readonly problems: readonly ProfileProblem[];
}

/** Signs with an access key of its own. */
export interface KeysProfile extends ProfileBase {
  readonly kind: 'keys';
  readonly credentials: Credentials;
  readonly mfaSerial?: string;
}

/** Assumes a role with the credentials of its source. */
export interface RoleProfile extends ProfileBase {
  readonly kind: 'role';
  readonly roleArn: string;
  readonly source: RoleSource;
  /** An access key in the same profile: used where the profile is the source of a role, its own included. */
  readonly credentials?: Credentials;
  readonly externalId?: string;
  readonly mfaSerial?: string;
  readonly roleSessionName?: string;
  readonly durationSeconds?: number;
}

/** Has its credentials in a way that is not modelled here, or none: then it may still say a Region. */
export interface OtherProfile extends ProfileBase {
  readonly kind: 'other';
  readonly provider: 'sso' | 'web-identity' | 'process' | 'login' | 'none';
}

export type RoleSource =
  | { readonly kind: 'profile'; readonly profile: string }
  /** `Environment`, `Ec2InstanceMetadata` or `EcsContainer`. */
  | { readonly kind: 'credential-source'; readonly credentialSource: string }
  | { readonly kind: 'none' };

export type ProfileProblem =
  | {
      readonly kind: 'incomplete-keys';
      readonly missing: 'aws_access_key_id' | 'aws_secret_access_key';
    }
  /** Both files have a key for the profile: the one of the credentials file counts. */
  | { readonly kind: 'keys-in-both-files' }
  /** A role with neither `source_profile` nor `credential_source`. */
  | { readonly kind: 'role-without-source' }
  /** A role with both. */
  | { readonly kind: 'two-sources' }
  | { readonly kind: 'unknown-source-profile'; readonly profile: string }
  | { readonly kind: 'source-without-credentials'; readonly profile: string }
  /** Following `source_profile` never ends. `profiles`: those that follow each other in a ring. */
  | { readonly kind: 'source-cycle'; readonly profiles: readonly string[] }
  | { readonly kind: 'unknown-credential-source'; readonly credentialSource: string }
  /** Not a whole number of seconds: the AWS CLI passes over it. */
  | { readonly kind: 'invalid-duration'; readonly value: string };
