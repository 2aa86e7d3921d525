// A whole sandbox as the text of a JSON file: what a learner keeps, hands in or moves to another browser.
// Secrets are left out unless asked for. This module writes the file; `read-sandbox-file.ts` reads it.

import type { Store } from '../cloud/ports.ts';
import { tableIndexes } from '../cloud/records.ts';
import type { TableName, Tables } from '../cloud/records.ts';
import { withoutTokens } from '../core/authenticate/without-tokens.ts';
import { base64FromBytes } from '../core/lang/base64.ts';

export const sandboxFileFormat = 'gatehouse-sandbox';
/** Raised when a reader of the version before would misread the file. */
export const sandboxFileVersion = 2;

/** `left-out`: no access key secret, no session, no password hash, no MFA seed is in the file. */
export type FileSecrets = 'left-out' | 'included';

export interface ExportOptions {
  readonly name: string;
  /** Milliseconds that the sandbox's clock is ahead of the device's. */
  readonly clockOffset: number;
  /** Milliseconds since the epoch. */
  readonly exportedAt: number;
  readonly secrets: FileSecrets;
}

/** The file's text. Everything in it is of one moment. Rejects as the store does when it cannot be read. */
export async function exportSandbox(store: Store, options: ExportOptions): Promise<string> {
  const { name, clockOffset, exportedAt, secrets } = options;
  const tables = await store.read(async (reading) => {
    const filled: Record<string, readonly unknown[]> = {};
    for (const table of Object.keys(tableIndexes) as TableName[]) {
      const records: readonly Tables[TableName]['record'][] = await reading[table].all();
      filled[table] = records;
    }
    return filled as { readonly [Name in TableName]: readonly Tables[Name]['record'][] };
  });
  const file = {
    format: sandboxFileFormat,
    version: sandboxFileVersion,
    name,
    clockOffset,
    exportedAt,
    secrets,
    tables: secrets === 'included' ? tables : withoutSecrets(tables),
  };
  return JSON.stringify(file, (_, value: unknown) =>
    value instanceof Uint8Array ? base64FromBytes(value) : value,
  );
}

function withoutSecrets(tables: { readonly [Name in TableName]: readonly Tables[Name]['record'][] }) {
  return {
    ...tables,
    accessKeys: tables.accessKeys.map(({ secretAccessKey: _, ...key }) => key),
    passwords: tables.passwords.map(
      ({ salt: _salt, hash: _hash, previous: _previous, ...password }) => password,
    ),
    mfaDevices: tables.mfaDevices.map(({ seed: _seed, lastStep: _lastStep, ...device }) => device),
    // A session without its secret is of no use to anybody.
    sessions: [],
    // May hold what spares a code.
    signInAttempts: [],
    events: tables.events.map((event) => ({
      ...event,
      // Written without tokens now, but not always.
      cloudTrailEvent: withoutTokens(event.cloudTrailEvent),
    })),
    traces: tables.traces.map((record) => ({ ...record, trace: mapTexts(record.trace, withoutTokens) })),
  };
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, mapTexts(entry, change)]));
}
