// The Store port on IndexedDB.

import type { Collection, Table, Transaction } from 'dexie';
import type { Part, Reading, Store, Writing } from '../cloud/ports.ts';
import { tableIndexes } from '../cloud/records.ts';
import type { TableName } from '../cloud/records.ts';
import type { Connection } from './connection.ts';
import { rangeUnder } from './key-range.ts';

/** The tables of one sandbox on its connection. Calls reject with a `StorageError` where storage fails. */
export function dexieStore(connection: Connection): Store {
  return {
    read: (work) => connection.read((transaction) => work(tablesOf(transaction))),
    write: (work) => connection.write((transaction) => work(tablesOf(transaction))),
  };
}

const tableNames = Object.keys(tableIndexes) as readonly TableName[];

// Each table is bound to its transaction, not to Dexie's notion of the current one, which the awaits
// of a caller's own helpers could lose.
function tablesOf(transaction: Transaction): Reading & Writing {
  const entries = tableNames.map((name) => {
    const table = transaction.table<unknown, string>(name);
    return [
      name,
      {
        get: (key: string) => table.get(key),
        // Records with the same index value come in the order of their primary key (Indexed Database API, §2.3).
        where: (index: string, value: string) => table.where(index).equals(value).toArray(),
        under: async (prefix: string, { after, most }: Part = {}) => {
          const found = recordsUnder(table, prefix, after);
          if (found === undefined) return [];
          return await (most === undefined ? found : found.limit(most)).toArray();
        },
        countUnder: async (prefix: string) => (await recordsUnder(table, prefix)?.count()) ?? 0,
        all: () => table.toArray(),
        count: () => table.count(),
        put: async (record: unknown) => {
          await table.put(record);
        },
        delete: (key: string) => table.delete(key),
      },
    ] as const;
  });
  // The compiler cannot follow a table's name to its record through a loop; the schema's test holds the two together.
  return Object.fromEntries(entries) as unknown as Reading & Writing;
}

/** By the primary key, in its order. */
function recordsUnder(
  table: Table<unknown, string>,
  prefix: string,
  after?: string,
): Collection<unknown, string> | undefined {
  const range = rangeUnder(prefix, after);
  if (range === undefined) return undefined;
  const { lower, withLower, upper } = range;
  const keys = table.where(':id');
  if (upper !== undefined) return keys.between(lower, upper, withLower, false);
  return withLower ? keys.aboveOrEqual(lower) : keys.above(lower);
}
