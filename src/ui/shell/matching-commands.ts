// What the command palette offers for what is typed.

import type { Component } from 'svelte';
import type { Marks } from '../../core/catalog/types.ts';

export interface Command {
  readonly id: string;
  /** The heading it stands under. */
  readonly group: string;
  readonly label: string;
  /** Said beside the label. */
  readonly detail?: string;
  /** What of the label was typed. */
  readonly marks?: Marks;
  readonly icon: Component;
  /** A long list would drown the rest until something is typed. */
  readonly onlyWhenSearched?: boolean;
  readonly run: () => void;
}

const mostOfAGroup = 8;

/** Commands with every word of the search in their label, in any order; at most eight of each group. */
export function matchingCommands(commands: readonly Command[], search: string): readonly Command[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const counts = new Map<string, number>();
  return commands.filter((command) => {
    if (words.length === 0 && command.onlyWhenSearched === true) return false;
    const label = command.label.toLowerCase();
    if (!words.every((word) => label.includes(word))) return false;
    const count = counts.get(command.group) ?? 0;
    counts.set(command.group, count + 1);
    return count < mostOfAGroup;
  });
}
