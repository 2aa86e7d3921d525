// Users under another name or path, their tags and boundaries.

import { beforeEach, describe, expect, it } from 'vitest';
import { userKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { askedOf, eventOf, permissionsOf } from './request-facts.ts';
import { certificate, sshKey } from './pem-examples.ts';

type Parameters = Readonly<Record<string, string>>;

const readOnly = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;
let userArn: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
  userArn = `arn:aws:iam::${world.accountId}:user`;
  await ask('CreateUser', {
    UserName: 'Bob',
    Path: '/team/',
    'Tags.member.1.Key': 'dept',
    'Tags.member.1.Value': 'x',
  });
});

describe('errors', () => {
  const noUser = 'The user with name none cannot be found.';
  const cases: readonly (readonly [string, Parameters, number, string, string])[] = [
    ['UpdateUser', { UserName: 'none', NewUserName: 'x' }, 404, 'NoSuchEntity', noUser],
    [
      'UpdateUser',
      { UserName: 'Bob', NewPath: 'x' },
      400,
      'ValidationError',
      'The specified value for newPath is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    ],
    [
      'TagUser',
      { UserName: 'none', 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': 'b' },
      404,
      'NoSuchEntity',
      noUser,
    ],
    [
      'TagUser',
      { UserName: 'Bob', 'Tags.member.1.Key': 'aws:a', 'Tags.member.1.Value': 'b' },
      400,
      'InvalidInput',
      'System tags cannot be added, updated or removed.',
    ],
    [
      'TagUser',
      {
        UserName: 'Bob',
        'Tags.member.1.Key': 'a',
        'Tags.member.1.Value': 'b',
        'Tags.member.2.Key': 'A',
        'Tags.member.2.Value': 'c',
      },
      400,
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    ['UntagUser', { UserName: 'none', 'TagKeys.member.1': 'a' }, 404, 'NoSuchEntity', noUser],
    ['ListUserTags', { UserName: 'none' }, 404, 'NoSuchEntity', noUser],
    ['ListUserTags', { UserName: 'Bob', Marker: 'x' }, 400, 'ValidationError', 'Invalid Marker.'],
    [
      'PutUserPermissionsBoundary',
      { UserName: 'none', PermissionsBoundary: readOnly },
      404,
      'NoSuchEntity',
      noUser,
    ],
    [
      'PutUserPermissionsBoundary',
      { UserName: 'Bob', PermissionsBoundary: `${readOnly}s` },
      404,
      'NoSuchEntity',
      `Scope ARN: ${readOnly}s does not exist or is not attachable.`,
    ],
    ['DeleteUserPermissionsBoundary', { UserName: 'none' }, 404, 'NoSuchEntity', noUser],
  ];

  it.each(cases)('%s %o: %i %s', async (action, parameters, status, code, message) => {
    expect(await ask(action, parameters)).toMatchObject({ status, code, message });
  });
});

describe('renaming', () => {
  it('takes everything along that is the user’s', async () => {
    const mine = { UserName: 'Bob' };
    await ask('PutUserPolicy', { ...mine, PolicyName: 'P', PolicyDocument: allow('iam:GetUser') });
    await ask('AttachUserPolicy', { ...mine, PolicyArn: readOnly });
    await ask('PutUserPermissionsBoundary', { ...mine, PermissionsBoundary: readOnly });
    await ask('CreateGroup', { GroupName: 'g' });
    await ask('AddUserToGroup', { ...mine, GroupName: 'g' });
    await ask('UploadSSHPublicKey', { ...mine, SSHPublicKeyBody: sshKey });
    await ask('UploadSigningCertificate', { ...mine, CertificateBody: certificate });
    await ask('CreateServiceSpecificCredential', { ...mine, ServiceName: 'codecommit.amazonaws.com' });
    const key = await world.keyOf(root, 'Bob');
    const session = await world.actAs(`${userArn}/team/Bob`);
    await world.query(key, 'ListUsers');
    const id = element((await ask('GetUser', mine)).text, 'UserId');

    expect((await ask('UpdateUser', { UserName: 'bob', NewUserName: 'Robert' })).status).toBe(200);

    expect((await ask('GetUser', mine)).code).toBe('NoSuchEntity');
    const robert = { UserName: 'robert' };
    const user = await ask('GetUser', robert);
    expect(element(user.text, 'UserId')).toBe(id);
    expect(element(user.text, 'UserName')).toBe('Robert');
    expect(element(user.text, 'Path')).toBe('/team/');
    expect(element(user.text, 'Key')).toBe('dept');
    expect(element(user.text, 'PermissionsBoundaryArn')).toBe(readOnly);
    const member = async (action: string, name: string) => elements((await ask(action, robert)).text, name);
    expect(await member('ListUserPolicies', 'member')).toEqual(['P']);
    expect(await member('ListAttachedUserPolicies', 'PolicyArn')).toEqual([readOnly]);
    expect(await member('ListGroupsForUser', 'GroupName')).toEqual(['g']);
    expect(await member('ListSSHPublicKeys', 'UserName')).toEqual(['Robert']);
    expect(await member('ListSigningCertificates', 'UserName')).toEqual(['Robert']);
    expect(await member('ListAccessKeys', 'AccessKeyId')).toEqual([key.accessKeyId]);
    const credentials = await ask('ListServiceSpecificCredentials', robert);
    expect(element(credentials.text, 'UserName')).toBe('Robert');
    // "Changing the name of an IAM user after generating Git credentials does not change the user name of the Git
    // credentials" (id_credentials_ssh-keys).
    expect(element(credentials.text, 'ServiceUserName')).toBe(`Bob-at-${world.accountId}`);
    expect(elements((await ask('GetGroup', { GroupName: 'g' })).text, 'UserName')).toEqual(['Robert']);
    // Keys and sessions are good, and stand for the new name.
    for (const each of [key, session]) {
      const self = await world.query(each, 'GetUser');
      expect(element(self.text, 'Arn')).toBe(`${userArn}/team/Robert`);
    }
    const used = await ask('GetAccessKeyLastUsed', { AccessKeyId: key.accessKeyId });
    expect(element(used.text, 'UserName')).toBe('Robert');
  });

  it('leaves nothing for the next user of the name', async () => {
    await ask('PutUserPolicy', { UserName: 'Bob', PolicyName: 'P', PolicyDocument: allow('iam:GetUser') });
    await world.actAs(`${userArn}/team/Bob`);
    await ask('UpdateUser', { UserName: 'Bob', NewUserName: 'Robert' });
    await ask('CreateUser', { UserName: 'bob' });
    expect(elements((await ask('ListUserPolicies', { UserName: 'bob' })).text, 'member')).toEqual([]);
    expect((await ask('DeleteUser', { UserName: 'bob' })).status).toBe(200);
    const policies = await ask('ListUserPolicies', { UserName: 'Robert' });
    expect(elements(policies.text, 'member')).toEqual(['P']);
  });

  it('by case alone is no conflict; to a name that is taken in any case it is', async () => {
    await ask('CreateUser', { UserName: 'Other' });
    await ask('PutUserPolicy', { UserName: 'Bob', PolicyName: 'P', PolicyDocument: allow('iam:GetUser') });
    expect((await ask('UpdateUser', { UserName: 'Bob', NewUserName: 'BOB' })).status).toBe(200);
    expect(element((await ask('GetUser', { UserName: 'bob' })).text, 'UserName')).toBe('BOB');
    expect(elements((await ask('ListUserPolicies', { UserName: 'bob' })).text, 'member')).toEqual(['P']);
    expect(await ask('UpdateUser', { UserName: 'bob', NewUserName: 'OTHER' })).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'User with name OTHER already exists.',
    });
  });

  it('asks for the permission on the user that is and the user that will be, with the tags of the user', async () => {
    const reply = await ask('UpdateUser', { UserName: 'bob', NewUserName: 'Robert', NewPath: '/' });
    expect(await permissionsOf(world, reply)).toEqual([
      `iam:UpdateUser ${userArn}/team/Bob`,
      `iam:UpdateUser ${userArn}/Robert`,
    ]);
    for (const { context } of await askedOf(world, reply)) {
      expect(context).toMatchObject({ 'aws:ResourceTag/dept': 'x', 'iam:ResourceTag/dept': 'x' });
    }
    expect(
      await permissionsOf(world, await ask('UpdateUser', { UserName: 'none', NewUserName: 'x' })),
    ).toEqual([`iam:UpdateUser ${userArn}/none`, `iam:UpdateUser ${userArn}/x`]);
  });

  it('may be done to oneself', async () => {
    await ask('PutUserPolicy', {
      UserName: 'Bob',
      PolicyName: 'P',
      PolicyDocument: allow(['iam:UpdateUser', 'iam:GetUser']),
    });
    const bob = await world.keyOf(root, 'Bob');
    expect((await world.query(bob, 'UpdateUser', { UserName: 'Bob', NewUserName: 'Rob' })).status).toBe(200);
    expect(element((await world.query(bob, 'GetUser')).text, 'UserName')).toBe('Rob');
  });
});

describe('tags', () => {
  it('are added, replaced without regard to case, taken away, and listed by key in pages', async () => {
    const tag = (Key: string, Value: string) =>
      ask('TagUser', { UserName: 'bob', 'Tags.member.1.Key': Key, 'Tags.member.1.Value': Value });
    await tag('Team', 'red');
    await tag('cost', '');
    await tag('TEAM', 'blue');
    const list = await ask('ListUserTags', { UserName: 'Bob' });
    expect(elements(list.text, 'Key')).toEqual(['TEAM', 'cost', 'dept']);
    expect(list.text.replace(/\s/g, '')).toContain('<Key>cost</Key><Value/>');
    expect(elements(list.text, 'Value')).toEqual(['blue', 'x']);
    const first = await ask('ListUserTags', { UserName: 'Bob', MaxItems: '2' });
    expect(elements(first.text, 'Key')).toEqual(['TEAM', 'cost']);
    const second = await ask('ListUserTags', {
      UserName: 'Bob',
      Marker: element(first.text, 'Marker') ?? '',
    });
    expect(elements(second.text, 'Key')).toEqual(['dept']);
    const untag = { UserName: 'Bob', 'TagKeys.member.1': 'team', 'TagKeys.member.2': 'unknown' };
    expect((await ask('UntagUser', untag)).status).toBe(200);
    expect(elements((await ask('ListUserTags', { UserName: 'Bob' })).text, 'Key')).toEqual(['cost', 'dept']);
  });

  it('are fifty at most, all or none of those that are given', async () => {
    const many: Record<string, string> = {};
    for (let n = 1; n <= 50; n++) {
      many[`Tags.member.${n}.Key`] = `k${n}`;
      many[`Tags.member.${n}.Value`] = 'v';
    }
    expect(await ask('TagUser', { UserName: 'Bob', ...many })).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
    });
    expect(elements((await ask('ListUserTags', { UserName: 'Bob' })).text, 'Key')).toEqual(['dept']);
  });

  it('are condition keys of the request', async () => {
    const tag = { 'Tags.member.1.Key': 'cost', 'Tags.member.1.Value': '1' };
    const [tagged] = await askedOf(world, await ask('TagUser', { UserName: 'Bob', ...tag }));
    expect(tagged).toMatchObject({
      action: 'iam:TagUser',
      resource: `${userArn}/team/Bob`,
      context: { 'aws:RequestTag/cost': '1', 'aws:TagKeys': ['cost'], 'aws:ResourceTag/dept': 'x' },
    });
    const [untagged] = await askedOf(
      world,
      await ask('UntagUser', { UserName: 'Bob', 'TagKeys.member.1': 'cost' }),
    );
    expect(untagged).toMatchObject({ action: 'iam:UntagUser', context: { 'aws:TagKeys': ['cost'] } });
    expect(untagged?.context).not.toHaveProperty('aws:RequestTag/cost');
  });

  it('change the account only when they change', async () => {
    const revision = async () => (await world.store.read(({ meta }) => meta.get('state')))?.revision;
    const before = await revision();
    await ask('TagUser', { UserName: 'Bob', 'Tags.member.1.Key': 'dept', 'Tags.member.1.Value': 'x' });
    await ask('UntagUser', { UserName: 'Bob', 'TagKeys.member.1': 'unknown' });
    expect(await revision()).toBe(before);
  });
});

describe('permissions boundary', () => {
  const serviceRole = 'arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy';
  const retired = 'arn:aws:iam::aws:policy/AWSIoT1ClickFullAccess';
  const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'; // prettier-ignore

  // API_PutUserPermissionsBoundary and API_PutRolePermissionsBoundary, PolicyNotAttachable
  it('is no policy of a service-linked role', async () => {
    const refused = {
      status: 400,
      code: 'PolicyNotAttachable',
      message:
        'The request failed because AWS service role policies can only be attached to the service-linked role for that service.',
    };
    await ask('CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trust });
    const boundary = { PermissionsBoundary: serviceRole };
    expect(await ask('PutUserPermissionsBoundary', { UserName: 'Bob', ...boundary })).toMatchObject(refused);
    expect(await ask('PutRolePermissionsBoundary', { RoleName: 'R', ...boundary })).toMatchObject(refused);
    // API_CreateUser and API_CreateRole have no such error: there it does not exist, or is not attachable.
    const missing = {
      status: 404,
      code: 'NoSuchEntity',
      message: `Scope ARN: ${serviceRole} does not exist or is not attachable.`,
    };
    expect(await ask('CreateUser', { UserName: 'New', ...boundary })).toMatchObject(missing);
    const role = { RoleName: 'New', AssumeRolePolicyDocument: trust, ...boundary };
    expect(await ask('CreateRole', role)).toMatchObject(missing);
  });

  it('is no policy that AWS has retired, but where it is one already', async () => {
    const put = { UserName: 'Bob', PermissionsBoundary: retired };
    expect(await ask('PutUserPermissionsBoundary', put)).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
      message: `Scope ARN: ${retired} does not exist or is not attachable.`,
    });
    await world.store.write(async ({ users }) => {
      const bob = await users.get(userKey(world.accountId, 'bob'));
      if (bob !== undefined) await users.put({ ...bob, boundaryArn: retired });
    });
    expect((await ask('PutUserPermissionsBoundary', put)).status).toBe(200);
  });

  it('is put, limits, and is taken away', async () => {
    const none = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await ask('AttachUserPolicy', { UserName: 'Bob', PolicyArn: readOnly });
    const bob = await world.keyOf(root, 'Bob');
    expect((await world.query(bob, 'ListUsers')).status).toBe(200);
    const put = await ask('PutUserPermissionsBoundary', { UserName: 'Bob', PermissionsBoundary: none });
    expect(put.status).toBe(200);
    expect(await askedOf(world, put)).toMatchObject([
      { action: 'iam:PutUserPermissionsBoundary', context: { 'iam:PermissionsBoundary': none } },
    ]);
    expect(await eventOf(world, put)).toMatchObject({
      requestParameters: { userName: 'Bob', permissionsBoundary: none },
    });
    expect((await world.query(bob, 'ListUsers')).message).toMatch(/no permissions boundary allows/);
    const gone = await ask('DeleteUserPermissionsBoundary', { UserName: 'Bob' });
    expect(gone.status).toBe(200);
    // The one that the user has, so that a policy can keep some boundaries from being removed.
    expect(await askedOf(world, gone)).toMatchObject([{ context: { 'iam:PermissionsBoundary': none } }]);
    expect((await world.query(bob, 'ListUsers')).status).toBe(200);
    expect(await ask('DeleteUserPermissionsBoundary', { UserName: 'Bob' })).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
      message: 'The user with name Bob has no permissions boundary.',
    });
  });
});
