// ID tokens of the identity provider in the sandbox: what a form says, signed with the provider's key. It is not behind
// the wire: to AWS it is somebody else's.
// https://openid.net/specs/openid-connect-core-1_0.html#IDToken

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { signedToken, unsignedToken, type Claims } from '../../core/federation/json-web-token.ts';
import { makeUuid } from '../../core/names/unique-id.ts';
import type { Ids, IdentityProviders, SigningAlgorithm } from '../ports.ts';
import { keyIdOf } from './key-id.ts';
import { rolesClaim } from './roles-claim.ts';

export interface IdTokenForm {
  /** An `https://` URL, without a slash at its end. */
  readonly issuer: string;
  /** Of more than one AWS takes none without the claim `azp`. */
  readonly audience: string | readonly string[];
  readonly subject: string;
  /** The ARNs of the roles that the token is for; default: any. */
  readonly roles?: readonly string[];
  /** Beside the standard ones. */
  readonly claims?: Claims;
  /** Default: five minutes. */
  readonly seconds?: number;
  readonly algorithm?: SigningAlgorithm;
}

/** `now`: milliseconds since the epoch, by the sandbox's clock. */
export async function issueIdToken(
  identityProviders: IdentityProviders,
  { issuer, audience, subject, roles = [], claims = {}, seconds = 300, algorithm = 'RS256' }: IdTokenForm,
  { now, ids }: { readonly now: number; readonly ids: Ids },
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  const key = { issuer, algorithm };
  const unsigned = unsignedToken(
    { alg: algorithm, kid: keyIdOf(await identityProviders.publicKey(key)), typ: 'JWT' },
    {
      ...claims,
      // AWS refuses a token with an empty list.
      ...(roles.length === 0 ? {} : { [rolesClaim]: roles }),
      iss: issuer,
      aud: audience,
      sub: subject,
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + seconds,
      jti: makeUuid(ids.randomBytes(16)),
    },
  );
  return signedToken(unsigned, await identityProviders.sign(key, utf8ToBytes(unsigned)));
}
