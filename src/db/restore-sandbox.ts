// Fills an empty store from a sandbox file that was read and checked.

import type { Store, TableWriter } from '../cloud/ports.ts';
import type { AccessKeyRecord, TableName } from '../cloud/records.ts';
import { makeSecretAccessKey, secretAccessKeyBytes } from '../core/names/access-key-id.ts';
import type { SandboxFile } from './read-sandbox-file.ts';
import type { FullTables } from './sandbox-tables.ts';

/** What a file without secrets could not bring along. All are empty for a file with secrets. */
export interface Restored {
  /** Keys that were given a new secret, which their owners' profiles do not know yet. */
  readonly renewedKeys: readonly AccessKeyRecord[];
  /** Who had a password and has none now: a user's key, or the account id for root. */
  readonly passwordsLost: readonly string[];
  /** MFA devices that are gone, by their serial numbers: whose they were signs in without, or enables a new one. */
  readonly devicesLost: readonly string[];
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

// Keys get a new secret, because the console can save it to a profile and all goes on as before. A new seed would
// lock its user out: it is in nobody's authenticator, IAM never shows a seed again, and there is no second way in. A
// teacher who shares a sandbox expects learners to get in, and "no device yet" is how every lesson on MFA begins.
function completed(
  file: SandboxFile,
  randomBytes: (length: number) => Uint8Array,
): { readonly tables: FullTables; readonly restored: Restored } {
  if (file.secrets === 'included') {
    return { tables: file.tables, restored: { renewedKeys: [], passwordsLost: [], devicesLost: [] } };
  }
  const renewedKeys = file.tables.accessKeys.map((key) => ({
    ...key,
    secretAccessKey: makeSecretAccessKey(randomBytes(secretAccessKeyBytes)),
  }));
  return {
    tables: { ...file.tables, accessKeys: renewedKeys, passwords: [], mfaDevices: [] },
    restored: {
      renewedKeys,
      passwordsLost: file.tables.passwords.map(({ key }) => key),
      devicesLost: file.tables.mfaDevices.map(({ serialNumber }) => serialNumber),
    },
  };
}
