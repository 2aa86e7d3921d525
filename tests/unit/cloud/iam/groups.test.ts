// User groups and who is in them.

import { beforeEach, describe, expect, it } from 'vitest';
import { groupKey, membershipKey, userKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { eventOf, permissionsOf } from './request-facts.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
  await ask('CreateUser', { UserName: 'Alice' });
  await ask('CreateGroup', { GroupName: 'Admins', Path: '/team/' });
});

async function add(UserName: string, GroupName: string): Promise<Reply> {
  return ask('AddUserToGroup', { UserName, GroupName });
}

async function revision(): Promise<number> {
  return (await world.store.read((tables) => tables.meta.get('state')))?.revision ?? 0;
}

describe('errors', () => {
  const noGroup = 'The group with name none cannot be found.';
  const noUser = 'The user with name none cannot be found.';
  const cases: readonly (readonly [string, Parameters, number, string, string])[] = [
    [
      'CreateGroup',
      { GroupName: 'ADMINS' },
      409,
      'EntityAlreadyExists',
      'Group with name ADMINS already exists.',
    ],
    [
      'CreateGroup',
      { GroupName: 'x'.repeat(129) },
      400,
      'ValidationError',
      `1 validation error detected: Value '${'x'.repeat(129)}' at 'groupName' failed to satisfy constraint: Member must have length less than or equal to 128`,
    ],
    ['GetGroup', { GroupName: 'none' }, 404, 'NoSuchEntity', noGroup],
    ['GetGroup', { GroupName: 'Admins', Marker: 'x' }, 400, 'ValidationError', 'Invalid Marker.'],
    ['ListGroups', { Marker: 'x' }, 400, 'ValidationError', 'Invalid Marker.'],
    ['UpdateGroup', { GroupName: 'none', NewGroupName: 'other' }, 404, 'NoSuchEntity', noGroup],
    ['DeleteGroup', { GroupName: 'none' }, 404, 'NoSuchEntity', noGroup],
    ['AddUserToGroup', { UserName: 'none', GroupName: 'Admins' }, 404, 'NoSuchEntity', noUser],
    ['AddUserToGroup', { UserName: 'Alice', GroupName: 'none' }, 404, 'NoSuchEntity', noGroup],
    // AWS misses the user first.
    ['AddUserToGroup', { UserName: 'none', GroupName: 'none' }, 404, 'NoSuchEntity', noUser],
    ['RemoveUserFromGroup', { UserName: 'none', GroupName: 'none' }, 404, 'NoSuchEntity', noUser],
    ['RemoveUserFromGroup', { UserName: 'Alice', GroupName: 'none' }, 404, 'NoSuchEntity', noGroup],
    ['ListGroupsForUser', { UserName: 'none' }, 404, 'NoSuchEntity', noUser],
    ['ListGroupsForUser', { UserName: 'Alice', Marker: 'x' }, 400, 'ValidationError', 'Invalid Marker.'],
  ];

  it.each(cases)('%s %o: %i %s', async (action, parameters, status, code, message) => {
    expect(await ask(action, parameters)).toMatchObject({ status, code, message });
  });
});

describe('groups', () => {
  it('are made with an id of their own, and found by any case', async () => {
    const { text } = await ask('GetGroup', { GroupName: 'admins' });
    expect(element(text, 'GroupName')).toBe('Admins');
    expect(element(text, 'GroupId')).toMatch(/^AGPA[A-Z2-7]{17}$/);
    expect(element(text, 'Arn')).toBe(`arn:aws:iam::${world.accountId}:group/team/Admins`);
    expect(element(text, 'CreateDate')).toBe('2026-11-22T09:30:00Z');
    expect(element(text, 'IsTruncated')).toBe('false');
    expect(text).toContain('<Users/>');
  });

  it('may have the name of a user', async () => {
    expect((await ask('CreateGroup', { GroupName: 'alice' })).status).toBe(200);
  });

  it('are listed in pages and by prefix', async () => {
    for (const name of ['b', 'A', 'c']) await ask('CreateGroup', { GroupName: name, Path: '/x/' });
    const first = await ask('ListGroups', { PathPrefix: '/x', MaxItems: '2' });
    expect(elements(first.text, 'GroupName')).toEqual(['A', 'b']);
    const second = await ask('ListGroups', {
      PathPrefix: '/x',
      Marker: element(first.text, 'Marker') ?? '',
    });
    expect(elements(second.text, 'GroupName')).toEqual(['c']);
    expect(element(second.text, 'IsTruncated')).toBe('false');
  });

  it('are 300 at most', async () => {
    const { accountId } = world;
    await world.store.write(async ({ groups }) => {
      for (let n = 1; n < 300; n++) {
        const groupName = `g${n}`;
        const key = groupKey(accountId, groupName);
        await groups.put({ key, accountId, groupName, groupId: `AGPA${n}`, path: '/', createdAt: 0 });
      }
    });
    expect(await ask('CreateGroup', { GroupName: 'last' })).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for GroupsPerAccount: 300',
    });
  });

  it('are deleted when nobody is in them and nothing is attached', async () => {
    const document = allow('s3:*');
    await add('Alice', 'Admins');
    await ask('AttachGroupPolicy', {
      GroupName: 'Admins',
      PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
    });
    await ask('PutGroupPolicy', { GroupName: 'Admins', PolicyName: 'p', PolicyDocument: document });
    const remove = () => ask('DeleteGroup', { GroupName: 'admins' });
    const conflict = (message: string) => ({ status: 409, code: 'DeleteConflict', message });
    expect(await remove()).toMatchObject(
      conflict('Cannot delete entity, must remove users from group first.'),
    );
    await ask('RemoveUserFromGroup', { UserName: 'Alice', GroupName: 'Admins' });
    expect(await remove()).toMatchObject(conflict('Cannot delete entity, must detach all policies first.'));
    await ask('DetachGroupPolicy', {
      GroupName: 'Admins',
      PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
    });
    expect(await remove()).toMatchObject(conflict('Cannot delete entity, must delete policies first.'));
    await ask('DeleteGroupPolicy', { GroupName: 'Admins', PolicyName: 'p' });
    expect((await remove()).status).toBe(200);
    expect((await ask('GetGroup', { GroupName: 'Admins' })).code).toBe('NoSuchEntity');
  });
});

describe('membership', () => {
  it('is once, and ends once: the second time nothing changes', async () => {
    const before = await revision();
    expect((await add('alice', 'admins')).status).toBe(200);
    expect((await add('ALICE', 'Admins')).status).toBe(200);
    expect(await revision()).toBe(before + 1);
    const group = await ask('GetGroup', { GroupName: 'Admins' });
    expect(elements(group.text, 'UserName')).toEqual(['Alice']);
    const remove = { UserName: 'alice', GroupName: 'Admins' };
    expect((await ask('RemoveUserFromGroup', remove)).status).toBe(200);
    expect((await ask('RemoveUserFromGroup', remove)).status).toBe(200);
    expect(await revision()).toBe(before + 2);
    expect(elements((await ask('GetGroup', { GroupName: 'Admins' })).text, 'UserName')).toEqual([]);
  });

  it('is in ten groups at most', async () => {
    const { accountId } = world;
    const user = userKey(accountId, 'Alice');
    await world.store.write(async ({ memberships }) => {
      for (let n = 0; n < 10; n++) {
        const group = groupKey(accountId, `g${n}`);
        const key = membershipKey(group, 'Alice');
        await memberships.put({ key, accountId, groupKey: group, userKey: user });
      }
    });
    expect(await add('Alice', 'Admins')).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for GroupsPerUser: 10',
    });
  });

  it('is listed from both sides, in pages', async () => {
    for (const name of ['bob', 'Carol']) await ask('CreateUser', { UserName: name });
    for (const name of ['Zoo', 'apes']) await ask('CreateGroup', { GroupName: name });
    for (const name of ['Carol', 'Alice', 'bob']) await add(name, 'Admins');
    for (const name of ['Zoo', 'apes']) await add('Alice', name);
    const users = await ask('GetGroup', { GroupName: 'Admins', MaxItems: '2' });
    expect(elements(users.text, 'UserName')).toEqual(['Alice', 'bob']);
    expect(element(users.text, 'IsTruncated')).toBe('true');
    const rest = await ask('GetGroup', {
      GroupName: 'Admins',
      Marker: element(users.text, 'Marker') ?? '',
    });
    expect(elements(rest.text, 'UserName')).toEqual(['Carol']);
    const groups = await ask('ListGroupsForUser', { UserName: 'alice', MaxItems: '2' });
    expect(elements(groups.text, 'GroupName')).toEqual(['Admins', 'apes']);
    const last = await ask('ListGroupsForUser', {
      UserName: 'alice',
      Marker: element(groups.text, 'Marker') ?? '',
    });
    expect(elements(last.text, 'GroupName')).toEqual(['Zoo']);
    expect(element(last.text, 'Arn')).toBe(`arn:aws:iam::${world.accountId}:group/Zoo`);
  });

  it('gives the policies of the group, and keeps a user from being deleted', async () => {
    await ask('PutGroupPolicy', {
      GroupName: 'Admins',
      PolicyName: 'p',
      PolicyDocument: allow('iam:ListUsers'),
    });
    const alice = await world.keyOf(root, 'Alice');
    expect((await world.query(alice, 'ListUsers')).code).toBe('AccessDenied');
    await add('Alice', 'Admins');
    expect((await world.query(alice, 'ListUsers')).status).toBe(200);
    await ask('DeleteAccessKey', { UserName: 'Alice', AccessKeyId: alice.accessKeyId });
    expect(await ask('DeleteUser', { UserName: 'Alice' })).toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must remove users from group first.',
    });
  });
});

describe('renaming', () => {
  it('keeps id, members and policies, and asks for the permission on both names', async () => {
    await add('Alice', 'Admins');
    await ask('PutGroupPolicy', { GroupName: 'Admins', PolicyName: 'P', PolicyDocument: allow('s3:*') });
    await ask('AttachGroupPolicy', {
      GroupName: 'Admins',
      PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
    });
    const id = element((await ask('GetGroup', { GroupName: 'Admins' })).text, 'GroupId');
    const reply = await ask('UpdateGroup', { GroupName: 'admins', NewGroupName: 'MGRs', NewPath: '/' });
    expect(reply.status).toBe(200);
    const arn = `arn:aws:iam::${world.accountId}:group`;
    expect(await permissionsOf(world, reply)).toEqual([
      `iam:UpdateGroup ${arn}/team/Admins`,
      `iam:UpdateGroup ${arn}/MGRs`,
    ]);
    expect((await ask('GetGroup', { GroupName: 'Admins' })).code).toBe('NoSuchEntity');
    const group = await ask('GetGroup', { GroupName: 'mgrs' });
    expect(element(group.text, 'GroupId')).toBe(id);
    expect(element(group.text, 'Arn')).toBe(`${arn}/MGRs`);
    expect(elements(group.text, 'UserName')).toEqual(['Alice']);
    const policies = await ask('ListGroupPolicies', { GroupName: 'MGRs' });
    expect(elements(policies.text, 'member')).toEqual(['P']);
    const attached = await ask('ListAttachedGroupPolicies', { GroupName: 'MGRs' });
    expect(elements(attached.text, 'PolicyName')).toEqual(['IAMReadOnlyAccess']);
    const ofAlice = await ask('ListGroupsForUser', { UserName: 'Alice' });
    expect(elements(ofAlice.text, 'GroupName')).toEqual(['MGRs']);
    // A new group of the old name has nothing of it.
    await ask('CreateGroup', { GroupName: 'Admins' });
    expect(elements((await ask('GetGroup', { GroupName: 'Admins' })).text, 'UserName')).toEqual([]);
    expect(elements((await ask('ListGroupPolicies', { GroupName: 'Admins' })).text, 'member')).toEqual([]);
  });

  it('by case alone is no conflict; to a name that is taken in any case it is', async () => {
    await ask('CreateGroup', { GroupName: 'Other' });
    expect((await ask('UpdateGroup', { GroupName: 'Admins', NewGroupName: 'ADMINS' })).status).toBe(200);
    expect(element((await ask('GetGroup', { GroupName: 'admins' })).text, 'GroupName')).toBe('ADMINS');
    expect(await ask('UpdateGroup', { GroupName: 'Admins', NewGroupName: 'other' })).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'Group with name other already exists.',
    });
  });

  it('to what it is already changes nothing', async () => {
    const before = await revision();
    const reply = await ask('UpdateGroup', {
      GroupName: 'Admins',
      NewGroupName: 'Admins',
      NewPath: '/team/',
    });
    expect(reply.status).toBe(200);
    expect(await permissionsOf(world, reply)).toHaveLength(1);
    expect(await revision()).toBe(before);
  });

  it('needs the permission on the new name too', async () => {
    const arn = `arn:aws:iam::${world.accountId}:group/team/Admins`;
    await ask('PutUserPolicy', {
      UserName: 'Alice',
      PolicyName: 'p',
      PolicyDocument: allow('iam:UpdateGroup', arn),
    });
    const alice = await world.keyOf(root, 'Alice');
    expect(
      await world.query(alice, 'UpdateGroup', { GroupName: 'Admins', NewGroupName: 'MGRs' }),
    ).toMatchObject({ status: 403, code: 'AccessDenied' });
  });
});

describe('permissions', () => {
  it('are asked for on the group, of members too; on the user for a list of groups', async () => {
    const group = `arn:aws:iam::${world.accountId}:group`;
    const cases: readonly (readonly [string, Parameters, string])[] = [
      ['CreateGroup', { GroupName: 'New', Path: '/a/' }, `${group}/a/New`],
      ['GetGroup', { GroupName: 'admins' }, `${group}/team/Admins`],
      ['AddUserToGroup', { GroupName: 'Admins', UserName: 'Alice' }, `${group}/team/Admins`],
      ['RemoveUserFromGroup', { GroupName: 'Admins', UserName: 'Alice' }, `${group}/team/Admins`],
      ['ListGroups', { PathPrefix: '/team/' }, `${group}/team/`],
      ['ListGroupsForUser', { UserName: 'Alice' }, `arn:aws:iam::${world.accountId}:user/Alice`],
      ['DeleteGroup', { GroupName: 'unknown' }, `${group}/unknown`],
    ];
    await ask('CreateUser', { UserName: 'nobody' });
    const nobody = await world.keyOf(root, 'nobody');
    for (const [action, parameters, resource] of cases) {
      expect(await permissionsOf(world, await ask(action, parameters))).toEqual([
        `iam:${action} ${resource}`,
      ]);
      expect((await world.query(nobody, action, parameters)).code).toBe('AccessDenied');
    }
  });

  it('leave an event', async () => {
    const reply = await add('Alice', 'Admins');
    expect(await eventOf(world, reply)).toMatchObject({
      eventName: 'AddUserToGroup',
      readOnly: false,
      requestParameters: { userName: 'Alice', groupName: 'Admins' },
      responseElements: null,
    });
  });
});
