// Enabling a virtual MFA device: two codes, one straight after the other, show that the app has the seed
// and that its clock runs.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html

import { driftSteps, isCode, matchingSteps } from './matching-steps.ts';
import { stepOf } from './totp.ts';

export type TotpEnabling =
  | {
      readonly kind: 'enabled';
      /** The step of the second code: for `verifyTotp`, so that neither code can be used again. */
      readonly lastAcceptedStep: number;
    }
  | { readonly kind: 'refused'; readonly reason: TotpEnablingRefusal };

/** AWS tells the last three from one another by its message only: the error is InvalidAuthenticationCode. */
export type TotpEnablingRefusal =
  /** One of them is not six digits. */
  | 'not-six-digits'
  | 'same-code-twice'
  /** Both are codes of about now, but the second is not of the step after the first. */
  | 'not-consecutive'
  /** One of them is the code of no step of about now. */
  | 'wrong';

/**
 * Checks two codes at `now` (milliseconds). The second may be off by the drift, and the first is of the step
 * before it. AWS also takes two older codes and then calls the device out of sync, until ResyncMFADevice;
 * how old they may be it does not document, and here they are refused.
 */
export function enableTotp({
  seed,
  code1,
  code2,
  now,
}: {
  readonly seed: Uint8Array;
  readonly code1: string;
  readonly code2: string;
  readonly now: number;
}): TotpEnabling {
  if (!isCode(code1) || !isCode(code2)) return { kind: 'refused', reason: 'not-six-digits' };
  if (code1 === code2) return { kind: 'refused', reason: 'same-code-twice' };
  const current = stepOf(now);
  const window = { first: current - driftSteps - 1, last: current + driftSteps };
  const first = matchingSteps({ seed, code: code1, ...window });
  const second = matchingSteps({ seed, code: code2, ...window });
  const lastAcceptedStep = second.findLast((step) => first.includes(step - 1));
  if (lastAcceptedStep !== undefined) return { kind: 'enabled', lastAcceptedStep };
  const known = first.length > 0 && second.length > 0;
  return { kind: 'refused', reason: known ? 'not-consecutive' : 'wrong' };
}
