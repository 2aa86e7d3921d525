// Reads the text of a sandbox file, which may come from anybody, and checks all of it before anything
// is stored.

import type { TableName } from '../cloud/records.ts';
import { tableIndexes } from '../cloud/records.ts';
import { ok } from '../core/lang/result.ts';
import type { Result } from '../core/lang/result.ts';
import { faultInRecords, mostRecords } from './check-records.ts';
import { deviceLeftOut, keyWithoutSecret, passwordLeftOut } from './credential-shapes.ts';
import { fullTablesV1, tablesWithoutSecretsV1 } from './read-tables-v1.ts';
import { recordRules } from './record-rules.ts';
import { noSessions, recordShapes } from './record-shapes.ts';
import { sandboxFileFormat, sandboxFileVersion } from './sandbox-file.ts';
import type { AnyTables, FullTables, TablesWithoutSecrets } from './sandbox-tables.ts';
import { list, only, problem, record, text, time, upTo } from './shape.ts';
import type { Shape, ShapeProblem } from './shape.ts';

export type SandboxFileProblem = ShapeProblem;

interface Head {
  readonly format: typeof sandboxFileFormat;
  /** Of the file as it was written; the tables are this version's. */
  readonly version: number;
  readonly name: string;
  readonly clockOffset: number;
  readonly exportedAt: number;
}

export type SandboxFile =
  | (Head & { readonly secrets: 'included'; readonly tables: FullTables })
  | (Head & { readonly secrets: 'left-out'; readonly tables: TablesWithoutSecrets });

/** UTF-16 units: more than a full trail with all its traces takes, and few enough to hold twice in memory. */
const longestFile = 50_000_000;
/** A thousand years in milliseconds: further ahead, no request could be dated. */
const longestOffset = 31_556_952_000_000;

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
  const shape = shapeOf(parsed.value);
  if (!shape.ok) return shape;
  const file = shape.value(parsed.value, 'file');
  if (!file.ok) return file;
  const { tables } = file.value;
  return faultInRecords<AnyTables>(tables, recordRules(tables)) ?? file;
}

function listsOf<Names extends TableName>(
  names: readonly Names[],
): { readonly [Name in Names]: Shape<FullTables[Name]> } {
  const lists = names.map((name) => [name, list(recordShapes[name] as Shape<unknown>, mostRecords)] as const);
  return Object.fromEntries(lists) as unknown as { readonly [Name in Names]: Shape<FullTables[Name]> };
}

const fullTables = record<FullTables>({
  ...listsOf(Object.keys(tableIndexes) as TableName[]),
  meta: list(recordShapes.meta, 1),
});

const tablesWithoutSecrets = record<TablesWithoutSecrets>({
  ...listsOf(Object.keys(tableIndexes) as TableName[]),
  meta: list(recordShapes.meta, 1),
  accessKeys: list(keyWithoutSecret, mostRecords),
  passwords: list(passwordLeftOut, mostRecords),
  mfaDevices: list(deviceLeftOut, mostRecords),
  sessions: noSessions,
});

function fileOf(version: number, full: Shape<FullTables>, leftOut: Shape<TablesWithoutSecrets>) {
  const head = {
    format: only(sandboxFileFormat),
    version: exactly(version),
    name: text(64),
    clockOffset: upTo(longestOffset),
    exportedAt: time,
  } as const;
  const withSecrets: Shape<SandboxFile> = record<Extract<SandboxFile, { secrets: 'included' }>>({
    ...head,
    secrets: only('included'),
    tables: full,
  });
  const withoutSecrets: Shape<SandboxFile> = record<Extract<SandboxFile, { secrets: 'left-out' }>>({
    ...head,
    secrets: only('left-out'),
    tables: leftOut,
  });
  return { withSecrets, withoutSecrets };
}

function exactly(wanted: number): Shape<number> {
  return (value, place) => (value === wanted ? ok(wanted) : problem(place, `expected ${wanted}`));
}

/** From version 1 on. */
const versions = [
  fileOf(1, fullTablesV1, tablesWithoutSecretsV1),
  fileOf(sandboxFileVersion, fullTables, tablesWithoutSecrets),
];

function parseJson(fileText: string): Result<unknown, SandboxFileProblem> {
  try {
    // A field `__proto__` becomes a field like any other here, and is refused as unknown.
    return ok(JSON.parse(fileText));
  } catch (error) {
    return problem('file', `not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

// Format and version are looked at before the rest, so that another program's file or a newer one is called
// what it is.
function shapeOf(value: unknown): Result<Shape<SandboxFile>, SandboxFileProblem> {
  const { format, version, secrets } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  if (format !== sandboxFileFormat) return problem('file.format', 'this is not a Gatehouse sandbox file');
  if (typeof version === 'number' && version > sandboxFileVersion) {
    return problem('file.version', 'the file was written by a newer version of Gatehouse');
  }
  const shapes = typeof version === 'number' ? versions[version - 1] : undefined;
  if (shapes === undefined) {
    return problem('file.version', `expected a whole number from 1 to ${sandboxFileVersion}`);
  }
  return ok(secrets === 'left-out' ? shapes.withoutSecrets : shapes.withSecrets);
}
