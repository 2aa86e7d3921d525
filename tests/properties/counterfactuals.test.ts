import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../src/core/authorize/authorize.ts';
import { applyChanges, counterfactuals, type Change } from '../../src/core/authorize/counterfactuals.ts';
import type {
  AuthorizationRequest,
  Decision,
  NamedPolicy,
  PolicySet,
} from '../../src/core/authorize/types.ts';
import { policySet, request, seed } from './policy-arbitraries.ts';

const runs = { seed, numRuns: 600 };

function decisionAfter(asked: AuthorizationRequest, set: PolicySet, changes: readonly Change[]): Decision {
  const changed = applyChanges(asked, set, changes);
  return authorize(changed.request, compile(changed.policies));
}

const isAllowed = ({ outcome }: Decision) => outcome === 'allowed';

function properParts(changes: readonly Change[]): readonly (readonly Change[])[] {
  let parts: readonly (readonly Change[])[] = [[]];
  for (const change of changes) parts = parts.flatMap((part) => [part, [...part, change]]);
  return parts.filter(({ length }) => length < changes.length);
}

function everyPolicy({ identity, boundary, resource, endpoint, sessions, scps, rcps }: PolicySet) {
  const levels = [...(scps ?? []), ...(rcps ?? [])].flatMap(({ policies }) => policies);
  const single = [boundary, resource, endpoint].filter((one) => one !== undefined);
  return [...identity, ...single, ...(sessions ?? []), ...levels];
}

describe('counterfactuals', { timeout: 300_000 }, () => {
  it('each flips the answer, no part of it does, and none repeats another', () => {
    let count = 0;
    fc.assert(
      fc.property(request, policySet, (asked, set) => {
        const before = authorize(asked, compile(set));
        const found = counterfactuals(asked, set);
        expect(found.length).toBeLessThanOrEqual(10);
        for (const { changes, outcome } of found) {
          count++;
          const after = decisionAfter(asked, set, changes);
          expect(after.outcome).toBe(outcome);
          expect(isAllowed(after)).toBe(!isAllowed(before));
          expect(after.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
          for (const part of properParts(changes))
            expect(isAllowed(decisionAfter(asked, set, part))).toBe(isAllowed(before));
        }
        const sizes = found.map(({ changes }) => changes.length);
        expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
        expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(found.length);
      }),
      runs,
    );
    expect(count).toBeGreaterThan(1000);
  });

  it('the same question has the same answer, and leaves what it was given as it was', () => {
    fc.assert(
      fc.property(request, policySet, (asked, set) => {
        const before = JSON.stringify([asked, set]);
        const found = counterfactuals(asked, set);
        expect(JSON.stringify([asked, set])).toBe(before);
        expect(counterfactuals(structuredClone(asked), structuredClone(set))).toEqual(found);
      }),
      { ...runs, numRuns: 150 },
    );
  });

  /**
   * Whatever is denied can be repaired by removing the statements that deny and adding one to each layer
   * that is silent; so an answer must be found wherever these are at most as many as a set of changes has.
   * All policies here are readable and, but for FullAWSAccess, which denies nothing, the customer's.
   */
  it('a denied request with at most eight obstacles has an answer', () => {
    let repairable = 0;
    fc.assert(
      fc.property(request, policySet, (asked, set) => {
        const { outcome, trace } = authorize(asked, compile(set));
        if (outcome === 'allowed') return;
        const applying = trace.layers.map(({ policies }) =>
          policies.flatMap(({ statements }) => statements).filter(({ applies }) => applies),
        );
        const denying = applying.flat().filter(({ effect }) => effect === 'Deny').length;
        const silent = applying.filter((layer) => layer.every(({ effect }) => effect === 'Deny')).length;
        if (denying + silent + 1 > 8) return;
        repairable++;
        expect(counterfactuals(asked, set)).not.toEqual([]);
      }),
      { seed: seed + 1, numRuns: 1500 },
    );
    expect(repairable).toBeGreaterThan(1000);
  });

  it('text is changed as an object is, and what is not changed stays to the character', () => {
    const asText = (policy: NamedPolicy): NamedPolicy => ({
      ...policy,
      document: JSON.stringify(policy.document, null, 4),
    });
    fc.assert(
      fc.property(request, policySet, (asked, set) => {
        const texts = mapPolicies(set, asText);
        const found = counterfactuals(asked, set);
        expect(counterfactuals(asked, texts)).toEqual(found);
        for (const { changes } of found) {
          const asObjects = applyChanges(asked, set, changes);
          const asTexts = applyChanges(asked, texts, changes);
          expect(asTexts.request).toEqual(asObjects.request);
          expect(mapPolicies(asTexts.policies, parsed)).toEqual(mapPolicies(asObjects.policies, parsed));
          const untouched = new Set(everyPolicy(texts).map(({ document }) => document));
          const touched = everyPolicy(asTexts.policies).filter(({ document }) => !untouched.has(document));
          expect(touched.length).toBeLessThanOrEqual(changes.length);
        }
      }),
      { ...runs, numRuns: 200 },
    );
  });
});

function parsed(policy: NamedPolicy): NamedPolicy {
  const { document } = policy;
  return typeof document === 'string' ? { ...policy, document: JSON.parse(document) as unknown } : policy;
}

function mapPolicies(set: PolicySet, change: (policy: NamedPolicy) => NamedPolicy): PolicySet {
  const level = ({ id, policies }: { readonly id: string; readonly policies: readonly NamedPolicy[] }) => ({
    id,
    policies: policies.map(change),
  });
  return {
    identity: set.identity.map(change),
    ...(set.boundary === undefined ? {} : { boundary: change(set.boundary) }),
    ...(set.resource === undefined ? {} : { resource: change(set.resource) }),
    ...(set.endpoint === undefined ? {} : { endpoint: change(set.endpoint) }),
    ...(set.sessions === undefined ? {} : { sessions: set.sessions.map(change) }),
    ...(set.scps === undefined ? {} : { scps: set.scps.map(level) }),
    ...(set.rcps === undefined ? {} : { rcps: set.rcps.map(level) }),
  };
}
