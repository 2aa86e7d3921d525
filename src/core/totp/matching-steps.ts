// Which of a few time steps a code belongs to, without telling by time how near a wrong one came.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { equalBytes } from '../lang/equal-bytes.ts';
import { codeDigits, hotpStages } from './hotp.ts';

/**
 * How many steps a device's clock may be off, either way: RFC 6238 §5.2 recommends one for the way of the
 * code; AWS documents no number.
 */
export const driftSteps = 1;

const codePattern = new RegExp(`^[0-9]{${codeDigits}}$`);

/** Whether a text has the form of a code: six digits of ASCII, and nothing else. */
export function isCode(text: string): boolean {
  return codePattern.test(text);
}

/** Every step from `first` to `last` whose code this is, in order; all of them are computed and compared. */
export function matchingSteps({
  seed,
  code,
  first,
  last,
}: {
  readonly seed: Uint8Array;
  readonly code: string;
  readonly first: number;
  readonly last: number;
}): readonly number[] {
  const typed = utf8ToBytes(code);
  const matching: number[] = [];
  // There are no steps before the epoch.
  for (let step = Math.max(first, 0); step <= last; step++) {
    if (equalBytes(utf8ToBytes(hotpStages(seed, step).code), typed)) matching.push(step);
  }
  return matching;
}
