import { isAccountId } from '../../core/names/account-id.ts';
import type { Reading } from '../ports.ts';
import type { AccountRecord } from '../records.ts';

/** By its id, with or without the hyphens that the console shows it with, or by its alias. */
export async function findAccountOf(tables: Reading, typed: string): Promise<AccountRecord | undefined> {
  const text = accountText(typed);
  if (isAccountId(text)) return tables.account.get(text);
  return (await tables.account.all()).find(({ alias }) => alias === text);
}

/** The same text for whatever means the same account, whether or not there is one. */
export function accountText(typed: string): string {
  const text = typed.trim().toLowerCase();
  const id = text.replaceAll('-', '');
  return isAccountId(id) ? id : text;
}
