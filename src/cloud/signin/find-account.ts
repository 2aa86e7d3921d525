import { isAccountId } from '../../core/names/account-id.ts';
import type { Reading } from '../ports.ts';
import type { AccountRecord } from '../records.ts';

/** By its id, with or without the hyphens that the console shows it with, or by its alias. */
export async function findAccountOf(tables: Reading, typed: string): Promise<AccountRecord | undefined> {
  const text = typed.trim().toLowerCase();
  const id = text.replaceAll('-', '');
  if (isAccountId(id)) return tables.account.get(id);
  return (await tables.account.all()).find(({ alias }) => alias === text);
}
