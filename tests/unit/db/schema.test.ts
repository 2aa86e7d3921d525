import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { tableIndexes } from '../../../src/cloud/records.ts';
import { connect } from '../../../src/db/connection.ts';
import {
  directoryVersions,
  machineVersions,
  sandboxDatabase,
  sandboxVersions,
} from '../../../src/db/schema.ts';

describe('schema', () => {
  it('makes the tables and indexes that the cloud asks for', async () => {
    const connection = connect(sandboxDatabase('schema'));
    await connection.read(() => Promise.resolve());
    const tables = Object.fromEntries(
      connection.db.tables.map(({ name, schema }) => [
        name,
        { key: schema.primKey.keyPath, indexes: schema.indexes.map((index) => index.name) },
      ]),
    );
    connection.close();
    const wanted = Object.fromEntries(
      Object.entries(tableIndexes).map(([name, indexes]) => [name, { key: 'key', indexes: [...indexes] }]),
    );
    expect(tables).toEqual(wanted);
  });

  it.each([
    ['gatehouse', directoryVersions],
    ['gatehouse-machine', machineVersions],
    ['gatehouse-sandbox', sandboxVersions],
  ])('never uses the name of a dropped table or index of %s again', (_, versions) => {
    const dropped = new Set<string>();
    const indexes = new Map<string, readonly string[]>();
    for (const { tables } of versions) {
      for (const [table, words] of Object.entries(tables)) {
        const present = (words ?? '').split(', ').map((index) => `${table}.${index}`);
        for (const name of [table, ...present]) expect(dropped).not.toContain(name);
        if (words === null) dropped.add(table);
        for (const index of indexes.get(table) ?? []) if (!present.includes(index)) dropped.add(index);
        indexes.set(table, present);
      }
    }
  });
});
