// The contract of authorization: plain data in, plain data out. DESIGN §3 fixes these shapes for
// other programs; change them only with it.

import type { PolicyType } from '../policy/policy-type.ts';
import type { PolicyProblem } from '../policy/problem.ts';
import type { Trace } from './trace.ts';

export type { PolicyType } from '../policy/policy-type.ts';

export interface AuthorizationRequest {
  /**
   * ARN of a user, role, role session, federated user or account root; an identity provider (ARN, or
   * `accounts.google.com`) for sts:AssumeRoleWith*; a service (`lambda.amazonaws.com`); or `anonymous`.
   * A role's own ARN stands for any session of it.
   */
  readonly principal: string;
  /** For a federated user: the ARN of the user who federated. */
  readonly issuer?: string;
  /**
   * The canonical user id of the caller's account, by which S3's bucket policies and ACLs can name it.
   * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html#FindCanonicalId
   */
  readonly canonicalUserId?: string;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN or `*` */
  readonly resource: string;
  /** The account that owns the resource (an S3 ARN names none). */
  readonly resourceAccountId: string;
  /** Condition keys, names without regard to case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export interface NamedPolicy {
  readonly name: string;
  readonly arn?: string;
  /** An object, or its JSON text. */
  readonly document: unknown;
}

export interface PolicyLevel {
  readonly id: string;
  readonly policies: readonly NamedPolicy[];
}

export interface S3Grant {
  readonly grantee: string;
  readonly permission: string;
}

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface PolicySet {
  /** Inline, managed and, for a user, those of the groups. */
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly resource?: NamedPolicy;
  /** VPC endpoint policy. */
  readonly endpoint?: NamedPolicy;
  /** Absent: no session policy limits this principal. Empty: a federated user without one, which denies implicitly. */
  readonly sessions?: readonly NamedPolicy[];
  /** Root first, account last; absent: no organization. */
  readonly scps?: readonly PolicyLevel[];
  readonly rcps?: readonly PolicyLevel[];
  readonly s3?: {
    readonly acl: readonly S3Grant[];
    readonly objectOwnership: string;
    readonly publicAccessBlock: { readonly account: PublicAccessBlock; readonly bucket: PublicAccessBlock };
  };
}

export type Outcome = 'allowed' | 'implicitDeny' | 'explicitDeny';

/** A policy of the set that could not be read, or of which something did not count. */
export interface DecisionProblem extends PolicyProblem {
  readonly policyType: PolicyType;
  readonly policyName: string;
}

export interface Decision {
  readonly outcome: Outcome;
  readonly blockedBy: readonly PolicyType[];
  /** Condition keys that could change the outcome if they were given. */
  readonly missingContext: readonly string[];
  /** AWS's AccessDenied sentence; absent when allowed. */
  readonly message?: string;
  readonly problems: readonly DecisionProblem[];
  readonly trace: Trace;
}
