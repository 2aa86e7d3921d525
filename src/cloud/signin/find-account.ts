import { isAccountId } from '../../core/names/account-id.ts';
import type { Reading } from '../ports.ts';
import type { AccountRecord } from '../records.ts';

/**
 * By its id, with or without the hyphens that the console shows it with, or by its alias. Undefined too of one that is
 * closed, where users neither sign in nor switch to a role (manage-acct-closing).
 */
export async function findAccountOf(tables: Reading, typed: string): Promise<AccountRecord | undefined> {
  const text = accountText(typed);
  const account = isAccountId(text)
    ? await tables.account.get(text)
    : (await tables.account.all()).find(({ alias }) => alias === text);
  return account?.closedAt === undefined ? account : undefined;
}

/** The same text for whatever means the same account, whether or not there is one. */
export function accountText(typed: string): string {
  const text = typed.trim().toLowerCase();
  const id = text.replaceAll('-', '');
  return isAccountId(id) ? id : text;
}

/** The post-closure period, in milliseconds. What AWS then deletes stays in the sandbox, out of everybody's reach. */
const postClosurePeriod = 90 * 24 * 60 * 60 * 1000;

/** Whether nobody at all gets in, root included. `now` by the sandbox's clock. */
export function isPermanentlyClosed({ closedAt }: Pick<AccountRecord, 'closedAt'>, now: number): boolean {
  return closedAt !== undefined && now >= closedAt + postClosurePeriod;
}
