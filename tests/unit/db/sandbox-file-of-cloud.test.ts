// What the cloud really stores must always come back from a file.

import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { makeEndpoint } from '../../../src/cloud/endpoint.ts';
import type { Store } from '../../../src/cloud/ports.ts';
import { tableIndexes } from '../../../src/cloud/records.ts';
import { base64FromBytes } from '../../../src/core/lang/base64.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';
import { connect } from '../../../src/db/connection.ts';
import type { Connection } from '../../../src/db/connection.ts';
import { dexieStore } from '../../../src/db/dexie-store.ts';
import { readSandboxFile } from '../../../src/db/read-sandbox-file.ts';
import type { SandboxFile } from '../../../src/db/read-sandbox-file.ts';
import { restoreSandbox } from '../../../src/db/restore-sandbox.ts';
import { exportSandbox } from '../../../src/db/sandbox-file.ts';
import type { FileSecrets } from '../../../src/db/sandbox-file.ts';
import { sandboxDatabase } from '../../../src/db/schema.ts';
import { makeInProcessGate } from '../cloud/in-process-gate.ts';
import { connection, element, queryRequest, type World } from '../cloud/world.ts';
import { compiledCatalog } from '../compiled-catalog.ts';
import { liveIn } from './lived-in.ts';

const connections: Connection[] = [];
afterEach(() => connections.splice(0).forEach((each) => each.close()));

let databases = 0;

// On IndexedDB, where a foreign await within a transaction would show as a bug.
function inDatabase(): Store {
  const made = connect(sandboxDatabase(`lived-in-${++databases}`));
  connections.push(made);
  return dexieStore(made);
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const textOf = (store: Store, secrets: FileSecrets): Promise<string> =>
  exportSandbox(store, { name: 'Lived in', clockOffset: 0, exportedAt: 1, secrets });

function read(text: string): SandboxFile {
  const file = readSandboxFile(text);
  if (!file.ok) throw new Error(`${file.error.place}: ${file.error.message}`);
  return file.value;
}

/** A client of the restored sandbox, at the time at which the file was written. */
function clientOf(store: Store, { clock }: World) {
  const bugs: unknown[] = [];
  const endpoint = makeEndpoint({
    store,
    gate: makeInProcessGate(),
    catalog: compiledCatalog(),
    ids: { randomBytes: random },
    clock: { device: () => clock.device, sandbox: () => clock.sandbox },
    onBug: (error) => bugs.push(error),
  });
  const query = async (credentials: Credentials, service: 'iam' | 'sts', action: string, parameters = {}) => {
    const request = queryRequest(service, action, parameters);
    const date = new Date(clock.sandbox);
    const signed = sign(request, { credentials, region: 'us-east-1', service, date });
    const response = await endpoint.handle(signed.request, connection);
    return { status: response.status, text: utf8ToText(response.body) ?? '' };
  };
  return { query, bugs };
}

describe('a sandbox in which everything was done once', () => {
  it('has something in every table', async () => {
    const { world } = await liveIn(inDatabase());
    const { tables } = read(await textOf(world.store, 'included'));
    for (const table of Object.keys(tableIndexes) as (keyof typeof tableIndexes)[]) {
      expect(tables[table].length, table).toBeGreaterThan(0);
    }
    expect(new Set(tables.sessions.map(({ kind }) => kind))).toEqual(
      new Set(['console', 'token', 'role', 'federated']),
    );
    expect(new Set(tables.jobs.map(({ kind }) => kind))).toEqual(
      new Set(['credential-report', 'role-deletion', 'service-last-accessed']),
    );
    expect(tables.account).toHaveLength(2);
  });

  it('comes back from a file with secrets, and says the same when it is written again', async () => {
    const { world } = await liveIn(inDatabase());
    const text = await textOf(world.store, 'included');
    const restored = inDatabase();
    await restoreSandbox(restored, read(text), random);
    expect(JSON.parse(await textOf(restored, 'included'))).toEqual(JSON.parse(text));
  });

  it('works on, with the keys, sessions, roles and jobs that it had', async () => {
    const { world, alice, deploy, carol } = await liveIn(inDatabase());
    const restored = inDatabase();
    await restoreSandbox(restored, read(await textOf(world.store, 'included')), random);
    const { query, bugs } = clientOf(restored, world);
    const arnOf = async (credentials: Credentials): Promise<string | undefined> =>
      element((await query(credentials, 'sts', 'GetCallerIdentity')).text, 'Arn');

    expect(await arnOf(alice)).toBe(`arn:aws:iam::${world.accountId}:user/team/alice`);
    expect(await arnOf(deploy)).toBe(`arn:aws:sts::${world.accountId}:assumed-role/Deploy/ci`);
    expect(await arnOf(carol)).toMatch(/^arn:aws:iam::\d{12}:user\/carol$/);
    expect((await query(alice, 'iam', 'ListUsers')).status).toBe(200);
    expect((await query(carol, 'iam', 'ListUsers')).status).toBe(403);
    expect((await query(alice, 'iam', 'CreateUser', { UserName: 'BOB' })).status).toBe(409);
    const assumed = await query(alice, 'sts', 'AssumeRole', {
      RoleArn: `arn:aws:iam::${world.accountId}:role/Ops`,
      RoleSessionName: 'again',
    });
    expect(assumed.status).toBe(200);
    // The trail goes on where it stood.
    const { events, meta } = read(await textOf(restored, 'included')).tables;
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(meta[0]?.sequence).toBe(events.length);
    expect(bugs).toEqual([]);
  });

  it('gives none of its secrets away in a file without them', async () => {
    const { world, seed } = await liveIn(inDatabase());
    const { tables } = read(await textOf(world.store, 'included'));
    const [text, full] = [await textOf(world.store, 'left-out'), await textOf(world.store, 'included')];
    const file = read(full);
    if (file.secrets !== 'included') throw new Error('the file has no secrets');
    const secrets = [
      ...file.tables.accessKeys.map(({ secretAccessKey }) => secretAccessKey),
      ...file.tables.sessions.flatMap(({ secretAccessKey, sessionToken }) => [secretAccessKey, sessionToken]),
      ...file.tables.passwords.flatMap(({ salt, hash, previous }) =>
        [salt, hash, ...previous.flatMap((each) => [each.salt, each.hash])].map(base64FromBytes),
      ),
      ...file.tables.mfaDevices.map((device) => base64FromBytes(device.seed)),
    ];
    expect(secrets).toContain(base64FromBytes(seed));
    expect(secrets.length).toBeGreaterThan(20);
    for (const secret of secrets) {
      expect(full).toContain(secret);
      expect(text).not.toContain(secret);
      expect(text).not.toContain(encodeURIComponent(secret));
    }
    // All else is there.
    const without = read(text);
    expect(without.tables.users).toEqual(tables.users);
    expect(without.tables.roles).toEqual(tables.roles);
    expect(without.tables.jobs).toEqual(tables.jobs);
  });

  it('works on after a file without secrets, with the new secret of a key, and the old one opens nothing', async () => {
    const { world, alice, deploy } = await liveIn(inDatabase());
    const restored = inDatabase();
    const { renewedKeys, passwordsLost, devicesLost } = await restoreSandbox(
      restored,
      read(await textOf(world.store, 'left-out')),
      random,
    );
    const { query, bugs } = clientOf(restored, world);
    const renewed = renewedKeys.find(({ accessKeyId }) => accessKeyId === alice.accessKeyId);
    if (renewed === undefined) throw new Error('the key is not there');
    expect((await query(renewed, 'iam', 'ListUsers')).status).toBe(200);
    for (const old of [alice, deploy]) expect((await query(old, 'iam', 'ListUsers')).status).toBe(403);
    expect(renewedKeys).toHaveLength(3);
    expect(passwordsLost).toHaveLength(3);
    expect(devicesLost).toHaveLength(2);
    expect(bugs).toEqual([]);
    // What was made of it can be written and read again.
    read(await textOf(restored, 'included'));
  });
});
