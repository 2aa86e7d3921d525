import type { Profile } from '../../../client/ports.ts';

/** The user's name, or with a number behind it while a profile of that name exists: `alice-2`. */
export function freeProfileName(userName: string, profiles: readonly Profile[]): string {
  const taken = new Set(profiles.map(({ name }) => name));
  let name = userName;
  for (let number = 2; taken.has(name); number++) name = `${userName}-${number}`;
  return name;
}
