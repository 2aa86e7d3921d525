// What the verifier of posted forms answers.

import type { CredentialScope } from '../../sigv4/credentials.ts';
import type { CheckedCondition } from './post-conditions.ts';
import type { PostRefusalReason } from './post-fault.ts';
import type { FormField, UploadedFile } from './read-multipart.ts';

/** What a form wants stored. */
export interface PostedUpload {
  readonly bucket: string;
  /** With the file's name put in. */
  readonly key: string;
  /** The fields before the file, each once, variables put in; the session token is left out. */
  readonly fields: readonly FormField[];
  readonly file: UploadedFile;
}

/** What the verifier computed from the policy as it arrived. */
export interface ComputedPostSignature {
  /** The policy in base 64. It may hold a session token. */
  readonly stringToSign: string;
  /** Lower-case hex. */
  readonly signature: string;
}

export type PostVerification =
  | ({
      readonly kind: 'verified';
      readonly accessKeyId: string;
      readonly scope: CredentialScope;
      /** Milliseconds since the epoch: the form's `x-amz-date`. */
      readonly signedAt: number;
      /** Milliseconds since the epoch: when the policy ends. */
      readonly expiresAt: number;
      readonly computed: ComputedPostSignature;
      /** All of them held. */
      readonly conditions: readonly CheckedCondition[];
    } & PostedUpload)
  /** No policy, or nothing of a signature: only a bucket that lets everybody write takes it. */
  | ({ readonly kind: 'anonymous' } & PostedUpload)
  | {
      readonly kind: 'refused';
      readonly reason: PostRefusalReason;
      /** AWS's error code, such as `AccessDenied`. */
      readonly code: string;
      readonly status: number;
      /** AWS's message. */
      readonly message: string;
      readonly accessKeyId?: string;
      /** The signature that came with the form, when there was one. */
      readonly providedSignature?: string;
      readonly computed?: ComputedPostSignature;
      /** Every condition of the policy, when the checks came so far; else empty. */
      readonly conditions: readonly CheckedCondition[];
      /** Of these the one for which the form was refused. */
      readonly condition?: CheckedCondition;
    };
