// Sets of changes and how they are weighed against each other.

import { changesKey, isContextChange, type Change } from './change.ts';

/** Changes that belong together; the lower the rank, the sooner somebody would make them. */
export interface Repair {
  readonly changes: readonly Change[];
  readonly rank: number;
}

/** More changes than these are no advice any more, and 2⁸ subsets are what a proof of minimality can look at. */
export const mostChanges = 8;

// While alternatives are combined only the best are kept: a dozen obstacles with ten repairs each have
// more combinations than anybody could try.
const mostCombinations = 40;

/** What is asked for first: fewest changes, then by whom and how easily they are made. */
export const ranks = {
  /** The caller's own doing: signing in with MFA, another Region, another parameter. */
  callersContext: 0,
  edit: 1,
  /** Tags and other facts that somebody else sets. */
  othersContext: 2,
  /** Of a statement about another service. */
  editOfUnrelated: 3,
  removal: 3,
  addition: 4,
  /** Who calls, and whose the resource is: another request rather than a change of this one. */
  identityContext: 6,
} as const;

const callersKeys =
  /^aws:(?:multifactorauth(?:present|age)|requestedregion|securetransport|source(?:ip|vpc|vpce)|vpcsourceip|useragent|referer|tagkeys|requesttag\/.*|currenttime|epochtime|tokenissuetime)$/;
const identityKeys =
  /^aws:(?:principal(?!tag\/).*|userid|username|resource(?:account|org.*)|viaawsservice|calledvia.*|assumedroot|federatedprovider)$/;

/**
 * Keys of services are mostly parameters of the request (`s3:prefix`, `sts:ExternalId`); what each global
 * key is, is in https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function rankOfKey(key: string): number {
  const lower = key.toLowerCase();
  if (identityKeys.test(lower)) return ranks.identityContext;
  if (callersKeys.test(lower)) return ranks.callersContext;
  return lower.startsWith('aws:') || lower.includes('tag/') ? ranks.othersContext : ranks.callersContext;
}

export function compareRepairs(a: Repair, b: Repair): number {
  return a.changes.length - b.changes.length || a.rank - b.rank;
}

/** One repair of each part, joined in every way that does not contradict itself; the best first. */
export function combine(parts: readonly (readonly Repair[])[]): readonly Repair[] {
  let sets: readonly Repair[] = [{ changes: [], rank: 0 }];
  for (const part of parts) {
    sets = sets
      .flatMap((set) => part.flatMap((repair) => join(set, repair) ?? []))
      .toSorted(compareRepairs)
      .slice(0, mostCombinations);
  }
  return sets;
}

function join(set: Repair, more: Repair): Repair | undefined {
  const known = new Set(set.changes.map((change) => changesKey([change])));
  const added = more.changes.filter((change) => !known.has(changesKey([change])));
  const keys = new Set(set.changes.filter(isContextChange).map(({ key }) => key.toLowerCase()));
  if (added.some((change) => isContextChange(change) && keys.has(change.key.toLowerCase()))) return undefined;
  const changes = [...set.changes, ...added];
  if (changes.length > mostChanges) return undefined;
  return added.length === 0 ? set : { changes, rank: set.rank + more.rank };
}
