// What an event of the trail says about the fate of its request.

import type { VerdictKind } from './verdict.ts';

export type EventOutcome =
  | { readonly kind: 'verdict'; readonly verdict: VerdictKind }
  /** Allowed, or not even looked at, and then refused for another reason: `NoSuchEntity`. */
  | { readonly kind: 'failed' };

// The codes by which services refuse a request that they could not authenticate, in the three
// protocols. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
const refusals: ReadonlySet<string> = new Set([
  'AuthFailure',
  'AuthorizationHeaderMalformed',
  'AuthorizationQueryParametersError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'XAmzContentSHA256Mismatch',
]);

const denials: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'Client.UnauthorizedOperation',
  'UnauthorizedOperation',
]);

/** Reads the outcome from a CloudTrail record's `errorCode` and `errorMessage`; both absent: allowed. */
export function eventOutcome(errorCode: string | undefined, errorMessage: string | undefined): EventOutcome {
  if (errorCode === undefined) return { kind: 'verdict', verdict: 'allowed' };
  if (refusals.has(errorCode)) return { kind: 'verdict', verdict: 'notAuthenticated' };
  if (!denials.has(errorCode)) return { kind: 'failed' };
  // The only difference that AWS's message makes between the two (troubleshoot_access-denied).
  const explicit = errorMessage?.includes('with an explicit deny') ?? false;
  return { kind: 'verdict', verdict: explicit ? 'explicitDeny' : 'implicitDeny' };
}

/** The choices of Activity's filter. */
export type OutcomeFilter = 'all' | 'allowed' | 'denied' | 'notAuthenticated' | 'failed';

export const outcomeFilterWords: Readonly<Record<OutcomeFilter, string>> = {
  all: 'Any outcome',
  allowed: 'Allowed',
  denied: 'Denied',
  notAuthenticated: 'Not authenticated',
  failed: 'Failed otherwise',
};

/** Whether an event's outcome is among those that the filter asks for. */
export function passesFilter(outcome: EventOutcome, filter: OutcomeFilter): boolean {
  if (filter === 'all') return true;
  if (outcome.kind === 'failed') return filter === 'failed';
  if (outcome.verdict === 'explicitDeny' || outcome.verdict === 'implicitDeny') return filter === 'denied';
  return filter === outcome.verdict;
}
