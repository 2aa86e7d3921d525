// The lines of the credential report: its header, root, then every user.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
// The page writes TRUE and FALSE; AWS's reports have them in lower case, and so do the tools that read them.

import { rootArn, userArn } from '../../../core/names/user-name.ts';
import { isoSeconds } from '../../dates.ts';
import { keysOf } from '../../keys.ts';
import type { Reading } from '../../ports.ts';
import type {
  AccessKeyRecord,
  AccountRecord,
  LastUsedRecord,
  MfaDeviceRecord,
  PasswordRecord,
  SigningCertificateRecord,
} from '../../records.ts';

type Row = readonly string[];

/** Of the account, by whose they are: read at once, for the report is about all users. */
interface Credentials {
  readonly passwords: ReadonlyMap<string, PasswordRecord>;
  readonly keys: ReadonlyMap<string, readonly AccessKeyRecord[]>;
  readonly devices: ReadonlyMap<string, readonly MfaDeviceRecord[]>;
  readonly certificates: ReadonlyMap<string, readonly SigningCertificateRecord[]>;
  readonly lastUsed: ReadonlyMap<string, LastUsedRecord>;
}

export async function credentialRows(tables: Reading, caller: AccountRecord): Promise<readonly Row[]> {
  const { accountId, key } = caller;
  const account = (await tables.account.get(key)) ?? caller;
  const all = await credentialsOf(tables, accountId);
  const users = await tables.users.under(keysOf(accountId, 'user'));
  return [
    header,
    [
      '<root_account>',
      rootArn(accountId),
      reportDate(account.createdAt),
      ...passwordFields(all.passwords.get(key), account.passwordLastUsedAt, () => 'not_supported'),
      ...otherFields(all, key),
    ],
    ...users.map((user) => [
      user.userName,
      userArn(user),
      reportDate(user.createdAt),
      ...passwordFields(all.passwords.get(user.key), user.passwordLastUsedAt, (password) =>
        nextRotation(password, account.passwordPolicy?.maxAge),
      ),
      ...otherFields(all, user.key),
    ]),
  ];
}

const header: Row = [
  ...['user', 'arn', 'user_creation_time'],
  ...['password_enabled', 'password_last_used', 'password_last_changed', 'password_next_rotation'],
  'mfa_active',
  ...[1, 2].flatMap((number) =>
    ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
      (field) => `access_key_${number}_${field}`,
    ),
  ),
  ...[1, 2].flatMap((number) => ['active', 'last_rotated'].map((field) => `cert_${number}_${field}`)),
  'additional_credentials_info',
];

const notApplicable = 'N/A';

function passwordFields(
  password: PasswordRecord | undefined,
  lastUsedAt: number | undefined,
  rotation: (password: PasswordRecord | undefined) => string,
): Row {
  if (password === undefined) return ['false', notApplicable, notApplicable, rotation(undefined)];
  const used = lastUsedAt === undefined ? 'no_information' : reportDate(lastUsedAt);
  return ['true', used, reportDate(password.changedAt), rotation(password)];
}

/** When the password policy has the user set a new one; `maxAge` in days. */
function nextRotation(password: PasswordRecord | undefined, maxAge: number | undefined): string {
  if (password === undefined || maxAge === undefined) return notApplicable;
  return reportDate(password.changedAt + maxAge * 24 * 60 * 60 * 1000);
}

function otherFields({ devices, keys, certificates, lastUsed }: Credentials, ownerKey: string): Row {
  const [ownKeys, ownCertificates] = [keys.get(ownerKey) ?? [], certificates.get(ownerKey) ?? []];
  return [
    String(devices.has(ownerKey)),
    ...[ownKeys[0], ownKeys[1]].flatMap((key) => keyFields(key, lastUsed)),
    ...[ownCertificates[0], ownCertificates[1]].flatMap(statusFields),
    // Of more than two keys or certificates, which nobody can have here.
    notApplicable,
  ];
}

function keyFields(key: AccessKeyRecord | undefined, lastUsed: ReadonlyMap<string, LastUsedRecord>): Row {
  const used = key === undefined ? undefined : lastUsed.get(key.accessKeyId);
  if (used === undefined) return [...statusFields(key), notApplicable, notApplicable, notApplicable];
  const { lastUsedAt, region, serviceName } = used;
  // N/A where "the last used service is not Region-specific, such as Amazon S3".
  const shownRegion = serviceName === 's3' ? notApplicable : region;
  return [...statusFields(key), reportDate(lastUsedAt), shownRegion, serviceName];
}

/** The date of one that is inactive is given too, as in AWS's reports, though the page says N/A. */
function statusFields(
  credential: Pick<AccessKeyRecord | SigningCertificateRecord, 'status' | 'createdAt'> | undefined,
): Row {
  if (credential === undefined) return ['false', notApplicable];
  return [String(credential.status === 'Active'), reportDate(credential.createdAt)];
}

/** `2026-11-22T06:17:49+00:00` */
function reportDate(time: number): string {
  return isoSeconds(time).replace('Z', '+00:00');
}

async function credentialsOf(tables: Reading, accountId: string): Promise<Credentials> {
  const ours = (record: { readonly accountId: string }): boolean => record.accountId === accountId;
  const rootPassword = await tables.passwords.get(accountId);
  const passwords = await tables.passwords.under(keysOf(accountId, 'user'));
  return {
    passwords: byKey(rootPassword === undefined ? passwords : [rootPassword, ...passwords]),
    keys: byOwner((await tables.accessKeys.all()).filter(ours)),
    devices: byOwner(await tables.mfaDevices.under(keysOf(accountId, 'mfa'))),
    certificates: byOwner((await tables.signingCertificates.all()).filter(ours)),
    lastUsed: byKey((await tables.lastUsed.all()).filter(ours)),
  };
}

function byKey<Record extends { readonly key: string }>(
  records: readonly Record[],
): ReadonlyMap<string, Record> {
  return new Map(records.map((record) => [record.key, record]));
}

function byOwner<Record extends { readonly ownerKey?: string }>(
  records: readonly Record[],
): ReadonlyMap<string, readonly Record[]> {
  const owned = new Map<string, Record[]>();
  for (const record of records) {
    if (record.ownerKey === undefined) continue;
    owned.set(record.ownerKey, [...(owned.get(record.ownerKey) ?? []), record]);
  }
  return owned;
}
