// How the rest of the service reference is stored: resource types, condition keys, what each action takes of
// them, and what an older release of the reference knew beside.

import type { ConditionKeyType, GlobalKeyCategory } from './types.ts';

export interface DetailsFile {
  readonly build: string;
  /** Condition keys by name; their numbers are their places. Of one name with two types there are two. */
  readonly keys: readonly string[];
  /** A letter for each key, in upper case where the key has several values: see `keyTypes`. */
  readonly keyTypes: string;
  /** Global keys: their numbers, and a letter for each: see `keyCategories`. */
  readonly globalKeys: readonly number[];
  readonly globalCategories: string;
  /** Lists of keys; each number is the step from the one before. */
  readonly keyLists: readonly (readonly number[])[];
  /** In the order of the services. */
  readonly services: readonly StoredDetails[];
  readonly scenarios: readonly StoredScenario[];
  /** Numbers of actions, each as the step from the one before. */
  readonly permissionOnly: readonly number[];
  /** Actions of which the older release could say nothing, because it did not have them. */
  readonly newer: readonly number[];
  /** The step to the next action that depends on others; how many; the steps from one to the other. */
  readonly dependents: readonly number[];
}

export interface StoredDetails {
  /** ARN formats with a space between. */
  readonly types: readonly (readonly [name: string, arns: string, keyList: number])[];
  /** Number of the list of all keys of the service. */
  readonly keys: number;
  /** What actions take: the list of the action's own keys; then for each type `2 × number`, plus 1 where required, and the pair's list. */
  readonly shapes: readonly (readonly number[])[];
  /** The shape of each action. */
  readonly actions: readonly number[];
}

/** Types by their number within the service, as `2 × number`, plus 1 where required. */
export type StoredScenario = readonly [action: number, name: string, types: readonly number[]];

export const keyTypes = {
  s: 'String',
  a: 'ARN',
  b: 'Bool',
  n: 'Numeric',
  d: 'Date',
  i: 'IPAddress',
  y: 'Binary',
} as const satisfies Readonly<Record<string, ConditionKeyType>>;

export const keyCategories = {
  p: 'principal',
  s: 'session',
  n: 'network',
  r: 'resource',
  q: 'request',
} as const satisfies Readonly<Record<string, GlobalKeyCategory>>;
