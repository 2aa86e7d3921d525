// What the SDK's own schemas say of an answer, and whether an answer is so: every member of its type, none missing that
// must be there. The packages export a schema for every operation, as `CreateUser$`.

/** As @smithy/types has them: a number for a simple type, a list of one of them, or a map to one of them. */
type Schema = number | readonly unknown[] | (() => Schema);

const kinds = { list: 1, map: 2, structure: 3, operation: 9 } as const;
const listOf = 64;
const mapOf = 128;

const simpleTypes: Readonly<Record<number, readonly [name: string, is: (value: unknown) => boolean]>> = {
  0: ['string', (value) => typeof value === 'string'],
  1: ['number', (value) => typeof value === 'number' && Number.isFinite(value)],
  2: ['boolean', (value) => typeof value === 'boolean'],
  4: ['Date', (value) => value instanceof Date && Number.isFinite(value.getTime())],
  21: ['Uint8Array', (value) => value instanceof Uint8Array],
};

/** The operations of a package, by name. */
export function operationsOf(exported: object): readonly string[] {
  return Object.values(exported)
    .filter((value): value is readonly unknown[] => Array.isArray(value) && value[0] === kinds.operation)
    .map(([, , name]) => String(name))
    .sort();
}

export interface Looked {
  /** `User.CreateDate: expected Date, found string` */
  readonly faults: readonly string[];
  /** Members that are there, as `User.Tags.Key`: of lists and maps those of what they hold. */
  readonly seen: readonly string[];
}

/** Holds an answer against its operation's schema. */
export function lookAt(exported: object, operation: string, answer: object): Looked {
  const faults: string[] = [];
  const seen = new Set<string>();

  function look(value: unknown, given: unknown, path: string): void {
    const schema = resolve(given);
    if (typeof schema === 'number') {
      if (schema >= mapOf) lookInMap(value, schema - mapOf, path);
      else if (schema >= listOf) lookInList(value, schema - listOf, path);
      else lookAtSimple(value, schema, path);
      return;
    }
    const [kind, , , , first, second] = schema;
    if (kind === kinds.list) lookInList(value, first, path);
    else if (kind === kinds.map) lookInMap(value, second, path);
    else if (kind === kinds.structure) lookInStructure(value, schema, path);
    // A simple type with a name: a secret.
    else look(value, first, path);
  }

  function lookAtSimple(value: unknown, type: number, path: string): void {
    const [name, is] = simpleTypes[type] ?? [`a type that is new: ${type}`, () => false];
    if (!is(value)) faults.push(`${path}: expected ${name}, found ${found(value)}`);
  }

  function lookInList(value: unknown, element: unknown, path: string): void {
    if (!Array.isArray(value)) faults.push(`${path}: expected a list, found ${found(value)}`);
    else for (const each of value) look(each, element, path);
  }

  function lookInMap(value: unknown, element: unknown, path: string): void {
    if (!isRecord(value)) faults.push(`${path}: expected a map, found ${found(value)}`);
    else for (const each of Object.values(value)) look(each, element, path);
  }

  function lookInStructure(value: unknown, schema: readonly unknown[], path: string): void {
    if (!isRecord(value)) {
      faults.push(`${path}: expected a structure, found ${found(value)}`);
      return;
    }
    const { members, required } = membersOf(schema);
    for (const [index, [name, type]] of members.entries()) {
      const place = path === '' ? name : `${path}.${name}`;
      if (value[name] !== undefined) {
        seen.add(place);
        look(value[name], type, place);
      } else if (index < required) {
        faults.push(`${place}: is missing`);
      }
    }
  }

  const output = outputOf(exported, operation);
  if (output !== undefined) look(answer, output, '');
  return { faults, seen: [...seen] };
}

/** All members that the answer of an operation can have, in the form of `Looked.seen`. */
export function documentedMembers(exported: object, operation: string): readonly string[] {
  const found = new Set<string>();
  // What is in itself again, as results in a result, is gone into once.
  function walk(given: unknown, path: string, above: readonly unknown[]): void {
    const schema = resolve(given);
    if (typeof schema === 'number' || above.includes(schema)) return;
    const inside = [...above, schema];
    const [kind, , , , first, second] = schema;
    if (kind === kinds.list) walk(first, path, inside);
    if (kind === kinds.map) walk(second, path, inside);
    if (kind !== kinds.structure) return;
    for (const [name, type] of membersOf(schema).members) {
      const place = path === '' ? name : `${path}.${name}`;
      found.add(place);
      walk(type, place, inside);
    }
  }
  const output = outputOf(exported, operation);
  if (output !== undefined) walk(output, '', []);
  return [...found];
}

function outputOf(exported: object, operation: string): unknown {
  const schema = (exported as Readonly<Record<string, unknown>>)[`${operation}$`];
  if (!Array.isArray(schema)) throw new Error(`the SDK has no operation ${operation}`);
  const given = (schema as readonly unknown[])[5];
  const output = typeof given === 'function' ? (given as () => unknown)() : given;
  // Of an operation that gives nothing it is the word `unit`.
  return Array.isArray(output) ? output : undefined;
}

function membersOf(schema: readonly unknown[]): {
  readonly members: readonly (readonly [string, unknown])[];
  readonly required: number;
} {
  const [, , , , names = [], types = [], required = 0] = schema as unknown as readonly [
    ...ignored: readonly [unknown, unknown, unknown, unknown],
    names: readonly string[] | undefined,
    types: readonly unknown[] | undefined,
    required: number | undefined,
  ];
  return { members: names.map((name, index) => [name, types[index]] as const), required };
}

function resolve(given: unknown): number | readonly unknown[] {
  const schema = (typeof given === 'function' ? (given as () => unknown)() : given) as Schema;
  if (typeof schema === 'number') return schema;
  // With traits of the member.
  const [first] = schema as readonly unknown[];
  return typeof first === 'number' ? (schema as readonly unknown[]) : resolve(first);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function found(value: unknown): string {
  return value === null || typeof value !== 'object' ? typeof value : value.constructor.name;
}
