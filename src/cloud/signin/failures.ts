// Failures to sign in, counted: see `attempts.ts` for what comes of them.

import type { Writing } from '../ports.ts';
import type { SignInAttemptRecord } from '../records.ts';
import type { Unsettled } from './admission.ts';
import { isForgotten, waitOf } from './attempts.ts';

/** So many names are counted at a time: whoever tries one name after the other must not fill the store. */
export const mostAttempts = 1_000;

/**
 * In the transaction of the event. What is forgotten goes with it, and beyond the most the oldest.
 * INVARIANT: the failures of attempts at the same time count here one after the other, so that more at a time are
 * no more guesses: whoever would have had to wait for those before is told so, and learns nothing.
 */
export async function countFailure(
  tables: Writing,
  { key, accountId }: Pick<SignInAttemptRecord, 'key' | 'accountId'>,
  deviceNow: number,
): Promise<Unsettled | undefined> {
  const before = await tables.signInAttempts.get(key);
  const milliseconds = waitOf(before, deviceNow);
  if (milliseconds > 0) return { kind: 'slowed-down', milliseconds };
  await clearAway(tables, key, deviceNow);
  const failures = (before === undefined || isForgotten(before, deviceNow) ? 0 : before.failures) + 1;
  await tables.signInAttempts.put({ ...before, key, accountId, failures, lastFailedAt: deviceNow });
  return undefined;
}

async function clearAway(tables: Writing, key: string, deviceNow: number): Promise<void> {
  const others = (await tables.signInAttempts.all()).filter((attempt) => attempt.key !== key);
  const kept = others.filter((attempt) => !isForgotten(attempt, deviceNow));
  // Who is half-way in has given the right password: no guesser makes such a record, and none pushes it out.
  const guesses = kept
    .filter(({ passed }) => passed === undefined || passed.until <= deviceNow)
    .sort((left, right) => left.lastFailedAt - right.lastFailedAt);
  const tooMany = guesses.slice(0, Math.max(0, guesses.length + 1 - mostAttempts));
  const gone = [...others.filter((attempt) => isForgotten(attempt, deviceNow)), ...tooMany];
  for (const attempt of gone) await tables.signInAttempts.delete(attempt.key);
}
