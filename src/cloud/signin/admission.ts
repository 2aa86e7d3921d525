// What an attempt to sign in comes to: in, one step further, or refused.

import type { Ending, Authorization } from '../ending.ts';
import type { Fault } from '../fault.ts';
import type { Writing } from '../ports.ts';
import type { Caller } from '../caller.ts';
import type { SessionRecord } from '../records.ts';
import type { Identity } from '../user-identity.ts';

/** Somebody who has no credentials yet. */
export type Who = Omit<Caller, 'accessKeyId' | 'session'>;

/** An MFA code that was right. */
export interface Mfa {
  readonly serialNumber: string;
  /** By the sandbox's clock. */
  readonly at: number;
}

export type NextStep =
  | { readonly next: 'mfa' }
  | {
      readonly next: 'new-password';
      readonly reason: 'first' | 'expired';
      /** To be given with the new password, in place of the MFA code. */
      readonly challenge?: string;
    };

/** Why what was found out outside the transaction no longer counts inside it. */
export type Unsettled =
  | { readonly kind: 'changed' }
  /** Others failed at the same time, so that one must wait. */
  | { readonly kind: 'slowed-down'; readonly milliseconds: number };

/**
 * Looks again at what was found out outside the transaction, and writes what goes with it. Where it finds that
 * something has changed, it has written nothing.
 */
export type Settle = (tables: Writing) => Promise<Unsettled | undefined>;

export type SignInOutcome =
  | {
      readonly kind: 'admitted';
      readonly who: Who;
      readonly session: SessionRecord;
      readonly mfa?: Mfa;
      /** An event of its own before that of the sign-in: a new password was set. */
      readonly before?: Ending;
      readonly settle: Settle;
    }
  | {
      readonly kind: 'next';
      readonly who: Who;
      readonly step: NextStep;
      readonly ending: Ending;
      readonly settle: Settle;
    }
  | ({ readonly kind: 'refused' } & Refusal);

export interface Refusal {
  readonly fault: Fault;
  /** Whom the attempt was for, as far as that is known. */
  readonly identity: Identity;
  /** Absent: the account is not known either. */
  readonly accountId?: string;
  /** CloudTrail's words; default: the fault's. */
  readonly trailMessage?: string;
  /** What failed; default: ConsoleLogin. */
  readonly event?: 'ConsoleLogin' | 'PasswordUpdated';
  readonly mfaUsed?: boolean;
  readonly authorization?: Authorization;
  /** What is kept of the failure. What it finds, if anything, is answered in place of the fault. */
  readonly settle?: Settle;
}
