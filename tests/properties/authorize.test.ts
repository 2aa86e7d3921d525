import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../src/core/authorize/authorize.ts';
import { decide } from '../../src/core/authorize/decide.ts';
import type {
  AuthorizationRequest,
  Decision,
  NamedPolicy,
  PolicySet,
  PolicyType,
} from '../../src/core/authorize/types.ts';
import {
  ownStatement,
  policyOf,
  policySet,
  request,
  seed,
  type RandomStatement,
} from './policy-arbitraries.ts';

const runs = { seed, numRuns: 1000 };
const decisionOf = (asked: AuthorizationRequest, set: PolicySet) => authorize(asked, compile(set));
const denyingLayers = ({ trace }: Decision): readonly PolicyType[] =>
  trace.layers.filter(({ outcome }) => outcome === 'explicitDeny').map(({ type }) => type);

describe('decisions', { timeout: 120_000 }, () => {
  it('decide equals authorize, and every outcome and layer is reached', () => {
    const outcomes = new Map<string, number>();
    const onlyBlocker = new Map<string, number>();
    const count = (table: Map<string, number>, name: string) => table.set(name, (table.get(name) ?? 0) + 1);
    fc.assert(
      fc.property(request, policySet, (asked, set) => {
        const compiled = compile(set);
        const decision = authorize(asked, compiled);
        expect(decision.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(decide(asked, compiled)).toBe(decision.outcome);
        count(outcomes, decision.outcome);
        const [blocker] = decision.blockedBy;
        if (decision.blockedBy.length === 1 && blocker !== undefined) count(onlyBlocker, blocker);
      }),
      { seed, numRuns: 3000 },
    );
    for (const outcome of ['allowed', 'implicitDeny', 'explicitDeny']) {
      expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(300);
    }
    for (const layer of ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'endpoint']) {
      expect(onlyBlocker.get(layer) ?? 0, layer).toBeGreaterThan(20);
    }
  });

  it('an explicit deny always wins, and nothing else is called one', () => {
    fc.assert(
      fc.property(request, policySet, (asked, set) => {
        const decision = decisionOf(asked, set);
        expect(decision.outcome === 'explicitDeny').toBe(denyingLayers(decision).length > 0);
      }),
      runs,
    );
  });

  it('blockedBy is empty exactly when the request is allowed, and begins with the explicit denies', () => {
    fc.assert(
      fc.property(request, policySet, (asked, set) => {
        const decision = decisionOf(asked, set);
        expect(decision.blockedBy.length === 0).toBe(decision.outcome === 'allowed');
        expect(decision.message === undefined).toBe(decision.outcome === 'allowed');
        const denying = [...new Set(denyingLayers(decision))];
        expect(decision.blockedBy.slice(0, denying.length)).toEqual(denying);
      }),
      runs,
    );
  });

  it('adding an identity allow never lifts an explicit deny, nor an SCP or boundary block', () => {
    const allowing = ownStatement.map((statement): RandomStatement => ({ ...statement, Effect: 'Allow' }));
    fc.assert(
      fc.property(request, policySet, policyOf('more', allowing), (asked, set, more) => {
        const before = decisionOf(asked, set);
        const after = decisionOf(asked, { ...set, identity: [...set.identity, more] });
        if (before.outcome === 'explicitDeny') expect(after.outcome).toBe('explicitDeny');
        for (const layer of ['scp', 'rcp', 'boundary', 'session', 'endpoint'] as const) {
          expect(after.blockedBy.includes(layer)).toBe(before.blockedBy.includes(layer));
        }
        // And it never takes anything away.
        if (before.outcome === 'allowed') expect(after.outcome).toBe('allowed');
      }),
      runs,
    );
  });

  it('removing a statement never adds an explicit deny', () => {
    fc.assert(
      fc.property(request, policySet, fc.nat(), (asked, set, which) => {
        const before = decisionOf(asked, set);
        const after = decisionOf(asked, withoutStatement(set, which));
        if (after.outcome === 'explicitDeny') expect(before.outcome).toBe('explicitDeny');
      }),
      runs,
    );
  });

  it('the case of context keys and of actions does not matter', () => {
    fc.assert(
      fc.property(request, policySet, (asked, set) => {
        const entries = Object.entries(asked.context).map(
          ([name, value]) => [name.toUpperCase(), value] as const,
        );
        const shouted = {
          ...asked,
          action: asked.action.toUpperCase(),
          context: Object.fromEntries(entries),
        };
        expect(decisionOf(shouted, set).outcome).toBe(decisionOf(asked, set).outcome);
      }),
      runs,
    );
  });

  it('no missing context: no value of an absent key changes the outcome', () => {
    const values = fc.record({
      'aws:username': fc.constantFrom('alice', 'bob', 'a*'),
      'aws:sourceip': fc.constantFrom('10.1.2.3', '203.0.113.1'),
      'aws:principaltag/team': fc.constantFrom('alice', 'true', '10', '2026-01-01'),
      'aws:tagkeys': fc.constantFrom('alice', 'abc', 'true'),
      'aws:userid': fc.constantFrom('k', 'alice/k'),
      k: fc.constantFrom('alice', '10', 'true', 'QQ=='),
    });
    let changed = 0;
    fc.assert(
      fc.property(request, policySet, values, (whole, set, given) => {
        const before = decisionOf({ ...whole, context: {} }, set);
        const after = decisionOf({ ...whole, context: given }, set);
        if (after.outcome === before.outcome) return;
        changed++;
        const named = new Set(before.missingContext.map((name) => name.toLowerCase()));
        expect(Object.keys(given).some((name) => named.has(name))).toBe(true);
      }),
      { seed, numRuns: 2000 },
    );
    expect(changed).toBeGreaterThan(50);
  });
});

/** The set without one statement of one of its policies; a policy that loses its last is left out. */
function withoutStatement(set: PolicySet, which: number): PolicySet {
  let left = which % Math.max(1, countStatements(set));
  const cut = (policy: NamedPolicy): readonly NamedPolicy[] => {
    const { Version, Statement } = policy.document as {
      Version: string;
      Statement: readonly unknown[] | object;
    };
    if (!Array.isArray(Statement)) return [policy];
    const at = left;
    left -= Statement.length;
    if (at < 0 || at >= Statement.length) return [policy];
    const rest = Statement.filter((_, index) => index !== at);
    return rest.length === 0 ? [] : [{ ...policy, document: { Version, Statement: rest } }];
  };
  const { boundary, resource, endpoint, sessions, scps, rcps } = set;
  const levels = (given: NonNullable<PolicySet['scps']>) =>
    given.map(({ id, policies }) => ({ id, policies: policies.flatMap(cut) }));
  const identity = set.identity.flatMap(cut);
  const one = (name: string, policy: NamedPolicy | undefined) => {
    const [rest] = policy === undefined ? [] : cut(policy);
    return rest === undefined ? {} : { [name]: rest };
  };
  return {
    identity,
    // A boundary is not taken away whole: NotPrincipal looks at whether there is one.
    ...(boundary === undefined ? {} : { boundary }),
    ...one('resource', resource),
    ...one('endpoint', endpoint),
    ...(sessions === undefined ? {} : { sessions: sessions.flatMap(cut) }),
    ...(scps === undefined ? {} : { scps: levels(scps) }),
    ...(rcps === undefined ? {} : { rcps: levels(rcps) }),
  };
}

function countStatements(set: PolicySet): number {
  const policies = [
    ...set.identity,
    ...[set.resource, set.endpoint].filter((policy) => policy !== undefined),
    ...(set.sessions ?? []),
    ...[...(set.scps ?? []), ...(set.rcps ?? [])].flatMap(({ policies: given }) => given),
  ];
  return policies.reduce((sum, { document }) => {
    const { Statement } = document as { Statement: readonly unknown[] | object };
    return sum + (Array.isArray(Statement) ? Statement.length : 0);
  }, 0);
}
