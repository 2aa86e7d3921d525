// Compiles the shapes of the services that are simulated: structures, members and types as the schemas in the
// clients of the AWS SDK have them, and the constraints that those leave out.

import { createRequire } from 'node:module';
import type { ShapesFile, StoredService } from '../../core/shapes/shapes-file.ts';
import type { Rule } from '../../core/shapes/shape.ts';
import { knownOperations } from './known-operations.ts';
import { constraintOn, type Constraint, type ConstrainedService } from './constraints.ts';

/** By signing name: the package, and the operations to compile where that is not all of them. */
const clients: Readonly<
  Record<ConstrainedService, { readonly packageName: string; readonly only?: readonly string[] }>
> = {
  iam: { packageName: '@aws-sdk/client-iam' },
  sts: { packageName: '@aws-sdk/client-sts' },
  cloudtrail: { packageName: '@aws-sdk/client-cloudtrail', only: ['LookupEvents'] },
};

export function compileShapes(): Omit<ShapesFile, 'build'> {
  return {
    services: Object.fromEntries(
      (Object.keys(clients) as ConstrainedService[]).map((service) => [service, compileService(service)]),
    ),
  };
}

// Only `require` reads the packages: the imports inside their modules have no extensions.
const load = createRequire(import.meta.url);

/** What the schemas begin with, and the numbers that stand for types: @smithy/core, `schema`. */
const kinds = { list: 1, map: 2, structure: 3, union: 4, operation: 9 } as const;
const simpleTypes: Readonly<Record<number, string>> = { 0: '', 1: 'i', 2: 'b', 4: 't', 21: 'x' };
const listOf = 64;
const mapOf = 128;
const sensitive = 8;

type Schema = readonly unknown[];

function compileService(service: ConstrainedService): StoredService {
  const { packageName, only } = clients[service];
  const exported = load(packageName) as Readonly<Record<string, unknown>>;
  const structures: string[] = [];
  const numbers = new Map<Schema, number>();
  const rules: Rule[] = [];
  // What goes in is checked, wherever else it stands; what comes out is not. So inputs are compiled first.
  let isOfInput = true;
  const ruleNumbers = new Map<string, number>();

  function rule(constraint: Constraint | undefined): string {
    if (constraint === undefined) return '';
    const { oneOf, ...others } = constraint;
    const values =
      oneOf === undefined ? {} : { oneOf: Object.values(exported[oneOf] as Record<string, string>) };
    const made: Rule = { ...others, ...values };
    const text = JSON.stringify(made);
    const number = ruleNumbers.get(text) ?? rules.push(made) - 1;
    ruleNumbers.set(text, number);
    return `@${number}`;
  }

  function structure(schema: Schema): number {
    const known = numbers.get(schema);
    if (known !== undefined) return known;
    const number = structures.push('') - 1;
    // Before its members are looked at: a structure may contain itself.
    numbers.set(schema, number);
    const [, , name, , members = [], types = [], required = 0] = schema as unknown as readonly [
      number,
      string,
      string,
      unknown,
      readonly string[] | undefined,
      readonly unknown[] | undefined,
      number | undefined,
    ];
    structures[number] = members
      .map((member, index) => {
        const path = `${name}.${member}`;
        const { type, secret } = typeOf(types[index], isOfInput ? path : undefined);
        const marks = `${index < required ? '!' : ''}${secret ? '*' : ''}`;
        const own = isOfInput ? rule(constraintOn(service, 'member', path)) : '';
        return `${member}${marks}${type === '' ? '' : `:${type}`}${own}`;
      })
      .join(' ');
    return number;
  }

  /** `path`: of the member, where its elements are checked. */
  function typeOf(
    given: unknown,
    path: string | undefined,
  ): { readonly type: string; readonly secret: boolean } {
    const schema: unknown = typeof given === 'function' ? (given as () => unknown)() : given;
    // A type with traits of the member.
    if (Array.isArray(schema) && typeof schema[0] !== 'number') return typeOf(schema[0], path);
    if (typeof schema === 'number') return { type: simple(schema, path), secret: false };
    const [kind, , , traits, element, value] = schema as Schema;
    switch (kind) {
      case 0:
        return { ...typeOf((schema as Schema)[4], path), secret: ((traits as number) & sensitive) !== 0 };
      case kinds.list:
        return { type: `[${typeOf(element, undefined).type}${elementRule(path)}`, secret: false };
      case kinds.map:
        return { type: `{${typeOf(value, undefined).type}`, secret: false };
      case kinds.structure:
      case kinds.union:
        return { type: String(structure(schema as Schema)), secret: false };
      default:
        throw new Error(`${packageName} has a schema of an unknown kind: ${String(kind)}`);
    }
  }

  function simple(schema: number, path: string | undefined): string {
    if (schema >= mapOf) return `{${simple(schema - mapOf, undefined)}`;
    if (schema >= listOf) return `[${simple(schema - listOf, undefined)}${elementRule(path)}`;
    const type = simpleTypes[schema];
    if (type === undefined) throw new Error(`${packageName} has a type that is new: ${schema}`);
    return type;
  }

  function elementRule(path: string | undefined): string {
    return path === undefined ? '' : rule(constraintOn(service, 'element', path)).replace('@', '#');
  }

  const schemas = Object.values(exported)
    .filter((value): value is Schema => Array.isArray(value) && value[0] === kinds.operation)
    .filter((schema) => only === undefined || only.includes(schema[2] as string))
    .sort((a, b) => ((a[2] as string) < (b[2] as string) ? -1 : 1));
  if (schemas.length < (only?.length ?? 1)) throw new Error(`${packageName} has lost operations`);

  const numberOf = (given: unknown): number => {
    const schema = typeof given === 'function' ? (given as () => unknown)() : given;
    return Array.isArray(schema) ? structure(schema as Schema) : -1;
  };
  const inputs = schemas.map((schema) => numberOf(schema[4]));
  isOfInput = false;
  const outputs = schemas.map((schema) => numberOf(schema[5]));
  const operations = Object.fromEntries(
    schemas.map((schema, index) => [
      schema[2] as string,
      [inputs[index] ?? -1, outputs[index] ?? -1] as const,
    ]),
  );
  return { structures, operations, rules };
}

/** What the build says of them: how many there are, and which nobody has looked at yet. */
export function operationsReport({ services }: Omit<ShapesFile, 'build'>): string {
  return Object.entries(knownOperations)
    .map(([service, names]) => {
      const known = new Set(names.split(' '));
      const operations = Object.keys(services[service]?.operations ?? {});
      const added = operations.filter((name) => !known.has(name));
      const lost = [...known].filter((name) => !operations.includes(name));
      return [
        `${service}: ${operations.length} operations`,
        added.length === 0 ? 'none new' : `new: ${added.join(', ')}`,
        ...(lost.length === 0 ? [] : [`gone: ${lost.join(', ')}`]),
      ].join(', ');
    })
    .join('; ');
}
