// The trace of a decision: layer by layer, policy by policy, statement by statement, element by
// element. The verdict is a fold over it, so the explanation cannot disagree with the answer.

import type { PrincipalMatch } from '../match/principal.ts';
import type { Path, Span } from '../policy/position.ts';
import type { PublicAccessReason } from './public-policy.ts';
import type { IgnoredGrant } from './s3-acl.ts';
import type { PolicyType, S3Grant } from './types.ts';

export interface Trace {
  readonly layers: readonly LayerTrace[];
  /** Rules of AWS that decided or took part without being a policy. */
  readonly rules: readonly RuleTrace[];
}

/** `root-user`: the account's root is not subject to implicit denial by identity policies. */
export type RuleTrace =
  | { readonly kind: 'root-user' }
  | { readonly kind: 'no-permission-needed' }
  /** The root user may read, replace and delete the policy of its bucket or queue, whatever that says. */
  | { readonly kind: 'root-unlocks-bucket' }
  /** AWS knows no such principal, so nothing lets it in. */
  | { readonly kind: 'unknown-principal' }
  /** No policy of the resource gives the action to other accounts, or none reaches into another partition. */
  | { readonly kind: 'never-across-accounts'; readonly because: 'action' | 'partition' }
  /** An access control list of S3's grants it. */
  | ({ readonly kind: 'acl' } & S3Grant)
  /** A list grants it, and S3 ignores the grant. */
  | ({ readonly kind: 'acl-ignored'; readonly because: IgnoredGrant['reason'] } & S3Grant)
  /** S3 Block Public Access refuses it, whatever the bucket's policy and lists grant. */
  | PublicAccessReason;

/**
 * By which name a resource-based policy means the caller. `everyone-with-arn`: `*`, and a condition that
 * pins `aws:PrincipalArn`.
 */
export type NamedAs = PrincipalMatch | 'everyone-with-arn';

export interface LayerTrace {
  readonly type: PolicyType;
  /** SCP and RCP: the root, unit or account the policies are attached to. */
  readonly levelId?: string;
  readonly outcome: 'allow' | 'explicitDeny' | 'implicitDeny' | 'notApplicable';
  readonly policies: readonly PolicyTrace[];
}

export interface PolicyTrace {
  readonly name: string;
  readonly arn?: string;
  /** The document's text, into which the spans point. */
  readonly text: string;
  /** False: it could not be parsed, and nothing its layer applies to is allowed. */
  readonly readable: boolean;
  readonly statements: readonly StatementTrace[];
}

export interface StatementTrace {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whether every element matched, so that the effect counts. */
  readonly applies: boolean;
  /** Where the statement has a Principal that means the caller. */
  readonly namedAs?: NamedAs;
  readonly elements: readonly ElementTrace[];
  readonly span: Span;
}

export type StatementElement =
  'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource' | 'Condition';

/** Why an element did or did not match. Sentences are in `ui/words`. */
export type ElementReason =
  | 'matched'
  | 'action-mismatch'
  | 'action-excluded'
  | 'resource-mismatch'
  | 'resource-excluded'
  | 'principal-mismatch'
  | 'principal-excluded'
  /** `{ "AWS": "*" }` allows nobody for whom an identity provider vouches. */
  | 'everyone-but-federated'
  /** NotPrincipal names the caller, which has a permissions boundary: it is never spared. */
  | 'not-spared-with-boundary'
  /** NotPrincipal names the caller, but not all that it must name with it: account, role and session. */
  | 'not-spared-by-name-alone'
  | 'condition-false'
  | 'missing-context-key'
  | 'empty-variable'
  | 'malformed-value'
  | 'malformed-context-value'
  | 'not-looked-at';

export interface ElementTrace {
  readonly element: StatementElement;
  readonly matched: boolean;
  readonly reason: ElementReason;
  readonly path: Path;
  readonly span: Span;
  /**
   * The pattern or value of the policy that decided, as it stands in the text. It was compared with the
   * request's own action, resource or principal.
   */
  readonly pattern?: string;
  /** The pattern with the values of its variables. */
  readonly resolved?: string;
  /** Condition only: one entry for each operator and key. */
  readonly conditions?: readonly ConditionTrace[];
}

export interface ConditionTrace {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly matched: boolean;
  readonly reason: ElementReason;
  /** The policy's values, variables replaced. */
  readonly expected: readonly string[];
  /** The request's values; empty when the key is absent. */
  readonly actual: readonly string[];
  readonly span: Span;
}
