// What the verifier answers. A refusal carries AWS's code, status and message, and our own reason
// code, from which the UI makes a sentence that says more than AWS does.

import type { CredentialScope } from '../sigv4/credentials.ts';
import type { ChunkedFault } from './chunked-fault.ts';

/** AWS's own copy of an access key. */
export interface SecretRecord {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present for temporary credentials. */
  readonly sessionToken?: string;
  /** Default true. */
  readonly active?: boolean;
  readonly expiresAt?: Date;
}

/** Where in the checks a request was refused; sentences for these are in `ui/words`. */
export type RefusalReason =
  | 'malformed-authorization'
  | 'missing-credential'
  | 'missing-signature'
  | 'missing-signed-headers'
  | 'missing-date'
  | 'malformed-date'
  | 'malformed-scope'
  | 'unsupported-algorithm'
  | 'scope-date-mismatch'
  | 'scope-terminator'
  | 'wrong-region'
  | 'wrong-service'
  | 'unknown-key'
  | 'inactive-key'
  | 'expired-token'
  | 'missing-token'
  | 'wrong-token'
  | 'signature-expired'
  | 'signature-not-yet-current'
  | 'presigned-expired'
  | 'presigned-expiry-invalid'
  | 'header-not-signed'
  /** S3 only: the `x-amz-content-sha256` header is required. */
  | 'missing-payload-hash'
  /** A chunked body where none is taken: only S3 takes them. */
  | 'unsupported-payload'
  /** Signature Version 4A, by its algorithm or by its chunked forms. */
  | 'asymmetric-signature'
  | 'payload-hash-mismatch'
  /** Of a body in chunks. */
  | ChunkedFault['fault']
  | 'signature-mismatch';

/** The texts the verifier computed from the message as it arrived. */
export interface ComputedSignature {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** Lower-case hex. */
  readonly signature: string;
}

export type Verification =
  | {
      readonly kind: 'verified';
      readonly accessKeyId: string;
      readonly scope: CredentialScope;
      readonly signedHeaders: readonly string[];
      readonly presigned: boolean;
      /** Milliseconds since the epoch: the date the signer put on the request. */
      readonly signedAt: number;
      readonly computed: ComputedSignature;
    }
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      /** AWS's error code, such as `SignatureDoesNotMatch`. */
      readonly code: string;
      readonly status: number;
      /** AWS's message. */
      readonly message: string;
      readonly accessKeyId?: string;
      /** The signature that came with the request, when one could be read. */
      readonly providedSignature?: string;
      readonly computed?: ComputedSignature;
    };
