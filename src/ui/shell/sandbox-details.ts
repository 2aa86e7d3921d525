// What the list of sandboxes says beside their names: which accounts they have, and how these are called.

import type { SandboxSummary, Sandboxes } from '../ports.ts';
import { accountLines } from '../words/accounts.ts';

/** Each is a database that is opened for it: of those beyond, the ids alone are told, which the list itself has. */
export const mostOpened = 8;

/** `tell` hears a text for each sandbox, by its id: at once without the aliases, and again with them. */
export async function sandboxDetails(
  sandboxes: readonly SandboxSummary[],
  shelf: Pick<Sandboxes, 'accounts'>,
  tell: (details: ReadonlyMap<string, string>) => void,
): Promise<void> {
  const details = new Map(sandboxes.map(({ id, accountIds }) => [id, textOf(accountLines(accountIds, []))]));
  tell(details);
  const read = await Promise.all(
    sandboxes.slice(0, mostOpened).map(async ({ id }) => [id, await shelf.accounts(id)] as const),
  );
  const named = read.flatMap(([id, accounts]) => {
    if (!accounts.ok) return [];
    const ids = accounts.value.map(({ accountId }) => accountId);
    return [[id, textOf(accountLines(ids, accounts.value))] as const];
  });
  tell(new Map([...details, ...named]));
}

function textOf(lines: readonly string[]): string {
  return lines.join('\n');
}
