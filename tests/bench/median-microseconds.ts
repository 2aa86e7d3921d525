// How long a piece of work takes once it is warm.

import { summarize } from './bench.ts';

/** What is shorter than the clock can tell is repeated so often that it takes this long, in milliseconds. */
const shortestSample = 0.5;

/** The median of so many samples, after as many unmeasured ones. */
export function medianMicroseconds(work: () => unknown, samples = 100): number {
  const repeats = repeatsFor(work);
  const sample = (): number => {
    const start = performance.now();
    for (let repeat = 0; repeat < repeats; repeat++) kept = work();
    return (performance.now() - start) / repeats;
  };
  for (let warming = 0; warming < samples; warming++) sample();
  return summarize(Array.from({ length: samples }, sample)).median * 1000;
}

/** What the work answered, held so that nothing of it can be left out. */
export let kept: unknown;

function repeatsFor(work: () => unknown): number {
  for (let repeats = 1; ; repeats *= 2) {
    const start = performance.now();
    for (let repeat = 0; repeat < repeats; repeat++) kept = work();
    if (performance.now() - start >= shortestSample) return repeats;
  }
}
