// What AWS's reference has for the command palette: services, actions and managed policies to be opened.

import FileText from '@lucide/svelte/icons/file-text';
import Layers from '@lucide/svelte/icons/layers';
import Zap from '@lucide/svelte/icons/zap';
import type { CatalogMatch } from '../../core/catalog/types.ts';
import { matchHref, matchRow } from '../features/reference/match-rows.ts';
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
