// The claim by which an identity provider says for which roles its ID token is. AWS documents its condition key alone:
// "Filters access based on whether the identity provider authorized the role via the roles claim in the OIDC token".
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_sts.html
// What STS does with the claim, and its sentences, are as others have seen them:
// https://awsteele.com/blog/2026/07/13/oidc-tokens-can-restrict-which-aws-roles-they-assume.html
// https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/oidc

import type { Claims } from '../../core/federation/json-web-token.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import { invalidIdentityToken } from './token-faults.ts';

export const rolesClaim = 'https://aws.amazon.com/roles';

/**
 * Whether the provider says that the token is for the role. One that says nothing of roles, or null, is for any of them;
 * one that names others is refused. How long the claim may be is not known: a token has 20,000 characters at most.
 */
export function roleAuthorizedBy(claims: Claims, roleArn: string): Result<boolean, Fault> {
  const claim = claims[rolesClaim];
  if (claim === undefined || claim === null) return ok(false);
  const named = namedIn(claim)?.map((role) => role.trim());
  if (named === undefined) return err(invalidIdentityToken('The roles claim is not in a supported format'));
  if (named.includes(roleArn)) return ok(true);
  return err(
    invalidIdentityToken(
      named.some((role) => roleArnPattern.test(role))
        ? 'The target role ARN is not present in the roles claim of the identity token'
        : 'The roles claim contains no valid role ARNs',
    ),
  );
}

/** Of an array, what is no text does not count. */
function namedIn(claim: unknown): readonly string[] | undefined {
  if (typeof claim === 'string') return claim.split(';');
  return Array.isArray(claim)
    ? claim.filter((each: unknown): each is string => typeof each === 'string')
    : undefined;
}

/** Neither names nor wildcards. */
const roleArnPattern = /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[^\s:;*?]+\/)?[\w+=,.@-]{1,64}$/;
