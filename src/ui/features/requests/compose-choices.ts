// What the form suggests: all services and actions of AWS's reference, those that Gatehouse carries out
// first. Until the reference has answered, those that are known without it.

import { operations } from '../../../client/operations.ts';
import { requestExamples } from '../../../client/request-examples.ts';
import type { ActionSummary, RegionName, ServiceSummary } from '../../../core/catalog/types.ts';
import type { Suggestion } from '../../parts/suggestions.ts';

/** The actions of the services that the reference has answered for, by prefix. */
export type KnownActions = ReadonlyMap<string, readonly ActionSummary[]>;

/** Those that one meets first; any other may be typed. */
const someRegions: readonly Suggestion[] = [
  { value: 'us-east-1', detail: 'N. Virginia' },
  { value: 'us-west-2', detail: 'Oregon' },
  { value: 'eu-central-1', detail: 'Frankfurt' },
  { value: 'eu-west-1', detail: 'Ireland' },
  { value: 'ap-northeast-1', detail: 'Tokyo' },
  { value: 'ap-southeast-2', detail: 'Sydney' },
  { value: 'sa-east-1', detail: 'São Paulo' },
];

/** All Regions once the reference has said them. */
export function regionChoices(regions: readonly RegionName[]): readonly Suggestion[] {
  if (regions.length === 0) return someRegions;
  return regions.map(({ name, description }) => ({ value: name, detail: description }));
}

const exampleServices: readonly string[] = [
  ...new Set([...operations, ...requestExamples].map(({ service }) => service)),
];

/** The services that one meets first here, then all others. */
export function serviceChoices(services: readonly ServiceSummary[]): readonly Suggestion[] {
  const names = new Map(services.map(({ prefix, name }) => [prefix, name]));
  const others = services.map(({ prefix }) => prefix).filter((prefix) => !exampleServices.includes(prefix));
  return [...exampleServices, ...others].map((value) => {
    const name = names.get(value);
    return name === undefined ? { value } : { value, detail: name, also: name };
  });
}

/** Modelled operations first, then the examples, then all other actions that the reference lists. */
export function actionChoices(service: string, known: KnownActions): readonly Suggestion[] {
  const modelled = namesOf(operations, service);
  const levels = new Map((known.get(service) ?? []).map(({ name, accessLevel }) => [name, accessLevel]));
  return knownNames(service, known).map((value) => {
    const level = levels.get(value);
    const facts = [
      ...(modelled.includes(value) ? [] : ['authorized only']),
      ...(level === undefined ? [] : [level]),
    ];
    return withDetail(value, facts.length === 0 ? undefined : facts.join(' · '));
  });
}

/**
 * Whether an action is known here, but of other services than this known one. What was typed freely
 * stays with whatever service is typed.
 */
export function belongsElsewhere(service: string, action: string, known: KnownActions): boolean {
  const services = new Set([...exampleServices, ...known.keys()]);
  const has = (of: string): boolean => knownNames(of, known).includes(action);
  return services.has(service) && !has(service) && [...services].some(has);
}

function knownNames(service: string, known: KnownActions): readonly string[] {
  const listed = (known.get(service) ?? []).map(({ name }) => name);
  return [...new Set([...namesOf(operations, service), ...namesOf(requestExamples, service), ...listed])];
}

function namesOf(
  list: readonly { readonly service: string; readonly action: string }[],
  service: string,
): readonly string[] {
  return list.filter((each) => each.service === service).map(({ action }) => action);
}

function withDetail(value: string, detail: string | undefined): Suggestion {
  return detail === undefined ? { value } : { value, detail };
}
