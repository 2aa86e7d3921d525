// Counts what a run of random cases reached, so that agreement is not the agreement of cases that ask nothing.

import type { Outcome, PolicyType } from '../../../src/core/authorize/types.ts';
import type { Judgement } from './judge.ts';
import { operatorNames } from './stored-policy.ts';

export interface Tally {
  cases: number;
  readonly outcomes: Map<Outcome, number>;
  /** How often each layer was the only one that blocked. */
  readonly onlyBlocker: Map<PolicyType, number>;
  /** How often each operator decided whether a statement applies, by its result. */
  readonly operators: Map<string, { held: number; failed: number }>;
}

export const outcomes: readonly Outcome[] = ['allowed', 'implicitDeny', 'explicitDeny'];
export const layers: readonly PolicyType[] = [
  ...(['identity', 'resource', 'trust', 'boundary', 'session', 'scp', 'rcp', 'endpoint'] as const),
];

export function newTally(): Tally {
  const operators = new Map(operatorNames.map((name) => [name, { held: 0, failed: 0 }]));
  return { cases: 0, outcomes: new Map(), onlyBlocker: new Map(), operators };
}

export function countJudgement(tally: Tally, { outcome, blockedBy }: Judgement): void {
  tally.cases++;
  tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
  const [blocker] = blockedBy;
  if (blocker !== undefined && blockedBy.length === 1)
    tally.onlyBlocker.set(blocker, (tally.onlyBlocker.get(blocker) ?? 0) + 1);
}

export function countOperator(tally: Tally, operator: string, holds: boolean): void {
  const counts = tally.operators.get(operator);
  if (counts === undefined) throw new TypeError(`no such operator: ${operator}`);
  if (holds) counts.held++;
  else counts.failed++;
}

/** A table for whoever runs the tests. */
export function describeTally(tally: Tally): string {
  const line = (name: string, value: string) => `  ${name.padEnd(26)}${value}`;
  return [
    ...outcomes.map((outcome) => line(outcome, String(tally.outcomes.get(outcome) ?? 0))),
    'only blocker',
    ...layers.map((layer) => line(layer, String(tally.onlyBlocker.get(layer) ?? 0))),
    'operator that decided          held  failed',
    ...[...tally.operators].map(([name, { held, failed }]) =>
      line(name, `${String(held).padStart(7)}${String(failed).padStart(8)}`),
    ),
  ].join('\n');
}
