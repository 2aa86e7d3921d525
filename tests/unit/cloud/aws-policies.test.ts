// What AWS brings to every account: its managed policies in the operations of IAM, and the access levels
// by which the trail says what only reads. The catalogue that has them is asked at the right moment.

import { AsyncLocalStorage } from 'node:async_hooks';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { attachmentKey, userKey } from '../../../src/cloud/keys.ts';
import type { Catalog, Store } from '../../../src/cloud/ports.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { connect } from '../../../src/db/connection.ts';
import { dexieStore } from '../../../src/db/dexie-store.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { sandboxDatabase } from '../../../src/db/schema.ts';
import { compiledCatalog } from '../compiled-catalog.ts';
import { allow, element, elements, makeWorld, type World } from './world.ts';

const arnOf = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const readOnly = arnOf('IAMReadOnlyAccess');
const admin = arnOf('AdministratorAccess');
const retired = arnOf('AWSIoT1ClickFullAccess');
const serviceLinked = arnOf('aws-service-role/ServiceQuotasServiceRolePolicy');

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
});

const attach = (PolicyArn: string, UserName = 'alice') =>
  world.query(root, 'AttachUserPolicy', { UserName, PolicyArn });
const detach = (PolicyArn: string) => world.query(root, 'DetachUserPolicy', { UserName: 'alice', PolicyArn });

/** As if it had been attached before AWS retired it. */
async function attachEarlier(policyArn: string, userName = 'alice'): Promise<void> {
  const { accountId } = world;
  const ownerKey = userKey(accountId, userName);
  const key = attachmentKey(ownerKey, policyArn);
  await world.store.write((tables) => tables.attachments.put({ key, accountId, ownerKey, policyArn }));
}

async function listed(parameters: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const arns: string[] = [];
  let marker: string | undefined;
  do {
    const more: Readonly<Record<string, string>> = marker === undefined ? {} : { Marker: marker };
    const reply = await world.query(root, 'ListPolicies', { ...parameters, ...more });
    expect(reply.status).toBe(200);
    arns.push(...elements(reply.text, 'Arn'));
    marker = element(reply.text, 'Marker');
    expect(element(reply.text, 'IsTruncated')).toBe(String(marker !== undefined));
  } while (marker !== undefined);
  return arns;
}

describe('ListPolicies', () => {
  it('lists all of AWS that are not retired, each once, whatever the size of a page', async () => {
    const policies = await compiledCatalog().managedPolicies();
    const expected = policies.filter((policy) => !policy.retired).map(({ arn }) => arn);
    const all = await listed({ MaxItems: '1000' });
    expect(new Set(all)).toEqual(new Set(expected));
    expect(all).toHaveLength(expected.length);
    expect(all.length).toBeGreaterThan(1500);
    expect(await listed({ MaxItems: '157' })).toEqual(all);
  });

  it('by scope and path', async () => {
    expect(await listed({ Scope: 'Local' })).toEqual([]);
    const jobs = await listed({ Scope: 'AWS', PathPrefix: '/job-function/' });
    expect(jobs).not.toEqual([]);
    expect(jobs.every((arn) => arn.startsWith(arnOf('job-function/')))).toBe(true);
    // Those of service-linked roles are in AWS's list too.
    expect(await listed({ PathPrefix: '/aws-service-role/', MaxItems: '1000' })).toContain(serviceLinked);
  });

  it('counts the attachments of this account alone, with one read of them', async () => {
    await world.query(root, 'CreateUser', { UserName: 'bob' });
    await attach(admin);
    await attach(admin, 'bob');
    await attach(readOnly);
    await world.store.write(({ attachments }) =>
      attachments.put({
        key: attachmentKey(userKey('999999999999', 'zoe'), admin),
        accountId: '999999999999',
        ownerKey: userKey('999999999999', 'zoe'),
        policyArn: admin,
      }),
    );
    const { text } = await world.query(root, 'ListPolicies', { OnlyAttached: 'true' });
    expect(elements(text, 'Arn')).toEqual([admin, readOnly]);
    expect(elements(text, 'AttachmentCount')).toEqual(['2', '1']);

    const counted = countingReads(makeMemoryStore());
    const other = await makeWorld({ store: counted.store });
    const session = await other.actAs(other.rootArn);
    counted.reads.clear();
    await other.query(session, 'ListPolicies', { MaxItems: '1000' });
    expect(counted.reads.get('attachments')).toBe(1);
  });
});

// "It cannot be attached to any new identities. If you detach it from a current identity, you cannot reattach it."
// "In accounts where the policy is attached to an identity, it appears in the Policies list"
// "After you detach it from all current entities, it is no longer visible."
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html#deprecated-managed-policies
describe('a policy that AWS has retired', () => {
  const notAttachable = {
    status: 404,
    code: 'NoSuchEntity',
    message: `Policy ${retired} does not exist or is not attachable.`,
  };

  it('is not there where it is not attached', async () => {
    expect(await listed({ MaxItems: '1000' })).not.toContain(retired);
    const missing = { status: 404, code: 'NoSuchEntity', message: `Policy ${retired} was not found.` };
    expect(await world.query(root, 'GetPolicy', { PolicyArn: retired })).toMatchObject(missing);
    expect(
      await world.query(root, 'GetPolicyVersion', { PolicyArn: retired, VersionId: 'v1' }),
    ).toMatchObject({
      ...missing,
      message: `Policy ${retired} version v1 does not exist or is not attachable.`,
    });
    expect(await attach(retired)).toMatchObject(notAttachable);
  });

  it('works and is shown where it is attached, until it is detached', async () => {
    await world.query(root, 'CreateUser', { UserName: 'bob' });
    await attachEarlier(retired);
    const alice = await world.keyOf(root, 'alice');
    expect((await world.other(alice, 'iot1click:ListDevices')).status).toBe(200);

    expect(await listed({ OnlyAttached: 'true' })).toEqual([retired]);
    const { text } = await world.query(root, 'GetPolicy', { PolicyArn: retired });
    expect(element(text, 'IsAttachable')).toBe('false');
    expect(element(text, 'AttachmentCount')).toBe('1');
    expect((await world.query(root, 'GetPolicyVersion', { PolicyArn: retired, VersionId: 'v1' })).status).toBe(200); // prettier-ignore
    expect(await attach(retired, 'bob')).toMatchObject(notAttachable);
    // Attaching to the same user again changes nothing, and is no error.
    expect((await attach(retired)).status).toBe(200);

    expect((await detach(retired)).status).toBe(200);
    expect(await attach(retired)).toMatchObject(notAttachable);
    expect(await listed({ MaxItems: '1000' })).not.toContain(retired);
    expect((await world.other(alice, 'iot1click:ListDevices')).status).toBe(403);
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html, "PolicyNotAttachable"
it('attaches no policy of a service-linked role to a user', async () => {
  expect(await attach(serviceLinked)).toMatchObject({
    status: 400,
    code: 'PolicyNotAttachable',
    message:
      'The request failed because AWS service role policies can only be attached to the service-linked role for that service.',
  });
  const { text } = await world.query(root, 'GetPolicy', { PolicyArn: serviceLinked });
  expect(element(text, 'IsAttachable')).toBe('true');
  expect(element(text, 'Path')).toBe('/aws-service-role/');
});

it('names what is attached from its ARN, and narrows by the path in it', async () => {
  const job = (await listed({ PathPrefix: '/job-function/' }))[0] ?? '';
  await attach(job);
  await attach(readOnly);
  const names = async (parameters: Readonly<Record<string, string>> = {}) =>
    elements(
      (await world.query(root, 'ListAttachedUserPolicies', { UserName: 'alice', ...parameters })).text,
      'PolicyName',
    );
  expect(await names()).toEqual(['IAMReadOnlyAccess', job.split('/').at(-1)]);
  expect(await names({ PathPrefix: '/job-function/' })).toEqual([job.split('/').at(-1)]);
});

it('reads only the version that AWS has made the default', async () => {
  const policy = await world.query(root, 'GetPolicy', { PolicyArn: readOnly });
  const VersionId = element(policy.text, 'DefaultVersionId') ?? '';
  const version = await world.query(root, 'GetPolicyVersion', { PolicyArn: readOnly, VersionId });
  const document = decodeURIComponent(element(version.text, 'Document') ?? '');
  expect(await compiledCatalog().managedPolicyDocuments([readOnly])).toEqual([document]);
  expect(element(version.text, 'CreateDate')).toBe(element(policy.text, 'UpdateDate'));
});

it('keeps the order in which policies decide: inline, then attached by their ARNs', async () => {
  await attach(readOnly);
  await attach(admin);
  const document = allow('iam:GetUser');
  await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'own',
    PolicyDocument: document,
  });
  const alice = await world.keyOf(root, 'alice');
  const { requestId } = await world.query(alice, 'GetUser');
  const [record] = await world.store.read((tables) => tables.traces.where('requestId', requestId));
  const trace = record?.trace.authorization?.checks[0]?.decision.trace;
  expect(trace?.layers[0]?.policies.map(({ name, arn }) => [name, arn])).toEqual([
    ['own', undefined],
    ['AdministratorAccess', admin],
    ['IAMReadOnlyAccess', readOnly],
  ]);
});

describe('the catalogue is asked', () => {
  it('nothing by a stranger but the documents of his own policies', async () => {
    const asked: string[] = [];
    world = await makeWorld({ catalog: listening(compiledCatalog(), (name) => asked.push(name)) });
    root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'stranger' });
    const stranger = await world.keyOf(root, 'stranger');
    const calls: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      ['ListPolicies', {}],
      ['GetPolicy', { PolicyArn: admin }],
      ['GetPolicyVersion', { PolicyArn: admin, VersionId: 'v1' }],
      ['AttachUserPolicy', { UserName: 'stranger', PolicyArn: admin }],
    ];
    for (const [action, parameters] of calls) {
      expect(await world.query(stranger, action, parameters)).toMatchObject({ status: 403 });
    }
    expect(asked).toEqual([]);
  });

  it('nothing for what is attached, nor for the policies of the account', async () => {
    const asked: string[] = [];
    world = await makeWorld({ catalog: listening(compiledCatalog(), (name) => asked.push(name)) });
    root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await attachEarlier(admin);
    await world.query(root, 'ListAttachedUserPolicies', { UserName: 'alice' });
    await world.query(root, 'ListPolicies', { Scope: 'Local' });
    await world.query(root, 'GetPolicy', { PolicyArn: `arn:aws:iam::${world.accountId}:policy/own` });
    expect(asked).toEqual([]);
  });

  it('for each document and for the list once', async () => {
    const asked: string[] = [];
    world = await makeWorld({ catalog: listening(compiledCatalog(), (name) => asked.push(name)) });
    root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await attach(admin);
    await attach(readOnly);
    const alice = await world.keyOf(root, 'alice');
    for (let n = 0; n < 3; n++) expect((await world.query(alice, 'ListPolicies')).status).toBe(200);
    expect(asked).toEqual(['managedPolicies', `managedPolicyDocuments ${admin} ${readOnly}`]);
  });

  // Inside one, a foreign await would end it, and commit what is written so far.
  const stores: readonly (readonly [string, () => Store])[] = [
    ['in memory', makeMemoryStore],
    ['in IndexedDB', () => dexieStore(connect(sandboxDatabase('aws-policies')))],
  ];
  it.each(stores)('never inside a transaction, the account %s', async (_where, makeStore) => {
    const inside = new AsyncLocalStorage<boolean>();
    const inner = makeStore();
    const watched: Store = {
      read: (work) => inner.read((tables) => inside.run(true, () => work(tables))),
      write: (work) => inner.write((tables) => inside.run(true, () => work(tables))),
    };
    const asked = new Set<string>();
    const catalog = listening(slow(compiledCatalog()), (question) =>
      asked.add(`${question.split(' ')[0] ?? ''} ${inside.getStore() === true ? 'inside' : 'outside'}`),
    );
    world = await makeWorld({ store: watched, catalog });
    root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await attach(admin);
    const alice = await world.keyOf(root, 'alice');
    expect((await world.query(alice, 'GetPolicyVersion', { PolicyArn: readOnly, VersionId: 'v9' })).code).toBe('NoSuchEntity'); // prettier-ignore
    expect((await world.other(alice, 'ec2:RunInstances')).status).toBe(200);
    expect([...asked].sort()).toEqual([
      'accessLevel outside',
      'managedPolicies outside',
      'managedPolicyDocuments outside',
    ]);
    expect(world.bugs).toEqual([]);
  });
});

describe('what only reads', () => {
  const readOnlyOf = async (): Promise<unknown> => (await world.events()).at(-1)?.['readOnly'];

  it.each([
    ['ec2:RunInstances', false],
    ['s3:ListAllMyBuckets', true],
    // Against AWS's habit in naming.
    ['dynamodb:PartiQLSelect', true],
    // CloudTrail's own, against the access level.
    ['kms:Decrypt', true],
    ['kms:CreateKey', false],
    ['cognito-identity:GetId', false],
    // Not in the service reference: by the habit.
    ['nowhere:ListThings', true],
    ['nowhere:MakeThings', false],
  ])('is known by the access level: %s', async (action, expected) => {
    expect((await world.other(root, action)).status).toBe(200);
    expect(await readOnlyOf()).toBe(expected);
    const alice = await world.keyOf(root, 'alice');
    expect((await world.other(alice, action)).status).toBe(403);
    expect(await readOnlyOf()).toBe(expected);
  });
});

it('answers with a failure when the catalogue is lost, records it, and asks again', async () => {
  let broken = true;
  const inner = compiledCatalog();
  world = await makeWorld({
    catalog: {
      ...inner,
      managedPolicies: async () => {
        if (broken) throw new Error('engine lost');
        return inner.managedPolicies();
      },
    },
  });
  root = await world.actAs(world.rootArn);
  expect(await world.query(root, 'ListPolicies')).toMatchObject({ status: 500, code: 'InternalFailure' });
  expect((await world.events()).at(-1)).toMatchObject({ eventName: 'ListPolicies', errorCode: 'InternalFailure' }); // prettier-ignore
  broken = false;
  expect((await world.query(root, 'ListPolicies')).status).toBe(200);
});

it('serves what does not depend on the catalogue while that is lost', async () => {
  const lost = async (): Promise<never> => {
    throw new Error('engine lost');
  };
  world = await makeWorld({
    catalog: {
      shapes: (service) => compiledCatalog().shapes(service),
      managedPolicies: lost,
      managedPolicyDocuments: lost,
      managedPolicyDescription: lost,
      accessLevel: lost,
      action: lost,
      allowedActions: lost,
      serviceName: lost,
    },
  });
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  const alice = await world.keyOf(root, 'alice');
  expect((await world.other(root, 'ec2:DescribeInstances')).status).toBe(200);
  expect((await world.events()).at(-1)?.['readOnly']).toBe(true);
  expect((await world.other(alice, 'ec2:DescribeInstances')).status).toBe(403);
  expect(world.bugs).toEqual([]);
});

it('describes a policy of AWS’s where one asks for it alone', async () => {
  const answer = await world.query(root, 'GetPolicy', {
    PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
  });
  expect(answer.text).toContain('<Description>Provides full access to AWS services and resources');
  expect((await world.query(root, 'ListPolicies', { MaxItems: '1000' })).text).not.toContain('<Description>');
});

/** Tells of each question to the catalogue. */
function listening(catalog: Catalog, tell: (question: string) => void): Catalog {
  return {
    shapes: (service) => catalog.shapes(service),
    managedPolicies: () => (tell('managedPolicies'), catalog.managedPolicies()),
    managedPolicyDocuments: (arns) => (
      tell(`managedPolicyDocuments ${arns.join(' ')}`),
      catalog.managedPolicyDocuments(arns)
    ),
    managedPolicyDescription: (arn) => (
      tell(`managedPolicyDescription ${arn}`),
      catalog.managedPolicyDescription(arn)
    ),
    accessLevel: (action) => (tell(`accessLevel ${action}`), catalog.accessLevel(action)),
    action: (name) => (tell(`action ${name}`), catalog.action(name)),
    allowedActions: (documents) => (tell('allowedActions'), catalog.allowedActions(documents)),
    serviceName: (prefix) => (tell(`serviceName ${prefix}`), catalog.serviceName(prefix)),
  };
}

/** Answers as late as a worker does: long after an idle transaction of IndexedDB has ended. */
function slow(catalog: Catalog): Catalog {
  const wait = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    shapes: async (service) => (await wait(), catalog.shapes(service)),
    managedPolicies: async () => (await wait(), catalog.managedPolicies()),
    managedPolicyDocuments: async (arns) => (await wait(), catalog.managedPolicyDocuments(arns)),
    managedPolicyDescription: async (arn) => (await wait(), catalog.managedPolicyDescription(arn)),
    accessLevel: async (action) => (await wait(), catalog.accessLevel(action)),
    action: async (name) => (await wait(), catalog.action(name)),
    allowedActions: async (documents) => (await wait(), catalog.allowedActions(documents)),
    serviceName: async (prefix) => (await wait(), catalog.serviceName(prefix)),
  };
}

/** How often each table is read, by whatever method. */
function countingReads(inner: Store): { readonly store: Store; readonly reads: Map<string, number> } {
  const reads = new Map<string, number>();
  const counting = <T extends object>(tables: T): T =>
    new Proxy(tables, {
      get: (target, name) => {
        reads.set(String(name), (reads.get(String(name)) ?? 0) + 1);
        return Reflect.get(target, name) as unknown;
      },
    });
  return {
    reads,
    store: {
      read: (work) => inner.read((tables) => work(counting(tables))),
      write: (work) => inner.write((tables) => work(counting(tables))),
    },
  };
}
