// The ports through which the simulated AWS speaks to the world. Nothing in `cloud` touches a
// database, a worker, the clock or dice by any other way.

import type { AuthorizationRequest, Decision, Outcome, PolicySet } from '../core/authorize/types.ts';
import type { AccessLevel, ActionDetails, AwsManagedPolicy, CatalogProblem } from '../core/catalog/types.ts';
import type { Result } from '../core/lang/result.ts';
import type { SecretRecord, Verification } from '../core/authenticate/verification.ts';
import type { StoredService } from '../core/shapes/shapes-file.ts';
import type { AllowedService } from '../core/summarize/allowed-actions.ts';
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
  /** What goes into and comes out of the operations of a service; undefined for one that is not simulated. */
  shapes(service: string): Promise<StoredService | undefined>;
  /** Undefined for an action that the service reference does not list. */
  accessLevel(action: string): Promise<AccessLevel | undefined>;
  /** What identity-based policies together may allow, by service: see `core/summarize`. */
  allowedActions(documents: readonly string[]): Promise<readonly AllowedService[]>;
  /** `Amazon S3` of `s3`; undefined for a prefix that the service reference does not list. */
  serviceName(prefix: string): Promise<string | undefined>;
  /** What the service reference says of an action. */
  action(name: string): Promise<Result<ActionDetails, CatalogProblem>>;
}

/**
 * The key pairs of the identity providers in the sandbox, and of AWS's own issuer of tokens, each known by its
 * issuer: an `https://` URL, or the entity id of a SAML provider. Private keys never leave it.
 */
export interface IdentityProviders {
  /** Makes the pair when it is first asked to sign. */
  sign(key: SigningKeyName, bytes: Uint8Array): Promise<Uint8Array>;
  /** `unknown`: nobody here has a key of that name, so that it may be a real provider's. */
  verify(
    key: SigningKeyName,
    bytes: Uint8Array,
    signature: Uint8Array,
  ): Promise<'right' | 'wrong' | 'unknown'>;
  /** As a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7); makes the pair where there is none. */
  publicKey(key: SigningKeyName): Promise<Uint8Array>;
}

export interface SigningKeyName {
  readonly issuer: string;
  readonly algorithm: SigningAlgorithm;
}

/** As JSON Web Tokens name them (RFC 7518 section 3.1). */
export type SigningAlgorithm = 'RS256' | 'ES384';

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
  /** The records whose key begins with `prefix`, in key order; a part of them where asked for. */
  under(prefix: string, part?: Part): Promise<readonly Tables[Name]['record'][]>;
  /** How many records have a key that begins with `prefix`: no record is read. */
  countUnder(prefix: string): Promise<number>;
  /** All records, in key order. */
  all(): Promise<readonly Tables[Name]['record'][]>;
  count(): Promise<number>;
}

export interface Part {
  /** Only keys after this one. */
  readonly after?: string;
  /** At most so many. */
  readonly most?: number;
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
