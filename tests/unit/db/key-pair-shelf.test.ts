import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/db/connection.ts';
import { dexieKeyPairShelf, memoryKeyPairShelf } from '../../../src/db/key-pair-shelf.ts';
import { openStorage, type Storage } from '../../../src/db/open-storage.ts';
import { keyPairDatabase } from '../../../src/db/schema.ts';
import { storageFailure } from '../../../src/db/storage-error.ts';
import { makeKeyPairs } from '../../../src/engine/key-pairs.ts';

const key = { issuer: 'https://idp.example.com', algorithm: 'ES384' } as const;
const bytes = Uint8Array.of(1, 2, 3);

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

function dexieShelf(sandboxId: string) {
  const connection = connect(keyPairDatabase(sandboxId));
  closers.push(() => connection.close());
  return dexieKeyPairShelf(connection);
}

const makePair = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, false, ['sign', 'verify']);

describe.each([
  ['in memory', () => memoryKeyPairShelf()],
  ['in IndexedDB', () => dexieShelf(crypto.randomUUID())],
])('a shelf %s', (_where, make) => {
  it('keeps the first pair of a name, and gives it out', async () => {
    const shelf = make();
    expect(await shelf.get('a')).toBeUndefined();
    const [first, second] = [await makePair(), await makePair()];
    const kept = await shelf.put('a', first);
    const instead = await shelf.put('a', second);
    expect(await shelf.get('b')).toBeUndefined();
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-384' }, kept.privateKey, bytes);
    for (const { publicKey } of [first, instead, (await shelf.get('a')) ?? second]) {
      expect(
        await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-384' }, publicKey, signature, bytes),
      ).toBe(true);
    }
  });
});

describe('pairs in IndexedDB', () => {
  it('are there in the next visit, and no more to be read than before', async () => {
    const id = crypto.randomUUID();
    const signature = await makeKeyPairs(dexieShelf(id)).sign(key, bytes);
    closers.splice(0).forEach((close) => close());
    const shelf = dexieShelf(id);
    expect(await makeKeyPairs(shelf).verify(key, bytes, signature)).toBe('right');
    const pair = await shelf.get(`ES384 ${key.issuer}`);
    if (pair === undefined) throw new Error('no pair');
    expect(pair.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', pair.privateKey)).rejects.toThrow();
  });

  it('are one pair for two tabs that make one at the same time', async () => {
    const id = crypto.randomUUID();
    const tabs = [makeKeyPairs(dexieShelf(id)), makeKeyPairs(dexieShelf(id))] as const;
    const signed = await Promise.all(tabs.map((tab) => tab.sign(key, bytes)));
    for (const signature of signed) {
      for (const tab of tabs) expect(await tab.verify(key, bytes, signature)).toBe('right');
    }
    const [one, other] = await Promise.all(tabs.map((tab) => tab.publicKey(key)));
    expect(one).toEqual(other);
  });
});

describe.each(['indexeddb', 'memory'] as const)('the pairs of a sandbox (%s)', (kind) => {
  async function open(): Promise<Storage> {
    const storage = await openStorage({
      onFailure: () => undefined,
      probe: () =>
        Promise.resolve(
          kind === 'indexeddb' ? { kind } : { kind, reason: storageFailure('unavailable', 'for a test') },
        ),
    });
    closers.push(() => storage.close());
    return storage;
  }

  it('are its own, outlive its closing, and go with it', async () => {
    const storage = await open();
    const id = crypto.randomUUID();
    const sandbox = storage.openSandbox(id);
    const signature = await makeKeyPairs(sandbox.keyPairs).sign(key, bytes);
    const other = storage.openSandbox(crypto.randomUUID());
    expect(await makeKeyPairs(other.keyPairs).verify(key, bytes, signature)).toBe('unknown');
    sandbox.close();
    const again = storage.openSandbox(id);
    expect(await makeKeyPairs(again.keyPairs).verify(key, bytes, signature)).toBe('right');
    again.close();
    await storage.discardSandbox(id);
    const anew = storage.openSandbox(id);
    expect(await makeKeyPairs(anew.keyPairs).verify(key, bytes, signature)).toBe('unknown');
    if (kind === 'indexeddb') {
      await storage.discardSandbox(id);
      const left = (await indexedDB.databases()).map(({ name }) => name);
      expect(left.filter((name) => name?.includes(id))).toEqual([]);
    }
  });
});
