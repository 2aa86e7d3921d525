// What is known of the principal while somebody of an identity provider assumes a role. The keys are there "for all
// requests" (reference_policies_condition-keys), but for `aws:PrincipalArn`, which is there for signed ones; the table of
// reference_policies_variables has their values in the session alone. That these are the provider's, others have seen:
// https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/oidc
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/saml_trust_aws.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/saml_userid_aws.json

import type { ProvenIdentity } from '../caller.ts';

/** Of a provider of the account. Of one that is built in to AWS nobody has seen them, and it has none. */
export function principalKeysOf(accountId: string, providerArn: string): ProvenIdentity['context'] {
  return { 'aws:PrincipalAccount': accountId, 'aws:PrincipalType': 'User', 'aws:userid': providerArn };
}
