// Narrowing the lists of the reference by what is typed or chosen.

import type { AccessLevel, ServiceSummary } from '../../../core/catalog/types.ts';
import { accessLevels } from '../../words/catalog.ts';

/** Whether a text holds every word of a filter, whatever the case. */
export function hasEveryWord(text: string, filter: string): boolean {
  const lower = text.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

export interface ServiceGroup {
  readonly category: string;
  readonly services: readonly ServiceSummary[];
}

/** By category, both in alphabetical order; of one category alone where it is named. */
export function groupServices(services: readonly ServiceSummary[], category = ''): readonly ServiceGroup[] {
  const groups = new Map<string, ServiceSummary[]>();
  for (const service of services) {
    if (category !== '' && service.category !== category) continue;
    const group = groups.get(service.category);
    if (group === undefined) groups.set(service.category, [service]);
    else group.push(service);
  }
  return [...groups]
    .map(([name, members]) => ({ category: name, services: members.sort(byName) }))
    .sort((a, b) => a.category.localeCompare(b.category, 'en'));
}

interface Action {
  readonly name: string;
  readonly accessLevel: AccessLevel;
  readonly description: string | undefined;
}

/** Actions whose name or description holds every word, of a level where one is named. */
export function filterActions<Each extends Action>(
  actions: readonly Each[],
  { text, level }: { readonly text: string; readonly level: string },
): readonly Each[] {
  return actions.filter(
    ({ name, accessLevel, description = '' }) =>
      (level === '' || accessLevel === level) && hasEveryWord(`${name} ${description}`, text),
  );
}

/** How many actions there are of each level; levels that have none are left out. */
export function levelCounts(
  actions: readonly { readonly accessLevel: AccessLevel }[],
): readonly { readonly level: AccessLevel; readonly count: number }[] {
  return accessLevels
    .map((level) => ({ level, count: actions.filter(({ accessLevel }) => accessLevel === level).length }))
    .filter(({ count }) => count > 0);
}

function byName(a: ServiceSummary, b: ServiceSummary): number {
  return plainName(a).localeCompare(plainName(b), 'en');
}

/** Every other name begins with the vendor's: one looks for what comes after it. */
function plainName({ name }: ServiceSummary): string {
  return name.replace(/^(Amazon|AWS)\s+/, '');
}
