// What is known of a service beyond the names of its actions, decoded for the service that is asked for.

import { keyCategories, keyTypes, type DetailsFile, type StoredDetails } from './details-file.ts';
import { actionDescription, keyDescription, type ProseFile } from './prose-file.ts';
import {
  actionSummary,
  requireSameBuild,
  serviceOf,
  summaryOf,
  type IndexedService,
  type ServiceIndex,
} from './service-index.ts';
import { fromSteps } from './steps.ts';
import type {
  ActionDetails,
  ActionResource,
  ActionResources,
  ActionScenario,
  ConditionKey,
  ResourceType,
  ServiceDetails,
} from './types.ts';

export interface Details {
  readonly index: ServiceIndex;
  readonly file: DetailsFile;
  readonly permissionOnly: ReadonlySet<number>;
  readonly newer: ReadonlySet<number>;
  readonly dependents: ReadonlyMap<number, readonly number[]>;
  readonly categories: ReadonlyMap<number, ConditionKey['category']>;
}

/** Throws when the two are of different builds: actions would come out as others. */
export function makeDetails(index: ServiceIndex, file: DetailsFile): Details {
  requireSameBuild(index, 'details', file);
  return {
    index,
    file,
    permissionOnly: new Set(fromSteps(file.permissionOnly)),
    newer: new Set(fromSteps(file.newer)),
    dependents: readDependents(file.dependents),
    categories: new Map(
      file.globalKeys.map((key, place) => [
        key,
        keyCategories[file.globalCategories[place] as keyof typeof keyCategories],
      ]),
    ),
  };
}

export function serviceDetails(
  details: Details,
  service: IndexedService,
  prose: ProseFile | undefined,
): ServiceDetails {
  const actions = Array.from({ length: service.end - service.first }, (_, place) => {
    const action = service.first + place;
    const description = prose === undefined ? undefined : actionDescription(prose, action);
    return { ...actionSummary(details.index, action, service), description };
  });
  return {
    ...summaryOf(service),
    actions,
    resourceTypes: resourceTypesOf(details, service),
    conditionKeys: keysOf(details, storedOf(details, service).keys).map((key, place) => ({
      ...conditionKey(details, key),
      description: prose === undefined ? undefined : keyDescription(prose, service.number, place),
    })),
  };
}

export function resourceTypesOf(details: Details, service: IndexedService): readonly ResourceType[] {
  return storedOf(details, service).types.map(([name, arns, keyList]) => ({
    name,
    arns: arns.split(' '),
    conditionKeys: keyNames(details, keyList),
  }));
}

/** Numbers of the service's actions that are asked about a resource type; none for a type that it has not. */
export function actionsOnType(
  details: Details,
  service: IndexedService,
  typeName: string,
): readonly number[] {
  const { types, shapes, actions } = storedOf(details, service);
  const type = types.findIndex(([name]) => name === typeName);
  // After its first number a shape is pairs, of which the first names the type.
  const taking = shapes.map((shape) => shape.some((code, place) => place % 2 === 1 && code >> 1 === type));
  return actions.flatMap((shape, place) => (taking[shape] === true ? [service.first + place] : []));
}

/** An action by its number. */
export function actionDetails(details: Details, action: number, prose: ProseFile | undefined): ActionDetails {
  const { index } = details;
  const service = serviceOf(index, action);
  const stored = storedOf(details, service);
  const [keyList = 0, ...pairs] = stored.shapes[stored.actions[action - service.first] ?? -1] ?? [];
  const isNewer = details.newer.has(action);
  const dependents = details.dependents.get(action) ?? [];
  return {
    ...actionSummary(index, action, service),
    service: summaryOf(service),
    description: prose === undefined ? undefined : actionDescription(prose, action),
    permissionOnly: isNewer ? undefined : details.permissionOnly.has(action),
    resources: resourcesOf(details, stored, pairs),
    conditionKeys: keyNames(details, keyList),
    dependentActions: isNewer ? undefined : dependents.map((other) => actionSummary(index, other).action),
    scenarios: scenariosOf(details, stored, action),
  };
}

/** A key by its number, without its description, which belongs to a service's page. */
export function conditionKey({ file, categories }: Details, key: number): ConditionKey {
  const letter = file.keyTypes[key] ?? 's';
  const lower = letter.toLowerCase();
  return {
    name: file.keys[key] ?? '',
    type: keyTypes[lower as keyof typeof keyTypes],
    multivalued: letter !== lower,
    category: categories.get(key),
    description: undefined,
  };
}

/** Numbers of the keys of a list. */
function keysOf({ file }: Details, keyList: number): readonly number[] {
  return fromSteps(file.keyLists[keyList] ?? []);
}

function keyNames(details: Details, keyList: number): readonly string[] {
  return keysOf(details, keyList).map((key) => details.file.keys[key] ?? '');
}

/**
 * AWS marks as required what every call must name. Where it marks none, one of the types is meant all the
 * same: `s3:GetObject` has `object` and `accesspointobject`, and is asked about one of them.
 */
function resourcesOf(details: Details, stored: StoredDetails, pairs: readonly number[]): ActionResources {
  const required: ActionResource[] = [];
  const optional: ActionResource[] = [];
  for (let place = 0; place + 1 < pairs.length; place += 2) {
    const code = pairs[place] ?? 0;
    const [name = '', arns = ''] = stored.types[code >> 1] ?? [];
    const resource = { name, arns: arns.split(' '), conditionKeys: keyNames(details, pairs[place + 1] ?? 0) };
    (code % 2 === 1 ? required : optional).push(resource);
  }
  if (required.length > 0) return { kind: 'all-of', required, optional };
  return optional.length > 0 ? { kind: 'any-of', types: optional } : { kind: 'none' };
}

function scenariosOf({ file }: Details, stored: StoredDetails, action: number): readonly ActionScenario[] {
  return file.scenarios.flatMap(([of, name, types]) => {
    if (of !== action) return [];
    const named = (wanted: 0 | 1): readonly string[] =>
      types.filter((code) => code % 2 === wanted).map((code) => stored.types[code >> 1]?.[0] ?? '');
    return [{ name, required: named(1), optional: named(0) }];
  });
}

function storedOf({ file }: Details, service: IndexedService): StoredDetails {
  const stored = file.services[service.number];
  if (stored === undefined) throw new RangeError(`there are no details of service number ${service.number}`);
  return stored;
}

function readDependents(steps: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const dependents = new Map<number, readonly number[]>();
  let action = 0;
  for (let place = 0; place + 1 < steps.length;) {
    const [step = 0, count = 0] = [steps[place], steps[place + 1]];
    action += step;
    dependents.set(action, fromSteps(steps.slice(place + 2, place + 2 + count)));
    place += 2 + count;
  }
  return dependents;
}
