// Guards for data that comes from a file: each says what it expects, where, and refuses what it does not
// know. Built from the parts below, a guard covers every field of its type or does not compile.

import { base64FromBytes } from '../core/lang/base64.ts';
import { err, ok } from '../core/lang/result.ts';
import type { Result } from '../core/lang/result.ts';

export interface ShapeProblem {
  /** Where in the file: `tables.users[3].userName`. */
  readonly place: string;
  /** Lower case, no full stop: `expected a text, found a number`. */
  readonly message: string;
}

/** Checks a value that JSON.parse gave, and answers it as its type. */
export type Shape<Value> = (value: unknown, place: string) => Result<Value, ShapeProblem>;

interface Optional<Value> {
  readonly optional: Shape<Value>;
}

/** A field that may be absent. */
export function optional<Value>(shape: Shape<Value>): Optional<Value> {
  return { optional: shape };
}

type Fields<Value> = {
  readonly [Key in keyof Value]-?: object extends Pick<Value, Key>
    ? Optional<NonNullable<Value[Key]>>
    : Shape<Value[Key]>;
};

/** An object with these fields and no other; `dropped` are those that earlier versions wrote, and are left out. */
export function record<Value>(fields: Fields<Value>, dropped: readonly string[] = []): Shape<Value> {
  const shapes = Object.entries<Shape<unknown> | Optional<unknown>>(fields);
  // Of a Map, because a plain object would know `__proto__` and `constructor`.
  const known = new Map(shapes);
  return (value, place) => {
    if (!isPlainObject(value)) return problem(place, `expected an object, found ${kindOf(value)}`);
    const unknown = Object.keys(value).find((name) => !known.has(name) && !dropped.includes(name));
    if (unknown !== undefined) return problem(place, `unknown field \`${shortened(unknown)}\``);
    const read: [string, unknown][] = [];
    for (const [name, shape] of shapes) {
      if (!Object.hasOwn(value, name)) {
        if (typeof shape !== 'function') continue;
        return problem(place, `the field \`${name}\` is missing`);
      }
      const field = (typeof shape === 'function' ? shape : shape.optional)(value[name], `${place}.${name}`);
      if (!field.ok) return field;
      read.push([name, field.value]);
    }
    return ok(Object.fromEntries(read) as Value);
  };
}

/** One of several records, told apart by the text in their field `kind`. */
export function byKind<Value extends { readonly kind: string }>(kinds: {
  readonly [Kind in Value['kind']]: Shape<Extract<Value, { readonly kind: Kind }>>;
}): Shape<Value> {
  const shapes = new Map(Object.entries<Shape<Value>>(kinds));
  return (value, place) => {
    if (!isPlainObject(value)) return problem(place, `expected an object, found ${kindOf(value)}`);
    const kind = Object.hasOwn(value, 'kind') ? value['kind'] : undefined;
    const shape = typeof kind === 'string' ? shapes.get(kind) : undefined;
    if (shape === undefined) {
      return problem(`${place}.kind`, `expected ${listed([...shapes.keys()])}, found ${quoted(kind)}`);
    }
    return shape(value, place);
  };
}

/** A text of at most this many UTF-16 units. */
export function text(longest: number): Shape<string> {
  return (value, place) => {
    if (typeof value !== 'string') return problem(place, `expected a text, found ${kindOf(value)}`);
    if (value.length > longest) {
      return problem(place, `expected at most ${longest} characters, found ${value.length}`);
    }
    return ok(value);
  };
}

/** A text that matches a pattern, which is anchored at both ends. `expected` names it: `an account id`. */
export function pattern(wanted: RegExp, expected: string): Shape<string> {
  return (value, place) =>
    typeof value === 'string' && wanted.test(value)
      ? ok(value)
      : problem(place, `expected ${expected}, found ${quoted(value)}`);
}

/** A whole number from 0 to the largest that is exact. */
export const wholeNumber: Shape<number> = (value, place) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? ok(value)
    : problem(place, `expected a whole number from 0, found ${quoted(value)}`);

/** Milliseconds since the epoch, to the end of the year 9999: what comes later, SigV4 and our dates cannot write. */
export const time: Shape<number> = upTo(253_402_300_799_999);

/** A whole number from 0 to this. */
export function upTo(most: number): Shape<number> {
  return (value, place) => {
    const whole = wholeNumber(value, place);
    return whole.ok && whole.value > most ? problem(place, `expected at most ${most}`) : whole;
  };
}

export const truth: Shape<boolean> = (value, place) =>
  typeof value === 'boolean' ? ok(value) : problem(place, `expected true or false, found ${quoted(value)}`);

/** One of the codes of a union, all of which must be named: what is added to the union does not compile here. */
export function codes<Code extends string>(all: { readonly [Name in Code]: true }): Shape<Code> {
  const known = new Set<unknown>(Object.keys(all));
  return (value, place) =>
    known.has(value)
      ? ok(value as Code)
      : problem(place, `expected ${listed(Object.keys(all))}, found ${quoted(value)}`);
}

/** This text and no other. */
export function only<const Text extends string>(wanted: Text): Shape<Text> {
  return (value, place) =>
    value === wanted ? ok(wanted) : problem(place, `expected \`${wanted}\`, found ${quoted(value)}`);
}

/** A list of at most this many. */
export function list<Item>(item: Shape<Item>, longest: number): Shape<readonly Item[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return problem(place, `expected a list, found ${kindOf(value)}`);
    if (value.length > longest) {
      return problem(place, `expected at most ${longest} entries, found ${value.length}`);
    }
    const read: Item[] = [];
    for (const [index, entry] of value.entries()) {
      const checked = item(entry, `${place}[${index}]`);
      if (!checked.ok) return checked;
      read.push(checked.value);
    }
    return ok(read);
  };
}

/** An object whose names are data, such as condition keys. */
export function dictionary<Value>(shape: Shape<Value>, most: number): Shape<Readonly<Record<string, Value>>> {
  return (value, place) => {
    if (!isPlainObject(value)) return problem(place, `expected an object, found ${kindOf(value)}`);
    const names = Object.keys(value);
    if (names.length > most) return problem(place, `expected at most ${most} names, found ${names.length}`);
    const read: [string, Value][] = [];
    for (const name of names) {
      // Whoever copies the object by assignment would set its prototype instead.
      if (name === '__proto__') return problem(place, 'the name `__proto__` is not allowed');
      const checked = shape(value[name], `${place}.${shortened(name)}`);
      if (!checked.ok) return checked;
      read.push([name, checked.value]);
    }
    return ok(Object.fromEntries(read));
  };
}

/** Either of two shapes that cannot be confused. */
export function either<Left, Right>(left: Shape<Left>, right: Shape<Right>): Shape<Left | Right> {
  return (value, place) => {
    const first = left(value, place);
    return first.ok ? first : right(value, place);
  };
}

/** Bytes, in the file as padded base 64 (RFC 4648 §4). */
export function bytes(most: number): Shape<Uint8Array> {
  const encodedText = text(Math.ceil(most / 3) * 4);
  return (value, place) => {
    const encoded = encodedText(value, place);
    if (!encoded.ok) return encoded;
    const decoded = bytesFromBase64(encoded.value);
    return decoded === undefined ? problem(place, 'expected bytes in base 64') : ok(decoded);
  };
}

function bytesFromBase64(encoded: string): Uint8Array | undefined {
  try {
    const decoded = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    // `atob` forgives missing padding, white space and stray bits; a file of ours has none of them.
    return base64FromBytes(decoded) === encoded ? decoded : undefined;
  } catch {
    return undefined;
  }
}

export function problem(place: string, message: string): Result<never, ShapeProblem> {
  return err({ place, message });
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function quoted(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `\`${shortened(String(value))}\``
    : value === undefined
      ? 'nothing'
      : kindOf(value);
}

function listed(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(' or ');
}

function shortened(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}…` : value;
}
