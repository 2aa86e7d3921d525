// The arithmetic of the signing bench, on figures made up for it.

import { describe, expect, it } from 'vitest';
import type { KeyUse } from '../../bench/signing-cases.ts';
import type { SignerName } from '../../bench/signing-signers.ts';
import { signingBudgets, signingRows, type SigningFigures } from '../../bench/signing-summary.ts';

type Rates = Readonly<Record<SignerName, readonly number[]>>;

const rates: Rates = {
  ours: [100, 200, 50],
  'smithy, JavaScript hash': [50, 50, 50],
  'smithy, WebCrypto hash': [80, 20, 25],
  aws4fetch: [100, 220, 51],
  'plain WebCrypto': [10, 20, 5],
  'our verification': [90, 180, 45],
};

function figuresOf(keyUse: KeyUse, all: Rates = rates): readonly SigningFigures[] {
  return Object.entries(all).map(([name, each]) => ({ keyUse, name: name as SignerName, rates: each }));
}

const figures = [...figuresOf('cached'), ...figuresOf('fresh')];

describe('the rows', () => {
  it('have median, slowest and fastest round', () => {
    expect(signingRows(figures)[0]).toEqual({
      name: 'ours',
      keyUse: 'cached',
      median: 100,
      slowest: 50,
      fastest: 200,
      ofOurs: 1,
    });
  });

  it('compare round by round, not the medians', () => {
    // 50/100, 50/200 and 50/50; the medians alone are 50/100 too, but for the second it is 25/100.
    expect(
      signingRows(figures)
        .slice(1, 3)
        .map(({ ofOurs }) => ofOurs),
    ).toEqual([0.5, 0.5]);
  });

  it('compare with ours of the same use of keys', () => {
    const slowFresh = figuresOf('fresh', { ...rates, ours: [10, 10, 10], aws4fetch: [5, 5, 5] });
    const rows = signingRows([...figuresOf('cached'), ...slowFresh]);
    expect(rows.filter(({ name }) => name === 'aws4fetch').map(({ ofOurs }) => ofOurs)).toEqual([1.02, 0.5]);
  });
});

describe('the budgets', () => {
  it('are for the faster hash of the SDK, for aws4fetch and for verification, cached and fresh', () => {
    // Of the hashes, the ratios are 2, 4, 1 and 1.25, 10, 2: the same median, and the first stands.
    expect(signingBudgets(figures)).toEqual([
      { name: 'ours / smithy, JavaScript hash, cached', ratio: 2, atLeast: 1.6, kept: true },
      { name: 'ours / aws4fetch, cached', ratio: 50 / 51, atLeast: 1, kept: false },
      { name: 'verification / signing, cached', ratio: 0.9, atLeast: 0.9, kept: true },
      { name: 'ours / smithy, JavaScript hash, fresh', ratio: 2, atLeast: 1.3, kept: true },
      { name: 'ours / aws4fetch, fresh', ratio: 50 / 51, atLeast: 1, kept: false },
      { name: 'verification / signing, fresh', ratio: 0.9, atLeast: 0.9, kept: true },
    ]);
  });

  it('go by the hash against which we look worst', () => {
    const fast = { ...rates, 'smithy, WebCrypto hash': [70, 140, 35] };
    const [cached, , , fresh] = signingBudgets([...figuresOf('cached', fast), ...figuresOf('fresh', fast)]);
    expect(cached).toMatchObject({ name: 'ours / smithy, WebCrypto hash, cached', kept: false });
    expect(cached?.ratio).toBeCloseTo(1 / 0.7);
    expect(fresh).toMatchObject({ name: 'ours / smithy, WebCrypto hash, fresh', kept: true });
  });

  it.each([
    ['nothing was measured', []],
    ['a signer is missing', figures.filter(({ name }) => name !== 'aws4fetch')],
    ['no round was', figures.map((each) => ({ ...each, rates: [] }))],
    [
      'the rounds were others',
      figures.map((each) => (each.name === 'ours' ? { ...each, rates: [1, 2] } : each)),
    ],
  ])('cannot be told when %s', (_, incomplete) => {
    expect(() => signingBudgets(incomplete)).toThrow(RangeError);
  });
});
