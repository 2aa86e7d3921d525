// The store in memory: for tests, for the endpoint over HTTP, and for a browser without IndexedDB.
// What it holds is gone with the page.

/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, and turns what is thrown into a rejection; the work is not */

import type { Part, Reading, Store, Writing } from '../cloud/ports.ts';
import { tableIndexes, type TableName } from '../cloud/records.ts';
import { MemoryTable } from './memory-table.ts';
import { storedFrom } from './stored.ts';
import type { Stored } from './stored.ts';

/**
 * An empty store. Transactions run one after another, readers too, so each sees all of those before it and
 * nothing of the others; one that throws leaves no trace. `onCommit` is told which tables a write changed.
 */
export function makeMemoryStore({
  onCommit,
}: { readonly onCommit?: (tables: readonly TableName[]) => void } = {}): Store {
  const tables = tableNames.map((name) => [name, new MemoryTable(tableIndexes[name])] as const);
  let last: Promise<unknown> = Promise.resolve();

  // Each transaction begins when the one before has settled, whichever way. Rows are changed in place, so
  // nothing but this keeps what is not yet committed from the eyes of others.
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function transact<Value>(
    transaction: Transaction,
    work: (views: Reading & Writing) => Promise<Value>,
  ): Promise<Value> {
    try {
      return await work(viewsOf(tables, transaction));
    } catch (error) {
      // INVARIANT: nothing is awaited between the failure and the end of the rollback.
      for (const { table, key, before } of transaction.undo.toReversed()) table.replace(key, before);
      throw error;
    } finally {
      // Whoever was not waited for and is still at work comes too late from here on.
      transaction.over = true;
    }
  }

  return {
    read: (work) => inTurn(() => transact({ over: false, readOnly: true, undo: [] }, work)),
    write: (work) =>
      inTurn(async () => {
        const transaction: Transaction = { over: false, readOnly: false, undo: [] };
        const value = await transact(transaction, work);
        const changed = new Set(transaction.undo.map(({ name }) => name));
        if (changed.size > 0) onCommit?.([...changed]);
        return value;
      }),
  };
}

interface Transaction {
  over: boolean;
  readonly readOnly: boolean;
  /** What each change has replaced, in the order of the changes. */
  readonly undo: Replaced[];
}

interface Replaced {
  readonly name: TableName;
  readonly table: MemoryTable;
  readonly key: string;
  readonly before: Stored | undefined;
}

const tableNames = Object.keys(tableIndexes) as TableName[];

function viewsOf(
  tables: readonly (readonly [TableName, MemoryTable])[],
  transaction: Transaction,
): Reading & Writing {
  const views: Record<string, unknown> = {};
  for (const [name, table] of tables) views[name] = viewOf(name, table, transaction);
  // The compiler cannot follow a table's name to its record through a loop.
  return views as unknown as Reading & Writing;
}

// The work is done at once and an error becomes a rejection, as with a real database.
function viewOf(name: TableName, table: MemoryTable, transaction: Transaction) {
  function open(): MemoryTable {
    if (transaction.over) throw new Error(`the transaction is over: table \`${name}\` is out of reach`);
    return table;
  }
  function replace(key: string, row: Stored | undefined): void {
    if (transaction.readOnly) throw new Error(`table \`${name}\` is open for reading only`);
    const before = open().replace(key, row);
    if (before !== undefined || row !== undefined) transaction.undo.push({ name, table, key, before });
  }
  return {
    get: async (key: string) => open().get(key),
    where: async (index: string, value: string) => open().where(index, value),
    under: async (prefix: string, part?: Part) => open().under(prefix, part),
    countUnder: async (prefix: string) => open().countUnder(prefix),
    all: async () => open().all(),
    count: async () => open().size,
    put: async (record: { readonly key: string }) => replace(record.key, storedFrom(record)),
    delete: async (key: string) => replace(key, undefined),
  };
}
