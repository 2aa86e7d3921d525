// Root's password once more, for what a session alone does not let root do.

import { equalPasswordHash } from '../../core/passwords/hash.ts';
import type { PasswordRecord } from '../records.ts';
import type { ConsoleRequest } from './signed.ts';

/** The record of root's password where it is this one; undefined too where another than root asks, or none is given. */
export async function findRightPassword(
  { ports: { store, gate }, caller: { account, principal } }: ConsoleRequest,
  password: string | undefined,
): Promise<PasswordRecord | undefined> {
  if (password === undefined || principal.kind !== 'root') return undefined;
  const record = await store.read((tables) => tables.passwords.get(account.key));
  if (record === undefined) return undefined;
  const hash = await gate.hashPassword({ password, salt: record.salt });
  return equalPasswordHash(hash, record.hash) ? record : undefined;
}
