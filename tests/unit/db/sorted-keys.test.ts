import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SortedKeys } from '../../../src/db/sorted-keys.ts';

const digits = (sequence: number): string => String(sequence).padStart(6, '0');

it('stays sorted, whatever is added and deleted', () => {
  const change = fc.record({ kind: fc.constantFrom('add', 'delete'), key: fc.nat({ max: 30 }).map(digits) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      const keys = new SortedKeys();
      const model = new Set<string>();
      for (const { kind, key } of changes) {
        keys[kind](key);
        model[kind](key);
        const sorted = [...model].sort();
        expect(keys.slice()).toEqual(sorted);
        expect(keys.size).toBe(sorted.length);
        expect(keys.rank(key)).toBe(sorted.filter((each) => each < key).length);
      }
    }),
    { seed: 20_260_801 },
  );
});

it('drops the oldest and takes it back over and over, as a trail that is trimmed and a write that fails', () => {
  const keys = new SortedKeys();
  for (let sequence = 0; sequence < 6_000; sequence += 1) {
    keys.add(digits(sequence));
    if (sequence < 2_000) continue;
    keys.delete(digits(sequence - 2_000));
    keys.add(digits(sequence - 2_000));
    keys.delete(digits(sequence - 2_000));
  }
  expect(keys.slice()).toEqual(Array.from({ length: 2_000 }, (_, index) => digits(4_000 + index)));
  expect(keys.slice(10, 12)).toEqual([digits(4_010), digits(4_011)]);
});
