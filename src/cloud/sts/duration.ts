// How long a role session may last.

import type { Principal } from '../caller.ts';
import { validationError, type Fault } from '../fault.ts';

/** "Role chaining limits your AWS CLI or AWS API role session to a maximum of one hour" (API_AssumeRole). */
const longestChained = 3600;

/** `most`: the role's own maximum. The sentences are not documented; they are what AWS is known to send. */
export function durationFault(
  seconds: number,
  { chained, most }: { readonly chained: boolean; readonly most: number },
): Fault | undefined {
  if (chained && seconds > longestChained) {
    return validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  return seconds > most
    ? validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
    : undefined;
}

/**
 * Of GetSessionToken and GetFederationToken: 12 hours where nothing is asked for. "If the duration is longer than
 * one hour, the session for AWS account owners defaults to one hour."
 */
export function secondsOfOwner({ kind }: Pick<Principal, 'kind'>, asked = 43_200): number {
  return kind === 'root' ? Math.min(asked, 3600) : asked;
}
