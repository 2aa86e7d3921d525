// The sandboxes of this device as things on a shelf: listed, made, renamed, binned, saved to files and opened from
// them. The screens know them by this port; how one is worked in is `OpenSandbox` of `ui/ports.ts`.

import type { Result } from '../core/lang/result.ts';

export interface SandboxSummary {
  readonly id: string;
  readonly name: string;
  /** Of its first account. */
  readonly accountId: string;
  /** Of all its accounts, as far as the list of this device knows them; first the oldest. */
  readonly accountIds: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface BinnedSandbox extends SandboxSummary {
  readonly deletedAt: number;
}

export interface NewSandbox {
  readonly name: string;
  readonly alias: string;
  readonly email: string;
  readonly password: string;
  readonly withSampleBucket: boolean;
}

/** One of the AWS accounts of a sandbox. */
export interface AccountSummary {
  readonly accountId: string;
  readonly alias?: string;
  /** Of its root user. */
  readonly email: string;
}

/** Something that did not work out, with the field it concerns where there is one. */
export interface Failure {
  readonly field?: string;
  readonly message: string;
}

type Answer<Value> = Promise<Result<Value, Failure>>;

/** Answers what `work` does, and a failure in its place where the world around it failed. */
export type Attempt = <Value>(work: () => Answer<Value>) => Answer<Value>;

export interface SandboxShelf {
  /** Most recently opened first. */
  list(): Answer<readonly SandboxSummary[]>;
  create(input: NewSandbox): Answer<SandboxSummary>;
  /** First the oldest. */
  accounts(id: string): Answer<readonly AccountSummary[]>;
  /** A further account beside those that the sandbox has. */
  addAccount(id: string, account: Pick<NewSandbox, 'alias' | 'email' | 'password'>): Answer<AccountSummary>;
  rename(id: string, name: string): Answer<null>;
  /** Moves it to the bin, from which it can be taken back for seven days. */
  moveToBin(id: string): Answer<null>;
  listBin(): Answer<readonly BinnedSandbox[]>;
  restore(id: string): Answer<null>;
  /** The whole sandbox as the text of a file. */
  exportFile(id: string, options: { readonly withSecrets: boolean }): Answer<string>;
  importFile(text: string): Answer<SandboxSummary>;
}
