// What an attempt to sign in comes to: in, one step further, or refused.

import type { Authorization } from '../ending.ts';
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

/**
 * Looks again at what was found out outside the transaction, and writes what goes with it; false: something has
 * changed meanwhile, and nothing was written.
 */
export type Settle = (tables: Writing) => Promise<boolean>;

export type SignInOutcome =
  | {
      readonly kind: 'admitted';
      readonly who: Who;
      readonly session: SessionRecord;
      readonly mfa?: Mfa;
      /** Where a new password was set: the permission to. */
      readonly passwordUpdated?: Authorization;
      readonly settle: Settle;
    }
  | { readonly kind: 'next'; readonly who: Who; readonly step: NextStep; readonly settle: Settle }
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
  readonly additional?: Readonly<Record<string, string>>;
  readonly authorization?: Authorization;
  /** Writes that it failed. */
  readonly count?: (tables: Writing) => Promise<void>;
}
