// AWS accounts in a line or a few: a name for an id where there is one.

import { accountIdOfAccessKeyId } from '../../core/names/access-key-id.ts';
import { formatAccountId } from './account-id.ts';
import { countOf } from './count.ts';

export interface NamedAccount {
  readonly accountId: string;
  readonly alias?: string;
}

/** `1234-5678-9012 · demo`, or the id alone. `known`: accounts whose aliases are known. */
export function accountWords(accountId: string, known: readonly NamedAccount[]): string {
  const alias = known.find((each) => each.accountId === accountId)?.alias;
  return formatAccountId(accountId) + (alias === undefined ? '' : ` · ${alias}`);
}

/** The account that issued a key, by the key's id, which carries it. */
export function keyAccountWords(accessKeyId: string, known: readonly NamedAccount[]): string {
  const accountId = accountIdOfAccessKeyId(accessKeyId);
  return accountId === undefined ? 'unknown' : accountWords(accountId, known);
}

const most = 4;

/** The accounts of a sandbox, a line for each; of many, the first few. */
export function accountLines(
  accountIds: readonly string[],
  known: readonly NamedAccount[],
): readonly string[] {
  const lines = accountIds.map((accountId) => accountWords(accountId, known));
  if (lines.length < 2) return lines;
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  const rest = lines.length - shown.length;
  return [countOf(lines.length, 'account'), ...shown, ...(rest > 0 ? [`and ${rest} more`] : [])];
}
