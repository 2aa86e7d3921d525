// The ports of the caller's machine: where it signs, sends, and keeps its credentials. The caller
// knows nothing of the cloud but what comes back over the wire.

import type {
  ActionDetails,
  ActionSummary,
  AwsManagedPolicy,
  AwsManagedPolicyDetails,
  CatalogProblem,
  ConditionKey,
  DataSet,
  ManagedPolicyKind,
  MatchedResourceType,
  RegionName,
  SdkOperation,
  SearchAnswer,
  ServiceDetails,
  ServiceSummary,
} from '../core/catalog/types.ts';
import type { Counterfactual } from '../core/authorize/counterfactuals.ts';
import type { AuthorizationRequest, PolicySet } from '../core/authorize/types.ts';
import type { Result } from '../core/lang/result.ts';
import type { ChunkedSigned, ChunkedSignOptions } from '../core/sigv4/chunked-signing.ts';
import type { Credentials, Signed, SignOptions } from '../core/sigv4/credentials.ts';
import type { PostPolicy, PostSigner, SignedPost } from '../core/sigv4/post-policy.ts';
import type { PresignOptions } from '../core/sigv4/presign.ts';
import type { HttpRequest, HttpResponse } from '../core/wire/message.ts';

/** Signing, in a worker of its own. */
export interface Signer {
  sign(request: HttpRequest, options: SignOptions): Promise<Signed>;
}

/** Every way of signing, for the signing bench; in the same worker, loaded when first asked for. */
export interface SigningForms extends Signer {
  presign(request: HttpRequest, options: PresignOptions): Promise<Signed>;
  signChunked(request: HttpRequest, options: ChunkedSignOptions): Promise<ChunkedSigned>;
  signPost(options: PostSigner & { readonly policy: PostPolicy | string }): Promise<SignedPost>;
}

/**
 * AWS's service reference and managed policies, as one looks them up: compiled data, in a worker of its own,
 * which loads a file when it is first asked for what is in it. Nothing here is of the account.
 */
export interface Reference {
  /** All services, by prefix. */
  services(): Promise<readonly ServiceSummary[]>;
  service(prefix: string): Promise<Result<ServiceDetails, CatalogProblem>>;
  /** The actions of a service by name, without details: less is loaded for them than for `service`. */
  actions(prefix: string): Promise<Result<readonly ActionSummary[], CatalogProblem>>;
  /** The actions of a service that are asked about one of its resource types, by name. */
  actionsOn(prefix: string, resourceType: string): Promise<Result<readonly ActionSummary[], CatalogProblem>>;
  /** By full name, whatever its case. */
  action(name: string): Promise<Result<ActionDetails, CatalogProblem>>;
  /** The actions that an `Action` element's value stands for, by name: `s3:Get*`, `*`. */
  expandAction(pattern: string): Promise<Result<readonly string[], CatalogProblem>>;
  /** The resource types whose ARN format an ARN has, the most specific first. */
  resourceTypesOf(arn: string): Promise<Result<readonly MatchedResourceType[], CatalogProblem>>;
  /** By name, whatever its case, placeholders filled in or not: `aws:RequestTag/team`. */
  conditionKey(name: string): Promise<Result<ConditionKey, CatalogProblem>>;
  globalConditionKeys(): Promise<readonly ConditionKey[]>;
  /** AWS managed policies by name; `service`: those whose Allow statements name it. */
  managedPolicies(filter?: {
    readonly text?: string;
    readonly kind?: ManagedPolicyKind;
    readonly service?: string;
  }): Promise<readonly AwsManagedPolicy[]>;
  /** By ARN, or by name. */
  managedPolicy(nameOrArn: string): Promise<Result<AwsManagedPolicyDetails, CatalogProblem>>;
  /** As one types: every word must be found. At most `most` matches of each kind. */
  search(text: string, options: { readonly most: number }): Promise<SearchAnswer>;
  /** ARNs to start from for an action: the formats of its resource types, filled in with this account and examples. */
  exampleResources(
    action: string,
    place: { readonly accountId: string; readonly region: string },
  ): Promise<Result<readonly string[], CatalogProblem>>;
  /** The operations of popular services' SDK clients that need an action: `HeadObject` needs `s3:GetObject`. */
  operationsUsing(action: string): Promise<readonly SdkOperation[]>;
  /** The Regions of all partitions, those of `aws` first. Which of them an account has is not known here. */
  regions(): Promise<readonly RegionName[]>;
  dataSets(): Promise<readonly DataSet[]>;
}

/** Questions about decisions that AWS itself answers to nobody, in the gate's worker. They change nothing. */
export interface Analysis {
  /** The smallest changes by which the request would be decided the other way; empty where there is none. */
  counterfactuals(input: {
    readonly request: AuthorizationRequest;
    readonly policies: PolicySet;
  }): Promise<readonly Counterfactual[]>;
}

/** The wire. Resolves with whatever AWS answers, errors included; rejects only when nothing answers. */
export interface Wire {
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** Milliseconds since the epoch, on the clock of the sandbox that is open. */
export interface CallerClock {
  now(): number;
}

/** A named set of credentials, as in `~/.aws/credentials`. */
export interface Profile {
  readonly sandboxId: string;
  readonly name: string;
  readonly credentials: Credentials;
  readonly region: string;
}

/** What the console holds for who is signed in: credentials that `cloud/signin` issued. */
export interface ConsoleSession {
  readonly sandboxId: string;
  readonly credentials: Credentials;
  /** ARN of the signed-in principal, as `cloud/signin` stated it. */
  readonly principalArn: string;
  readonly accountId: string;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Of a role that was switched to: the ARN of who switched, and can switch back. */
  readonly switchedFrom?: string;
  /** Nobody was asked for a password ("act as"); of a role: of who switched to it. */
  readonly actsAs?: true;
  /** Of a role that was switched to. */
  readonly role?: SwitchedRole;
}

/** A role as whoever switches to it types it and wants it shown. */
export interface RoleChoice {
  /** Id or alias. */
  readonly account: string;
  /** With its path: `ops/admin`. */
  readonly roleName: string;
  readonly displayName: string;
  readonly color?: RoleColor;
}

export type RoleColor = 'red' | 'orange' | 'yellow' | 'green' | 'blue';

export interface SwitchedRole extends RoleChoice {
  /** The one to which "Switch back" leads. */
  readonly from: ConsoleSession;
}

/** The caller's own store, in a database that never joins the cloud's. */
export interface MachineStore {
  profiles(sandboxId: string): Promise<readonly Profile[]>;
  saveProfile(profile: Profile): Promise<void>;
  deleteProfile(sandboxId: string, name: string): Promise<void>;
  session(sandboxId: string): Promise<ConsoleSession | undefined>;
  saveSession(session: ConsoleSession): Promise<void>;
  deleteSession(sandboxId: string): Promise<void>;
}
