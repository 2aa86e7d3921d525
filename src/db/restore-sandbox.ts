// Fills an empty store from a sandbox file that was read and checked.

import type { Store, TableWriter } from '../cloud/ports.ts';
import type { AccessKeyRecord, TableName } from '../cloud/records.ts';
import { makeSecretAccessKey, secretAccessKeyBytes } from '../core/names/access-key-id.ts';
import type { SandboxFile } from './read-sandbox-file.ts';

/** What a file without secrets could not bring along. Both are empty for a file with secrets. */
export interface Restored {
  /** Keys that were given a new secret, which their owners' profiles do not know yet. */
  readonly renewedKeys: readonly AccessKeyRecord[];
  /** Who had a password and has none now: a user's key, or the account id for root. */
  readonly passwordsLost: readonly string[];
}

/**
 * One transaction: all of the sandbox is stored, or nothing. Throws when the store is not empty (our bug);
 * rejects as the store does when it cannot be written.
 */
export async function restoreSandbox(
  store: Store,
  file: SandboxFile,
  randomBytes: (length: number) => Uint8Array,
): Promise<Restored> {
  const { tables, restored } = completed(file, randomBytes);
  await store.write(async (writing) => {
    if ((await writing.account.count()) > 0) throw new TypeError('a sandbox is restored into an empty store');
    for (const [table, records] of Object.entries(tables)) {
      // The compiler cannot follow a table's name to its record through a loop.
      const writer = writing[table as TableName] as TableWriter<never>;
      for (const record of records) await writer.put(record as never);
    }
  });
  return restored;
}

type FullTables = Extract<SandboxFile, { secrets: 'included' }>['tables'];

function completed(
  file: SandboxFile,
  randomBytes: (length: number) => Uint8Array,
): { readonly tables: FullTables; readonly restored: Restored } {
  if (file.secrets === 'included') {
    return { tables: file.tables, restored: { renewedKeys: [], passwordsLost: [] } };
  }
  const renewedKeys = file.tables.accessKeys.map((key) => ({
    ...key,
    secretAccessKey: makeSecretAccessKey(randomBytes(secretAccessKeyBytes)),
  }));
  return {
    tables: { ...file.tables, accessKeys: renewedKeys, passwords: [] },
    restored: { renewedKeys, passwordsLost: file.tables.passwords.map(({ key }) => key) },
  };
}
