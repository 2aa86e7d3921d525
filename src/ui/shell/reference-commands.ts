// What AWS's reference has for the command palette: services, actions and managed policies to be opened, and
// the whole of it to be searched.

import BookSearch from '@lucide/svelte/icons/book-search';
import FileText from '@lucide/svelte/icons/file-text';
import Layers from '@lucide/svelte/icons/layers';
import Zap from '@lucide/svelte/icons/zap';
import type { CatalogMatch } from '../../core/catalog/types.ts';
import { matchHref, matchRow } from '../features/reference/match-rows.ts';
import { homeHref } from '../features/reference/reference-href.ts';
import { cut } from '../words/cut.ts';
import type { Command } from './matching-commands.ts';

const groups = [
  { kind: 'service', group: 'Services', icon: Layers },
  { kind: 'action', group: 'Actions', icon: Zap },
  { kind: 'policy', group: 'Managed policies', icon: FileText },
] as const;

/** Best first within each group. */
export function referenceCommands(
  matches: readonly CatalogMatch[],
  go: (href: string) => void,
): readonly Command[] {
  return groups.flatMap(({ kind, group, icon }) =>
    matches
      .filter((match) => match.kind === kind)
      .map((match) => {
        const { id, label, marks, detail } = matchRow(match);
        return { id, group, label, marks, detail, icon, run: () => go(matchHref(match)) };
      }),
  );
}

/** Where whatever was typed is looked for in all of it; none while nothing is typed. */
export function referenceSearch(search: string, go: (href: string) => void): readonly Command[] {
  const text = search.trim();
  if (text === '') return [];
  return [
    {
      id: 'search-reference',
      group: 'Reference',
      label: `Search the reference for “${cut(text)}”`,
      icon: BookSearch,
      run: () => go(homeHref({ q: text })),
    },
  ];
}
