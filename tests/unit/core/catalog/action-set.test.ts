import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionsIn,
  addAction,
  addActions,
  countActions,
  emptyActionSet,
  hasAction,
  intersect,
  unite,
  type ActionSet,
} from '../../../../src/core/catalog/action-set.ts';

const size = 200;
const numbers = fc.array(fc.nat({ max: size - 1 }));

function setOf(actions: readonly number[]): ActionSet {
  const set = emptyActionSet(size);
  for (const action of actions) addAction(set, action);
  return set;
}

const sorted = (values: Iterable<number>): readonly number[] => [...values].sort((a, b) => a - b);

describe('a set of actions behaves as a set', () => {
  it('of numbers', () => {
    fc.assert(
      fc.property(numbers, numbers, (some, others) => {
        const [left, right] = [new Set(some), new Set(others)];
        expect(actionsIn(setOf(some))).toEqual(sorted(left));
        expect(countActions(setOf(some))).toBe(left.size);
        const joined = setOf(some);
        unite(joined, setOf(others));
        expect(actionsIn(joined)).toEqual(sorted(new Set([...some, ...others])));
        const common = setOf(some);
        intersect(common, setOf(others));
        expect(actionsIn(common)).toEqual(sorted([...left].filter((each) => right.has(each))));
        for (const action of [0, 31, 32, size - 1])
          expect(hasAction(setOf(some), action)).toBe(left.has(action));
      }),
      { seed: 5 },
    );
  });

  it('of ranges', () => {
    fc.assert(
      fc.property(fc.nat({ max: size }), fc.nat({ max: size }), (one, other) => {
        const [first, end] = [Math.min(one, other), Math.max(one, other)];
        const set = emptyActionSet(size);
        addActions(set, first, end);
        expect(actionsIn(set)).toEqual(Array.from({ length: end - first }, (_, place) => first + place));
      }),
      { seed: 7 },
    );
  });
});
