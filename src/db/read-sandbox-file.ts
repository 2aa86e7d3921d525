// Reads the text of a sandbox file, which may come from anybody, and checks all of it before anything
// is stored.

import { attachmentKey, objectKey, sequenceKey, userKey, userPolicyKey } from '../cloud/keys.ts';
import type { TableName, Tables } from '../cloud/records.ts';
import { ok } from '../core/lang/result.ts';
import type { Result } from '../core/lang/result.ts';
import { nameKey } from '../core/names/user-name.ts';
import { keyWithoutSecret, passwordLeftOut, recordShapes } from './record-shapes.ts';
import type { KeyWithoutSecret, PasswordLeftOut } from './record-shapes.ts';
import { sandboxFileFormat, sandboxFileVersion } from './sandbox-file.ts';
import { list, only, problem, record, text, time, upTo } from './shape.ts';
import type { Shape, ShapeProblem } from './shape.ts';

export type SandboxFileProblem = ShapeProblem;

interface Head {
  readonly format: typeof sandboxFileFormat;
  readonly version: typeof sandboxFileVersion;
  readonly name: string;
  readonly clockOffset: number;
  readonly exportedAt: number;
}

type FullTables = { readonly [Name in TableName]: readonly Tables[Name]['record'][] };
type TablesWithoutSecrets = Omit<FullTables, 'accessKeys' | 'passwords' | 'sessions'> & {
  readonly accessKeys: readonly KeyWithoutSecret[];
  readonly passwords: readonly PasswordLeftOut[];
  readonly sessions: readonly never[];
};

export type SandboxFile =
  | (Head & { readonly secrets: 'included'; readonly tables: FullTables })
  | (Head & { readonly secrets: 'left-out'; readonly tables: TablesWithoutSecrets });

/** UTF-16 units: more than a full trail with all its traces takes, and few enough to hold twice in memory. */
const longestFile = 50_000_000;
const mostRecords = 200_000;
/** A thousand years in milliseconds: further ahead, no request could be dated. */
const longestOffset = 31_556_952_000_000;
/** Twelve digits, as in keys of events, and room for those to come. */
const lastSequence = 100_000_000_000;

/**
 * The file's content, every record checked: types, sizes, unknown fields, keys, and that what a record
 * refers to is there. The problem names the first place that is wrong.
 */
export function readSandboxFile(fileText: string): Result<SandboxFile, SandboxFileProblem> {
  if (fileText.length > longestFile) {
    return problem('file', `expected at most ${longestFile} characters, found ${fileText.length}`);
  }
  const parsed = parseJson(fileText);
  if (!parsed.ok) return parsed;
  const told = tellVersion(parsed.value);
  if (!told.ok) return told;
  const file = (told.value === 'left-out' ? fileWithoutSecrets : fullFile)(parsed.value, 'file');
  if (!file.ok) return file;
  const fault = faultBetweenRecords(file.value.tables);
  return fault ?? file;
}

const version: Shape<typeof sandboxFileVersion> = (value, place) =>
  value === sandboxFileVersion ? ok(sandboxFileVersion) : problem(place, `expected ${sandboxFileVersion}`);

const head = {
  format: only(sandboxFileFormat),
  version,
  name: text(64),
  clockOffset: upTo(longestOffset),
  exportedAt: time,
} as const;

const tables = {
  account: list(recordShapes.account, mostRecords),
  users: list(recordShapes.users, mostRecords),
  userPolicies: list(recordShapes.userPolicies, mostRecords),
  attachments: list(recordShapes.attachments, mostRecords),
  managedPolicies: list(recordShapes.managedPolicies, mostRecords),
  buckets: list(recordShapes.buckets, mostRecords),
  objects: list(recordShapes.objects, mostRecords),
  events: list(recordShapes.events, mostRecords),
  traces: list(recordShapes.traces, mostRecords),
  lastUsed: list(recordShapes.lastUsed, mostRecords),
  meta: list(recordShapes.meta, 1),
} as const;

const fullFile: Shape<SandboxFile> = record<Extract<SandboxFile, { secrets: 'included' }>>({
  ...head,
  secrets: only('included'),
  tables: record<FullTables>({
    ...tables,
    accessKeys: list(recordShapes.accessKeys, mostRecords),
    passwords: list(recordShapes.passwords, mostRecords),
    sessions: list(recordShapes.sessions, mostRecords),
  }),
});

const fileWithoutSecrets: Shape<SandboxFile> = record<Extract<SandboxFile, { secrets: 'left-out' }>>({
  ...head,
  secrets: only('left-out'),
  tables: record<TablesWithoutSecrets>({
    ...tables,
    accessKeys: list(keyWithoutSecret, mostRecords),
    passwords: list(passwordLeftOut, mostRecords),
    sessions: list<never>((_, place) => problem(place, 'a file without secrets has no sessions'), 0),
  }),
});

function parseJson(fileText: string): Result<unknown, SandboxFileProblem> {
  try {
    // A field `__proto__` becomes a field like any other here, and is refused as unknown.
    return ok(JSON.parse(fileText));
  } catch (error) {
    return problem('file', `not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

// Looked at before the rest, so that another program's file or a newer one is called what it is.
function tellVersion(value: unknown): Result<unknown, SandboxFileProblem> {
  const { format, version, secrets } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  if (format !== sandboxFileFormat) return problem('file.format', 'this is not a Gatehouse sandbox file');
  if (typeof version === 'number' && version > sandboxFileVersion) {
    return problem('file.version', 'the file was written by a newer version of Gatehouse');
  }
  return ok(secrets);
}

type AnyTables = SandboxFile['tables'];
type Linked = { readonly key: string; readonly accountId?: string; readonly ownerKey?: string };

/** The key that each record must have, as `cloud/keys.ts` composes it. */
const expectedKeys: { readonly [Name in TableName]: (row: AnyTables[Name][number]) => string } = {
  account: ({ accountId }) => accountId,
  users: ({ accountId, userName }) => userKey(accountId, userName),
  userPolicies: ({ ownerKey, policyName }) => userPolicyKey(ownerKey, policyName),
  attachments: ({ ownerKey, policyArn }) => attachmentKey(ownerKey, policyArn),
  managedPolicies: ({ accountId, policyName }) => `${accountId}/${nameKey(policyName)}`,
  accessKeys: ({ accessKeyId }) => accessKeyId,
  sessions: ({ accessKeyId }) => accessKeyId,
  // Owners, sequences and ids of which the record holds nothing but the key.
  passwords: ({ key }) => key,
  lastUsed: ({ key }) => key,
  meta: () => 'state',
  buckets: ({ bucketName }) => bucketName,
  objects: (row) => objectKey(row.bucketName, row.objectKey),
  events: ({ sequence }) => sequenceKey(sequence),
  traces: ({ sequence }) => sequenceKey(sequence),
};

function faultBetweenRecords(rows: AnyTables): Result<never, SandboxFileProblem> | undefined {
  const accounts = new Set(rows.account.map(({ accountId }) => accountId));
  const owners = new Set([...accounts, ...rows.users.map(({ key }) => key)]);
  const buckets = new Set(rows.buckets.map(({ key }) => key));
  const [state] = rows.meta;
  if (accounts.size === 0) return problem('file.tables.account', 'a sandbox has at least one account');
  if (state === undefined) return problem('file.tables.meta', 'the state of the sandbox is missing');

  for (const table of Object.keys(expectedKeys) as TableName[]) {
    const expectedKey = expectedKeys[table] as (row: Linked) => string;
    const seen = new Set<string>();
    for (const [index, row] of (rows[table] as readonly Linked[]).entries()) {
      const place = `file.tables.${table}[${index}]`;
      if (row.key !== expectedKey(row)) {
        return problem(`${place}.key`, `expected \`${expectedKey(row)}\`, found \`${row.key}\``);
      }
      if (seen.has(row.key)) return problem(`${place}.key`, `\`${row.key}\` is there twice`);
      seen.add(row.key);
      // Trail and last uses outlive what they speak of, accounts excepted.
      if (row.accountId !== undefined && !accounts.has(row.accountId)) {
        return problem(`${place}.accountId`, `there is no account \`${row.accountId}\` in the file`);
      }
      // A session may outlive its user: it is refused when it is used.
      if (table !== 'sessions' && row.ownerKey !== undefined && !owners.has(row.ownerKey)) {
        return problem(`${place}.ownerKey`, `there is no user or account \`${row.ownerKey}\` in the file`);
      }
    }
  }
  for (const [index, { key }] of rows.passwords.entries()) {
    if (!owners.has(key)) {
      return problem(
        `file.tables.passwords[${index}].key`,
        `there is no user or account \`${key}\` in the file`,
      );
    }
  }
  for (const [index, { bucketName }] of rows.objects.entries()) {
    if (!buckets.has(bucketName)) {
      const place = `file.tables.objects[${index}].bucketName`;
      return problem(place, `there is no bucket \`${bucketName}\` in the file`);
    }
  }
  // Whoever reads or trims the trail goes through all the numbers from the oldest to the last.
  if (state.sequence > lastSequence) {
    return problem('file.tables.meta[0].sequence', `expected at most ${lastSequence}`);
  }
  for (const oldest of ['oldestEvent', 'oldestTrace'] as const) {
    const [least, most] = [state.sequence - mostRecords, state.sequence + 1];
    if (state[oldest] >= least && state[oldest] <= most) continue;
    return problem(`file.tables.meta[0].${oldest}`, `expected ${Math.max(0, least)} to ${most}`);
  }
  // The next event takes the sequence after this one, and must not take the place of another.
  const newest = [...rows.events, ...rows.traces].reduce((most, { sequence }) => Math.max(most, sequence), 0);
  if (state.sequence < newest) {
    return problem('file.tables.meta[0].sequence', `expected at least ${newest}, found ${state.sequence}`);
  }
  return undefined;
}
