// A table of distinct values, for storing a number in the place of what is said many times.

export class Table<Value> {
  readonly #keyOf: (value: Value) => unknown;
  readonly #numbers = new Map<unknown, number>();
  readonly #values: Value[] = [];

  /** `keyOf`: what two values must have in common to be one. */
  constructor(keyOf: (value: Value) => unknown = (value) => value) {
    this.#keyOf = keyOf;
  }

  /** In the order in which they came. */
  get values(): readonly Value[] {
    return this.#values;
  }

  /** The number of a value, which gets the next one when it is new. */
  numberOf(value: Value): number {
    const key = this.#keyOf(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#values.push(value) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}
