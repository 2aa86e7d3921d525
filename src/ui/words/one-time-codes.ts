// One-time codes in words: the stages of a code, and what came of typing one.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html

import type { TotpEnabling, TotpEnablingRefusal } from '../../core/totp/enable-totp.ts';
import type { TotpStages } from '../../core/totp/totp.ts';
import type { TotpRefusal, TotpVerification } from '../../core/totp/verify-totp.ts';
import type { NamedLine } from './canonical.ts';

/** `123456` as apps show it: `123 456`. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

/** The stages from the time to the code, each with what it is for. */
export function totpLines(stages: TotpStages): readonly NamedLine[] {
  const { offset } = stages;
  const lines: readonly Omit<NamedLine, 'index'>[] = [
    {
      name: 'Step',
      text: String(stages.step),
      why: 'Seconds since 1970 began, divided by 30, without the rest. App and AWS each count it by their own clock.',
    },
    { name: 'Counter', text: stages.counter, why: 'The step as eight bytes, in hex.' },
    {
      name: 'HMAC',
      text: stages.hmac,
      why: 'HMAC-SHA1(seed, counter): nobody without the seed can compute it, and it does not give the seed away.',
    },
    {
      name: 'Offset',
      text: String(offset),
      why: `The last hex digit of the HMAC, ${offset.toString(16)}. It says where in the HMAC to look.`,
    },
    {
      name: 'Four bytes',
      text: stages.word,
      why: `Bytes ${offset} to ${offset + 3} of the HMAC, counted from 0.`,
    },
    {
      name: 'Number',
      text: String(stages.truncated),
      why: 'The same without their highest bit, as a decimal number.',
    },
    { name: 'Code', text: stages.code, why: 'Its last six digits.' },
  ];
  return lines.map((line, index) => ({ index, ...line }));
}

export interface OutcomeWords {
  readonly title: string;
  readonly text: string;
}

const enablingRefusals: Readonly<Record<TotpEnablingRefusal, OutcomeWords>> = {
  'not-six-digits': {
    title: 'A code is six digits',
    text: 'Type each as the app shows it. AWS says ValidationError, and does not look any further.',
  },
  'same-code-twice': {
    title: 'The same code twice',
    text: 'Wait until the app shows the next code, and type that one into the second field. AWS says InvalidAuthenticationCode.',
  },
  'not-consecutive': {
    title: 'Not one after the other',
    text: 'Both are codes of this device, but the second does not come straight after the first. AWS says InvalidAuthenticationCode.',
  },
  wrong: {
    title: 'Not two current codes of this device',
    text: 'At least one was mistyped, is too old, or comes from another device or from one whose clock is wrong. AWS says InvalidAuthenticationCode. (To two codes that are only too old it may say yes, but then calls the device out of sync.)',
  },
};

/** What came of the two codes that should enable a device. */
export function enablingWords(enabling: TotpEnabling): OutcomeWords {
  if (enabling.kind === 'refused') return enablingRefusals[enabling.reason];
  return {
    title: 'Enabled',
    text: `The codes show that the app has the seed, and that its clock runs. AWS notes step ${enabling.lastAcceptedStep}: from now on only codes of later steps count.`,
  };
}

const refusals: Readonly<Record<TotpRefusal, string>> = {
  'not-six-digits': 'Refused: a code is six digits.',
  wrong: 'Refused: it is the code of no step from the one before to the next one.',
  'already-used':
    'Refused: its step, or a later one, was used already. A code that was overheard is worth nothing.',
};

/** What came of one code. */
export function verificationWords(verification: TotpVerification): string {
  if (verification.kind === 'refused') return refusals[verification.reason];
  const { step, drift } = verification;
  if (drift === 0) return `Accepted: the code of now, step ${step}.`;
  return drift < 0
    ? `Accepted: the code of the step before, ${step}. Slow fingers and slow clocks are allowed for.`
    : `Accepted: the code of the next step, ${step}. A clock that is a little fast is allowed for.`;
}

/** Codes to try without a phone: by how many steps they are off, from the oldest. */
export const codesToTry = [
  { steps: -2, label: 'One of two steps ago' },
  { steps: -1, label: 'The one before' },
  { steps: 0, label: 'The current one' },
  { steps: 1, label: 'The next one' },
] as const;
