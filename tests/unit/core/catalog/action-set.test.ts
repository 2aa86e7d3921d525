import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsIn, addAction, addActions, emptyActionSet } from '../../../../src/core/catalog/action-set.ts';

const size = 200;

describe('a set of actions behaves as a set', () => {
  it('of numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: size - 1 })), (numbers) => {
        const set = emptyActionSet(size);
        for (const number of numbers) addAction(set, number);
        expect(actionsIn(set)).toEqual([...new Set(numbers)].sort((a, b) => a - b));
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
