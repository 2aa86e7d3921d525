// The signing bench's clock: every signer signs the same requests in every round, one after another, so that
// whatever slows the machine down for a while slows all of them.

import { checkAgreement } from './signing-agreement.ts';
import { keyUses, turnsOf, type KeyUse } from './signing-cases.ts';
import { makeSigners, type Signer } from './signing-signers.ts';
import type { SigningFigures } from './signing-summary.ts';

/**
 * A round is so many signatures of each case by each signer: short, so that all of it finds the machine alike.
 * Chromium is at its full speed after some twenty.
 */
const plan = { timesInRound: 100, warmingRounds: 30, rounds: 21 } as const;

/** Throws when signers do not agree. */
export async function measureSigning(): Promise<readonly SigningFigures[]> {
  const contestants = keyUses.flatMap((keyUse) =>
    makeSigners(keyUse).map((signer) => ({ keyUse, signer, rates: [] as number[] })),
  );
  for (let pass = 0; pass < plan.warmingRounds + plan.rounds; pass++) {
    const sums = new Map<KeyUse, number>();
    // Another one begins each round: nobody always works in the wake of the same other.
    const begin = pass % contestants.length;
    for (const { keyUse, signer, rates } of [...contestants.slice(begin), ...contestants.slice(0, begin)]) {
      const { rate, sum } = await runRound(signer, keyUse, pass);
      if (sum !== (sums.get(keyUse) ?? sum))
        throw new Error(`${signer.name}, ${keyUse} key: other signatures than the others' in round ${pass}`);
      sums.set(keyUse, sum);
      if (pass >= plan.warmingRounds) rates.push(rate);
    }
  }
  // Afterwards, so that every signer is compiled for the work that is measured and for no other: nothing is
  // printed unless they agree.
  for (const keyUse of keyUses) await checkAgreement(makeSigners(keyUse), keyUse);
  return contestants.map(({ keyUse, signer, rates }) => ({ keyUse, name: signer.name, rates }));
}

/** Signatures a second, and a sum of what was answered: what is compared, no compiler can leave out. */
async function runRound(
  signer: Signer,
  keyUse: KeyUse,
  pass: number,
): Promise<{ readonly rate: number; readonly sum: number }> {
  const turns = turnsOf({ keyUse, pass, times: plan.timesInRound });
  let sum = 0;
  let milliseconds: number;
  if (signer.kind === 'at-once') {
    const jobs = turns.map(signer.prepare);
    collectGarbage();
    const start = performance.now();
    for (const job of jobs) sum = added(sum, job());
    milliseconds = performance.now() - start;
  } else {
    const jobs = turns.map(signer.prepare);
    collectGarbage();
    const start = performance.now();
    for (const job of jobs) sum = added(sum, await job());
    milliseconds = performance.now() - start;
  }
  return { rate: (turns.length * 1_000) / milliseconds, sum };
}

function added(sum: number, answer: string): number {
  return (Math.imul(sum, 31) + answer.charCodeAt(answer.length - 1)) | 0;
}

/** Where it can be asked for: what one leaves is not collected on the next one's time. */
function collectGarbage(): void {
  const { gc } = globalThis as { gc?: (options: { readonly type: 'minor' }) => void };
  // A full collection would also drop what code was compiled for, and slow down who comes next.
  gc?.({ type: 'minor' });
  gc?.({ type: 'minor' });
}
