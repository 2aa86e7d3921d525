// What is wrong with the profiles that roles take their credentials from.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html

import type { ProfileProblem, ProfileSettings } from './profile-settings.ts';

/** The problems of each profile's `source_profile`, by the profile's name. Linear in the number of profiles. */
export function sourceProblems(
  profiles: readonly ProfileSettings[],
): ReadonlyMap<string, readonly ProfileProblem[]> {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  const endOf = followSources(byName);
  const problems = new Map<string, readonly ProfileProblem[]>();
  for (const profile of profiles) {
    const source = sourceOf(profile);
    if (source === undefined) continue;
    const problem = problemWith(profile, source, { byName, endOf });
    if (problem !== undefined) problems.set(profile.name, [problem]);
  }
  return problems;
}

type ByName = ReadonlyMap<string, ProfileSettings>;

/** Where following the sources from a profile leads: to a last profile, or round a ring for ever. */
type End =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'ring'; readonly profiles: readonly string[] };

interface Chains {
  readonly byName: ByName;
  readonly endOf: ReadonlyMap<string, End>;
}

function problemWith(
  profile: ProfileSettings,
  source: string,
  { byName, endOf }: Chains,
): ProfileProblem | undefined {
  const { name } = profile;
  const from = byName.get(source);
  if (from === undefined) return { kind: 'unknown-source-profile', profile: source };
  if (source === name) {
    // A profile may be its own source, when it has a key for it.
    return hasOwnKey(profile) ? undefined : { kind: 'source-cycle', profiles: [name] };
  }
  const end = endOf.get(source);
  if (end?.kind === 'ring') return { kind: 'source-cycle', profiles: end.profiles };
  // The key of this profile ended the walk, but a walk that began here comes back to where it began.
  if (end?.name === name) return { kind: 'source-cycle', profiles: ringThrough(name, byName) };
  const empty = from.kind === 'other' && from.provider === 'none';
  return empty ? { kind: 'source-without-credentials', profile: source } : undefined;
}

function sourceOf(profile: ProfileSettings | undefined): string | undefined {
  if (profile?.kind !== 'role' || profile.source.kind !== 'profile') return undefined;
  return profile.source.profile;
}

/** A source that has a key gives the key, even where it is a role as well. */
function hasOwnKey(profile: ProfileSettings): boolean {
  return profile.kind !== 'other' && profile.credentials !== undefined;
}

function nextSource(name: string, byName: ByName): string | undefined {
  const profile = byName.get(name);
  return profile === undefined || hasOwnKey(profile) ? undefined : sourceOf(profile);
}

/** Each profile is walked once: a walk stops where an earlier one has been. */
function followSources(byName: ByName): ReadonlyMap<string, End> {
  const ends = new Map<string, End>();
  for (const start of byName.keys()) {
    const path = new Set<string>();
    let at = start;
    let end = ends.get(at);
    while (end === undefined) {
      if (path.has(at)) {
        const ring = [...path];
        end = { kind: 'ring', profiles: ring.slice(ring.indexOf(at)) };
        break;
      }
      path.add(at);
      const next = nextSource(at, byName);
      if (next === undefined) end = { kind: 'profile', name: at };
      else end = ends.get((at = next));
    }
    for (const name of path) ends.set(name, end);
  }
  return ends;
}

function ringThrough(name: string, byName: ByName): readonly string[] {
  const ring = [name];
  let at = sourceOf(byName.get(name));
  while (at !== undefined && at !== name) {
    ring.push(at);
    at = sourceOf(byName.get(at));
  }
  return ring;
}
