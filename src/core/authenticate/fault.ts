// What is wrong with a request's signature, with the facts that a message names. Which code, status and
// words AWS has for it depends on the service: see failures.ts.

import type { ChunkedFault } from './chunked-fault.ts';
import type { ComputedSignature } from './verification.ts';

export type MissingPart = 'algorithm' | 'credential' | 'signature' | 'signed-headers' | 'date' | 'expires';

/** How the request is signed: S3 words what is wrong with a presigned one in its own way. */
type Form = 'header' | 'query';

/** What is wrong, with the facts that a message names. Dates as `20150830T123600Z`. */
export type Fault =
  | { readonly kind: 'empty' | 'missing-equal-sign' | 'two-mechanisms'; readonly text: string }
  | { readonly kind: 'unsupported-algorithm'; readonly form: Form; readonly algorithm: string }
  | {
      readonly kind: 'missing-parts';
      readonly form: Form;
      readonly parts: readonly [MissingPart, ...MissingPart[]];
      readonly text: string;
    }
  | { readonly kind: 'malformed-date'; readonly form: Form; readonly date: string }
  | { readonly kind: 'malformed-scope'; readonly form: Form; readonly credential: string }
  | {
      readonly kind: 'scope';
      readonly form: Form;
      readonly faults: readonly [ScopeFault, ...ScopeFault[]];
    }
  | { readonly kind: 'expired' | 'not-yet-current'; readonly skew: Skew }
  | {
      readonly kind: 'presigned-expired';
      readonly until: string;
      readonly now: string;
    }
  | { readonly kind: 'presigned-not-yet-valid'; readonly skew: Skew }
  | { readonly kind: 'presigned-expiry-invalid'; readonly expires: string | undefined }
  | { readonly kind: 'unknown-key' | 'inactive-key' | 'missing-token' | 'wrong-token' | 'expired-token' }
  | { readonly kind: 'header-not-signed'; readonly names: readonly [string, ...string[]] }
  | { readonly kind: 'missing-payload-hash' | 'malformed-payload-hash' | 'unsupported-payload' }
  | { readonly kind: 'payload-hash-mismatch' | 'signature-mismatch'; readonly computed: ComputedSignature }
  /** `computed`: of the chunk or trailer whose signature is wrong; else of the headers, which are right. */
  | { readonly kind: 'chunks'; readonly chunks: ChunkedFault; readonly computed: ComputedSignature };

export type ScopeFault =
  | { readonly kind: 'wrong-region'; readonly got: string; readonly expected: string }
  | { readonly kind: 'wrong-service'; readonly got: string; readonly expected: string }
  | { readonly kind: 'scope-terminator'; readonly got: string }
  | { readonly kind: 'scope-date-mismatch'; readonly got: string; readonly date: string };

export interface Skew {
  readonly date: string;
  /** The earliest or latest date that would do. */
  readonly limit: string;
  readonly now: string;
  readonly minutes: number;
}
