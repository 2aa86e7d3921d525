// The claims of a token of GetWebIdentityToken. Of organizations and of what runs in EC2, Lambda or Glue nothing is known
// here, and their claims are left out.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html

import type { Claims } from '../../core/federation/json-web-token.ts';
import { makeUuid } from '../../core/names/unique-id.ts';
import { overlaid } from '../context.ts';
import type { Principal } from '../caller.ts';
import { isoSeconds } from '../dates.ts';
import type { Call } from '../operation.ts';
import type { TagRecord } from '../records.ts';

interface Asked {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly seconds: number;
}

export function webIdentityClaims(
  { issuer, audiences, tags, seconds }: Asked,
  { caller, now, ids, region }: Pick<Call, 'caller' | 'now' | 'ids' | 'region'>,
): Claims {
  const { account, principal, session } = caller;
  const issuedAt = Math.floor(now / 1000);
  const [only = '', ...more] = audiences;
  const facts = principal.kind === 'role' || principal.kind === 'federated' ? principal.session : undefined;
  const principalTags = tagsOf(principal);
  return {
    iss: issuer,
    aud: more.length === 0 ? only : audiences,
    // "The ARN of the IAM principal that requested the token": of a session, the role's, as in the example.
    sub: principal.kind === 'role' ? principal.roleArn : principal.arn,
    iat: issuedAt,
    exp: issuedAt + seconds,
    jti: makeUuid(ids.randomBytes(16)),
    'https://sts.amazonaws.com/': {
      aws_account: account.accountId,
      source_region: region,
      ...(principalTags.length === 0
        ? {}
        : { principal_tags: Object.fromEntries(principalTags.map(({ key, value }) => [key, value])) }),
      // "(for assumed roles)"
      ...(session === undefined || principal.kind !== 'role'
        ? {}
        : { original_session_exp: isoSeconds(session.expiresAt) }),
      ...(facts?.federatedProvider === undefined ? {} : { federated_provider: facts.federatedProvider }),
      ...(facts?.sourceIdentity === undefined ? {} : { source_identity: facts.sourceIdentity }),
      ...(tags.length === 0
        ? {}
        : { request_tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }),
    },
  };
}

/** "Maps to ... aws:PrincipalTag/<tag-key>". */
function tagsOf(principal: Principal): readonly TagRecord[] {
  switch (principal.kind) {
    case 'user':
      return principal.user.tags;
    case 'role':
      return overlaid(principal.role.tags, principal.session.tags);
    case 'federated':
      return overlaid(
        principal.issuer.kind === 'user' ? principal.issuer.user.tags : [],
        principal.session.tags,
      );
    case 'root':
    case 'provider':
      return [];
  }
}
