import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../../src/db/connection.ts';
import type { Connection } from '../../../src/db/connection.ts';
import { declare } from '../../../src/db/schema.ts';

interface Row {
  readonly key: string;
}

const one = [{ tables: { rows: 'key' } }] as const;
const two = [...one, { tables: { rows: 'key, added' } }] as const;

let name = '';
let count = 0;
const closers: (() => void)[] = [];

beforeEach(() => {
  count += 1;
  name = `connection-${count}`;
  // Dexie tells of every connection it closes for another; here that is the point of the test.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
  closers.splice(0).forEach((close) => close());
});

function opened(versions: Parameters<typeof declare>[1] = one): Connection {
  const connection = connect(declare(name, versions));
  closers.push(() => connection.close());
  return connection;
}

const put = (connection: Connection, key: string): Promise<unknown> =>
  connection.write((transaction) => transaction.table<Row>('rows').put({ key }));

const keys = (connection: Connection): Promise<unknown> =>
  connection.read((transaction) => transaction.table<Row>('rows').toCollection().primaryKeys());

/** A holder that does not listen to `versionchange`, as a page in the debugger would not. */
function stubborn(version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'key' });
    request.onsuccess = () => {
      closers.push(() => request.result.close());
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
}

describe('connection', () => {
  it('opens at the first call', async () => {
    const connection = opened();
    expect(connection.db.isOpen()).toBe(false);
    await put(connection, 'a');
    expect(await keys(connection)).toEqual(['a']);
  });

  it('opens again after the browser has dropped it', async () => {
    const connection = opened();
    await put(connection, 'a');
    const dropped = connection.db.backendDB();
    dropped.close();
    dropped.onclose?.(new Event('close'));
    expect(connection.db.isOpen()).toBe(false);
    await put(connection, 'b');
    expect(await keys(connection)).toEqual(['a', 'b']);
  });

  it('opens again when only the next transaction shows that it was dropped', async () => {
    const connection = opened();
    await put(connection, 'a');
    // Closed behind Dexie's back: `transaction()` throws InvalidStateError, as in Safari after a long sleep.
    connection.db.backendDB().close();
    await put(connection, 'b');
    expect(await keys(connection)).toEqual(['a', 'b']);
  });

  it('does not repeat a write that had begun when the connection was lost', async () => {
    const connection = opened();
    await put(connection, 'a');
    let runs = 0;
    const outcome = connection.write(async (transaction) => {
      runs += 1;
      await transaction.table<Row>('rows').put({ key: 'b' });
      transaction.idbtrans.abort();
      await transaction.table<Row>('rows').put({ key: 'c' });
    });
    await expect(outcome).rejects.toMatchObject({ name: 'StorageError', failure: { kind: 'lost' } });
    expect(runs).toBe(1);
    expect(await keys(connection)).toEqual(['a']);
  });

  it('lets go for another tab that upgrades, and then refuses to write into the newer database', async () => {
    const older = opened(one);
    await put(older, 'a');
    const newer = opened(two);
    await put(newer, 'b');
    await expect(put(older, 'c')).rejects.toMatchObject({ failure: { kind: 'newer-version' } });
    await expect(keys(older)).rejects.toMatchObject({ failure: { kind: 'newer-version' } });
    expect(await keys(newer)).toEqual(['a', 'b']);
  });

  it('upgrades what an earlier version has left, and keeps it', async () => {
    const older = opened(one);
    await put(older, 'a');
    older.close();
    const newer = opened(two);
    expect(await keys(newer)).toEqual(['a']);
    expect(newer.db.backendDB().version).toBe(20);
  });

  it('lets go for another tab that deletes, and does not make it anew', async () => {
    const connection = opened();
    await put(connection, 'a');
    await Dexie.delete(name);
    await expect(put(connection, 'b')).rejects.toMatchObject({ failure: { kind: 'lost' } });
    expect(await Dexie.exists(name)).toBe(false);
  });

  it('says so when another tab does not let go, and goes on once it has', async () => {
    const holder = await stubborn(10);
    const connection = opened(two);
    await expect(put(connection, 'a')).rejects.toMatchObject({ failure: { kind: 'blocked' } });
    holder.close();
    await put(connection, 'b');
    expect(await keys(connection)).toEqual(['b']);
  }, 10_000);

  it('says so when the disk is full', async () => {
    const connection = opened();
    await put(connection, 'a');
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(put(connection, 'b')).rejects.toMatchObject({ failure: { kind: 'quota-exceeded' } });
    full.mockRestore();
    await put(connection, 'c');
    expect(await keys(connection)).toEqual(['a', 'c']);
  });

  it('hands on an error of the caller as it is', async () => {
    const connection = opened();
    const refused = new Error('refused');
    await expect(connection.write(() => Promise.reject(refused))).rejects.toBe(refused);
  });

  it('rejects when a foreign await has ended the transaction early', async () => {
    const connection = opened();
    const outcome = connection.write(async (transaction) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await transaction.table<Row>('rows').put({ key: 'late' });
    });
    await expect(outcome).rejects.toMatchObject({ name: 'TransactionInactiveError' });
  });

  it('refuses a call from inside a transaction', async () => {
    const connection = opened();
    await expect(connection.write(() => put(connection, 'inner'))).rejects.toThrow(TypeError);
    expect(await keys(connection)).toEqual([]);
  });

  it('stays closed once it was closed', async () => {
    const connection = opened();
    await put(connection, 'a');
    connection.close();
    await expect(put(connection, 'b')).rejects.toMatchObject({ failure: { kind: 'lost' } });
  });
});
