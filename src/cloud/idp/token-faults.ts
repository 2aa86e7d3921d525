// What AWS says of a token or assertion that it does not take. Codes and statuses are those of
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html; sentences that no page has are
// those that AWS is known to send, and where that is said of one, ours.

import type { IdTokenProblem } from '../../core/federation/id-token.ts';
import type { Fault } from '../fault.ts';

export function invalidIdentityToken(message: string): Fault {
  return { code: 'InvalidIdentityToken', status: 400, message };
}

export function expiredToken(message: string): Fault {
  return { code: 'ExpiredTokenException', status: 400, message };
}

export function noSuchProvider(issuer: string): Fault {
  return invalidIdentityToken(`No OpenIDConnect provider found in your account for ${issuer}`);
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
    case 'expired':
      return expiredToken(
        `Token expired: current date/time ${problem.now} must be before the expiration date/time ${problem.expires}`,
      );
    case 'not-yet':
      return invalidIdentityToken(`Token is not valid before ${problem.from} (${problem.claim})`); // ours
    case 'bad-tags':
      return invalidIdentityToken('Each session tag must have a single value'); // ours
    case 'bad-source-identity':
      return invalidIdentityToken(badSourceIdentity);
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html */
export const badSourceIdentity =
  'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"';
