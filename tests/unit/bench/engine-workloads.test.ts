// What the engine is measured with is what the budgets were set for, the same in every run, and the
// yardstick beside it decides the same questions.

import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../src/core/authorize/authorize.ts';
import { decide } from '../../../src/core/authorize/decide.ts';
import type { NamedPolicy, Outcome } from '../../../src/core/authorize/types.ts';
import {
  account,
  identityWorkload,
  organizationWorkload,
  requestsForDistinctActions,
  scalingWorkloads,
  type Workload,
} from '../../bench/engine-workloads.ts';
import { caseCloner, requestCloner, withDocumentsAsText } from '../../bench/fresh-clones.ts';
import { makeLinearScan } from '../../bench/linear-scan.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function statementsOf({ document }: NamedPolicy): readonly Statement[] {
  return (document as { readonly Statement: readonly Statement[] }).Statement;
}

function conditionsOf({ Condition = {} }: Statement): number {
  return Object.values(Condition).reduce((sum, keys) => sum + Object.keys(keys).length, 0);
}

function hasWildcard({ Action = [], Resource }: Statement): boolean {
  return [Action, Resource].flat().some((pattern) => pattern.includes('*'));
}

function outcomesOf({ policies, requests }: Workload): readonly Outcome[] {
  const compiled = compile(policies);
  return requests.map((request) => decide(request, compiled));
}

function shareOf(outcomes: readonly Outcome[], wanted: Outcome): number {
  return outcomes.filter((outcome) => outcome === wanted).length / outcomes.length;
}

const b = identityWorkload();
const c = organizationWorkload();
const outcomesOfB = outcomesOf(b);
const outcomesOfC = outcomesOf(c);

describe('workload b', () => {
  const statements = b.policies.identity.flatMap(statementsOf);

  it('is five identity policies of ten statements, and nothing else', () => {
    expect(Object.keys(b.policies)).toEqual(['identity']);
    expect(b.policies.identity.map((policy) => statementsOf(policy).length)).toEqual([10, 10, 10, 10, 10]);
    expect(statements.filter(({ Effect }) => Effect === 'Deny')).toHaveLength(10);
  });

  it('has two conditions and a wildcard in each statement', () => {
    expect(statements.map(conditionsOf)).toEqual(statements.map(() => 2));
    expect(statements.filter((statement) => !hasWildcard(statement))).toEqual([]);
  });

  it('has a thousand requests, or as many as asked for, with nine to eleven context keys', () => {
    expect(b.requests).toHaveLength(1_000);
    expect(identityWorkload(256).requests).toEqual(b.requests.slice(0, 256));
    const sizes = new Set(b.requests.map(({ context }) => Object.keys(context).length));
    expect([...sizes].sort((x, y) => x - y)).toEqual([9, 11]);
  });

  it('comes to every outcome, mostly to an allow', () => {
    expect(shareOf(outcomesOfB, 'allowed')).toBeGreaterThan(0.5);
    expect(shareOf(outcomesOfB, 'implicitDeny')).toBeGreaterThan(0.2);
    expect(shareOf(outcomesOfB, 'explicitDeny')).toBeGreaterThan(0.05);
  });

  it('is decided by the linear scan as by the engine, for every request', () => {
    const scan = makeLinearScan(b.policies.identity);
    expect(b.requests.map(scan)).toEqual(outcomesOfB);
  });
});

describe('workload c', () => {
  it('adds three levels of SCPs and RCPs, a boundary and a resource policy to b', () => {
    const { identity, scps = [], rcps = [], boundary, resource, ...rest } = c.policies;
    expect(rest).toEqual({});
    expect(identity).toEqual(b.policies.identity);
    expect(c.requests).toEqual(b.requests);
    const sizes = (policies: readonly NamedPolicy[]): number[] =>
      policies.map((policy) => statementsOf(policy).length);
    expect(scps.map(({ policies }) => sizes(policies))).toEqual([
      [1, 4],
      [1, 4],
      [1, 4],
    ]);
    expect(rcps.map(({ policies }) => sizes(policies))).toEqual([[2], [2], [2]]);
    expect([boundary, resource].map((policy) => policy && statementsOf(policy).length)).toEqual([5, 5]);
  });

  it('comes to every outcome, and denies more than b', () => {
    const outcomes = outcomesOfC;
    expect(shareOf(outcomes, 'allowed')).toBeGreaterThan(0.3);
    expect(shareOf(outcomes, 'allowed')).toBeLessThan(shareOf(outcomesOfB, 'allowed'));
    expect(shareOf(outcomes, 'implicitDeny')).toBeGreaterThan(0.2);
    expect(shareOf(outcomes, 'explicitDeny')).toBeGreaterThan(0.1);
  });
});

describe('the other workloads', () => {
  it('are ten policies of the service that is asked for, and 990 of other services around them', () => {
    const { many, few } = scalingWorkloads();
    const naming = many.policies.identity.filter((policy) =>
      statementsOf(policy).some(({ Action = [] }) => [Action].flat().some((name) => name.startsWith('s3:'))),
    );
    expect(many.policies.identity).toHaveLength(1_000);
    expect(naming).toHaveLength(10);
    expect(few.policies.identity).toEqual(naming);
    expect(many.requests.filter(({ action }) => !action.startsWith('s3:'))).toEqual([]);
    expect(new Set(outcomesOf(few)).size).toBe(3);
    expect(outcomesOf(many)).toEqual(outcomesOf(few));
  });

  it('ask for each action once, in every round for others', () => {
    const actions = [0, 500].flatMap((first) =>
      requestsForDistinctActions(500, first).map(({ action }) => action),
    );
    expect(new Set(actions).size).toBe(1_000);
  });
});

describe('every workload', () => {
  it.each([
    ['b', () => identityWorkload()],
    ['c', () => organizationWorkload()],
    ['scaling', () => scalingWorkloads()],
    ['distinct actions', () => requestsForDistinctActions(500)],
  ])('is the same when made again: %s', (_, make: () => unknown) => {
    expect(JSON.stringify(make())).toBe(JSON.stringify(make()));
  });

  it.each([
    ['b', b],
    ['c', c],
  ])('is read without a problem: %s', (_, { policies, requests }) => {
    // What does not count would be decided in no time.
    const compiled = compile(policies);
    expect(requests.flatMap((request) => authorize(request, compiled).problems)).toEqual([]);
  });
});

describe('fresh clones', () => {
  it('differ from pass to pass in the case of about half of the keys, and are decided alike', () => {
    const compiled = compile(c.policies);
    const spellings = [0, 1].map((pass) => {
      const clones = requestCloner(c.requests, pass)();
      expect(clones.map((request) => decide(request, compiled))).toEqual(outcomesOfC);
      return [...new Set(clones.flatMap(({ context }) => Object.keys(context)))];
    });
    const known = new Set(c.requests.flatMap(({ context }) => Object.keys(context)));
    for (const names of spellings)
      expect(names.filter((name) => !known.has(name))).toHaveLength(Math.ceil(known.size / 2));
    expect(spellings[0]).not.toEqual(spellings[1]);
  });

  it('are new objects in every call', () => {
    const clone = requestCloner(b.requests, 0);
    expect(clone()[0]).toEqual(clone()[0]);
    expect(clone()[0]).not.toBe(clone()[0]);
  });

  it.each([
    ['objects', c],
    ['text', withDocumentsAsText(c)],
  ])('of policies have an account of their own, and are decided alike: documents as %s', (_, workload) => {
    const expected = new Map(c.requests.map(({ action, resource }, place) => [action + resource, place]));
    const cases = caseCloner(workload, { count: 100, pass: 0 })();
    expect(new Set(cases.map(({ request }) => request.resourceAccountId)).size).toBe(100);
    for (const { policies, request } of cases) {
      expect(JSON.stringify({ policies, request })).not.toContain(account);
      const original = request.action + request.resource.replace(request.resourceAccountId, account);
      expect(decide(request, compile(policies))).toBe(outcomesOfC[expected.get(original) ?? -1]);
    }
  });
});
