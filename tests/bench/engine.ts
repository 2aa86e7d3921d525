// How fast the policy engine is: decisions, decisions with their trace, cold starts, beside a plain linear
// scan, and as the number of policies grows. Knows nothing of the engine but its contract. A program of its
// own, which prints its report as JSON: run-engine.ts starts it.

import { authorize, compile } from '../../src/core/authorize/authorize.ts';
import { decide } from '../../src/core/authorize/decide.ts';
import type { Outcome } from '../../src/core/authorize/types.ts';
import { summarize } from './bench.ts';
import {
  identityWorkload,
  organizationWorkload,
  requestsForDistinctActions,
  scalingWorkloads,
  type Workload,
} from './engine-workloads.ts';
import { caseCloner, requestCloner, withDocumentsAsText } from './fresh-clones.ts';
import { makeLinearScan } from './linear-scan.ts';

export interface EngineReport {
  readonly rows: readonly EngineRow[];
  readonly ratios: readonly EngineRatio[];
  readonly memory: EngineMemory;
}

/** Times a second. */
export interface EngineRow {
  readonly name: string;
  readonly median: number;
  readonly slowest: number;
  readonly fastest: number;
  readonly budget: number | undefined;
  readonly passes: number;
  /** Of all measured passes: what is counted and printed, no compiler can leave out. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

export interface EngineRatio {
  readonly name: string;
  readonly ratio: number;
  readonly target: { readonly kind: 'at-least' | 'at-most'; readonly ratio: number };
}

export interface EngineMemory {
  /** In each round, and none of them ever asked for before. */
  readonly actions: number;
  /** What the heap held more after each round, in bytes. */
  readonly growth: readonly number[];
  readonly outcomes: EngineRow['outcomes'];
}

/** Of DESIGN §6, a second. */
const budgets = {
  decide: { b: 1_000_000, c: 800_000 },
  authorize: { b: 150_000, c: 100_000 },
  cold: { b: 4_000, c: 3_000 },
} as const;

/** A pass is so many rounds, and each round has its own clones; a round of decisions is all the requests. */
const rounds = { decide: 20, authorize: 10, cold: 10 } as const;
const casesInRound = 20;

/** First so that the engine's code is compiled, then measured. The limits are for an engine that is slow. */
const warming = { passes: 6, leastPasses: 2, milliseconds: 3_000 } as const;
const measuring = { passes: 15, leastPasses: 3, milliseconds: 10_000 } as const;

function measureEngine(): EngineReport {
  const b = identityWorkload();
  const c = organizationWorkload();
  const [decideB, decideC, scanB] = measure([
    decisions('decide, b', b, budgets.decide.b),
    decisions('decide, c', c, budgets.decide.c),
    scans('linear scan, b', b),
  ]);
  const traces = measure([
    decisionsWithTrace('authorize, b', b, budgets.authorize.b),
    decisionsWithTrace('authorize, c', c, budgets.authorize.c),
  ]);
  const cold = measure([
    coldDecisions('compile + decide, b', b, budgets.cold.b),
    coldDecisions('compile + decide, c', c, budgets.cold.c),
    coldDecisions('  b, documents as text', withDocumentsAsText(b), undefined),
    coldDecisions('  c, documents as text', withDocumentsAsText(c), undefined),
  ]);
  const { many, few } = scalingWorkloads();
  const [decideFew, decideMany] = measure([
    decisions('decide, 10 policies', few, undefined),
    decisions('decide, 1,000 policies', many, undefined),
  ]);
  return {
    rows: [decideB, decideC, scanB, ...traces, ...cold, decideFew, decideMany],
    ratios: [
      {
        name: 'speed: decide, b / linear scan, b',
        ratio: decideB.median / scanB.median,
        target: { kind: 'at-least', ratio: 3 },
      },
      {
        name: 'time: 1,000 policies / the 10 alone',
        ratio: decideFew.median / decideMany.median,
        target: { kind: 'at-most', ratio: 5 },
      },
    ],
    memory: measureMemory(b),
  };
}

/** One thing to measure. What it works on is made outside the clock: once for a pass, then for each round. */
interface Contender {
  readonly name: string;
  readonly budget: number | undefined;
  readonly rounds: number;
  /** How often in a round. */
  readonly size: number;
  prepare(pass: number): () => () => Counts;
}

type Counts = Record<Outcome, number>;

/** Takes turns, so that whatever slows the machine down for a while slows all of them. */
function measure<const Contenders extends readonly Contender[]>(
  contenders: Contenders,
): { readonly [Place in keyof Contenders]: EngineRow } {
  const warmingEnds = performance.now() + warming.milliseconds;
  let pass = 0;
  for (; pass < warming.passes; pass++) {
    if (pass >= warming.leastPasses && performance.now() > warmingEnds) break;
    for (const contender of contenders) runPass(contender, pass);
  }
  const measuringEnds = performance.now() + measuring.milliseconds;
  const results = contenders.map((): ReturnType<typeof runPass>[] => []);
  for (let measured = 0; measured < measuring.passes; measured++, pass++) {
    if (measured >= measuring.leastPasses && performance.now() > measuringEnds) break;
    contenders.forEach((contender, place) => results[place]?.push(runPass(contender, pass)));
  }
  const rows = contenders.map((contender, place) => rowOf(contender, results[place] ?? []));
  return rows as unknown as { readonly [Place in keyof Contenders]: EngineRow };
}

function runPass(
  { rounds, prepare }: Contender,
  pass: number,
): { readonly milliseconds: number; readonly outcomes: Counts } {
  const prepareRound = prepare(pass);
  const outcomes = noOutcomes();
  let milliseconds = 0;
  for (let round = 0; round < rounds; round++) {
    const run = prepareRound();
    // Twice moves the clones out of the young generation: they are not the engine's garbage, and what it
    // leaves of its own is collected on its own time.
    collectGarbage({ type: 'minor' });
    collectGarbage({ type: 'minor' });
    const start = performance.now();
    const counts = run();
    milliseconds += performance.now() - start;
    add(outcomes, counts);
  }
  return { milliseconds, outcomes };
}

function rowOf(
  { name, budget, rounds, size }: Contender,
  results: readonly ReturnType<typeof runPass>[],
): EngineRow {
  const { runs, median, slowest, fastest } = summarize(results.map(({ milliseconds }) => milliseconds));
  const aSecond = (milliseconds: number): number => (rounds * size * 1_000) / milliseconds;
  const outcomes = noOutcomes();
  for (const result of results) add(outcomes, result.outcomes);
  return {
    name,
    median: aSecond(median),
    slowest: aSecond(slowest),
    fastest: aSecond(fastest),
    budget,
    passes: runs,
    outcomes,
  };
}

function decisions(name: string, { policies, requests }: Workload, budget: number | undefined): Contender {
  const compiled = compile(policies);
  return {
    name,
    budget,
    rounds: rounds.decide,
    size: requests.length,
    prepare(pass) {
      const clone = requestCloner(requests, pass);
      return () => {
        const clones = clone();
        return () => {
          const counts = noOutcomes();
          for (const request of clones) counts[decide(request, compiled)]++;
          return counts;
        };
      };
    },
  };
}

function scans(name: string, { policies, requests }: Workload): Contender {
  const scan = makeLinearScan(policies.identity);
  return {
    name,
    budget: undefined,
    rounds: rounds.decide,
    size: requests.length,
    prepare(pass) {
      const clone = requestCloner(requests, pass);
      return () => {
        const clones = clone();
        return () => {
          const counts = noOutcomes();
          for (const request of clones) counts[scan(request)]++;
          return counts;
        };
      };
    },
  };
}

function decisionsWithTrace(name: string, { policies, requests }: Workload, budget: number): Contender {
  const compiled = compile(policies);
  return {
    name,
    budget,
    rounds: rounds.authorize,
    size: requests.length,
    prepare(pass) {
      const clone = requestCloner(requests, pass);
      return () => {
        const clones = clone();
        return () => {
          const counts = noOutcomes();
          for (const request of clones) {
            const { outcome, trace } = authorize(request, compiled);
            if (trace.layers.length === 0) throw new Error('a decision came without its trace');
            counts[outcome]++;
          }
          return counts;
        };
      };
    },
  };
}

function coldDecisions(name: string, workload: Workload, budget: number | undefined): Contender {
  return {
    name,
    budget,
    rounds: rounds.cold,
    size: casesInRound,
    prepare(pass) {
      const clone = caseCloner(workload, { count: casesInRound, pass });
      return () => {
        const clones = clone();
        return () => {
          const counts = noOutcomes();
          for (const { policies, request } of clones) counts[decide(request, compile(policies))]++;
          return counts;
        };
      };
    },
  };
}

function measureMemory({ policies }: Workload): EngineMemory {
  const actions = 10_000;
  const compiled = compile(policies);
  const outcomes = noOutcomes();
  const askFrom = (first: number): void => {
    const clone = requestCloner(requestsForDistinctActions(actions, first), 0);
    for (const request of clone()) outcomes[decide(request, compiled)]++;
  };
  // Makes what is made once.
  askFrom(0);
  const growth = [1, 2, 3].map((round) => {
    const before = heapInUse();
    askFrom(round * actions);
    return heapInUse() - before;
  });
  return { actions, growth, outcomes };
}

function noOutcomes(): Counts {
  return { allowed: 0, implicitDeny: 0, explicitDeny: 0 };
}

function add(sum: Counts, { allowed, implicitDeny, explicitDeny }: Counts): void {
  sum.allowed += allowed;
  sum.implicitDeny += implicitDeny;
  sum.explicitDeny += explicitDeny;
}

function heapInUse(): number {
  // What the first finds unreachable may have held what only the second frees.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function collectGarbage(options?: { readonly type: 'minor' }): void {
  const { gc } = globalThis as { gc?: (options?: { readonly type: 'minor' }) => void };
  if (gc === undefined) throw new Error('the engine is measured with `node --expose-gc`');
  gc(options);
}

process.stdout.write(JSON.stringify(measureEngine()));
