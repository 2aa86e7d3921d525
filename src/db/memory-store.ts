// The store in memory: for tests, for the endpoint over HTTP, and for a browser without IndexedDB.
// What it holds is gone with the page.

/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, and turns what is thrown into a rejection; the work is not */

import type { Reading, Store, TableReader, TableWriter, Writing } from '../cloud/ports.ts';
import { tableIndexes, type TableName, type Tables } from '../cloud/records.ts';

type Rows = ReadonlyMap<string, unknown>;
type State = { readonly [Name in TableName]: Rows };

/**
 * An empty store. Transactions run one after another, so each sees all of those before it and
 * nothing of the others; one that throws leaves no trace. `onCommit` is told which tables a write touched.
 */
export function makeMemoryStore({
  onCommit,
}: { readonly onCommit?: (tables: readonly TableName[]) => void } = {}): Store {
  let state = emptyState();
  let last: Promise<unknown> = Promise.resolve();

  // Each transaction begins when the one before has settled, whichever way.
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    read: (work) => inTurn(() => work(readers(state))),
    write: (work) =>
      inTurn(async () => {
        const draft = new Map<TableName, Map<string, unknown>>();
        const transaction = { open: true };
        try {
          const value = await work(writers(state, draft, transaction));
          if (draft.size > 0) {
            state = { ...state, ...Object.fromEntries(draft) };
            onCommit?.([...draft.keys()]);
          }
          return value;
        } finally {
          transaction.open = false;
        }
      }),
  };
}

const tableNames = Object.keys(tableIndexes) as TableName[];

function emptyState(): State {
  return Object.fromEntries(tableNames.map((name) => [name, new Map()])) as unknown as State;
}

function readers(state: State): Reading {
  return Object.fromEntries(
    tableNames.map((name) => [name, reader(() => state[name])]),
  ) as unknown as Reading;
}

function writers(
  state: State,
  draft: Map<TableName, Map<string, unknown>>,
  transaction: { readonly open: boolean },
): Writing {
  return Object.fromEntries(
    tableNames.map((name) => [name, writer(name, state, draft, transaction)]),
  ) as unknown as Writing;
}

function reader<Name extends TableName>(rows: () => Rows): TableReader<Name> {
  type Row = Tables[Name]['record'];
  const inKeyOrder = (wanted: (row: Row) => boolean): readonly Row[] =>
    ([...rows().values()] as Row[])
      .filter(wanted)
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map((row) => structuredClone(row));
  // The work begins at once and an error becomes a rejection, as with a real database.
  return {
    get: async (key) => structuredClone(rows().get(key)) as Row | undefined,
    where: async (index, value) =>
      inKeyOrder((row) => (row as unknown as Readonly<Record<string, unknown>>)[index] === value),
    all: async () => inKeyOrder(() => true),
    count: async () => rows().size,
  };
}

function writer<Name extends TableName>(
  name: Name,
  state: State,
  draft: Map<TableName, Map<string, unknown>>,
  transaction: { readonly open: boolean },
): TableWriter<Name> {
  function changing(): Map<string, unknown> {
    if (!transaction.open) throw new Error(`the transaction is over: table \`${name}\` cannot be written`);
    const rows = draft.get(name) ?? new Map(state[name]);
    draft.set(name, rows);
    return rows;
  }
  return {
    ...reader<Name>(() => draft.get(name) ?? state[name]),
    put: async (record) => {
      // Copied on the way in as on the way out, as IndexedDB does: nobody keeps a hold on what is stored.
      changing().set(record.key, structuredClone(record));
    },
    delete: async (key) => {
      changing().delete(key);
    },
  };
}
