// One code, at sign-in or with a request for temporary credentials: whether it counts, and that only once.

import { driftSteps, isCode, matchingSteps } from './matching-steps.ts';
import { stepOf } from './totp.ts';

export type TotpVerification =
  | {
      readonly kind: 'accepted';
      /** Keep it: the next code must be of a later one. */
      readonly step: number;
      /** Steps by which the device is ahead of the verifier's clock (1), or behind (-1). */
      readonly drift: number;
    }
  | { readonly kind: 'refused'; readonly reason: TotpRefusal };

export type TotpRefusal =
  /** The form is wrong. */
  | 'not-six-digits'
  /** It is the code of no step within the drift. */
  | 'wrong'
  /** It is the code of a step that was accepted before, or of an earlier one. */
  | 'already-used';

/**
 * Checks a code against the steps around `now` (milliseconds). `lastAcceptedStep` is what the enabling or the
 * last accepted code gave. RFC 6238 §5.2: a code that was accepted once must not be accepted again.
 */
export function verifyTotp({
  seed,
  code,
  now,
  lastAcceptedStep,
}: {
  readonly seed: Uint8Array;
  readonly code: string;
  readonly now: number;
  readonly lastAcceptedStep: number | undefined;
}): TotpVerification {
  if (!isCode(code)) return { kind: 'refused', reason: 'not-six-digits' };
  const current = stepOf(now);
  const steps = matchingSteps({ seed, code, first: current - driftSteps, last: current + driftSteps });
  // The latest: where two steps happen to share a code, it counts for both and is still accepted once.
  const step = steps.at(-1);
  if (step === undefined) return { kind: 'refused', reason: 'wrong' };
  if (lastAcceptedStep !== undefined && step <= lastAcceptedStep) {
    return { kind: 'refused', reason: 'already-used' };
  }
  return { kind: 'accepted', step, drift: step - current };
}
