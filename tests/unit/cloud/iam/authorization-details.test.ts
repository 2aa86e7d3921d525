// GetAccountAuthorizationDetails.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html

import { beforeEach, describe, expect, it } from 'vitest';
import { groupKey, membershipKey, namedKey, roleKey, userKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, start, type World } from '../world.ts';

const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const readBuckets = allow('s3:ListBucket');
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const power = 'arn:aws:iam::aws:policy/PowerUserAccess';

let world: World;
let root: Credentials;
let accountId: string;
let own: string;

beforeEach(async () => {
  world = await makeWorld();
  ({ accountId } = world);
  root = await world.actAs(world.rootArn);
  own = `arn:aws:iam::${accountId}:policy/team/reader`;
  await world.query(root, 'CreateUser', {
    UserName: 'alice',
    Path: '/team/',
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': 'red',
  });
  await world.query(root, 'CreateUser', { UserName: 'bob' });
  await world.store.write(async (tables) => {
    const named = { accountId, path: '/', createdAt: start };
    await tables.groups.put({
      ...named,
      key: groupKey(accountId, 'Admins'),
      groupName: 'Admins',
      groupId: 'AGPAAAAAAAAAAAAAAAAAA',
    });
    await tables.memberships.put({
      key: membershipKey(groupKey(accountId, 'Admins'), 'alice'),
      accountId,
      groupKey: groupKey(accountId, 'Admins'),
      userKey: userKey(accountId, 'alice'),
    });
    await tables.roles.put({
      ...named,
      key: roleKey(accountId, 'web'),
      roleName: 'web',
      roleId: 'AROAAAAAAAAAAAAAAAAAA',
      trustPolicy: trust,
      maxSessionDuration: 3600,
      tags: [],
      boundaryArn: power,
    });
    await tables.instanceProfiles.put({
      ...named,
      key: namedKey(accountId, 'instance-profile', 'web'),
      instanceProfileName: 'web',
      instanceProfileId: 'AIPAAAAAAAAAAAAAAAAAA',
      roleKey: roleKey(accountId, 'web'),
      tags: [],
    });
    await tables.managedPolicies.put({
      ...named,
      path: '/team/',
      key: namedKey(accountId, 'policy', 'reader'),
      arn: own,
      policyName: 'reader',
      policyId: 'ANPAAAAAAAAAAAAAAAAAA',
      description: 'not shown here',
      defaultVersionId: 'v1',
      lastVersion: 2,
      versions: [
        { versionId: 'v1', document: readBuckets, createdAt: start },
        { versionId: 'v2', document: allow('s3:GetObject'), createdAt: start + 1000 },
      ],
      tags: [],
      updatedAt: start + 1000,
    });
  });
  await world.query(root, 'AttachGroupPolicy', { GroupName: 'Admins', PolicyArn: readOnly });
  await world.query(root, 'AttachUserPolicy', { UserName: 'alice', PolicyArn: own });
  await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'Inline',
    PolicyDocument: readBuckets,
  });
});

async function details(
  parameters: Readonly<Record<string, string>> = {},
  credentials = root,
): Promise<string> {
  const reply = await world.query(credentials, 'GetAccountAuthorizationDetails', parameters);
  expect(reply.text).not.toContain('<Error>');
  return reply.text;
}

function filters(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name, index) => [`Filter.member.${index + 1}`, name]));
}

/** The text of one list, without what stands in the others. */
function list(text: string, name: string): string {
  return new RegExp(`<${name}>([\\s\\S]*)</${name}>`).exec(text)?.[1] ?? '';
}

function memberOf(text: string, name: string): string {
  const before = text.slice(0, text.indexOf(`>${name}<`));
  return text.slice(before.lastIndexOf('<member>'));
}

describe('the export', () => {
  it('has users with groups, policies, boundary and tags', async () => {
    const users = list(await details(), 'UserDetailList');
    expect(elements(users, 'UserName')).toEqual(['alice', 'bob']);
    const [alice = '', bob = ''] = users.split('<UserName>bob');
    expect(list(alice, 'GroupList')).toBe('<member>Admins</member>');
    expect(element(alice, 'Arn')).toBe(`arn:aws:iam::${accountId}:user/team/alice`);
    expect(element(alice, 'PolicyArn')).toBe(own);
    expect(decodeURIComponent(element(alice, 'PolicyDocument') ?? '')).toBe(readBuckets);
    // "URL-encoded compliant with RFC 3986": no character that only `encodeURIComponent` leaves alone.
    expect(element(alice, 'PolicyDocument')).toMatch(/^[A-Za-z0-9\-._~%]+$/);
    expect(element(list(alice, 'Tags'), 'Value')).toBe('red');
    // As in AWS's answers: a list of inline policies only where there are some, the other lists always.
    expect(bob).not.toContain('UserPolicyList');
    expect(bob).toContain('<GroupList/>');
    expect(bob).toContain('<AttachedManagedPolicies/>');
    expect(bob).toContain('<Tags/>');
  });

  it('has groups and roles with what belongs to them', async () => {
    const text = await details();
    const groups = list(text, 'GroupDetailList');
    expect(elements(groups, 'GroupName')).toEqual(['Admins']);
    expect(elements(groups, 'PolicyArn')).toEqual([readOnly]);
    expect(groups).toContain('<GroupPolicyList/>');

    const roles = list(text, 'RoleDetailList');
    expect(elements(roles, 'RoleName')).toEqual(['web', 'web']);
    expect(element(roles, 'InstanceProfileName')).toBe('web');
    expect(elements(roles, 'AssumeRolePolicyDocument').map(decodeURIComponent)).toEqual([trust, trust]);
    expect(element(roles, 'PermissionsBoundaryArn')).toBe(power);
    expect(roles).toContain('<RoleLastUsed/>');
    expect(roles).toContain('<RolePolicyList/>');
  });

  it('says when a role was last used', async () => {
    await world.store.write((tables) =>
      tables.lastUsed.put({
        key: roleKey(accountId, 'web'),
        accountId,
        lastUsedAt: start,
        serviceName: 's3',
        region: 'eu-west-1',
      }),
    );
    const used = list(list(await details(), 'RoleDetailList'), 'RoleLastUsed');
    expect(element(used, 'LastUsedDate')).toBe('2026-11-22T09:30:00Z');
    expect(element(used, 'Region')).toBe('eu-west-1');
  });

  it('has the account’s policies with all versions, newest first, and AWS’s that are in use', async () => {
    const policies = list(await details(), 'Policies');
    expect(elements(policies, 'PolicyName')).toEqual(['reader', 'PowerUserAccess', 'ReadOnlyAccess']);
    expect(elements(policies, 'VersionId').slice(0, 2)).toEqual(['v2', 'v1']);
    expect(elements(policies, 'IsDefaultVersion').slice(0, 2)).toEqual(['false', 'true']);
    expect(elements(policies, 'AttachmentCount')).toEqual(['1', '0', '1']);
    expect(elements(policies, 'PermissionsBoundaryUsageCount')).toEqual(['0', '1', '0']);
    const ofAws = memberOf(policies, 'ReadOnlyAccess');
    expect(JSON.parse(decodeURIComponent(element(ofAws, 'Document') ?? ''))).toHaveProperty('Statement');
    // AWS leaves the description out here.
    expect(policies).not.toContain('Description');
  });

  it('leaves AWS’s policies out that nobody has any more', async () => {
    await world.query(root, 'DetachGroupPolicy', { GroupName: 'Admins', PolicyArn: readOnly });
    expect(elements(list(await details(), 'Policies'), 'PolicyName')).toEqual(['reader', 'PowerUserAccess']);
  });

  it('knows nothing of another account', async () => {
    await world.store.write((tables) =>
      tables.users.put({
        key: userKey('999999999999', 'eve'),
        accountId: '999999999999',
        userName: 'eve',
        userId: 'AIDAEEEEEEEEEEEEEEEEE',
        path: '/',
        createdAt: start,
        tags: [],
      }),
    );
    expect(elements(await details(), 'UserName')).toEqual(['alice', 'bob']);
  });
});

describe('Filter', () => {
  it.each([
    ['User', { UserDetailList: 2 }],
    ['Role', { RoleDetailList: 1 }],
    ['Group', { GroupDetailList: 1 }],
    ['LocalManagedPolicy', { Policies: 1 }],
    ['AWSManagedPolicy', { Policies: 2 }],
  ])('%s', async (filter, counts) => {
    const text = await details(filters(filter));
    const found = Object.fromEntries(
      ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'].flatMap((name) => {
        const ids = elements(list(text, name), idOf[name] ?? '').length;
        return ids === 0 ? [] : [[name, ids]];
      }),
    );
    expect(found).toEqual(counts);
    // All four lists are there, empty or not.
    for (const name of Object.keys(idOf)) expect(text).toContain(`<${name}`);
  });

  const idOf: Readonly<Record<string, string>> = {
    UserDetailList: 'UserId',
    GroupDetailList: 'GroupId',
    // The role's own stands beside the one in its instance profile.
    RoleDetailList: 'InstanceProfileId',
    Policies: 'PolicyId',
  };

  it('refuses what is none', async () => {
    expect(await world.query(root, 'GetAccountAuthorizationDetails', filters('user'))).toMatchObject({
      status: 400,
      code: 'ValidationError',
    });
  });
});

describe('pages', () => {
  it('go over users, roles, groups and policies, each once, whatever the size', async () => {
    for (const MaxItems of ['1', '2', '3', '100']) {
      const seen: string[] = [];
      let Marker: string | undefined;
      do {
        const text = await details({ MaxItems, ...(Marker === undefined ? {} : { Marker }) });
        const arns = elements(text, 'Arn').filter((arn) => !arn.includes('instance-profile'));
        seen.push(...new Set(arns));
        Marker = element(text, 'Marker');
        expect(element(text, 'IsTruncated')).toBe(String(Marker !== undefined));
      } while (Marker !== undefined);
      expect(seen.sort()).toEqual(
        [
          `arn:aws:iam::${accountId}:user/team/alice`,
          `arn:aws:iam::${accountId}:user/bob`,
          `arn:aws:iam::${accountId}:role/web`,
          `arn:aws:iam::${accountId}:group/Admins`,
          own,
          power,
          readOnly,
        ].sort(),
      );
    }
  });

  it('begin with the users', async () => {
    const text = await details({ MaxItems: '2' });
    expect(elements(text, 'UserName')).toEqual(['alice', 'bob']);
    expect(text).toContain('<RoleDetailList/>');
  });

  it('go on with the filters they began with', async () => {
    const first = await details({ MaxItems: '1', ...filters('User') });
    const Marker = element(first, 'Marker') ?? '';
    expect(elements(await details({ Marker, ...filters('User') }), 'UserName')).toEqual(['bob']);
    for (const parameters of [
      { Marker, ...filters('Role') },
      { Marker: 'not-a-marker', ...filters('User') },
    ]) {
      expect(await world.query(root, 'GetAccountAuthorizationDetails', parameters)).toMatchObject({
        code: 'ValidationError',
        message: 'Marker and Filter do not match',
      });
    }
  });
});

it('needs its permission', async () => {
  const bob = await world.keyOf(root, 'bob');
  expect(await world.query(bob, 'GetAccountAuthorizationDetails')).toMatchObject({ code: 'AccessDenied' });
  await world.query(root, 'PutUserPolicy', {
    UserName: 'bob',
    PolicyName: 'p',
    PolicyDocument: allow('iam:GetAccountAuthorizationDetails'),
  });
  expect(elements(await details({}, bob), 'UserName')).toEqual(['alice', 'bob']);
  expect((await world.events()).at(-1)).toMatchObject({
    eventName: 'GetAccountAuthorizationDetails',
    readOnly: true,
    responseElements: null,
  });
});
