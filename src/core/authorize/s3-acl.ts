// What the access control list of a bucket or an object grants. An ACL never denies; what its grant
// counts for beside the policies is the verdict's.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html

import { publicAccessReason, type PublicAccessReason, type S3Access } from './public-policy.ts';
import type { S3Grant } from './types.ts';

/** What of a request matters to an ACL. Condition keys play no role. */
export interface AclRequest {
  /** In lower case, without `s3:`. */
  readonly action: string;
  /** What the request's ARN names. */
  readonly resource: 'bucket' | 'object';
  /** `log-delivery`: S3 itself, which writes access logs; `authenticated`: who signs with an account's key. */
  readonly caller: 'anonymous' | 'authenticated' | 'service' | 'log-delivery';
  /** That of the caller's account. */
  readonly canonicalUserId: string | undefined;
}

export interface IgnoredGrant {
  readonly grant: S3Grant;
  /** `acls-disabled`: the bucket's Object Ownership is BucketOwnerEnforced. */
  readonly reason: { readonly kind: 'acls-disabled' } | PublicAccessReason;
}

export interface AclAnswer {
  /** The first grant that counts for the request; absent when none does. */
  readonly grant?: S3Grant;
  /** The grants that S3 ignores, though they mean the caller and the action. */
  readonly ignored: readonly IgnoredGrant[];
}

export const allUsers = 'http://acs.amazonaws.com/groups/global/AllUsers';
export const authenticatedUsers = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
export const logDelivery = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

/**
 * "All unauthenticated requests are made by the anonymous user. This user is represented in ACLs by the
 * specific canonical user ID".
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html#about-resource-owner
 */
export const anonymousUser = '65a011a29cdf8ec533ec3d1ccaae921c';

/** Reads `acl` as the list of the bucket for actions on buckets and for PutObject, else of the object. */
export function readAcl(
  { acl, objectOwnership, publicAccessBlock }: S3Access,
  request: AclRequest,
): AclAnswer {
  const rule = rules.get(request.action);
  if (rule?.resource !== request.resource) return { ignored: [] };
  // "the object and bucket ACLs are no longer part of an access evaluation"
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
  const disabled =
    objectOwnership === 'BucketOwnerEnforced' ? ({ kind: 'acls-disabled' } as const) : undefined;
  const blocked = publicAccessReason('IgnorePublicAcls', publicAccessBlock);
  const meant = acl
    .filter((grant) => permits(grant, rule) && isGrantee(grant, request))
    .map((grant) => ({
      grant,
      reason: disabled ?? (publicGrantees.has(grant.grantee) ? blocked : undefined),
    }));
  const counted = meant.find(({ reason }) => reason === undefined);
  const ignored = meant.flatMap(({ grant, reason }) => (reason === undefined ? [] : [{ grant, reason }]));
  return counted === undefined ? { ignored } : { grant: counted.grant, ignored };
}

interface AclRule {
  readonly permission: 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP';
  readonly resource: 'bucket' | 'object';
}

const bucketRule = (permission: AclRule['permission']): AclRule => ({ permission, resource: 'bucket' });
const objectRule = (permission: AclRule['permission']): AclRule => ({ permission, resource: 'object' });

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping
const rules: ReadonlyMap<string, AclRule> = new Map([
  ['listbucket', bucketRule('READ')],
  ['listbucketversions', bucketRule('READ')],
  ['listbucketmultipartuploads', bucketRule('READ')],
  ['getbucketacl', bucketRule('READ_ACP')],
  ['putbucketacl', bucketRule('WRITE_ACP')],
  // By the bucket's list. Deleting goes with it for the bucket's owner only, whose own account no list is for.
  ['putobject', objectRule('WRITE')],
  ['getobject', objectRule('READ')],
  ['getobjectversion', objectRule('READ')],
  ['getobjectacl', objectRule('READ_ACP')],
  ['getobjectversionacl', objectRule('READ_ACP')],
  ['putobjectacl', objectRule('WRITE_ACP')],
  ['putobjectversionacl', objectRule('WRITE_ACP')],
]);

function permits({ permission }: S3Grant, rule: AclRule): boolean {
  return permission === rule.permission || permission === 'FULL_CONTROL';
}

function isGrantee({ grantee }: S3Grant, { caller, canonicalUserId }: AclRequest): boolean {
  switch (grantee) {
    case allUsers:
      return true;
    case authenticatedUsers:
      return caller === 'authenticated';
    case logDelivery:
      return caller === 'log-delivery';
    default:
      return isUser(grantee, caller === 'anonymous' ? anonymousUser : canonicalUserId);
  }
}

/** Canonical user ids are hexadecimal digits. */
function isUser(grantee: string, id: string | undefined): boolean {
  return grantee.toLowerCase() === id?.toLowerCase();
}

/**
 * "Amazon S3 considers a bucket or object ACL public if it grants any permissions to members of the
 * predefined `AllUsers` or `AuthenticatedUsers` groups." The anonymous user is our addition: Block Public
 * Access is what S3 recommends against "ACLs that allow the anonymous user write access". Grants beside
 * them count: GetBucketAcl then "reflects the access permissions that Amazon S3 is enforcing".
 */
const publicGrantees: ReadonlySet<string> = new Set([allUsers, authenticatedUsers, anonymousUser]);
