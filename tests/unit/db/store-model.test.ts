// Both stores against a model that is slow and obviously right: whatever is done to them, they answer as it does.

import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Part, Store, Writing } from '../../../src/cloud/ports.ts';
import type { UserRecord } from '../../../src/cloud/records.ts';
import { connect } from '../../../src/db/connection.ts';
import type { Connection } from '../../../src/db/connection.ts';
import { dexieStore } from '../../../src/db/dexie-store.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { sandboxDatabase } from '../../../src/db/schema.ts';
import { user } from './store-contract.ts';

type Operation =
  | {
      readonly kind: 'put';
      readonly key: string;
      readonly userId: string;
      readonly boundaryArn: string | undefined;
    }
  | { readonly kind: 'delete' | 'get' | 'countUnder'; readonly key: string }
  | { readonly kind: 'under'; readonly key: string; readonly part: Part }
  | { readonly kind: 'where'; readonly index: 'userId' | 'boundaryArn'; readonly value: string }
  | { readonly kind: 'all' | 'count' };

interface Step {
  readonly operations: readonly Operation[];
  readonly ends: 'well' | 'throws';
}

// Few texts, so that they meet: prefixes of each other, with slashes, and at the end of what a text can be.
const key = fc
  .array(fc.constantFrom('a', 'al', 'b', '/', '\uffff', '\uffff', '\ud800'), { maxLength: 4 })
  .map((pieces) => pieces.join(''));
const value = fc.constantFrom('', 'x', 'y', '\uffff');
const part: fc.Arbitrary<Part> = fc.record(
  { after: key, most: fc.integer({ min: 0, max: 4 }) },
  { requiredKeys: [] },
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      key,
      userId: value,
      boundaryArn: fc.option(value, { nil: undefined }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('delete', 'get', 'countUnder'), key }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('under' as const), key, part }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('where' as const),
      index: fc.constantFrom('userId', 'boundaryArn'),
      value,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('all', 'count') }) },
);

const steps = fc.array(
  fc.record<Step>({
    operations: fc.array(operation, { minLength: 1, maxLength: 12 }),
    ends: fc.constantFrom('well', 'well', 'throws'),
  }),
  { minLength: 1, maxLength: 6 },
);

function rowOf({ key: of, userId, boundaryArn }: Extract<Operation, { kind: 'put' }>): UserRecord {
  return user('x', { key: of, userId, ...(boundaryArn === undefined ? {} : { boundaryArn }) });
}

function inModel(rows: Map<string, UserRecord>, each: Operation): unknown {
  const sorted = [...rows.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
  switch (each.kind) {
    case 'put':
      return void rows.set(each.key, rowOf(each));
    case 'delete':
      return void rows.delete(each.key);
    case 'get':
      return rows.get(each.key);
    case 'countUnder':
      return sorted.filter((row) => row.key.startsWith(each.key)).length;
    case 'under': {
      const { after, most = Infinity } = each.part;
      return sorted
        .filter((row) => row.key.startsWith(each.key) && (after === undefined || row.key > after))
        .slice(0, most);
    }
    case 'where':
      return sorted.filter((row) => row[each.index] === each.value);
    case 'all':
      return sorted;
    case 'count':
      return sorted.length;
  }
}

function inStore({ users }: Writing, each: Operation): Promise<unknown> {
  switch (each.kind) {
    case 'put':
      return users.put(rowOf(each));
    case 'delete':
    case 'get':
    case 'countUnder':
      return users[each.kind](each.key);
    case 'under':
      return users.under(each.key, each.part);
    case 'where':
      return users.where(each.index, each.value);
    case 'all':
    case 'count':
      return users[each.kind]();
  }
}

const everything: readonly Operation[] = [
  { kind: 'all' },
  { kind: 'count' },
  ...['', 'x', 'y', '\uffff'].flatMap((value) => [
    { kind: 'where' as const, index: 'userId' as const, value },
    { kind: 'where' as const, index: 'boundaryArn' as const, value },
  ]),
  { kind: 'under', key: 'a', part: {} },
  { kind: 'countUnder', key: '\uffff' },
];

async function answersAsTheModel(store: Store, all: readonly Step[]): Promise<void> {
  let rows = new Map<string, UserRecord>();
  for (const { operations, ends } of all) {
    const draft = new Map(rows);
    const refused = new Error('refused');
    const outcome = store.write(async (tables) => {
      for (const each of operations) expect(await inStore(tables, each)).toEqual(inModel(draft, each));
      if (ends === 'throws') throw refused;
    });
    if (ends === 'throws') {
      await expect(outcome).rejects.toBe(refused);
    } else {
      await outcome;
      rows = draft;
    }
    await store.read(async (tables) => {
      for (const each of everything) {
        expect(await inStore(tables as Writing, each)).toEqual(inModel(rows, each));
      }
    });
  }
}

const connections: Connection[] = [];
afterEach(() => connections.splice(0).forEach((connection) => connection.close()));

let databases = 0;

function inDatabase(): Store {
  databases += 1;
  const connection = connect(sandboxDatabase(`model-${databases}`));
  connections.push(connection);
  return dexieStore(connection);
}

describe('a store answers as a list of records would', () => {
  it('in memory', async () => {
    await fc.assert(
      fc.asyncProperty(steps, (all) => answersAsTheModel(makeMemoryStore(), all)),
      { seed: 20_260_801, numRuns: 500 },
    );
  });

  it('in IndexedDB', async () => {
    await fc.assert(
      fc.asyncProperty(steps, (all) => answersAsTheModel(inDatabase(), all)),
      { seed: 20_260_801, numRuns: 150 },
    );
  });
});
