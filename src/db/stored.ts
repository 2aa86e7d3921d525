// What the store in memory keeps of a record: a copy of its own that nobody can change. Frozen, so that it
// can be handed out as it is: a copy for each reader is what a list of thousands would spend its time on.

export interface Stored {
  readonly record: unknown;
  /** Bytes cannot be frozen, so a record with bytes is copied for each reader. */
  readonly holdsBytes: boolean;
}

/** Throws where IndexedDB would: for what is not plain data. */
export function storedFrom(value: unknown): Stored {
  const found = { bytes: false };
  const record = frozenCopy(value, found);
  return { record, holdsBytes: found.bytes };
}

/** What a reader is given. */
export function handedOut(stored: Stored): unknown {
  return stored.holdsBytes ? storedFrom(stored.record).record : stored.record;
}

function frozenCopy(value: unknown, found: { bytes: boolean }): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`not plain data: a ${typeof value} cannot be stored`);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return Object.freeze((value as readonly unknown[]).map((entry) => frozenCopy(entry, found)));
  }
  if (value instanceof Uint8Array) {
    found.bytes = true;
    // Not `slice`, which shares the memory where the bytes are Node's Buffer.
    return new Uint8Array(value);
  }
  if (!isPlain(value)) throw new TypeError('not plain data: an instance of a class cannot be stored');
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const field = frozenCopy((value as Readonly<Record<string, unknown>>)[name], found);
    // Assigned, it would become the copy's prototype. A condition key in a trace may have any name.
    if (name === '__proto__') Object.defineProperty(copy, name, { value: field, enumerable: true });
    else copy[name] = field;
  }
  return Object.freeze(copy);
}

// `Object.prototype`, of whatever window, is the one that has no prototype itself.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
