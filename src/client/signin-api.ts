// The sign-in page's side of `cloud/signin`: what it asks, and what comes back over the wire.

import type { ConsoleSession } from './ports.ts';
import type { Answer } from './aws-api.ts';

export interface SigninApi {
  /** Root: the account's e-mail address and password. */
  signInRoot(input: { readonly email: string } & PasswordInput): Promise<SignInAnswer>;
  /** A user. `account`: its id or alias. */
  signInUser(
    input: { readonly account: string; readonly userName: string } & PasswordInput,
  ): Promise<SignInAnswer>;
  /**
   * For learners in a hurry: no password asked; the event is marked `gatehouse:actAs`.
   * `principalArn` is the account's root, one of its users, or a role that people may assume.
   */
  actAs(input: { principalArn: string }): Promise<Answer<ConsoleSession>>;
  /** What who is signed in asks of the sign-in service; its code is fetched when it is first asked for. */
  as(session: ConsoleSession): Promise<SessionApi>;
}

/** The same each time, and with it what the last answer asked for. */
export interface PasswordInput {
  readonly password: string;
  readonly mfaCode?: string;
  readonly newPassword?: string;
  /** Came with the question for a new password: in place of the code, which counts but once. */
  readonly challenge?: string;
}

/** The password was right, and one is in, or something else is asked for first. */
export type SignInAnswer = Answer<ConsoleSession> | SignInStep;

export type SignInStep =
  | { readonly kind: 'mfa'; readonly requestId: string }
  | {
      readonly kind: 'new-password';
      readonly reason: 'first' | 'expired';
      readonly challenge?: string;
      readonly requestId: string;
    };

/** Signed with the session's own credentials. */
export interface SessionApi {
  /** `account`: id or alias. `roleName` with its path: `ops/admin`. The session switched from counts on. */
  switchRole(input: { readonly account: string; readonly roleName: string }): Promise<Answer<ConsoleSession>>;
  /** The session again that one switched from. */
  exitRole(): Promise<Answer<ConsoleSession>>;
  /** These are for root alone, and AWS has them at the console alone. */
  changeRootPassword(input: {
    readonly oldPassword: string;
    readonly newPassword: string;
  }): Promise<Answer<null>>;
  enableRootMfa(input: TwoCodes): Promise<Answer<null>>;
  resyncRootMfa(input: TwoCodes): Promise<Answer<null>>;
  deactivateRootMfa(input: { readonly serialNumber: string }): Promise<Answer<null>>;
  /** Root's own e-mail address, with root's password once more. */
  changeRootEmail(input: { readonly email: string; readonly password: string }): Promise<Answer<null>>;
  /** "IAM user and role access to Billing information". */
  updateBillingAccess(input: { readonly activated: boolean }): Promise<Answer<null>>;
  /** `accountId`: typed once more, to confirm. Nobody but root gets in from then on, who can do little else than reopen. */
  closeAccount(input: { readonly accountId: string }): Promise<Answer<null>>;
  /** Within 90 days. */
  reopenAccount(): Promise<Answer<null>>;
}

/** Of a virtual MFA device, one straight after the other. */
export interface TwoCodes {
  readonly serialNumber: string;
  readonly code1: string;
  readonly code2: string;
}
