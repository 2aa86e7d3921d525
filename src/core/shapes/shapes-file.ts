// The compiled shapes of the services that are simulated: as the file holds them, and as they are used.

import type { Member, OperationShapes, Rule, Shape, Structure } from './shape.ts';

/**
 * A structure is a text of members with a space between: name, `!` when required, `*` when sensitive, then after a
 * colon the type, then after `@` the number of its rule. Types: nothing for a string, whose colon is left out too; `i` integer,
 * `b` boolean, `t` timestamp, `x` blob, `[…` a list (with `#` and a number behind the element's type where the
 * elements have a rule), `{…` a map of strings to it, a number: that structure.
 * `UserName!@3 Path@4 Tags:[7@5 TagKeys:[#2@5`
 */
export interface StoredService {
  readonly structures: readonly string[];
  /** Numbers of the structures that go in and come out; -1 for none. */
  readonly operations: Readonly<Record<string, readonly [input: number, output: number]>>;
  readonly rules: readonly Rule[];
}

export interface ShapesFile {
  readonly build: string;
  /** By signing name. */
  readonly services: Readonly<Record<string, StoredService>>;
}

export interface ServiceShapes {
  /** All operations of the service by name, modelled or not. */
  readonly operations: ReadonlySet<string>;
  /** Undefined for an operation that the service does not have. */
  of(operation: string): OperationShapes | undefined;
}

/** Reads each structure when it is first asked for. */
export function openShapes(stored: StoredService): ServiceShapes {
  const structures: (Structure | undefined)[] = [];
  const opened = new Map<string, OperationShapes>();

  function structure(number: number): Structure {
    const known = structures[number];
    if (known !== undefined) return known;
    const members: Member[] = [];
    const made: Structure = { kind: 'structure', members };
    // Before its members are read: a structure may contain itself.
    structures[number] = made;
    const text = stored.structures[number] ?? '';
    if (text !== '') members.push(...text.split(' ').map(member));
    return made;
  }

  function member(text: string): Member {
    const [, name = '', required, sensitive, type = '', rule] =
      /^(\w+)(!?)(\*?)(?::([^\s]+?))?(?:@(\d+))?$/.exec(text) ?? [];
    return {
      name,
      required: required === '!',
      sensitive: sensitive === '*',
      shape: shape(type, rule === undefined ? undefined : stored.rules[Number(rule)]),
    };
  }

  function shape(type: string, rule: Rule | undefined): Shape {
    const ruled = rule === undefined ? {} : { rule };
    if (type === '') return { kind: 'string', ...ruled };
    const first = type.charAt(0);
    if (first === '[') return { kind: 'list', element: element(type.slice(1)), ...ruled };
    if (first === '{') return { kind: 'map', value: shape(type.slice(1), undefined), ...ruled };
    const simple = simpleKinds[first];
    return simple === undefined ? structure(Number(type)) : { kind: simple, ...ruled };
  }

  function element(text: string): Shape {
    const at = text.lastIndexOf('#');
    return at < 0
      ? shape(text, undefined)
      : shape(text.slice(0, at), stored.rules[Number(text.slice(at + 1))]);
  }

  return {
    operations: new Set(Object.keys(stored.operations)),
    of(operation) {
      const known = opened.get(operation);
      if (known !== undefined) return known;
      if (!Object.hasOwn(stored.operations, operation)) return undefined;
      const [input = -1, output = -1] = stored.operations[operation] ?? [];
      const shapes = {
        input: input < 0 ? undefined : structure(input),
        output: output < 0 ? undefined : structure(output),
      };
      opened.set(operation, shapes);
      return shapes;
    },
  };
}

const simpleKinds: Readonly<Record<string, 'integer' | 'boolean' | 'timestamp' | 'blob'>> = {
  i: 'integer',
  b: 'boolean',
  t: 'timestamp',
  x: 'blob',
};
