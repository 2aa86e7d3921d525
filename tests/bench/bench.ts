// What a bench is, and how its figures are summed up. A bench measures and never asserts: budgets that
// must hold are held by tests.

export interface Bench {
  readonly name: string;
  /** What is measured, from where to where, in words for the table. */
  readonly measures: string;
  /** Milliseconds, one for each run. Throws, with what is missing, when it cannot measure. */
  run(): Promise<readonly number[]>;
}

/** One figure beside the plain way to do the same, measured in the same run. */
export interface Comparison {
  readonly name: string;
  readonly measures: string;
  readonly microseconds: number;
  /** In microseconds, where there is one. */
  readonly budget: number | undefined;
  readonly plain: { readonly name: string; readonly microseconds: number };
}

export interface Summary {
  readonly runs: number;
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
}

/** Throws a RangeError for an empty list: no figure can stand for no run. */
export function summarize(milliseconds: readonly number[]): Summary {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const [fastest, slowest] = [sorted[0], sorted.at(-1)];
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (fastest === undefined || slowest === undefined || low === undefined || high === undefined)
    throw new RangeError('a bench that made no run has no median');
  return { runs: sorted.length, median: (low + high) / 2, fastest, slowest };
}
