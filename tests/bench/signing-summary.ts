// What the signing bench's figures come to: medians, ratios within a round, and the budgets.

import { summarize } from './bench.ts';
import type { KeyUse } from './signing-cases.ts';
import type { SignerName } from './signing-signers.ts';

/** Signatures a second, one figure for each round; the same place in two lists is the same round. */
export interface SigningFigures {
  readonly keyUse: KeyUse;
  readonly name: SignerName;
  readonly rates: readonly number[];
}

export interface SigningRow {
  readonly name: SignerName;
  readonly keyUse: KeyUse;
  /** Signatures a second. */
  readonly median: number;
  readonly slowest: number;
  readonly fastest: number;
  /** Its speed divided by ours. */
  readonly ofOurs: number;
}

export interface SigningBudget {
  readonly name: string;
  readonly ratio: number;
  readonly atLeast: number;
  readonly kept: boolean;
}

/** Of issue 5: how many times as fast. */
const budgets = { smithy: { cached: 1.6, fresh: 1.3 }, aws4fetch: 1, verification: 0.9 } as const;

export function signingRows(figures: readonly SigningFigures[]): readonly SigningRow[] {
  return figures.map((each) => {
    const { median, slowest, fastest } = summarizeRates(each.rates);
    const ofOurs = ratioOf(each.rates, ratesOf(figures, 'ours', each.keyUse));
    return { name: each.name, keyUse: each.keyUse, median, slowest, fastest, ofOurs };
  });
}

export function signingBudgets(figures: readonly SigningFigures[]): readonly SigningBudget[] {
  return (['cached', 'fresh'] as const).flatMap((keyUse) => {
    const rates = (name: SignerName): readonly number[] => ratesOf(figures, name, keyUse);
    const ours = rates('ours');
    const [faster] = (['smithy, JavaScript hash', 'smithy, WebCrypto hash'] as const)
      .map((name) => ({ name, ratio: ratioOf(ours, rates(name)) }))
      .sort((left, right) => left.ratio - right.ratio);
    if (faster === undefined) throw new RangeError('the signer of the SDK was not measured');
    return [
      budgetOf(`ours / ${faster.name}, ${keyUse}`, faster.ratio, budgets.smithy[keyUse]),
      budgetOf(`ours / aws4fetch, ${keyUse}`, ratioOf(ours, rates('aws4fetch')), budgets.aws4fetch),
      budgetOf(
        `verification / signing, ${keyUse}`,
        ratioOf(rates('our verification'), ours),
        budgets.verification,
      ),
    ];
  });
}

function budgetOf(name: string, ratio: number, atLeast: number): SigningBudget {
  return { name, ratio, atLeast, kept: ratio >= atLeast };
}

/** The median of the ratios within each round: in one round the machine is as busy for one as for the other. */
function ratioOf(rates: readonly number[], others: readonly number[]): number {
  if (rates.length !== others.length) throw new RangeError('signers were not measured in the same rounds');
  return summarize(rates.map((rate, round) => rate / (others[round] ?? NaN))).median;
}

function summarizeRates(rates: readonly number[]): {
  readonly median: number;
  readonly slowest: number;
  readonly fastest: number;
} {
  // The names there are of times, where the least is the fastest.
  const { median, fastest: least, slowest: most } = summarize(rates);
  return { median, slowest: least, fastest: most };
}

function ratesOf(figures: readonly SigningFigures[], name: SignerName, keyUse: KeyUse): readonly number[] {
  const found = figures.find((each) => each.name === name && each.keyUse === keyUse);
  if (found === undefined) throw new RangeError(`${name} was not measured with a ${keyUse} key`);
  return found.rates;
}
