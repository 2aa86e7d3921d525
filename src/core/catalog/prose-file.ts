// How AWS's own sentences are stored: apart from the facts, so that a build can leave them out.

import { textOfCodes } from './word-codes.ts';

export interface ProseFile {
  readonly build: string;
  /** The words of all descriptions: see `word-codes.ts`, in whose codes they are written. */
  readonly words: readonly string[];
  /** One for each action, by number; without `habitualBeginning`, or with `=` before it where it begins otherwise. Empty when left out. */
  readonly actions: readonly string[];
  /** Distinct descriptions of condition keys. */
  readonly keys: readonly string[];
  /** In the order of the services, numbers of `keys` in the order of the service's keys. */
  readonly services: readonly (readonly number[])[];
}

/** How nearly every description of an action begins. */
export const habitualBeginning = 'Grants permission to ';

/** How descriptions of managed policies are stored: in the order of the policies, empty where there is none. */
export interface PolicyProseFile {
  readonly build: string;
  readonly descriptions: readonly string[];
}

/** The description of an action; undefined in a build without prose. */
export function actionDescription(prose: ProseFile, action: number): string | undefined {
  const codes = prose.actions[action];
  if (codes === undefined) return undefined;
  const stored = textOfCodes(prose.words, codes);
  return stored.startsWith('=') ? stored.slice(1) : habitualBeginning + stored;
}

/** The description of a managed policy, by its place; undefined where it has none, or in a build without prose. */
export function policyDescription(prose: PolicyProseFile | undefined, policy: number): string | undefined {
  const description = prose?.descriptions[policy];
  return description === '' ? undefined : description;
}

/** The description of a service's condition key, by the places of both. */
export function keyDescription(prose: ProseFile, service: number, key: number): string | undefined {
  const codes = prose.keys[prose.services[service]?.[key] ?? -1];
  return codes === undefined ? undefined : textOfCodes(prose.words, codes);
}
