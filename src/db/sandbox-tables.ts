// The tables of a sandbox file, by whether secrets are in it.

import type { TableName, Tables } from '../cloud/records.ts';
import type { DeviceLeftOut, KeyWithoutSecret, PasswordLeftOut } from './credential-shapes.ts';

export type FullTables = { readonly [Name in TableName]: readonly Tables[Name]['record'][] };

export type TablesWithoutSecrets = Omit<
  FullTables,
  'accessKeys' | 'passwords' | 'mfaDevices' | 'sessions'
> & {
  readonly accessKeys: readonly KeyWithoutSecret[];
  readonly passwords: readonly PasswordLeftOut[];
  readonly mfaDevices: readonly DeviceLeftOut[];
  readonly sessions: readonly never[];
};

/** What both have in common: enough to check how their records hang together. */
export type AnyTables = Omit<TablesWithoutSecrets, 'sessions'> & Pick<FullTables, 'sessions'>;
