// All services and actions, ready to be searched: one long text of lower-case names, and where each begins.

import { accessLevels, type ServicesFile } from './services-file.ts';
import type { AccessLevel, ActionSummary, ServiceSummary } from './types.ts';

export interface ServiceIndex {
  readonly build: string;
  readonly services: readonly IndexedService[];
  readonly byPrefix: ReadonlyMap<string, IndexedService>;
  readonly actionCount: number;
  /** Names in lower case, each with a space after it; as AWS writes them in `names`, at the same places. */
  readonly text: string;
  readonly names: string;
  /** Where each action's name begins, and one more, where the last one's ends. */
  readonly starts: Uint32Array;
  /** A letter for each action. */
  readonly levels: string;
  /** Prefixes of services that managed policies use and the reference does not list. */
  readonly unlisted: ReadonlySet<string>;
}

export interface IndexedService extends ServiceSummary {
  /** Place among the services. */
  readonly number: number;
  /** Its actions are those with the numbers from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
}

export function makeServiceIndex(file: ServicesFile): ServiceIndex {
  const names = `${file.actions} `;
  const services: IndexedService[] = [];
  let first = 0;
  for (const [prefix, name, category, rcps, actionCount] of file.services) {
    services.push({
      prefix,
      name,
      category: file.categories[category] ?? '',
      supportsRcps: rcps === 1,
      actionCount,
      number: services.length,
      first,
      end: first + actionCount,
    });
    first += actionCount;
  }
  return {
    build: file.build,
    services,
    byPrefix: new Map(services.map((service) => [service.prefix, service])),
    actionCount: first,
    // INVARIANT: names are ASCII letters, digits and hyphens, so that lower case leaves every name at its place.
    text: names.toLowerCase(),
    names,
    starts: startsOf(names, first),
    levels: file.levels,
    unlisted: new Set(file.unlisted),
  };
}

/** Throws when a file is of another build: its numbers would mean other actions. */
export function requireSameBuild(index: ServiceIndex, what: string, file: { readonly build: string }): void {
  if (file.build !== index.build) {
    throw new Error(`${what} of build ${file.build} beside services of build ${index.build}`);
  }
}

/** Names of a service's actions, in order; none for a service that is not listed. */
export function actionNamesOf(index: ServiceIndex, prefix: string): readonly string[] {
  const service = index.byPrefix.get(prefix);
  if (service === undefined) return [];
  const names = index.names.slice(index.starts[service.first], index.starts[service.end]);
  return names.trimEnd().split(' ');
}

export function summaryOf(service: IndexedService): ServiceSummary {
  const { prefix, name, category, supportsRcps, actionCount } = service;
  return { prefix, name, category, supportsRcps, actionCount };
}

/** The service of an action's number. */
export function serviceOf(index: ServiceIndex, action: number): IndexedService {
  let low = 0;
  let high = index.services.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (action < (index.services[middle]?.end ?? 0)) high = middle;
    else low = middle + 1;
  }
  const service = index.services[low];
  if (service === undefined) throw new RangeError(`there is no action number ${action}`);
  return service;
}

/** The name of an action, without its service. */
export function nameOf(index: ServiceIndex, action: number): string {
  return index.names.slice(index.starts[action], (index.starts[action + 1] ?? 0) - 1);
}

export function accessLevelOf(index: ServiceIndex, action: number): AccessLevel {
  const letter = index.levels[action] as keyof typeof accessLevels;
  return accessLevels[letter];
}

export function actionSummary(
  index: ServiceIndex,
  action: number,
  service: IndexedService = serviceOf(index, action),
): ActionSummary {
  const name = nameOf(index, action);
  return { action: `${service.prefix}:${name}`, name, accessLevel: accessLevelOf(index, action) };
}

/** The number of an action of this service, by its name whatever its case; undefined when it has none such. */
export function findActionOf(index: ServiceIndex, service: IndexedService, name: string): number | undefined {
  const wanted = name.toLowerCase();
  const at = firstFrom(index, service, wanted);
  return at < service.end && textOf(index, at) === wanted ? at : undefined;
}

/** The first action of the service whose name does not come before `wanted`, which is in lower case. */
export function firstFrom(index: ServiceIndex, service: IndexedService, wanted: string): number {
  let low = service.first;
  let high = service.end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (textOf(index, middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The name of an action in lower case. */
export function textOf(index: ServiceIndex, action: number): string {
  return index.text.slice(index.starts[action], (index.starts[action + 1] ?? 0) - 1);
}

function startsOf(names: string, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  let action = 0;
  for (let at = names.indexOf(' '); at >= 0 && action < count; at = names.indexOf(' ', at + 1)) {
    starts[++action] = at + 1;
  }
  if (action !== count) throw new RangeError(`expected the names of ${count} actions, found ${action}`);
  return starts;
}
