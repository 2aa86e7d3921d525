// Service-specific credentials.

import { beforeEach, describe, expect, it } from 'vitest';
import { userKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, start, type Reply, type World } from '../world.ts';
import { askedOf, eventOf, permissionsOf } from './request-facts.ts';

type Parameters = Readonly<Record<string, string>>;

const git = 'codecommit.amazonaws.com';
const cassandra = 'cassandra.amazonaws.com';
const bedrock = 'bedrock.amazonaws.com';
const day = 86_400_000;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
  await ask('CreateUser', { UserName: 'Anika' });
  await ask('CreateUser', { UserName: 'bob' });
});

async function create(ServiceName: string, UserName = 'Anika', more: Parameters = {}): Promise<Reply> {
  return ask('CreateServiceSpecificCredential', { UserName, ServiceName, ...more });
}

function idOf(reply: Reply): string {
  return element(reply.text, 'ServiceSpecificCredentialId') ?? '';
}

describe('creating', () => {
  it('gives a name and a password, once; they are not kept', async () => {
    const reply = await create(git, 'anika');
    expect(reply.status).toBe(200);
    expect(element(reply.text, 'UserName')).toBe('Anika');
    expect(element(reply.text, 'ServiceUserName')).toBe(`Anika-at-${world.accountId}`);
    expect(idOf(reply)).toMatch(/^ACCA[A-Z2-7]{17}$/);
    expect(element(reply.text, 'Status')).toBe('Active');
    expect(element(reply.text, 'CreateDate')).toBe('2026-11-22T09:30:00Z');
    const password = element(reply.text, 'ServicePassword') ?? '';
    expect(password).toMatch(/^[A-Za-z0-9+/]{59}=$/);
    const list = await ask('ListServiceSpecificCredentials', { UserName: 'Anika' });
    expect(elements(list.text, 'ServiceSpecificCredentialId')).toEqual([idOf(reply)]);
    expect(list.text).not.toContain('Password');
    const kept = await world.store.read(async (tables) =>
      JSON.stringify([
        await tables.serviceCredentials.all(),
        await tables.events.all(),
        await tables.traces.all(),
      ]),
    );
    expect(kept).toContain(`Anika-at-${world.accountId}`);
    expect(kept).not.toContain(password);
    expect(await eventOf(world, reply)).toMatchObject({
      requestParameters: { userName: 'anika', serviceName: git },
      responseElements: { serviceSpecificCredential: { serviceUserName: `Anika-at-${world.accountId}` } },
    });
  });

  it('numbers the second name of a user for a service, and takes a free one', async () => {
    const first = await create(git);
    const second = await create(git);
    expect(element(second.text, 'ServiceUserName')).toBe(`Anika+1-at-${world.accountId}`);
    await ask('DeleteServiceSpecificCredential', {
      UserName: 'Anika',
      ServiceSpecificCredentialId: idOf(first),
    });
    const other = await create(cassandra);
    expect(element(other.text, 'ServiceUserName')).toBe(`Anika-at-${world.accountId}`);
    const third = await create(git);
    expect(element(third.text, 'ServiceUserName')).toBe(`Anika-at-${world.accountId}`);
  });

  it('gives an API key, with an end where one is asked for', async () => {
    const reply = await create(bedrock, 'Anika', { CredentialAgeDays: '30' });
    expect(element(reply.text, 'ServiceCredentialAlias')).toBe(`Anika-at-${world.accountId}`);
    expect(element(reply.text, 'ExpirationDate')).toBe('2026-12-22T09:30:00Z');
    const secret = element(reply.text, 'ServiceCredentialSecret') ?? '';
    expect(secret).toMatch(/^ABSK/);
    expect(atob(secret.slice(4))).toMatch(/^Anika-at-\d{12}:[A-Za-z0-9+/]{59}=$/);
    expect(reply.text).not.toContain('ServicePassword');
    expect(reply.text).not.toContain('ServiceUserName');
    expect(JSON.stringify(await eventOf(world, reply))).not.toContain(secret);
    const endless = await create('logs.amazonaws.com');
    expect(element(endless.text, 'ExpirationDate')).toBeUndefined();
  });

  it('takes two for a service from a user, inactive ones counted', async () => {
    const first = await create(cassandra);
    await ask('UpdateServiceSpecificCredential', {
      UserName: 'Anika',
      ServiceSpecificCredentialId: idOf(first),
      Status: 'Inactive',
    });
    expect((await create(cassandra)).status).toBe(200);
    expect(await create(cassandra)).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for ContextSpecificCredentialsPerUserPerContext: 2',
    });
    expect((await create(git)).status).toBe(200);
    expect((await create(cassandra, 'bob')).status).toBe(200);
  });

  const cases: readonly (readonly [Parameters, number, string, string])[] = [
    [
      { UserName: 'Anika', ServiceName: 's3.amazonaws.com' },
      404,
      'NoSuchEntity',
      'No such service s3.amazonaws.com is supported for Service Specific Credentials',
    ],
    [{ UserName: 'none', ServiceName: git }, 404, 'NoSuchEntity', 'The user with name none cannot be found.'],
    [
      { UserName: 'Anika', ServiceName: bedrock, CredentialAgeDays: '36601' },
      400,
      'ValidationError',
      "1 validation error detected: Value '36601' at 'credentialAgeDays' failed to satisfy constraint: Member must have value less than or equal to 36600",
    ],
  ];

  it.each(cases)('refuses %o: %i %s', async (parameters, status, code, message) => {
    expect(await ask('CreateServiceSpecificCredential', parameters)).toMatchObject({ status, code, message });
  });

  it('tells policies for which service and for how long', async () => {
    const [asked] = await askedOf(world, await create(bedrock, 'Anika', { CredentialAgeDays: '30' }));
    expect(asked).toMatchObject({
      action: 'iam:CreateServiceSpecificCredential',
      resource: `arn:aws:iam::${world.accountId}:user/Anika`,
      context: {
        'iam:ServiceSpecificCredentialServiceName': bedrock,
        'iam:ServiceSpecificCredentialAgeDays': '30',
      },
    });
    const [other] = await askedOf(world, await create(git));
    expect(other?.context).not.toHaveProperty('iam:ServiceSpecificCredentialAgeDays');
  });
});

describe('a credential', () => {
  it('expires by the sandbox’s clock', async () => {
    await create(bedrock, 'Anika', { CredentialAgeDays: '1' });
    const status = async () =>
      element((await ask('ListServiceSpecificCredentials', { UserName: 'Anika' })).text, 'Status');
    expect(await status()).toBe('Active');
    world.clock.sandbox = start + day;
    root = await world.actAs(world.rootArn);
    expect(await status()).toBe('Expired');
  });

  it('is reset to another password, updated and deleted', async () => {
    const made = await create(git);
    const which = { UserName: 'Anika', ServiceSpecificCredentialId: idOf(made) };
    const reset = await ask('ResetServiceSpecificCredential', which);
    const password = element(reset.text, 'ServicePassword') ?? '';
    expect(password).toMatch(/^[A-Za-z0-9+/]{59}=$/);
    expect(password).not.toBe(element(made.text, 'ServicePassword'));
    expect(element(reset.text, 'ServiceUserName')).toBe(element(made.text, 'ServiceUserName'));
    expect(JSON.stringify(await eventOf(world, reset))).not.toContain(password);
    const update = await ask('UpdateServiceSpecificCredential', { ...which, Status: 'Inactive' });
    expect((await askedOf(world, update))[0]?.context).toMatchObject({
      'iam:ServiceSpecificCredentialServiceName': git,
    });
    const list = await ask('ListServiceSpecificCredentials', { UserName: 'Anika' });
    expect(element(list.text, 'Status')).toBe('Inactive');
    expect((await ask('UpdateServiceSpecificCredential', { ...which, Status: 'Expired' })).code).toBe(
      'InvalidInput',
    );
    expect((await ask('DeleteUser', { UserName: 'Anika' })).message).toBe(
      'Cannot delete entity, must remove referenced objects first.',
    );
    expect((await ask('DeleteServiceSpecificCredential', which)).status).toBe(200);
    expect((await ask('DeleteUser', { UserName: 'Anika' })).status).toBe(200);
  });

  it('is nobody else’s', async () => {
    const id = idOf(await create(git));
    const which = { UserName: 'bob', ServiceSpecificCredentialId: id };
    const missing = {
      status: 400,
      code: 'ValidationError',
      message: `User bob does not have a service specific credential with id ${id}`,
    };
    expect(await ask('ResetServiceSpecificCredential', which)).toMatchObject(missing);
    expect(await ask('UpdateServiceSpecificCredential', { ...which, Status: 'Active' })).toMatchObject(
      missing,
    );
    const removal = await ask('DeleteServiceSpecificCredential', which);
    expect(removal).toMatchObject(missing);
    // Nor does a policy learn for which service it is.
    expect((await askedOf(world, removal))[0]?.context).not.toHaveProperty(
      'iam:ServiceSpecificCredentialServiceName',
    );
  });
});

describe('lists', () => {
  it('are of a user or of all, of a service or of all, in pages', async () => {
    await create(git);
    await create(bedrock);
    await create(bedrock, 'bob');
    const list = async (parameters: Parameters) =>
      elements((await ask('ListServiceSpecificCredentials', parameters)).text, 'UserName');
    expect(await list({ UserName: 'Anika' })).toEqual(['Anika', 'Anika']);
    expect(await list({ UserName: 'Anika', ServiceName: git })).toEqual(['Anika']);
    expect((await list({ AllUsers: 'true', ServiceName: bedrock })).toSorted()).toEqual(['Anika', 'bob']);
    const first = await ask('ListServiceSpecificCredentials', { AllUsers: 'true', MaxItems: '2' });
    expect(elements(first.text, 'UserName')).toHaveLength(2);
    const marker = element(first.text, 'Marker') ?? '';
    expect(await list({ AllUsers: 'true', Marker: marker })).toHaveLength(1);
    const all = await ask('ListServiceSpecificCredentials', { AllUsers: 'true' });
    expect(await permissionsOf(world, all)).toEqual([
      `iam:ListServiceSpecificCredentials arn:aws:iam::${world.accountId}:user/`,
    ]);
  });

  it('refuse what makes no sense', async () => {
    expect(await ask('ListServiceSpecificCredentials', { AllUsers: 'true', UserName: 'bob' })).toMatchObject({
      status: 400,
      code: 'InvalidInput',
    });
    expect(
      await ask('ListServiceSpecificCredentials', { UserName: 'bob', ServiceName: 's3.amazonaws.com' }),
    ).toMatchObject({ status: 404, code: 'NoSuchEntity' });
    expect(await ask('ListServiceSpecificCredentials', { UserName: 'none' })).toMatchObject({ status: 404 });
  });

  it('of one’s own need no name', async () => {
    await ask('PutUserPolicy', {
      UserName: 'bob',
      PolicyName: 'p',
      PolicyDocument: allow('iam:*ServiceSpecificCredential*', `arn:aws:iam::${world.accountId}:user/bob`),
    });
    const bob = await world.keyOf(root, 'bob');
    const made = await world.query(bob, 'CreateServiceSpecificCredential', {
      UserName: 'bob',
      ServiceName: git,
    });
    expect(made.status).toBe(200);
    const own = await world.query(bob, 'ListServiceSpecificCredentials');
    expect(elements(own.text, 'ServiceSpecificCredentialId')).toEqual([idOf(made)]);
    const reset = await world.query(bob, 'ResetServiceSpecificCredential', {
      ServiceSpecificCredentialId: idOf(made),
    });
    expect(element(reset.text, 'UserName')).toBe('bob');
    expect((await world.query(bob, 'ListServiceSpecificCredentials', { AllUsers: 'true' })).code).toBe(
      'AccessDenied',
    );
  });
});

it('knows nothing of another account in the sandbox', async () => {
  const accountId = '999988887777';
  const key = `ACCA${'A'.repeat(17)}`;
  await world.store.write(({ serviceCredentials }) =>
    serviceCredentials.put({
      key,
      accountId,
      ownerKey: userKey(accountId, 'Anika'),
      serviceName: git,
      serviceUserName: `Anika-at-${world.accountId}`,
      status: 'Active',
      createdAt: 1,
    }),
  );
  const all = await ask('ListServiceSpecificCredentials', { AllUsers: 'true' });
  expect(elements(all.text, 'UserName')).toEqual([]);
  expect(
    await ask('ResetServiceSpecificCredential', { UserName: 'Anika', ServiceSpecificCredentialId: key }),
  ).toMatchObject({ code: 'NoSuchEntity' });
  expect(element((await create(git)).text, 'ServiceUserName')).toBe(`Anika-at-${world.accountId}`);
});
