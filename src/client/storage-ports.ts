// What the app asks of the browser's storage beside the cloud's own tables: the list of sandboxes,
// settings, and the signal that something changed. The screens know storage by these ports only.

import type { Result } from '../core/lang/result.ts';

/** Why the browser's storage did not do what was asked. `message` is a sentence for the reader. */
export interface StorageFailure {
  readonly kind: StorageFailureKind;
  readonly message: string;
}

/**
 * - `quota-exceeded`: the browser gives no more room; nothing of the write was kept.
 * - `blocked`: another tab holds the database open in an older version.
 * - `newer-version`: another tab runs a newer Gatehouse, which has changed the database; this one must not write.
 * - `lost`: the connection went away during the call, and whether a write was kept is unknown; or the database was deleted or closed.
 * - `unavailable`: the browser refuses to open a database at all.
 */
export type StorageFailureKind = 'quota-exceeded' | 'blocked' | 'newer-version' | 'lost' | 'unavailable';

/** Where state is kept. In memory it ends with the tab; `reason` says why, for the banner. */
export type StorageKind =
  { readonly kind: 'indexeddb' } | { readonly kind: 'memory'; readonly reason: StorageFailure };

/** One sandbox, as the list knows it. Times are milliseconds since the epoch, by the device's clock. */
export interface SandboxEntry {
  readonly id: string;
  readonly name: string;
  /** Of its first account, for the list: the sandbox itself need not be opened for it. */
  readonly accountId: string;
  /** Of the accounts made after it, oldest first. Ids alone: an alias comes and goes by IAM, and has no copy. */
  readonly furtherAccountIds?: readonly string[];
  readonly createdAt: number;
  readonly openedAt: number;
  /** Milliseconds that the sandbox's clock is ahead of the device's; it only grows. */
  readonly clockOffset: number;
  /** Present while in the bin. */
  readonly deletedAt?: number;
}

export type DirectoryFailure =
  | StorageFailure
  | { readonly kind: 'invalid-name'; readonly message: string }
  | { readonly kind: 'not-found'; readonly message: string }
  | { readonly kind: 'already-exists'; readonly message: string }
  | { readonly kind: 'clock-backwards'; readonly message: string };

type Answer<Value> = Promise<Result<Value, DirectoryFailure>>;

/** The list of this device's sandboxes, and the app's settings. Time and ids are the caller's. */
export interface Directory {
  /** Those not in the bin, most recently opened first. */
  list(): Answer<readonly SandboxEntry[]>;
  /** Those in the bin, last deleted first. */
  listBin(): Answer<readonly SandboxEntry[]>;
  /** `name` is 1 to 64 characters after trimming. */
  create(sandbox: {
    readonly id: string;
    readonly name: string;
    readonly accountId: string;
    readonly furtherAccountIds?: readonly string[];
    readonly now: number;
    readonly clockOffset?: number;
  }): Answer<SandboxEntry>;
  rename(id: string, name: string): Answer<SandboxEntry>;
  /** Adds those that the entry does not name yet: a sandbox never loses an account. */
  noteAccounts(id: string, accountIds: readonly string[]): Answer<SandboxEntry>;
  markOpened(id: string, now: number): Answer<SandboxEntry>;
  /** Refuses an offset below the present one: a sandbox's clock never goes back. */
  setClockOffset(id: string, clockOffset: number): Answer<SandboxEntry>;
  moveToBin(id: string, now: number): Answer<SandboxEntry>;
  restore(id: string): Answer<SandboxEntry>;
  /** Deletes for good what has been in the bin for seven days; answers their ids. */
  purge(now: number): Answer<readonly string[]>;
  setting(key: string): Answer<Setting | undefined>;
  saveSetting(key: string, value: Setting): Answer<null>;
}

export type Setting = string | number | boolean;

/** Says the account's revision: once soon after subscribing, then each time it has changed, in whichever tab. */
export interface RevisionSignal {
  /** Returns how to stop. */
  subscribe(listener: (revision: number) => void): () => void;
}

/** What the browser tells of the room it gives, in bytes; undefined where it tells nothing. */
export interface StorageEstimate {
  readonly usage: number;
  readonly quota: number;
}
