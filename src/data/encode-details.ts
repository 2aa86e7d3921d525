// Encodes resource types, condition keys and what actions take of them: the writer's side of
// core/catalog/details-file.ts.

import {
  keyCategories,
  keyTypes,
  type DetailsFile,
  type StoredDetails,
  type StoredScenario,
} from '../core/catalog/details-file.ts';
import { toSteps } from '../core/catalog/steps.ts';
import { actionNumbersOf } from './action-numbers.ts';
import { letterOf } from './letters.ts';
import type { ReferenceKey, ReferenceService, ServiceReference } from './service-reference.ts';
import { Table } from './table.ts';

export function encodeDetails(reference: ServiceReference): Omit<DetailsFile, 'build'> {
  const { services, globalKeys } = reference;
  const keys = keyTable(reference);
  const keyLists = new Table<readonly number[]>((list) => list.join());
  const listOf = (numbers: readonly number[]): number => keyLists.numberOf(toSteps(numbers));
  const stored = services.map((service) => storedDetails(service, keys, listOf));
  return {
    keys: keys.values.map(({ name }) => name),
    keyTypes: keys.values.map(keyLetter).join(''),
    globalKeys: globalKeys.map((key) => keys.numberOf(key)),
    globalCategories: globalKeys.map(({ category }) => letterOf(keyCategories, category)).join(''),
    keyLists: keyLists.values,
    services: stored,
    ...overlayOf(reference),
    scenarios: scenariosOf(reference),
  };
}

function storedDetails(
  service: ReferenceService,
  keys: Table<ReferenceKey>,
  listOf: (numbers: readonly number[]) => number,
): StoredDetails {
  const own = new Map(service.conditionKeys.map((key) => [key.name, keys.numberOf(key)]));
  const listOfNames = (names: readonly string[]): number =>
    listOf(
      names.map((name) => {
        const number = own.get(name);
        if (number === undefined) throw new Error(`${service.prefix} has no condition key ${name}`);
        return number;
      }),
    );
  const types = new Map(service.resourceTypes.map(({ name }, number) => [name.toLowerCase(), number]));
  const shapes = new Table<readonly number[]>((shape) => shape.join());
  const actions = service.actions.map(({ conditionKeys, resourceTypes }) =>
    shapes.numberOf([
      listOfNames(conditionKeys),
      ...resourceTypes.flatMap(({ name, required, conditionKeys: pairKeys }) => [
        typeNumber(service, types, name) * 2 + (required ? 1 : 0),
        listOfNames(pairKeys),
      ]),
    ]),
  );
  return {
    types: service.resourceTypes.map(({ name, arns, conditionKeys }) => [
      name,
      arns.join(' '),
      listOfNames(conditionKeys),
    ]),
    keys: listOf([...own.values()]),
    shapes: shapes.values,
    actions,
  };
}

/** All keys by name, so that the keys of one list have numbers that lie together. */
function keyTable({ services, globalKeys }: ServiceReference): Table<ReferenceKey> {
  const all = [...globalKeys, ...services.flatMap(({ conditionKeys }) => conditionKeys)];
  const table = new Table<ReferenceKey>((key) => `${key.name} ${keyLetter(key)}`);
  for (const { name, type, multivalued } of [...all].sort(byName)) {
    table.numberOf({ name, type, multivalued });
  }
  return table;
}

function byName(a: ReferenceKey, b: ReferenceKey): number {
  if (a.name === b.name) return keyLetter(a) < keyLetter(b) ? -1 : Number(keyLetter(a) !== keyLetter(b));
  return a.name < b.name ? -1 : 1;
}

function keyLetter({ type, multivalued }: ReferenceKey): string {
  const letter = letterOf(keyTypes, type);
  return multivalued ? letter.toUpperCase() : letter;
}

function overlayOf(
  reference: ServiceReference,
): Pick<DetailsFile, 'permissionOnly' | 'newer' | 'dependents'> {
  const numbers = actionNumbersOf(reference);
  const permissionOnly: number[] = [];
  const newer: number[] = [];
  const dependents: number[] = [];
  let last = 0;
  reference.services
    .flatMap(({ actions }) => actions)
    .forEach(({ name, overlay }, number) => {
      if (overlay === undefined) return newer.push(number);
      if (overlay.permissionOnly) permissionOnly.push(number);
      if (overlay.dependentActions.length === 0) return;
      const others = overlay.dependentActions.map((action) => {
        const other = numbers.get(action);
        if (other === undefined) throw new Error(`${name} depends on ${action}, which no longer exists`);
        return other;
      });
      dependents.push(number - last, others.length, ...toSteps(others));
      last = number;
    });
  return { permissionOnly: toSteps(permissionOnly), newer: toSteps(newer), dependents };
}

function scenariosOf({ services }: ServiceReference): readonly StoredScenario[] {
  const found: StoredScenario[] = [];
  let number = 0;
  for (const service of services) {
    const types = new Map(service.resourceTypes.map(({ name }, place) => [name.toLowerCase(), place]));
    for (const { scenarios } of service.actions) {
      for (const { name, resourceTypes } of scenarios) {
        found.push([
          number,
          name,
          resourceTypes.map(
            ({ name: type, required }) => typeNumber(service, types, type) * 2 + (required ? 1 : 0),
          ),
        ]);
      }
      number++;
    }
  }
  return found;
}

function typeNumber(service: ReferenceService, types: ReadonlyMap<string, number>, name: string): number {
  const number = types.get(name.toLowerCase());
  if (number === undefined) throw new Error(`${service.prefix} has no resource type ${name}`);
  return number;
}
