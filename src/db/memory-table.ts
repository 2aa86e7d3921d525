// One table in memory: its records by key, their keys in order, and for each index the keys by value.

import type { Part } from '../cloud/ports.ts';
import { rangeUnder } from './key-range.ts';
import { SortedKeys } from './sorted-keys.ts';
import { handedOut } from './stored.ts';
import type { Stored } from './stored.ts';

type Index = Map<string, SortedKeys>;

export class MemoryTable {
  readonly #rows = new Map<string, Stored>();
  readonly #keys = new SortedKeys();
  readonly #indexes: ReadonlyMap<string, Index>;

  constructor(indexes: readonly string[]) {
    this.#indexes = new Map(indexes.map((index) => [index, new Map()]));
  }

  get size(): number {
    return this.#keys.size;
  }

  get(key: string): unknown {
    const row = this.#rows.get(key);
    return row && handedOut(row);
  }

  where(index: string, value: string): readonly unknown[] {
    const keys = this.#indexes.get(index);
    if (keys === undefined) throw new TypeError(`there is no index \`${index}\``);
    return this.#records(keys.get(value)?.slice() ?? []);
  }

  under(prefix: string, { after, most = Infinity }: Part = {}): readonly unknown[] {
    const { from, to } = this.#ranksUnder(prefix, after);
    return this.#records(this.#keys.slice(from, Math.min(to, from + Math.max(0, most))));
  }

  countUnder(prefix: string): number {
    const { from, to } = this.#ranksUnder(prefix);
    return to - from;
  }

  all(): readonly unknown[] {
    return this.#records(this.#keys.slice());
  }

  /** Puts what is to be stored under a key, or, by undefined, takes it away. Answers what was there before. */
  replace(key: string, row: Stored | undefined): Stored | undefined {
    const before = this.#rows.get(key);
    if (row === undefined) {
      this.#rows.delete(key);
      this.#keys.delete(key);
    } else {
      this.#rows.set(key, row);
      if (before === undefined) this.#keys.add(key);
    }
    for (const [field, index] of this.#indexes) {
      const [left, entered] = [indexed(before, field), indexed(row, field)];
      if (left === entered) continue;
      if (left !== undefined) removeEntry(index, left, key);
      if (entered !== undefined) addEntry(index, entered, key);
    }
    return before;
  }

  #records(keys: readonly string[]): readonly unknown[] {
    return keys.map((key) => this.get(key));
  }

  #ranksUnder(prefix: string, after?: string): { readonly from: number; readonly to: number } {
    const range = rangeUnder(prefix, after);
    if (range === undefined) return { from: 0, to: 0 };
    const { lower, withLower, upper } = range;
    const from = this.#keys.rank(lower) + (!withLower && this.#rows.has(lower) ? 1 : 0);
    return { from, to: upper === undefined ? this.#keys.size : this.#keys.rank(upper) };
  }
}

/** A record that lacks the field is not in the index. */
function indexed(row: Stored | undefined, field: string): string | undefined {
  const value = (row?.record as Readonly<Record<string, unknown>> | undefined)?.[field];
  return typeof value === 'string' ? value : undefined;
}

function addEntry(index: Index, value: string, key: string): void {
  const keys = index.get(value) ?? new SortedKeys();
  keys.add(key);
  index.set(value, keys);
}

function removeEntry(index: Index, value: string, key: string): void {
  const keys = index.get(value);
  keys?.delete(key);
  if (keys?.size === 0) index.delete(value);
}
