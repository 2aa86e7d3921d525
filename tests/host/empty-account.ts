// An account as AWS hands it over, with a root user and nothing else; and root's access key, so that a
// client has something to sign with. It lives in memory and is gone with the process.

import { randomBytes } from 'node:crypto';
import { makeEndpoint, type Endpoint } from '../../src/cloud/endpoint.ts';
import type { IdentityProviders, Ids, Writing } from '../../src/cloud/ports.ts';
import {
  accessKeyIdBytes,
  makeAccessKeyId,
  makeSecretAccessKey,
  secretAccessKeyBytes,
} from '../../src/core/names/access-key-id.ts';
import type { Credentials } from '../../src/core/sigv4/credentials.ts';
import { makeMemoryStore } from '../../src/db/memory-store.ts';
import { makeKeyPairs } from '../../src/engine/key-pairs.ts';
import { compiledCatalog } from '../unit/compiled-catalog.ts';
import { makeGate } from '../../workers/make-gate.ts';

export interface RootUser {
  readonly accountId: string;
  readonly key: Credentials;
}

const ids: Ids = { randomBytes: (length) => new Uint8Array(randomBytes(length)) };

/** A new access key for the root user of an account. `accountId`: 12 digits. */
export function makeRootUser(accountId: string): RootUser {
  const random = ids.randomBytes(accessKeyIdBytes);
  const accessKeyId = makeAccessKeyId({ prefix: 'AKIA', accountId, random });
  const secretAccessKey = makeSecretAccessKey(ids.randomBytes(secretAccessKeyBytes));
  return { accountId, key: { accessKeyId, secretAccessKey } };
}

/**
 * The simulated AWS with this account, and no other, in it. `onBug` is told of what was thrown inside;
 * `identityProviders` issue tokens and assertions that it takes.
 */
export async function openEmptyAccount(
  root: RootUser,
  onBug: (error: unknown) => void,
  identityProviders: IdentityProviders = makeKeyPairs(),
): Promise<Pick<Endpoint, 'handle'>> {
  const store = makeMemoryStore();
  await store.write((tables) => putAccount(tables, root));
  return makeEndpoint({
    store,
    gate: makeGate(),
    catalog: compiledCatalog(),
    // Nobody moves this sandbox's clock.
    clock: { device: Date.now, sandbox: Date.now },
    ids,
    identityProviders,
    onBug,
  });
}

// Not by `createAccount`, which is the app's sign-up: it wants an alias and a password, takes an account id from
// the dice, and hashes for a second. Root has no password here: signing in to the console is not what clients do.
async function putAccount(tables: Writing, { accountId, key }: RootUser): Promise<void> {
  const createdAt = Date.now();
  const account = { key: accountId, accountId, email: 'root@example.com', createdAt };
  await tables.account.put(account);
  await tables.accessKeys.put({
    key: key.accessKeyId,
    accountId,
    // What belongs to root belongs to the account.
    ownerKey: account.key,
    accessKeyId: key.accessKeyId,
    secretAccessKey: key.secretAccessKey,
    status: 'Active',
    createdAt,
  });
}
