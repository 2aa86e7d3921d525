// What happened to one request on its way through the cloud, kept apart from its trail event. The
// decision view reads it directly from the store, "seen from outside the account".

import type { AuthorizationRequest, Decision, Outcome } from '../core/authorize/types.ts';
import type { Verification } from '../core/authenticate/verification.ts';
import type { BillingLimit } from './billing-access.ts';
import type { CredentialLimit } from './limits-of-credentials.ts';

export interface RequestTrace {
  readonly requestId: string;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly receivedAt: number;
  /** Signing name of the service the message was taken for, such as `iam`. */
  readonly service: string;
  /** `iam:CreateUser`; absent when the message was refused before its operation was read. */
  readonly action?: string;
  readonly verification: Verification;
  /** Who AWS took the caller for; absent when refused. */
  readonly principalArn?: string;
  /** What ended the request before any policy was asked: the caller's kind of credentials, or billing being root's alone. */
  readonly credentialLimit?: CredentialLimit | BillingLimit | 'account-closed';
  /** Absent when the request ended before authorization, or its operation needs none. */
  readonly authorization?: {
    readonly outcome: Outcome;
    readonly checks: readonly { readonly request: AuthorizationRequest; readonly decision: Decision }[];
  };
  readonly answer: { readonly status: number; readonly code?: string; readonly message?: string };
}
