// What moves with a user or group and what goes with it: every table that has an owner's key.

import { describe, expect, it } from 'vitest';
import { deleteLeftBehind, moveOwned } from '../../../../src/cloud/iam/owned.ts';
import {
  accessKey,
  attachmentKey,
  groupKey,
  inlinePolicyKey,
  membershipKey,
  userKey,
} from '../../../../src/cloud/keys.ts';
import type { Reading, Store } from '../../../../src/cloud/ports.ts';
import { tableIndexes, type TableName } from '../../../../src/cloud/records.ts';
import { makeMemoryStore } from '../../../../src/db/memory-store.ts';

const accountId = '123456789012';
const policyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
const bob = userKey(accountId, 'Bob');
const ops = groupKey(accountId, 'ops');

/** A store in which `ownerKey` has a row of each kind, as far as users, groups and roles have them. */
async function storeOf(ownerKey: string): Promise<Store> {
  const store = makeMemoryStore();
  const owned = { accountId, ownerKey, createdAt: 1, status: 'Active' } as const;
  const bytes = Uint8Array.of(1);
  await store.write(async (tables) => {
    await tables.inlinePolicies.put({
      ...owned,
      key: inlinePolicyKey(ownerKey, 'P'),
      policyName: 'P',
      document: '{}',
    });
    await tables.attachments.put({ ...owned, key: attachmentKey(ownerKey, policyArn), policyArn });
    for (const action of ['', 'ListUsers']) {
      await tables.accesses.put({
        ...owned,
        key: accessKey(ownerKey, 'iam', action),
        service: 'iam',
        ...(action === '' ? {} : { action }),
        at: 1,
        region: 'us-east-1',
      });
    }
    const key = { secretAccessKey: 's' };
    await tables.accessKeys.put({ ...owned, ...key, key: 'AKIA1', accessKeyId: 'AKIA1' });
    await tables.sessions.put({
      ...owned,
      ...key,
      key: 'ASIA1',
      accessKeyId: 'ASIA1',
      kind: 'console',
      sessionToken: 't',
      issuedAt: 1,
      expiresAt: 2,
      mfaAuthenticated: false,
    });
    await tables.passwords.put({
      key: ownerKey,
      accountId,
      createdAt: 1,
      salt: bytes,
      hash: bytes,
      changedAt: 1,
      resetRequired: false,
      previous: [],
    });
    await tables.mfaDevices.put({
      ...owned,
      key: `${accountId}/mfa/phone`,
      serialNumber: `arn:aws:iam::${accountId}:mfa/phone`,
      deviceName: 'phone',
      path: '/',
      seed: bytes,
      tags: [],
    });
    await tables.signingCertificates.put({ ...owned, key: 'C', body: 'c' });
    await tables.sshPublicKeys.put({ ...owned, key: 'APKA1', body: 'k', fingerprint: 'f' });
    await tables.serviceCredentials.put({ ...owned, key: 'ACCA1', serviceName: 'codecommit.amazonaws.com' });
    await tables.lastUsed.put({
      key: ownerKey,
      accountId,
      lastUsedAt: 1,
      serviceName: 'iam',
      region: 'us-east-1',
    });
    await tables.memberships.put({
      key: membershipKey(ops, 'Bob'),
      accountId,
      groupKey: ops,
      userKey: bob,
    });
  });
  return store;
}

const tableNames = Object.keys(tableIndexes) as readonly TableName[];

async function rowsWith(store: Store, text: string): Promise<readonly string[]> {
  return store.read(async (tables) => {
    const found: string[] = [];
    for (const name of tableNames) {
      for (const row of await (tables[name] as Reading['users']).all()) {
        if (JSON.stringify(row).includes(`"${text}`)) found.push(name);
      }
    }
    return found;
  });
}

describe('moving', () => {
  const cases = [
    { who: 'a user', from: bob, to: userKey(accountId, 'Robert'), name: 'Robert' },
    { who: 'a group', from: ops, to: groupKey(accountId, 'Robots'), name: 'Robots' },
    // Not to be mistaken for the one whose name it begins with.
    { who: 'a user with a longer name', from: bob, to: userKey(accountId, 'Bobby'), name: 'Bobby' },
  ] as const;

  it.each(cases)('$who leaves no row behind, and loses none', async ({ from, to, name }) => {
    const store = await storeOf(from);
    const before = await rowsWith(store, from);
    // Every table that has an owner's key, of which there is more than one in a row of policies and the like.
    expect(new Set(before)).toEqual(
      new Set([
        'inlinePolicies',
        'attachments',
        'accesses',
        'accessKeys',
        'sessions',
        'passwords',
        'mfaDevices',
        'signingCertificates',
        'sshPublicKeys',
        'serviceCredentials',
        'lastUsed',
        'memberships',
      ]),
    );
    await store.write((tables) => moveOwned(tables, { from, to, name }));
    expect(await rowsWith(store, to)).toEqual(before);
    const left = (await rowsWith(store, `${from}"`)).concat(await rowsWith(store, `${from}/`));
    expect(left).toEqual([]);
  });

  it('keeps what a membership says on both sides', async () => {
    const robert = userKey(accountId, 'Robert');
    const dev = groupKey(accountId, 'Dev');
    const store = await storeOf(bob);
    await store.write((tables) => moveOwned(tables, { from: bob, to: robert, name: 'Robert' }));
    await store.write((tables) => moveOwned(tables, { from: ops, to: dev, name: 'Dev' }));
    expect(await store.read(({ memberships }) => memberships.all())).toEqual([
      { key: membershipKey(dev, 'Robert'), accountId, groupKey: dev, userKey: robert },
    ]);
  });

  it('to the same key loses nothing', async () => {
    const store = await storeOf(bob);
    const before = await rowsWith(store, bob);
    await store.write((tables) => moveOwned(tables, { from: bob, to: bob, name: 'BOB' }));
    expect(await rowsWith(store, bob)).toEqual(before);
  });
});

it('deletes what another of the name must not inherit', async () => {
  const store = await storeOf(bob);
  await store.write((tables) => deleteLeftBehind(tables, bob));
  const left = await rowsWith(store, bob);
  for (const name of ['sessions', 'accesses', 'lastUsed']) expect(left).not.toContain(name);
  // The rest is a reason not to delete.
  expect(left).toContain('accessKeys');
});
