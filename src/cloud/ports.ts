// The ports through which the simulated AWS speaks to the world. Nothing in `cloud` touches a
// database, a worker, the clock or dice by any other way.

import type { AuthorizationRequest, Decision, Outcome, PolicySet } from '../core/authorize/types.ts';
import type { AccessLevel, AwsManagedPolicy } from '../core/catalog/types.ts';
import type { SecretRecord, Verification } from '../core/authenticate/verification.ts';
import type { HttpRequest } from '../core/wire/message.ts';
import type { Tables } from './records.ts';

/** Authentication and authorization, in a worker of their own. */
export interface Gate {
  /**
   * Recomputes the signature of a message. `record` is AWS's copy of the key that the message names,
   * if there is one. `now` in milliseconds since the epoch.
   */
  verify(input: {
    readonly request: HttpRequest;
    readonly record: SecretRecord | undefined;
    readonly now: number;
  }): Promise<Verification>;
  /** Allowed when every request is. At least one request. */
  authorizeAll(
    inputs: readonly { readonly request: AuthorizationRequest; readonly policies: PolicySet }[],
  ): Promise<{ readonly outcome: Outcome; readonly decisions: readonly Decision[] }>;
  /** Slow hash of a password, for storing and comparing. */
  hashPassword(input: { readonly password: string; readonly salt: Uint8Array }): Promise<Uint8Array>;
}

/**
 * What AWS itself brings to every account: compiled data, in a worker of its own. It never changes while the
 * app runs, so an answer may be kept.
 */
export interface Catalog {
  /** AWS's managed policies by name, without their documents. */
  managedPolicies(): Promise<readonly AwsManagedPolicy[]>;
  /** The documents of the default versions, in the order of the ARNs; undefined where AWS has no such policy. */
  managedPolicyDocuments(arns: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** What AWS says a policy is for; undefined where it says nothing. */
  managedPolicyDescription(arn: string): Promise<string | undefined>;
  /** Undefined for an action that the service reference does not list. */
  accessLevel(action: string): Promise<AccessLevel | undefined>;
}

/** Milliseconds since the epoch. The sandbox's clock is the device's plus an offset that only grows. */
export interface Clock {
  device(): number;
  sandbox(): number;
}

/** The source of randomness: ids, secrets and salts are made from its bytes by pure functions of the core. */
export interface Ids {
  randomBytes(length: number): Uint8Array;
}

/** Reading one table. Keys are the records' own; an index is named as in `records.ts`. */
export interface TableReader<Name extends keyof Tables> {
  get(key: string): Promise<Tables[Name]['record'] | undefined>;
  /** All records whose index has the value, in key order. */
  where(index: Tables[Name]['index'], value: string): Promise<readonly Tables[Name]['record'][]>;
  /** All records, in key order. */
  all(): Promise<readonly Tables[Name]['record'][]>;
  count(): Promise<number>;
}

export interface TableWriter<Name extends keyof Tables> extends TableReader<Name> {
  put(record: Tables[Name]['record']): Promise<void>;
  delete(key: string): Promise<void>;
}

export type Reading = { readonly [Name in keyof Tables]: TableReader<Name> };
export type Writing = { readonly [Name in keyof Tables]: TableWriter<Name> };

/**
 * The account's state. Each call is one transaction over all tables.
 * INVARIANT: inside `write`, nothing but the store is awaited: a foreign await ends an IndexedDB
 * transaction early and leaves the first writes committed.
 */
export interface Store {
  read<Value>(work: (tables: Reading) => Promise<Value>): Promise<Value>;
  /** Commits when `work` resolves, rolls all of it back when it throws. */
  write<Value>(work: (tables: Writing) => Promise<Value>): Promise<Value>;
}
