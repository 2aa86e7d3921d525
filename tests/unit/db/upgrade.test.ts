// What a browser holds of an earlier version opens with the newest, or stays as it was.

import 'fake-indexeddb/auto';
import type Dexie from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tableIndexes } from '../../../src/cloud/records.ts';
import type { TableName } from '../../../src/cloud/records.ts';
import { connect } from '../../../src/db/connection.ts';
import type { Connection } from '../../../src/db/connection.ts';
import { dexieStore } from '../../../src/db/dexie-store.ts';
import { declare, sandboxDatabase, sandboxDatabaseName, sandboxVersions } from '../../../src/db/schema.ts';
import { sampleV1, sampleV2 } from './sample-v1.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  closers.splice(0).forEach((close) => close());
});

const versionOne = (id: string): Dexie => declare(sandboxDatabaseName(id), sandboxVersions.slice(0, 1));

async function filledV1(id: string, rows: Readonly<Record<string, readonly unknown[]>> = sampleV1) {
  const db = versionOne(id);
  for (const [table, records] of Object.entries(rows)) await db.table(table).bulkPut(records);
  db.close();
}

async function contentOf(db: Dexie): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const content: Record<string, readonly unknown[]> = {};
  for (const table of db.tables) content[table.name] = await table.toArray();
  return content;
}

function opened(db: Dexie): Connection {
  const connection = connect(db);
  closers.push(() => connection.close());
  return connection;
}

const expected = Object.fromEntries(
  (Object.keys(tableIndexes) as TableName[]).map((table) => [
    table,
    (sampleV2 as Readonly<Record<string, readonly unknown[]>>)[table] ?? [],
  ]),
);

describe('a sandbox of version 1', () => {
  it('opens with the newest version and holds all that it held', async () => {
    await filledV1('upgraded');
    const connection = opened(sandboxDatabase('upgraded'));
    const store = dexieStore(connection);
    expect(await store.read((tables) => tables.users.count())).toBe(2);
    expect(await contentOf(connection.db)).toEqual(expected);
    expect([...connection.db.backendDB().objectStoreNames]).toEqual(Object.keys(tableIndexes).sort());
  });

  it('is found by the new keys and indexes, and takes new records', async () => {
    await filledV1('indexed');
    const store = dexieStore(opened(sandboxDatabase('indexed')));
    const found = await store.write(async (tables) => {
      await tables.groups.put({
        key: '123456789012/group/admins',
        accountId: '123456789012',
        groupName: 'admins',
        groupId: 'AGPAEXAMPLE',
        path: '/',
        createdAt: 1,
      });
      return {
        users: await tables.users.countUnder('123456789012/user/'),
        inline: await tables.inlinePolicies.countUnder('123456789012/user/alice/'),
        byId: (await tables.users.where('userId', 'AIDAEXAMPLE')).length,
        keys: (await tables.accessKeys.where('ownerKey', '123456789012/user/alice')).length,
        sessions: (await tables.sessions.where('ownerKey', '123456789012')).length,
        groups: await tables.groups.count(),
      };
    });
    expect(found).toEqual({ users: 2, inline: 1, byId: 1, keys: 1, sessions: 1, groups: 1 });
  });

  it('upgrades when it is empty, and only once', async () => {
    await filledV1('empty', {});
    const first = opened(sandboxDatabase('empty'));
    const [al] = sampleV2.users;
    if (al === undefined) throw new Error('the sample has users');
    await dexieStore(first).write((tables) => tables.users.put(al));
    first.close();
    const again = opened(sandboxDatabase('empty'));
    expect(await dexieStore(again).read((tables) => tables.users.all())).toEqual([al]);
  });

  it('stays as it was when the upgrade fails, and can be tried again', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const broken = {
      ...sampleV1,
      managedPolicies: [...sampleV1.managedPolicies, { key: '123456789012/zzz', arn: 'arn' }],
    };
    await filledV1('broken', broken);
    const failing = opened(sandboxDatabase('broken'));
    for (const _ of [1, 2]) {
      await expect(dexieStore(failing).read((tables) => tables.users.count())).rejects.toThrow();
    }
    failing.close();
    const old = versionOne('broken');
    closers.push(() => old.close());
    await old.open();
    expect(old.backendDB().version).toBe(10);
    expect([...old.backendDB().objectStoreNames]).toEqual(Object.keys(sampleV1).sort());
    const rows = await contentOf(old);
    for (const [table, records] of Object.entries(broken)) {
      expect(rows[table]).toHaveLength(records.length);
      expect(rows[table]).toEqual(expect.arrayContaining([...records]));
    }
    expect(await old.table('users').where('accountId').equals('123456789012').count()).toBe(2);
    await old.table('managedPolicies').delete('123456789012/zzz');
    old.close();
    const mended = opened(sandboxDatabase('broken'));
    await mended.read(() => Promise.resolve());
    expect(await contentOf(mended.db)).toEqual(expected);
  });
});
