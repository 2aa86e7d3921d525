// Where the key pairs of a sandbox's identity providers are kept: a database of their own beside the sandbox's. A private
// key is kept as a key, never as bytes: the browser holds it and does not give it out.
// https://www.w3.org/TR/webcrypto-2/ (CryptoKey, "structured clone")

import type { Connection } from './connection.ts';

/** A pair that is put where there is one already is dropped for that one. */
export interface KeyPairShelf {
  get(name: string): Promise<CryptoKeyPair | undefined>;
  /** Gives what is on the shelf afterwards. */
  put(name: string, pair: CryptoKeyPair): Promise<CryptoKeyPair>;
}

interface KeyPairRow {
  readonly name: string;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

/** Calls reject with a `StorageError` where storage fails. */
export function dexieKeyPairShelf(connection: Connection): KeyPairShelf {
  return {
    get: (name) =>
      connection.read(async (transaction) =>
        pairOf(await transaction.table<KeyPairRow>('keyPairs').get(name)),
      ),
    put: (name, { publicKey, privateKey }) =>
      connection.write(async (transaction) => {
        const table = transaction.table<KeyPairRow>('keyPairs');
        // RACE: two tabs make a pair each at the same time. Transactions that write come one after the other, so the
        // later one finds the pair of the earlier, and drops its own.
        const kept = pairOf(await table.get(name));
        if (kept !== undefined) return kept;
        await table.add({ name, publicKey, privateKey });
        return { publicKey, privateKey };
      }),
  };
}

export function memoryKeyPairShelf(): KeyPairShelf {
  const pairs = new Map<string, CryptoKeyPair>();
  return {
    get: (name) => Promise.resolve(pairs.get(name)),
    put(name, pair) {
      const kept = pairs.get(name) ?? pair;
      pairs.set(name, kept);
      return Promise.resolve(kept);
    },
  };
}

function pairOf(row: KeyPairRow | undefined): CryptoKeyPair | undefined {
  return row === undefined ? undefined : { publicKey: row.publicKey, privateKey: row.privateKey };
}
