// Service last accessed: the rows that requests leave, and the reports made of them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html

import { beforeEach, describe, expect, it } from 'vitest';
import { isTracked } from '../../../../src/cloud/accesses.ts';
import { collectingMilliseconds } from '../../../../src/cloud/iam/reports/last-accessed.ts';
import { groupKey, membershipKey, roleKey, userKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, start, type World } from '../world.ts';

let world: World;
let root: Credentials;
let alice: Credentials;
let accountId: string;

beforeEach(async () => {
  world = await makeWorld();
  ({ accountId } = world);
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  alice = await world.keyOf(root, 'alice');
});

const aliceArn = (): string => `arn:aws:iam::${accountId}:user/alice`;
const day = 24 * 60 * 60 * 1000;

function pass(milliseconds: number): void {
  world.clock.device += milliseconds;
  world.clock.sandbox += milliseconds;
}

async function put(userName: string, document: string, name = 'p'): Promise<void> {
  await world.query(root, 'PutUserPolicy', {
    UserName: userName,
    PolicyName: name,
    PolicyDocument: document,
  });
}

async function generate(arn: string, granularity?: string, credentials = root): Promise<string> {
  const reply = await world.query(credentials, 'GenerateServiceLastAccessedDetails', {
    Arn: arn,
    ...(granularity === undefined ? {} : { Granularity: granularity }),
  });
  const id = element(reply.text, 'JobId');
  if (id === undefined) throw new Error(reply.text);
  return id;
}

async function report(
  arn: string,
  granularity?: string,
): Promise<{ readonly id: string; readonly text: string }> {
  const id = await generate(arn, granularity);
  pass(collectingMilliseconds);
  const { text } = await world.query(root, 'GetServiceLastAccessedDetails', { JobId: id });
  return { id, text };
}

/** The elements of one service. */
function service(text: string, namespace: string): string | undefined {
  return text.split('<ServiceName>').find((part) => part.includes(`<ServiceNamespace>${namespace}<`));
}

async function rows(): Promise<readonly string[]> {
  return (await world.store.read((tables) => tables.accesses.all())).map(({ key }) => key);
}

describe('the rows of requests', () => {
  it('are of service and action, for allowed and denied alike, and are replaced by later ones', async () => {
    await world.query(alice, 'ListUsers');
    pass(60_000);
    await world.query(alice, 'ListUsers');
    expect(await world.store.read((tables) => tables.accesses.all())).toEqual([
      {
        key: `${userKey(accountId, 'alice')}/iam/`,
        accountId,
        ownerKey: userKey(accountId, 'alice'),
        service: 'iam',
        at: start + 60_000,
        region: 'us-east-1',
      },
      {
        key: `${userKey(accountId, 'alice')}/iam/listusers`,
        accountId,
        ownerKey: userKey(accountId, 'alice'),
        service: 'iam',
        action: 'ListUsers',
        at: start + 60_000,
        region: 'us-east-1',
      },
    ]);
  });

  it('are of actions that are not modelled too, in whatever case', async () => {
    await world.other(alice, 'EC2:describeinstances');
    await world.other(alice, 'ec2:DescribeInstances');
    const owner = userKey(accountId, 'alice');
    expect(await rows()).toEqual([`${owner}/ec2/`, `${owner}/ec2/describeinstances`]);
  });

  it('are of the service alone for data events', async () => {
    await world.get(alice, '/no-such-bucket/x');
    expect(await rows()).toEqual([`${userKey(accountId, 'alice')}/s3/`]);
  });

  it('are none of root, of a wrong signature, or of an operation that does not exist', async () => {
    await world.query(root, 'ListUsers');
    await world.query({ ...alice, secretAccessKey: 'wrong' }, 'ListUsers');
    await world.query(alice, 'NoSuchOperation');
    expect(await rows()).toEqual([]);
  });

  it('go with their user', async () => {
    await world.query(alice, 'ListUsers');
    await world.query(root, 'DeleteAccessKey', { UserName: 'alice', AccessKeyId: alice.accessKeyId });
    await world.query(root, 'DeleteUser', { UserName: 'alice' });
    expect(await rows()).toEqual([]);
  });

  it.each([
    ['iam:CreateUser', true],
    ['iam:PassRole', false],
    ['s3:ListBucket', true],
    ['s3:GetObject', false],
    ['s3:PutBucketObjectLockConfiguration', true],
    ['dynamodb:GetItem', false],
    ['dynamodb:DescribeTable', true],
    ['sqs:SendMessage', false],
    ['kms:Decrypt', true],
  ])('%s is tracked by action: %s', (action, tracked) => {
    expect(isTracked(action, false)).toBe(tracked);
  });
});

describe('a report', () => {
  it('is IN_PROGRESS first, without type and list, and then COMPLETED', async () => {
    const id = await generate(aliceArn());
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const { text } = await world.query(root, 'GetServiceLastAccessedDetails', { JobId: id });
    expect(element(text, 'JobStatus')).toBe('IN_PROGRESS');
    expect(element(text, 'JobCreationDate')).toBe('2026-11-22T09:30:00Z');
    for (const absent of ['JobCompletionDate', 'JobType', 'ServicesLastAccessed']) {
      expect(text).not.toContain(absent);
    }
    const entities = await world.query(root, 'GetServiceLastAccessedDetailsWithEntities', {
      JobId: id,
      ServiceNamespace: 'iam',
    });
    expect(element(entities.text, 'JobStatus')).toBe('IN_PROGRESS');
    pass(collectingMilliseconds);
    const ready = await world.query(root, 'GetServiceLastAccessedDetails', { JobId: id });
    expect(element(ready.text, 'JobStatus')).toBe('COMPLETED');
    expect(element(ready.text, 'JobType')).toBe('SERVICE_LEVEL');
    expect(element(ready.text, 'JobCompletionDate')).toBe('2026-11-22T09:30:01Z');
    // Alice has no policies, so there is no service that she could use.
    expect(ready.text).toContain('<ServicesLastAccessed/>');
  });

  it('of a user lists the services that its policies allow, with its last attempts', async () => {
    await put('alice', allow(['s3:GetObject', 'iam:GetUser', 'ec2:DescribeInstances']));
    await world.query(alice, 'ListUsers');
    await world.other(alice, 'lambda:ListFunctions');
    const { text } = await report(aliceArn());
    // By namespace; lambda was tried and is not allowed.
    expect(elements(text, 'ServiceNamespace')).toEqual(['ec2', 'iam', 's3']);
    const iam = service(text, 'iam') ?? '';
    expect(element(iam, 'LastAuthenticated')).toBe('2026-11-22T09:30:00Z');
    expect(element(iam, 'LastAuthenticatedEntity')).toBe(aliceArn());
    expect(element(iam, 'LastAuthenticatedRegion')).toBe('us-east-1');
    expect(element(iam, 'TotalAuthenticatedEntities')).toBe('1');
    const ec2 = service(text, 'ec2') ?? '';
    expect(ec2).not.toContain('LastAuthenticated>');
    expect(element(ec2, 'TotalAuthenticatedEntities')).toBe('0');
    expect(text).not.toContain('TrackedActionsLastAccessed');
  });

  it('by action has the allowed actions that are tracked, tried or not', async () => {
    await put('alice', allow(['s3:GetObject', 'iam:GetUser', 'iam:ListUsers', 'iam:PassRole']));
    await world.query(alice, 'ListUsers');
    const { text } = await report(aliceArn(), 'ACTION_LEVEL');
    expect(element(text, 'JobType')).toBe('ACTION_LEVEL');
    const iam = service(text, 'iam') ?? '';
    expect(elements(iam, 'ActionName')).toEqual(['GetUser', 'ListUsers']);
    expect(elements(iam, 'LastAccessedTime')).toEqual(['2026-11-22T09:30:00Z']);
    expect(elements(iam, 'LastAccessedEntity')).toEqual([aliceArn()]);
    expect(elements(iam, 'LastAccessedRegion')).toEqual(['us-east-1']);
    expect(service(text, 's3')).not.toContain('TrackedActionsLastAccessed');
  });

  it('takes no boundary into account, and groups’ policies', async () => {
    await group('readers', ['alice']);
    await world.query(root, 'PutGroupPolicy', {
      GroupName: 'readers',
      PolicyName: 'p',
      PolicyDocument: allow('lambda:ListFunctions'),
    });
    await world.store.write(async (tables) => {
      const user = await tables.users.get(userKey(accountId, 'alice'));
      if (user !== undefined) {
        await tables.users.put({ ...user, boundaryArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' });
      }
    });
    expect(elements((await report(aliceArn())).text, 'ServiceNamespace')).toEqual(['lambda']);
  });

  it('of a group counts its members, the last of whom is named', async () => {
    await world.query(root, 'CreateUser', { UserName: 'bob' });
    await world.query(root, 'CreateUser', { UserName: 'idle' });
    const bob = await world.keyOf(root, 'bob');
    await group('readers', ['alice', 'bob', 'idle']);
    await world.query(root, 'PutGroupPolicy', {
      GroupName: 'readers',
      PolicyName: 'p',
      PolicyDocument: allow('iam:ListUsers'),
    });
    await world.query(bob, 'ListUsers');
    pass(60_000);
    await world.query(alice, 'ListUsers');
    const { id, text } = await report(`arn:aws:iam::${accountId}:group/readers`);
    expect(element(text, 'TotalAuthenticatedEntities')).toBe('2');
    expect(element(text, 'LastAuthenticatedEntity')).toBe(aliceArn());
    const entities = await world.query(root, 'GetServiceLastAccessedDetailsWithEntities', {
      JobId: id,
      ServiceNamespace: 'iam',
    });
    // "Sorted by date, with the most recent access listed first."
    expect(elements(entities.text, 'Name')).toEqual(['alice', 'bob', 'idle']);
    expect(elements(entities.text, 'Type')).toEqual(['USER', 'USER', 'USER']);
    expect(elements(entities.text, 'LastAuthenticated')).toEqual([
      '2026-11-22T09:31:00Z',
      '2026-11-22T09:30:00Z',
    ]);
    const none = await world.query(root, 'GetServiceLastAccessedDetailsWithEntities', {
      JobId: id,
      ServiceNamespace: 's3',
    });
    expect(none.text).toContain('<EntityDetailsList/>');
  });

  it('of a policy counts users and roles that have it, through groups too', async () => {
    const arn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
    await group('readers', ['alice']);
    await role('auditor');
    await world.query(root, 'AttachGroupPolicy', { GroupName: 'readers', PolicyArn: arn });
    await world.query(root, 'AttachRolePolicy', { RoleName: 'auditor', PolicyArn: arn });
    await world.query(alice, 'ListUsers');
    const { id, text } = await report(arn);
    expect(elements(text, 'ServiceNamespace')).toEqual(['iam']);
    expect(element(text, 'TotalAuthenticatedEntities')).toBe('1');
    const entities = await world.query(root, 'GetServiceLastAccessedDetailsWithEntities', {
      JobId: id,
      ServiceNamespace: 'iam',
    });
    expect(elements(entities.text, 'Name')).toEqual(['alice', 'auditor']);
    expect(elements(entities.text, 'Type')).toEqual(['USER', 'ROLE']);
    expect(elements(entities.text, 'Arn')[1]).toBe(`arn:aws:iam::${accountId}:role/auditor`);
  });

  it('of a role has what its sessions tried', async () => {
    await role('auditor');
    await world.query(root, 'PutRolePolicy', {
      RoleName: 'auditor',
      PolicyName: 'p',
      PolicyDocument: allow('iam:ListUsers'),
    });
    const session = await assume('auditor');
    await world.query(session, 'ListUsers');
    const arn = `arn:aws:iam::${accountId}:role/auditor`;
    expect(element((await report(arn)).text, 'LastAuthenticatedEntity')).toBe(arn);
  });

  it('does not change when it is read later', async () => {
    await put('alice', allow('iam:ListUsers'));
    const id = await generate(aliceArn());
    await world.query(alice, 'ListUsers');
    await put('alice', allow('s3:ListAllMyBuckets'));
    pass(collectingMilliseconds);
    const { text } = await world.query(root, 'GetServiceLastAccessedDetails', { JobId: id });
    expect(elements(text, 'ServiceNamespace')).toEqual(['iam']);
    expect(text).not.toContain('LastAuthenticated>');
  });

  it('leaves out who was deleted since, and is still there', async () => {
    await put('alice', allow('iam:ListUsers'));
    const { id } = await report(aliceArn());
    await world.query(root, 'DeleteUserPolicy', { UserName: 'alice', PolicyName: 'p' });
    await world.query(root, 'DeleteAccessKey', { UserName: 'alice', AccessKeyId: alice.accessKeyId });
    await world.query(root, 'DeleteUser', { UserName: 'alice' });
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const entities = await world.query(root, 'GetServiceLastAccessedDetailsWithEntities', {
      JobId: id,
      ServiceNamespace: 'iam',
    });
    expect(entities.text).toContain('<EntityDetailsList/>');
  });

  it('counts the last 400 days', async () => {
    await put('alice', allow('iam:ListUsers'));
    await world.query(alice, 'ListUsers');
    pass(400 * day);
    root = await world.actAs(world.rootArn);
    expect(element((await report(aliceArn())).text, 'TotalAuthenticatedEntities')).toBe('1');
    root = await world.actAs(world.rootArn);
    expect(element((await report(aliceArn())).text, 'TotalAuthenticatedEntities')).toBe('0');
  });

  it('comes in pages', async () => {
    await put('alice', allow('*'));
    const id = await generate(aliceArn());
    pass(collectingMilliseconds);
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const { text } = await world.query(root, 'GetServiceLastAccessedDetails', {
        JobId: id,
        MaxItems: '200',
        ...(Marker === undefined ? {} : { Marker }),
      });
      seen.push(...elements(text, 'ServiceNamespace'));
      Marker = element(text, 'Marker');
    } while (Marker !== undefined);
    expect(seen.length).toBeGreaterThan(400);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('survives the trimming of the trail', async () => {
    await put('alice', allow('iam:ListUsers'));
    await world.query(alice, 'ListUsers');
    await world.store.write(async (tables) => {
      for (const { key } of await tables.events.all()) await tables.events.delete(key);
    });
    expect(element((await report(aliceArn())).text, 'TotalAuthenticatedEntities')).toBe('1');
  });

  it('is forgotten after a day, when another is asked for', async () => {
    await generate(aliceArn());
    pass(day + 1);
    root = await world.actAs(world.rootArn);
    await generate(aliceArn());
    expect(await world.store.read((tables) => tables.jobs.count())).toBe(1);
  });
});

describe('errors', () => {
  it.each([
    ['arn:aws:iam::123456789012:instance-profile/x', 'InvalidInput', 400],
    ['this is no arn of anything', 'InvalidInput', 400],
  ])('%s', async (arn, code, status) => {
    expect(await world.query(root, 'GenerateServiceLastAccessedDetails', { Arn: arn })).toMatchObject({
      code,
      status,
    });
  });

  it('what does not exist, is under another path, or in another account', async () => {
    for (const [arn, message] of [
      [`arn:aws:iam::${accountId}:user/nobody`, 'The user with name nobody cannot be found.'],
      [`arn:aws:iam::${accountId}:user/team/alice`, 'The user with name alice cannot be found.'],
      [`arn:aws:iam::999999999999:user/alice`, 'The user with name alice cannot be found.'],
      [
        `arn:aws:iam::${accountId}:policy/none`,
        `Policy arn:aws:iam::${accountId}:policy/none was not found.`,
      ],
    ] as const) {
      expect(await world.query(root, 'GenerateServiceLastAccessedDetails', { Arn: arn })).toMatchObject({
        code: 'NoSuchEntity',
        status: 404,
        message,
      });
    }
  });

  it('a job that does not exist, and a service that does not', async () => {
    const JobId = '00000000-0000-4000-8000-000000000000';
    expect(await world.query(root, 'GetServiceLastAccessedDetails', { JobId })).toMatchObject({
      code: 'NoSuchEntity',
      status: 404,
    });
    const id = await generate(aliceArn());
    expect(
      await world.query(root, 'GetServiceLastAccessedDetailsWithEntities', {
        JobId: id,
        ServiceNamespace: 'unmodelled',
      }),
    ).toMatchObject({
      code: 'InvalidInput',
      message: 'Service namepace unmodelled is either invalid or unsupported.',
    });
  });

  it('a report of somebody else, or of another session', async () => {
    await put('alice', allow('iam:*'));
    const ofRoot = await generate(aliceArn());
    expect(await world.query(alice, 'GetServiceLastAccessedDetails', { JobId: ofRoot })).toMatchObject({
      code: 'NoSuchEntity',
    });
    // Another key of the same user will do.
    const ofAlice = await generate(aliceArn(), undefined, alice);
    const other = await world.keyOf(root, 'alice');
    expect((await world.query(other, 'GetServiceLastAccessedDetails', { JobId: ofAlice })).status).toBe(200);

    await role('auditor');
    await world.query(root, 'PutRolePolicy', {
      RoleName: 'auditor',
      PolicyName: 'p',
      PolicyDocument: allow('iam:*'),
    });
    const [one, two] = [await assume('auditor'), await assume('auditor')];
    const ofSession = await generate(aliceArn(), undefined, one);
    expect((await world.query(one, 'GetServiceLastAccessedDetails', { JobId: ofSession })).status).toBe(200);
    expect(await world.query(two, 'GetServiceLastAccessedDetails', { JobId: ofSession })).toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  it('without the permission, which is asked on the subject of the report', async () => {
    const denied = await world.query(alice, 'GenerateServiceLastAccessedDetails', { Arn: aliceArn() });
    expect(denied.message).toContain(
      `iam:GenerateServiceLastAccessedDetails on resource: ${aliceArn()} because`,
    );
    await put('alice', allow('iam:GenerateServiceLastAccessedDetails', aliceArn()));
    expect((await world.query(alice, 'GenerateServiceLastAccessedDetails', { Arn: aliceArn() })).status).toBe(
      200,
    );
    const elsewhere = `arn:aws:iam::${accountId}:user/team/alice`;
    expect(await world.query(alice, 'GenerateServiceLastAccessedDetails', { Arn: elsewhere })).toMatchObject({
      code: 'AccessDenied',
    });
  });
});

async function group(groupName: string, members: readonly string[]): Promise<void> {
  const key = groupKey(accountId, groupName);
  await world.store.write(async (tables) => {
    await tables.groups.put({
      key,
      accountId,
      groupName,
      groupId: 'AGPAAAAAAAAAAAAAAAAAA',
      path: '/',
      createdAt: start,
    });
    for (const member of members) {
      await tables.memberships.put({
        key: membershipKey(key, member),
        accountId,
        groupKey: key,
        userKey: userKey(accountId, member),
      });
    }
  });
}

async function role(roleName: string): Promise<void> {
  await world.query(root, 'CreateRole', {
    RoleName: roleName,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' }],
    }),
  });
}

/** A session as AssumeRole makes it. */
async function assume(roleName: string): Promise<Credentials> {
  const made = await world.store.read((tables) => tables.sessions.count());
  const accessKeyId = `ASIA${String(made).padStart(16, '0')}`;
  const credentials = { accessKeyId, secretAccessKey: 'secret', sessionToken: 'token' };
  await world.store.write(async (tables) => {
    const found = await tables.roles.get(roleKey(accountId, roleName));
    await tables.sessions.put({
      key: accessKeyId,
      accountId,
      kind: 'role',
      ownerKey: roleKey(accountId, roleName),
      ...credentials,
      issuedAt: world.clock.sandbox,
      expiresAt: world.clock.sandbox + 60 * 60 * 1000,
      mfaAuthenticated: false,
      session: {
        name: 'me',
        roleId: found?.roleId ?? '',
        tags: [],
        transitiveTagKeys: [],
        chained: false,
      },
    });
  });
  return credentials;
}
