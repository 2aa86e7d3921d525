// What S3 weighs beside the policies: access control lists, and Block Public Access.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

import { accountOf, type Caller } from '../match/caller.ts';
import type { ActionPlan } from './action-plan.ts';
import type { CompiledPolicySet } from './compiled.ts';
import type { Evaluation } from './evaluation.ts';
import { restrictsPublicBucket, type PublicAccessReason } from './public-policy.ts';
import { readAcl, type AclRequest } from './s3-acl.ts';
import type { RuleTrace } from './trace.ts';
import type { Situation } from './situation.ts';
import type { Tally } from './verdict.ts';

export interface S3Verdict {
  /** An access control list grants what the bucket's policy need not. */
  readonly grants: boolean;
  /** Block Public Access refuses whatever the bucket's policy and lists grant. */
  readonly restricted: PublicAccessReason | undefined;
  readonly rules: readonly RuleTrace[];
}

/** Undefined where the request is none of S3's, or nothing is known of the bucket beside its policy. */
export function s3VerdictOf(
  { request, caller, canonicalUserId }: Evaluation,
  { action }: ActionPlan,
  set: CompiledPolicySet,
): S3Verdict | undefined {
  const { s3 } = set;
  if (s3 === undefined || action.service !== 's3') return undefined;
  const { resource, resourceAccountId } = request;
  const restricted = restrictsPublicBucket({
    isPublic: set.isPublic(),
    caller,
    bucketAccountId: resourceAccountId,
    publicAccessBlock: s3.publicAccessBlock,
  });
  const rules: RuleTrace[] = restricted === undefined ? [] : [restricted];
  // "ACLs cannot grant permissions to entities within the same account."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_acl
  if (accountOf(caller) === resourceAccountId) return { grants: false, restricted, rules };
  const { grant, ignored } = readAcl(s3, {
    action: action.name,
    // An object's key may hold colons too.
    resource: resource.split(':').slice(5).join(':').includes('/') ? 'object' : 'bucket',
    caller: aclCaller(caller),
    canonicalUserId,
  });
  for (const { grant: one, reason } of ignored) rules.push({ kind: 'acl-ignored', ...one, because: reason });
  if (grant !== undefined && restricted === undefined) rules.push({ kind: 'acl', ...grant });
  return { grants: grant !== undefined, restricted, rules };
}

/**
 * What the resource's side says in the end. "The bucket owner can grant permission by using a bucket policy
 * or bucket ACL": either opens that side; the caller's own is asked all the same.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-bucket-operation.html
 */
export function weighResource(
  tally: Tally,
  { neverAcrossAccounts, isUnknown, resourceBit }: Situation,
  s3: S3Verdict | undefined,
): void {
  if (neverAcrossAccounts !== undefined || isUnknown || s3?.restricted !== undefined) {
    tally.silent |= resourceBit;
    tally.grants = 0;
  } else if (s3?.grants === true) tally.silent &= ~resourceBit;
}

function aclCaller(caller: Caller): AclRequest['caller'] {
  if (caller.kind === 'anonymous') return 'anonymous';
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  if (caller.kind !== 'service' && caller.kind !== 'provider') return 'authenticated';
  return caller.name === 'logging.s3.amazonaws.com' ? 'log-delivery' : 'service';
}
