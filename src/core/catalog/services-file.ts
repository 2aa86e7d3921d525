// How services and the names of their actions are stored: what is needed to find an action, expand a
// wildcard and tell its access level. All else is in details-file.ts.

import type { AccessLevel } from './types.ts';

export interface ServicesFile {
  /** The same in all files of one build. Actions go by their number, which is their place in `actions`. */
  readonly build: string;
  readonly categories: readonly string[];
  /** By prefix. */
  readonly services: readonly StoredService[];
  /** Names with a space between, service by service, each service's in the order of its lower-case names. */
  readonly actions: string;
  /** A letter for each action: see `accessLevels`. */
  readonly levels: string;
  /** Prefixes that AWS managed policies use and the reference has no page of. */
  readonly unlisted: readonly string[];
}

/** `rcps`: 1 where resource control policies apply. */
export type StoredService = readonly [
  prefix: string,
  name: string,
  category: number,
  rcps: 0 | 1,
  actions: number,
];

export const accessLevels = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  P: 'Permissions management',
  T: 'Tagging',
} as const satisfies Readonly<Record<string, AccessLevel>>;
