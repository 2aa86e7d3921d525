// What AWS says of a token or assertion that it does not take. Codes and statuses are those of
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html; sentences that no page has are
// those that AWS is known to send, and where that is said of one, ours. Those of ID tokens AWS sent on 2026-09-11:
// https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/oidc

import type { IdTokenProblem } from '../../core/federation/id-token.ts';
import type { Fault } from '../fault.ts';

export function invalidIdentityToken(message: string): Fault {
  return { code: 'InvalidIdentityToken', status: 400, message };
}

export function expiredToken(message: string): Fault {
  return { code: 'ExpiredTokenException', status: 400, message };
}

/**
 * Of a wrong signature, and of an audience that is no client. Since the summer of 2026 people report it of a provider that
 * the account does not have too, of which AWS had said "No OpenIDConnect provider found in your account for ...".
 */
export function notValidated(): Fault {
  return invalidIdentityToken(
    'The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.',
  );
}

export function notAJsonWebToken(): Fault {
  return invalidIdentityToken(
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  );
}

/** "Do not specify this value for OpenID Connect ID tokens"; only `www.amazon.com` and `graph.facebook.com` are known. */
export function unrecognizedProvider(): Fault {
  return {
    code: 'AccessDenied',
    status: 403,
    message:
      'Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect ID tokens',
  };
}

/** Of an ID token, where `www.amazon.com` is said to have issued it. */
export function notOfAmazon(): Fault {
  return invalidIdentityToken('Provided Token is not a Login With Amazon token');
}

/** "The identity provider (IdP) reported that authentication failed. This might be because the claim is invalid." */
export function rejectedClaim(): Fault {
  return {
    code: 'IDPRejectedClaim',
    status: 403,
    message: 'The identity provider (IdP) reported that authentication failed.',
  };
}

/** The sentence is the page's. */
export function unreachableProvider(): Fault {
  return {
    code: 'IDPCommunicationError',
    status: 400,
    message:
      'The request could not be fulfilled because the identity provider (IDP) that was asked to verify the incoming identity token could not be reached.',
  };
}

/** Said where AWS cannot fetch the keys of a provider; here, of every provider outside of the sandbox. */
export function noVerificationKey(): Fault {
  return invalidIdentityToken(
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
}

export function problemFault(problem: IdTokenProblem): Fault {
  switch (problem.code) {
    case 'missing-claim':
      return invalidIdentityToken(`Missing a required claim: ${problem.claim}`);
    case 'empty-claim':
      return invalidIdentityToken(`Claim is not allowed to be empty: ${problem.claim}`);
    case 'several-audiences':
      return invalidIdentityToken(
        'Token audience contains more than one audience while authorized party is not present',
      );
    case 'bad-time':
      return invalidIdentityToken('Invalid timestamp in token claims.');
    case 'expired':
      return expiredToken(
        `Token expired: current date/time ${problem.now} must be before the expiration date/time ${problem.expires}`,
      );
    case 'issued-later':
      return invalidIdentityToken(`Token issued in the future: ${problem.issued}`);
    case 'not-yet':
      return invalidIdentityToken(
        `Token not yet valid: current date/time ${problem.now} must be after or equal to the not-before date/time ${problem.from}`,
      );
    case 'bad-tags':
      return invalidIdentityToken('principal_tags passed in claim is not in correct format.');
    case 'bad-source-identity':
      return invalidIdentityToken(badSourceIdentity);
  }
}

/**
 * Of a SAML response that has no base 64, no XML, or not all that AWS needs in it: the sentence is one for all, as others
 * have seen. AWS goes on with `Request ID: …; Proxy: null`, of a request between its own services.
 * https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/saml_aws.json
 */
export function unreadableResponse(): Fault {
  return invalidIdentityToken(`Invalid base64 SAMLResponse ${ofDiscoveryService}`);
}

/** Of one whose assertion is not signed, be the response signed or not; seen like the one above. */
export function unsignedAssertion(): Fault {
  return invalidIdentityToken(
    `Response (with optional signature) must contain an assertion with a mandatory signature ${ofDiscoveryService}`,
  );
}

const ofDiscoveryService =
  '(Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html */
export const badSourceIdentity =
  'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"';
