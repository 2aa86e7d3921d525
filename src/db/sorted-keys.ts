// A set of keys that stays sorted. Made for what the store does most: appending newer keys, dropping the
// oldest, and reading a stretch from the middle.

/** Free places at the front beyond which they are given back. */
const mostFree = 1_024;

export class SortedKeys {
  /** Sorted from `#first` on; what is before is free. */
  #keys: string[] = [];
  #first = 0;

  get size(): number {
    return this.#keys.length - this.#first;
  }

  /** How many keys come before this one. */
  rank(key: string): number {
    return this.#place(key) - this.#first;
  }

  /** From one rank up to another, as `Array.slice` counts. */
  slice(from = 0, to = this.size): readonly string[] {
    return this.#keys.slice(this.#first + from, this.#first + to);
  }

  /** Nothing changes when the key is there already. */
  add(key: string): void {
    const newest = this.#keys.at(-1);
    if (newest === undefined || newest < key) {
      this.#keys.push(key);
      return;
    }
    const place = this.#place(key);
    if (this.#keys[place] === key) return;
    if (place === this.#first && this.#first > 0) {
      this.#first -= 1;
      this.#keys[this.#first] = key;
    } else {
      this.#keys.splice(place, 0, key);
    }
  }

  /** Nothing changes when the key is not there. */
  delete(key: string): void {
    const place = this.#place(key);
    if (this.#keys[place] !== key) return;
    if (place === this.#keys.length - 1) {
      this.#keys.pop();
    } else if (place > this.#first) {
      this.#keys.splice(place, 1);
    } else {
      this.#keys[place] = '';
      this.#first += 1;
    }
    const mostlyFree = this.#first > mostFree && this.#first > this.size;
    if (this.size > 0 && !mostlyFree) return;
    this.#keys = this.#keys.slice(this.#first);
    this.#first = 0;
  }

  /** Where the key is, or would be. */
  #place(key: string): number {
    let low = this.#first;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      // INVARIANT: `middle` is within the list.
      if ((this.#keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
