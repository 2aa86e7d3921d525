// How many signed requests the whole endpoint serves in Node, one after another, over the store in memory; and what
// a large account costs: its decisions beside those of a small one, and a page of its users.

import { makeEndpoint, type Endpoint } from '../../src/cloud/endpoint.ts';
import { attachmentKey, groupKey, membershipKey, namedKey, roleKey, userKey } from '../../src/cloud/keys.ts';
import type { Store, Writing } from '../../src/cloud/ports.ts';
import {
  accessKeyIdBytes,
  makeAccessKeyId,
  makeSecretAccessKey,
  secretAccessKeyBytes,
} from '../../src/core/names/access-key-id.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../src/core/names/unique-id.ts';
import type { Credentials } from '../../src/core/sigv4/credentials.ts';
import { makeSigningKeys } from '../../src/core/sigv4/signing-keys.ts';
import { sign } from '../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../src/core/wire/message.ts';
import { makeMemoryStore } from '../../src/db/memory-store.ts';
import { openCatalog, type LoadFile } from '../../workers/open-catalog.ts';
import { makeGate } from '../../workers/make-gate.ts';
import { seededRandom } from './seeded-random.ts';

export interface EndpointReport {
  readonly rows: readonly EndpointRow[];
}

export interface EndpointRow {
  readonly name: string;
  /** Requests a second, or milliseconds, or a ratio. */
  readonly value: number;
  readonly unit: '/s' | 'ms' | 'x';
  readonly budget: number;
  /** Whether the budget is the least or the most. */
  readonly bound: 'least' | 'most';
}

const accountId = '123456789012';
const now = Date.UTC(2026, 10, 22, 9, 30);
const random = seededRandom(1);
const randomBytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.below(256));

interface Account {
  readonly endpoint: Endpoint;
  /** Of an administrator among the users. */
  readonly admin: Credentials;
  /** Of a user who is in ten groups. */
  readonly member: Credentials;
}

export async function measureEndpoint(loadFile: LoadFile): Promise<EndpointReport> {
  const catalog = openCatalog(loadFile);
  const open = async (size: AccountSize): Promise<Account> => {
    const store = makeMemoryStore();
    const keys = await fill(store, size);
    const clock = { device: () => now, sandbox: () => now };
    const endpoint = makeEndpoint({ store, gate: makeGate(), catalog, clock, ids: { randomBytes } });
    return { endpoint, ...keys };
  };
  const small = await open({ users: 5, groups: 10, roles: 5, policies: 20 });
  const large = await open({ users: 5_000, groups: 300, roles: 1_000, policies: 1_500 });

  const read = await perSecond(large, 'admin', () => ['GetUser', { UserName: 'user-00007' }]);
  let made = 0;
  const write = await perSecond(small, 'admin', () => ['CreateUser', { UserName: `new-${made++}` }], 4_000);
  const decision = (account: Account): Promise<number> => perSecond(account, 'member', () => ['GetUser', {}]);
  const [inSmall, inLarge] = [await decision(small), await decision(large)];
  const page = 1000 / (await perSecond(large, 'admin', () => ['ListUsers', { MaxItems: '1000' }]));
  return {
    rows: [
      { name: 'IAM reads, GetUser', value: read, unit: '/s', budget: 2_000, bound: 'least' },
      { name: 'IAM writes, CreateUser', value: write, unit: '/s', budget: 1_000, bound: 'least' },
      {
        name: 'a request in a large account / in a small one',
        value: inSmall / inLarge,
        unit: 'x',
        budget: 2,
        bound: 'most',
      },
      { name: 'a page of 1,000 of 5,000 users', value: page, unit: 'ms', budget: 50, bound: 'most' },
    ],
  };
}

/** Requests are signed before the clock starts: what is measured is the endpoint. */
async function perSecond(
  { endpoint, ...credentials }: Account,
  who: 'admin' | 'member',
  next: () => readonly [action: string, parameters: Readonly<Record<string, string>>],
  count = 2_000,
): Promise<number> {
  const keys = makeSigningKeys();
  const requests = Array.from({ length: count }, () => {
    const [action, parameters] = next();
    const options = {
      credentials: credentials[who],
      region: 'us-east-1',
      service: 'iam',
      date: new Date(now),
      keys,
    };
    return sign(formRequest(action, parameters), options).request;
  });
  const connection = { sourceIp: '203.0.113.7', tls: true };
  const handle = async (request: HttpRequest): Promise<void> => {
    const { status, body } = await endpoint.handle(request, connection);
    if (status !== 200) throw new Error(`HTTP ${status}: ${new TextDecoder().decode(body)}`);
  };
  // Warm first; what is measured is the best of three thirds, for the machine has other work too.
  const warm = Math.floor(count / 4);
  for (const request of requests.slice(0, warm)) await handle(request);
  const part = Math.floor((count - warm) / 3);
  const rates: number[] = [];
  for (let third = 0; third < 3; third++) {
    const some = requests.slice(warm + third * part, warm + (third + 1) * part);
    const start = performance.now();
    for (const request of some) await handle(request);
    rates.push((1000 * some.length) / (performance.now() - start));
  }
  return rates.sort((a, b) => a - b)[1] ?? 0;
}

function formRequest(action: string, parameters: Readonly<Record<string, string>>): HttpRequest {
  const form = new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }).toString();
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: [
      ['Host', 'iam.amazonaws.com'],
      ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
      ['User-Agent', 'bench/1'],
    ],
    body: new TextEncoder().encode(form),
  };
}

interface AccountSize {
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly policies: number;
}

/** Every user is in a group, the first in ten; every group has two policies. */
async function fill(store: Store, size: AccountSize): Promise<Pick<Account, 'admin' | 'member'>> {
  const admin = 'user-00000';
  const member = 'user-00001';
  await store.write(async (tables) => {
    await tables.account.put({ key: accountId, accountId, email: 'root@example.com', createdAt: now });
    for (const name of numbered('policy', size.policies)) await putPolicy(tables, name);
    for (const [index, groupName] of numbered('group', size.groups).entries()) {
      const key = groupKey(accountId, groupName);
      const groupId = makeUniqueId('AGPA', randomBytes(uniqueIdEntropy));
      await tables.groups.put({ key, accountId, groupName, groupId, path: '/', createdAt: now });
      await attach(tables, key, policyArn(`policy-${padded(index % size.policies)}`));
      await attach(tables, key, policyArn(`policy-${padded((index + 7) % size.policies)}`));
    }
    for (const [index, userName] of numbered('user', size.users).entries()) {
      const key = userKey(accountId, userName);
      const userId = makeUniqueId('AIDA', randomBytes(uniqueIdEntropy));
      await tables.users.put({ key, accountId, userName, userId, path: '/', createdAt: now, tags: [] });
      const groups = userName === member ? 10 : 1;
      for (let n = 0; n < groups; n++) {
        const inGroup = groupKey(accountId, `group-${padded((index + n) % size.groups)}`);
        await tables.memberships.put({
          key: membershipKey(inGroup, userName),
          accountId,
          groupKey: inGroup,
          userKey: key,
        });
      }
    }
    for (const roleName of numbered('role', size.roles)) {
      await tables.roles.put({
        key: roleKey(accountId, roleName),
        accountId,
        roleName,
        roleId: makeUniqueId('AROA', randomBytes(uniqueIdEntropy)),
        path: '/',
        createdAt: now,
        trustPolicy: '{"Version":"2012-10-17","Statement":[]}',
        maxSessionDuration: 3600,
        tags: [],
      });
    }
    await attach(tables, userKey(accountId, admin), 'arn:aws:iam::aws:policy/AdministratorAccess');
    await attach(tables, userKey(accountId, member), 'arn:aws:iam::aws:policy/IAMReadOnlyAccess');
  });
  return { admin: await keyOf(store, admin), member: await keyOf(store, member) };
}

async function putPolicy(tables: Writing, policyName: string): Promise<void> {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${policyName}/*` },
      {
        Effect: 'Deny',
        Action: 'iam:DeleteUser',
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
  });
  await tables.managedPolicies.put({
    key: namedKey(accountId, 'policy', policyName),
    accountId,
    arn: policyArn(policyName),
    policyName,
    policyId: makeUniqueId('ANPA', randomBytes(uniqueIdEntropy)),
    path: '/',
    defaultVersionId: 'v1',
    lastVersion: 1,
    versions: [{ versionId: 'v1', document, createdAt: now }],
    tags: [],
    createdAt: now,
    updatedAt: now,
  });
}

function attach(tables: Writing, ownerKey: string, arn: string): Promise<void> {
  return tables.attachments.put({ key: attachmentKey(ownerKey, arn), accountId, ownerKey, policyArn: arn });
}

async function keyOf(store: Store, userName: string): Promise<Credentials> {
  const key = makeAccessKeyId({ prefix: 'AKIA', accountId, random: randomBytes(accessKeyIdBytes) });
  const secretAccessKey = makeSecretAccessKey(randomBytes(secretAccessKeyBytes));
  const ownerKey = userKey(accountId, userName);
  await store.write((tables) =>
    tables.accessKeys.put({
      key,
      accountId,
      ownerKey,
      accessKeyId: key,
      secretAccessKey,
      status: 'Active',
      createdAt: now,
    }),
  );
  return { accessKeyId: key, secretAccessKey };
}

function policyArn(policyName: string): string {
  return `arn:aws:iam::${accountId}:policy/${policyName}`;
}

function numbered(what: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${what}-${padded(index)}`);
}

function padded(number: number): string {
  return String(number).padStart(5, '0');
}
