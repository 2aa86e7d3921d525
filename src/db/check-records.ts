// What holds between the records of a sandbox file, whatever its version: each has the key that it must have,
// and what it refers to is there.

import type { AccountRecord, EventRecord, MetaRecord, TraceRecord } from '../cloud/records.ts';
import type { Result } from '../core/lang/result.ts';
import { problem } from './shape.ts';
import type { ShapeProblem } from './shape.ts';

export const mostRecords = 200_000;

/** Twelve digits, as in keys of events, and room for those to come. */
const lastSequence = 100_000_000_000;

export type Fault = Result<never, ShapeProblem> | undefined;

/** Which record has a key (or another text that names it), and whose it is: the account's id by key. */
export type Known = ReadonlyMap<string, string>;

export interface Reference<Row> {
  readonly field: keyof Row & string;
  /** `user or account` */
  readonly what: string;
  readonly isThere: (value: string, row: Row) => boolean;
}

export interface RecordRule<Row> {
  /** The key that the record must have. */
  readonly key: (row: Row) => string;
  /** Fields by which a record is found, so that no two may have the same. */
  readonly unique?: readonly (keyof Row & string)[];
  readonly refersTo?: readonly Reference<Row>[];
  /** What else must hold within the record: the field at fault, and why. */
  readonly fault?: (row: Row) => { readonly field: keyof Row & string; readonly message: string } | undefined;
}

export type RecordRules<Tables extends Readonly<Record<keyof Tables, readonly unknown[]>>> = {
  readonly [Name in keyof Tables]: RecordRule<Tables[Name][number]>;
};

interface AnyRow {
  readonly key: string;
  readonly accountId?: string;
}

interface CommonTables {
  readonly account: readonly Pick<AccountRecord, 'accountId'>[];
  readonly events: readonly EventRecord[];
  readonly traces: readonly TraceRecord[];
  readonly meta: readonly MetaRecord[];
}

export function faultInRecords<
  Tables extends CommonTables & Readonly<Record<keyof Tables, readonly unknown[]>>,
>(tables: Tables, rules: RecordRules<Tables>): Fault {
  const accounts = new Set(tables.account.map(({ accountId }) => accountId));
  if (accounts.size === 0) return problem('file.tables.account', 'a sandbox has at least one account');
  for (const [table, rule] of Object.entries<RecordRule<never>>(rules)) {
    const rows = tables[table as keyof Tables] as unknown as readonly AnyRow[];
    const fault = faultInTable(`file.tables.${table}`, rows, rule as unknown as RecordRule<AnyRow>, accounts);
    if (fault !== undefined) return fault;
  }
  return faultInState(tables);
}

function faultInTable(
  table: string,
  rows: readonly AnyRow[],
  { key, unique = [], refersTo = [], fault }: RecordRule<AnyRow>,
  accounts: ReadonlySet<string>,
): Fault {
  const seen = new Set<string>();
  const taken = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const place = `${table}[${index}]`;
    const expected = key(row);
    if (row.key !== expected)
      return problem(`${place}.key`, `expected \`${expected}\`, found \`${row.key}\``);
    if (seen.has(row.key)) return problem(`${place}.key`, `\`${row.key}\` is there twice`);
    seen.add(row.key);
    for (const field of unique) {
      const value = row[field];
      if (value === undefined) continue;
      if (taken.has(`${field}/${value}`)) return problem(`${place}.${field}`, `\`${value}\` is there twice`);
      taken.add(`${field}/${value}`);
    }
    if (row.accountId !== undefined && !accounts.has(row.accountId)) {
      return problem(`${place}.accountId`, `there is no account \`${row.accountId}\` in the file`);
    }
    for (const { field, what, isThere } of refersTo) {
      const value = row[field];
      if (value === undefined || isThere(value, row)) continue;
      const ofAccount = row.accountId === undefined ? '' : ` of account \`${row.accountId}\``;
      return problem(`${place}.${field}`, `there is no ${what} \`${value}\`${ofAccount} in the file`);
    }
    const found = fault?.(row);
    if (found !== undefined) return problem(`${place}.${found.field}`, found.message);
  }
  return undefined;
}

function faultInState({ events, traces, meta: [state] }: CommonTables): Fault {
  if (state === undefined) return problem('file.tables.meta', 'the state of the sandbox is missing');
  // Whoever reads or trims the trail goes through all the numbers from the oldest to the last.
  if (state.sequence > lastSequence) {
    return problem('file.tables.meta[0].sequence', `expected at most ${lastSequence}`);
  }
  for (const oldest of ['oldestEvent', 'oldestTrace'] as const) {
    const [least, most] = [state.sequence - mostRecords, state.sequence + 1];
    if (state[oldest] >= least && state[oldest] <= most) continue;
    return problem(`file.tables.meta[0].${oldest}`, `expected ${Math.max(0, least)} to ${most}`);
  }
  const tooOld =
    faultBefore('events', events, state.oldestEvent, 'the trail begins there') ??
    faultBefore('traces', traces, state.oldestTrace, 'the traces begin there');
  if (tooOld !== undefined) return tooOld;
  // The next event takes the sequence after this one, and must not take the place of another.
  const newest = [...events, ...traces].reduce((most, { sequence }) => Math.max(most, sequence), 0);
  if (state.sequence < newest) {
    return problem('file.tables.meta[0].sequence', `expected at least ${newest}, found ${state.sequence}`);
  }
  return undefined;
}

/** What is older than the oldest would never be trimmed: whoever trims begins there. */
function faultBefore(
  table: 'events' | 'traces',
  rows: readonly { readonly sequence: number }[],
  oldest: number,
  why: string,
): Fault {
  const index = rows.findIndex(({ sequence }) => sequence < oldest);
  const found = rows[index]?.sequence;
  if (found === undefined) return undefined;
  return problem(
    `file.tables.${table}[${index}].sequence`,
    `expected at least ${oldest}, found ${found}: ${why}`,
  );
}

/** By key, or by another text that names a record. */
export function known<Row extends AnyRow>(
  rows: readonly Row[],
  name: (row: Row) => string = ({ key }) => key,
): Known {
  return new Map(rows.map((row) => [name(row), row.accountId ?? '']));
}

/** Refers to a record of the same account. */
export function reference<Row extends { readonly accountId: string }>(
  field: keyof Row & string,
  what: string,
  ...among: readonly Known[]
): Reference<Row> {
  return {
    field,
    what,
    isThere: (value, { accountId }) => among.some((each) => each.get(value) === accountId),
  };
}
