// Which keys begin with a prefix: the same answer for the stores in memory and in IndexedDB. Both order
// texts by their UTF-16 units, as JavaScript's `<` does (Indexed Database API, §2.4).

export interface KeyRange {
  readonly lower: string;
  /** Whether `lower` itself is in the range. */
  readonly withLower: boolean;
  /** The first key after the range; absent: the range has no end. */
  readonly upper?: string;
}

/** The keys that begin with `prefix`, those up to `after` left out; undefined where there can be none. */
export function rangeUnder(prefix: string, after?: string): KeyRange | undefined {
  const upper = firstAfter(prefix);
  const lower =
    after === undefined || after < prefix
      ? { lower: prefix, withLower: true }
      : { lower: after, withLower: false };
  if (upper === undefined) return lower;
  return lower.lower < upper ? { ...lower, upper } : undefined;
}

/**
 * The first of all texts that come after those with this prefix: its last unit raised by one. Not the prefix
 * with U+FFFF behind it, Dexie's own bound for `startsWith`, which misses keys that go on after that unit.
 */
function firstAfter(prefix: string): string | undefined {
  for (let length = prefix.length; length > 0; length -= 1) {
    const unit = prefix.charCodeAt(length - 1);
    if (unit < 0xffff) return prefix.slice(0, length - 1) + String.fromCharCode(unit + 1);
  }
  return undefined;
}
