// Roles: what each operation gives, and each error that its page in the API reference names. Answers and messages
// without a page are as AWS was recorded to give them.

import { beforeEach, describe, expect, it } from 'vitest';
import { roleKey, userKey } from '../../../../src/cloud/keys.ts';
import type { RoleRecord } from '../../../../src/cloud/records.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { putRole } from './account-rows.ts';
import { askedAbout } from './asked.ts';

type Parameters = Readonly<Record<string, string>>;

const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'; // prettier-ignore
const readOnly = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';

let world: World;
let root: Credentials;
const arn = (rest: string): string => `arn:aws:iam::${world.accountId}:${rest}`;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

async function done(action: string, parameters: Parameters, credentials = root): Promise<Reply> {
  const reply = await world.query(credentials, action, parameters);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply;
}

function createRole(roleName: string, more: Parameters = {}): Promise<Reply> {
  return done('CreateRole', { RoleName: roleName, AssumeRolePolicyDocument: trust, ...more });
}

async function revision(): Promise<number> {
  return (await world.store.read((tables) => tables.meta.get('state')))?.revision ?? 0;
}

/** A role of AWS's: only a service makes and changes it. */
async function protectedRole(): Promise<void> {
  await done('CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' });
}

describe('errors', () => {
  const cases: readonly (readonly [string, Parameters, number, string, string])[] = [
    // API_CreateRole
    ['CreateRole', { RoleName: 'aDMIN', AssumeRolePolicyDocument: trust }, 409, 'EntityAlreadyExists', 'Role with name aDMIN already exists.'],
    ['CreateRole', { RoleName: 'x' }, 400, 'ValidationError', "1 validation error detected: Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null"],
    ['CreateRole', { RoleName: 'x', AssumeRolePolicyDocument: trust, MaxSessionDuration: '3599' }, 400, 'ValidationError', "1 validation error detected: Value '3599' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600"],
    ['CreateRole', { RoleName: 'x', AssumeRolePolicyDocument: trust, MaxSessionDuration: '43201' }, 400, 'ValidationError', "1 validation error detected: Value '43201' at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200"],
    ['CreateRole', { RoleName: 'x', AssumeRolePolicyDocument: trust, Path: '/aws-service-role/ecs.amazonaws.com/' }, 400, 'InvalidInput', "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles"],
    ['CreateRole', { RoleName: 'x', AssumeRolePolicyDocument: trust, 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': '1', 'Tags.member.2.Key': 'A', 'Tags.member.2.Value': '2' }, 400, 'InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'],
    ['CreateRole', { RoleName: 'x', AssumeRolePolicyDocument: trust, PermissionsBoundary: 'arn:aws:iam::123456789012:not_a_policy/x' }, 400, 'InvalidInput', 'ARN arn:aws:iam::123456789012:not_a_policy/x is not valid.'],
    ['CreateRole', { RoleName: 'x', AssumeRolePolicyDocument: trust, PermissionsBoundary: 'arn:aws:iam::123456789012:policy/none' }, 404, 'NoSuchEntity', 'Scope ARN: arn:aws:iam::123456789012:policy/none does not exist or is not attachable.'],
    // NoSuchEntity: API_GetRole and all the others
    ...['GetRole', 'DeleteRole', 'UpdateRole', 'ListRoleTags', 'DeleteRolePermissionsBoundary'].map((action) => [action, { RoleName: 'none' }, 404, 'NoSuchEntity', 'The role with name none cannot be found.'] as const),
    ['UpdateRoleDescription', { RoleName: 'none', Description: '' }, 404, 'NoSuchEntity', 'The role with name none cannot be found.'],
    ['UpdateAssumeRolePolicy', { RoleName: 'none', PolicyDocument: trust }, 404, 'NoSuchEntity', 'The role with name none cannot be found.'],
    ['PutRolePermissionsBoundary', { RoleName: 'none', PermissionsBoundary: readOnly }, 404, 'NoSuchEntity', 'The role with name none cannot be found.'],
    ['TagRole', { RoleName: 'none', 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': '' }, 404, 'NoSuchEntity', 'The role with name none cannot be found.'],
    ['UntagRole', { RoleName: 'none', 'TagKeys.member.1': 'a' }, 404, 'NoSuchEntity', 'The role with name none cannot be found.'],
    // API_PutRolePermissionsBoundary
    ['PutRolePermissionsBoundary', { RoleName: 'Admin', PermissionsBoundary: 'arn:aws:iam::123456789012:policy/none' }, 404, 'NoSuchEntity', 'Scope ARN: arn:aws:iam::123456789012:policy/none does not exist or is not attachable.'],
    ['ListRoles', { Marker: 'nonsense' }, 400, 'ValidationError', 'Invalid Marker.'],
  ]; // prettier-ignore

  it.each(cases)('%s %j', async (action, parameters, status, code, message) => {
    await createRole('Admin');
    const before = await revision();
    expect(await world.query(root, action, parameters)).toMatchObject({ status, code, message });
    expect(await revision()).toBe(before);
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: action,
      errorCode: code,
      errorMessage: message,
    });
  });

  // "service-linked roles are protected AWS resources": UnmodifiableEntity of each of these pages
  it.each<[string, Parameters]>([
    ['DeleteRole', {}],
    ['UpdateAssumeRolePolicy', { PolicyDocument: trust }],
    ['PutRolePermissionsBoundary', { PermissionsBoundary: readOnly }],
    ['DeleteRolePermissionsBoundary', {}],
    ['PutRolePolicy', { PolicyName: 'p', PolicyDocument: allow('s3:*') }],
    ['DeleteRolePolicy', { PolicyName: 'p' }],
    ['AttachRolePolicy', { PolicyArn: readOnly }],
    [
      'DetachRolePolicy',
      { PolicyArn: 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy' },
    ],
  ])('%s of a protected role', async (action, parameters) => {
    await protectedRole();
    const before = await revision();
    const reply = await world.query(root, action, { RoleName: 'awsserviceroleforecs', ...parameters });
    expect(reply).toMatchObject({
      status: 400,
      code: 'UnmodifiableEntity',
      message:
        "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this role is only modifiable by AWS",
    });
    expect(await revision()).toBe(before);
  });

  // "you can edit the description of the role using IAM" (using-service-linked-roles of most services)
  it('has none for the description and the tags of a service-linked role, but for those of AWS’s reserved roles', async () => {
    await protectedRole();
    const cases: readonly (readonly [string, Parameters])[] = [
      ['UpdateRole', { Description: 'x' }],
      ['UpdateRoleDescription', { Description: 'y' }],
      ['TagRole', { 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': '' }],
      ['UntagRole', { 'TagKeys.member.1': 'b' }],
    ];
    await putRole(world, 'AWSReservedSSO_Admin', { path: '/aws-reserved/sso.amazonaws.com/' });
    for (const [action, parameters] of cases) {
      await done(action, { RoleName: 'AWSServiceRoleForECS', ...parameters });
      const reserved = { RoleName: 'AWSReservedSSO_Admin', ...parameters };
      expect(await world.query(root, action, reserved)).toMatchObject({
        status: 400,
        code: 'UnmodifiableEntity',
      });
    }
    const { text } = await done('GetRole', { RoleName: 'AWSServiceRoleForECS' });
    expect(element(text, 'Description')).toBe('y');
    expect(elements(text, 'Key')).toEqual(['a']);
  });
});

describe('CreateRole', () => {
  it('gives what AWS was recorded to give: neither description nor session duration', async () => {
    const { text } = await createRole('S3Access', {
      Path: '/application_abc/component_xyz/',
      Description: 'for S3',
      MaxSessionDuration: '7200',
      PermissionsBoundary: readOnly,
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'blue',
    });
    expect(element(text, 'Arn')).toBe(arn('role/application_abc/component_xyz/S3Access'));
    expect(element(text, 'RoleId')).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(element(text, 'Path')).toBe('/application_abc/component_xyz/');
    expect(element(text, 'CreateDate')).toBe('2026-11-22T09:30:00Z');
    expect(element(text, 'PermissionsBoundaryArn')).toBe(readOnly);
    expect(element(text, 'PermissionsBoundaryType')).toBe('Policy');
    expect([element(text, 'Key'), element(text, 'Value')]).toEqual(['team', 'blue']);
    expect(text).not.toMatch(/<(Description|MaxSessionDuration|RoleLastUsed)/);
  });

  // "URL-encoded compliant with RFC 3986" (API_GetRole)
  it('gives the trust policy URL-encoded, and keeps its text', async () => {
    const text = trust.replace('{"Effect"', "\n  { \"Sid\": \"a\",\t\"Effect\"").replace('"a"', '"Its"'); // prettier-ignore
    const reply = await createRole('x', { AssumeRolePolicyDocument: text });
    const encoded = element(reply.text, 'AssumeRolePolicyDocument') ?? '';
    expect(encoded).toMatch(/^[A-Za-z0-9%._~-]+$/);
    expect(decodeURIComponent(encoded)).toBe(text);
  });

  it('is in the trail with its parameters and its answer', async () => {
    await createRole('x', { MaxSessionDuration: '7200' });
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: 'CreateRole',
      readOnly: false,
      requestParameters: { roleName: 'x', assumeRolePolicyDocument: trust, maxSessionDuration: 7200 },
      responseElements: { role: { roleName: 'x', arn: arn('role/x') } },
    });
  });

  // reference_iam-quotas: 1,000 roles in an account
  it('refuses the role after the thousandth', async () => {
    await createRole('first');
    await world.store.write(async (tables) => {
      const first = (await tables.roles.get(roleKey(world.accountId, 'first'))) as RoleRecord;
      for (let index = 1; index < 1000; index++) {
        await tables.roles.put({
          ...first,
          key: roleKey(world.accountId, `r${index}`),
          roleId: `AROA${index}`,
        });
      }
    });
    const more = { RoleName: 'more', AssumeRolePolicyDocument: trust };
    expect(await world.query(root, 'CreateRole', more)).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for RolesPerAccount: 1000',
    });
    await done('DeleteRole', { RoleName: 'r1' });
    await done('CreateRole', more);
  });

  it('asks for the role to be, with tags and boundary; with tags for iam:TagRole too', async () => {
    const plain = await createRole('plain');
    expect(await askedAbout(world, plain)).toEqual([
      { action: 'iam:CreateRole', resource: arn('role/plain'), context: {} },
    ]);
    const tagged = await createRole('tagged', {
      Path: '/a/',
      PermissionsBoundary: readOnly,
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'blue',
    });
    const tags = { 'aws:RequestTag/team': 'blue', 'aws:TagKeys': ['team'] };
    expect(await askedAbout(world, tagged)).toEqual([
      {
        action: 'iam:CreateRole',
        resource: arn('role/a/tagged'),
        context: { ...tags, 'iam:PermissionsBoundary': readOnly },
      },
      { action: 'iam:TagRole', resource: arn('role/a/tagged'), context: tags },
    ]);
  });

  // access_policies_boundaries: an administrator who may make roles only within a boundary
  it('can be allowed with a boundary only', async () => {
    await done('CreateUser', { UserName: 'Zhang' });
    await done('PutUserPolicy', {
      UserName: 'Zhang',
      PolicyName: 'p',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
          Resource: '*',
          Condition: { StringEquals: { 'iam:PermissionsBoundary': readOnly } },
        },
      }),
    });
    const zhang = await world.keyOf(root, 'Zhang');
    const free = { RoleName: 'free', AssumeRolePolicyDocument: trust };
    expect(await world.query(zhang, 'CreateRole', free)).toMatchObject({ status: 403, code: 'AccessDenied' });
    await done('CreateRole', { ...free, PermissionsBoundary: readOnly }, zhang);
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const wider = { RoleName: 'free', PermissionsBoundary: admin };
    expect((await world.query(zhang, 'PutRolePermissionsBoundary', wider)).status).toBe(403);
    await done('PutRolePermissionsBoundary', { ...wider, PermissionsBoundary: readOnly }, zhang);
  });
});

describe('GetRole and ListRoles', () => {
  it('give description and session duration; the list neither tags, boundary nor use', async () => {
    await createRole('Admin', {
      Description: 'for admins',
      MaxSessionDuration: '43200',
      PermissionsBoundary: readOnly,
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': '',
    });
    const one = await done('GetRole', { RoleName: 'admin' });
    expect(element(one.text, 'RoleName')).toBe('Admin');
    expect(element(one.text, 'Description')).toBe('for admins');
    expect(element(one.text, 'MaxSessionDuration')).toBe('43200');
    expect(element(one.text, 'PermissionsBoundaryArn')).toBe(readOnly);
    expect(element(one.text, 'Key')).toBe('team');
    expect(one.text).toMatch(/<RoleLastUsed\/>|<RoleLastUsed><\/RoleLastUsed>/);
    // "does not return … PermissionsBoundary, RoleLastUsed, Tags" (API_ListRoles)
    const { text } = await done('ListRoles', {});
    expect(element(text, 'Description')).toBe('for admins');
    expect(element(text, 'MaxSessionDuration')).toBe('43200');
    expect(decodeURIComponent(element(text, 'AssumeRolePolicyDocument') ?? '')).toBe(trust);
    expect(text).not.toMatch(/<(PermissionsBoundary|RoleLastUsed|Tags)/);
  });

  it('GetRole says when and where a role was used', async () => {
    await createRole('x');
    const key = roleKey(world.accountId, 'x');
    await world.store.write((tables) =>
      tables.lastUsed.put({
        key,
        accountId: world.accountId,
        lastUsedAt: Date.UTC(2026, 10, 21, 8),
        serviceName: 's3',
        region: 'eu-west-1',
      }),
    );
    const { text } = await done('GetRole', { RoleName: 'x' });
    expect(element(text, 'LastUsedDate')).toBe('2026-11-21T08:00:00Z');
    expect(element(text, 'Region')).toBe('eu-west-1');
  });

  it('ListRoles gives pages in order of names, by prefix, and of one account', async () => {
    for (const name of ['c', 'B', 'a']) await createRole(name, { Path: '/team/' });
    await createRole('other');
    await world.store.write(async (tables) => {
      const role = (await tables.roles.get(roleKey(world.accountId, 'other'))) as RoleRecord;
      const accountId = '999999999999';
      await tables.roles.put({
        ...role,
        key: roleKey(accountId, 'z'),
        accountId,
        roleName: 'z',
        path: '/team/',
      });
    });
    const first = await done('ListRoles', { PathPrefix: '/te', MaxItems: '2' });
    expect(elements(first.text, 'RoleName')).toEqual(['a', 'B']);
    expect(element(first.text, 'IsTruncated')).toBe('true');
    await done('DeleteRole', { RoleName: 'b' });
    const second = await done('ListRoles', {
      PathPrefix: '/te',
      Marker: element(first.text, 'Marker') ?? '',
    });
    expect(elements(second.text, 'RoleName')).toEqual(['c']);
    expect(element(second.text, 'IsTruncated')).toBe('false');
    expect(elements((await done('ListRoles', {})).text, 'RoleName')).toEqual(['a', 'c', 'other']);
    expect(elements((await done('ListRoles', { PathPrefix: '/none/' })).text, 'RoleName')).toEqual([]);
  });

  it('ask for what AWS asks for', async () => {
    await createRole('x', { Path: '/p/', 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' });
    const list = await done('ListRoles', { PathPrefix: '/p/' });
    expect(await askedAbout(world, list)).toEqual([
      { action: 'iam:ListRoles', resource: arn('role/p/'), context: {} },
    ]);
    expect(await askedAbout(world, await done('GetRole', { RoleName: 'X' }))).toEqual([
      {
        action: 'iam:GetRole',
        resource: arn('role/p/x'),
        context: { 'aws:ResourceTag/team': 'blue', 'iam:ResourceTag/team': 'blue' },
      },
    ]);
  });
});

it('a stranger cannot tell whether a role exists', async () => {
  await createRole('there');
  await done('CreateUser', { UserName: 'stranger' });
  const stranger = await world.keyOf(root, 'stranger');
  const requests: [string, Parameters][] = [
    ['CreateRole', { AssumeRolePolicyDocument: trust }],
    ['GetRole', {}],
    ['DeleteRole', {}],
    ['UpdateRole', {}],
    ['UpdateRoleDescription', { Description: '' }],
    ['UpdateAssumeRolePolicy', { PolicyDocument: trust }],
    ['PutRolePermissionsBoundary', { PermissionsBoundary: readOnly }],
    ['DeleteRolePermissionsBoundary', {}],
    ['ListRoleTags', {}],
    ['ListInstanceProfilesForRole', {}],
    ['DeleteServiceLinkedRole', {}],
  ];
  for (const [action, parameters] of requests) {
    const there = await world.query(stranger, action, { RoleName: 'there', ...parameters });
    const not = await world.query(stranger, action, { RoleName: 'nobody', ...parameters });
    expect([action, there.status, there.code]).toEqual([action, 403, 'AccessDenied']);
    expect(not.message).toBe(there.message?.replaceAll('there', 'nobody'));
  }
});

describe('changes', () => {
  beforeEach(async () => {
    await createRole('x', { Description: 'first', MaxSessionDuration: '7200' });
  });

  async function settings(): Promise<readonly (string | undefined)[]> {
    const { text } = await done('GetRole', { RoleName: 'x' });
    return [element(text, 'Description'), element(text, 'MaxSessionDuration')];
  }

  // What is left out stays: as AWS was recorded, against the sentence of API_UpdateRole
  it('UpdateRole changes what is given', async () => {
    await done('UpdateRole', { RoleName: 'X', Description: 'second' });
    expect(await settings()).toEqual(['second', '7200']);
    await done('UpdateRole', { RoleName: 'x', MaxSessionDuration: '3600' });
    expect(await settings()).toEqual(['second', '3600']);
    const before = await revision();
    await done('UpdateRole', { RoleName: 'x' });
    await done('UpdateRole', { RoleName: 'x', Description: 'second' });
    expect(await settings()).toEqual(['second', '3600']);
    expect(await revision()).toBe(before);
    await done('UpdateRole', { RoleName: 'x', Description: '' });
    expect((await settings())[0] ?? '').toBe('');
  });

  it('UpdateRoleDescription gives the role with its description', async () => {
    const { text } = await done('UpdateRoleDescription', { RoleName: 'x', Description: 'second' });
    expect(element(text, 'Description')).toBe('second');
    expect(element(text, 'RoleName')).toBe('x');
    expect(text).not.toContain('<MaxSessionDuration');
    expect(await settings()).toEqual(['second', '7200']);
  });

  it('UpdateAssumeRolePolicy replaces the trust policy', async () => {
    const other = trust.replace('ec2', 'lambda');
    const before = await revision();
    await done('UpdateAssumeRolePolicy', { RoleName: 'x', PolicyDocument: other });
    expect(await revision()).toBe(before + 1);
    const { text } = await done('GetRole', { RoleName: 'x' });
    expect(decodeURIComponent(element(text, 'AssumeRolePolicyDocument') ?? '')).toBe(other);
  });

  it('a boundary is put, replaced and taken away', async () => {
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const boundary = async (): Promise<string | undefined> =>
      element((await done('GetRole', { RoleName: 'x' })).text, 'PermissionsBoundaryArn');
    const put = await done('PutRolePermissionsBoundary', { RoleName: 'x', PermissionsBoundary: readOnly });
    expect(await askedAbout(world, put)).toEqual([
      {
        action: 'iam:PutRolePermissionsBoundary',
        resource: arn('role/x'),
        context: { 'iam:PermissionsBoundary': readOnly },
      },
    ]);
    expect(await boundary()).toBe(readOnly);
    await done('PutRolePermissionsBoundary', { RoleName: 'x', PermissionsBoundary: admin });
    expect(await boundary()).toBe(admin);

    // Service Authorization Reference: the key is of these two actions too, and is the boundary that the role has.
    const trusting = await done('UpdateAssumeRolePolicy', { RoleName: 'x', PolicyDocument: trust });
    const deleting = await done('DeleteRolePermissionsBoundary', { RoleName: 'x' });
    for (const reply of [trusting, deleting]) {
      expect((await askedAbout(world, reply))[0]?.context).toEqual({ 'iam:PermissionsBoundary': admin });
    }
    expect(await boundary()).toBeUndefined();
    const before = await revision();
    expect(await world.query(root, 'DeleteRolePermissionsBoundary', { RoleName: 'x' })).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
      message: 'The role with name x has no permissions boundary.',
    });
    expect(await revision()).toBe(before);
  });

  it('tags are put, replaced, listed by key and taken away', async () => {
    const tag = (key: string, value: string): Promise<Reply> =>
      done('TagRole', { RoleName: 'x', 'Tags.member.1.Key': key, 'Tags.member.1.Value': value });
    await tag('team', 'blue');
    await tag('cost', '1');
    const last = await tag('Team', 'red');
    expect(await askedAbout(world, last)).toEqual([
      {
        action: 'iam:TagRole',
        resource: arn('role/x'),
        context: {
          'aws:RequestTag/Team': 'red',
          'aws:TagKeys': ['Team'],
          'aws:ResourceTag/team': 'blue',
          'iam:ResourceTag/team': 'blue',
          'aws:ResourceTag/cost': '1',
          'iam:ResourceTag/cost': '1',
        },
      },
    ]);
    const tags = async (): Promise<readonly string[]> => {
      const { text } = await done('ListRoleTags', { RoleName: 'x' });
      return elements(text, 'Key').map((key, index) => `${key}=${elements(text, 'Value')[index]}`);
    };
    expect(await tags()).toEqual(['Team=red', 'cost=1']);
    await done('UntagRole', { RoleName: 'x', 'TagKeys.member.1': 'COST', 'TagKeys.member.2': 'none' });
    expect(await tags()).toEqual(['Team=red']);
  });
});

describe('DeleteRole', () => {
  // "you must delete the items attached to the role manually, or the deletion fails" (API_DeleteRole)
  it('waits for policies and instance profiles to be taken away', async () => {
    await createRole('x');
    await done('AttachRolePolicy', { RoleName: 'x', PolicyArn: readOnly });
    await done('PutRolePolicy', { RoleName: 'x', PolicyName: 'p', PolicyDocument: allow('s3:*') });
    await done('CreateInstanceProfile', { InstanceProfileName: 'x' });
    await done('AddRoleToInstanceProfile', { InstanceProfileName: 'x', RoleName: 'x' });
    const refused = async (): Promise<string | undefined> => {
      const reply = await world.query(root, 'DeleteRole', { RoleName: 'x' });
      expect(reply).toMatchObject({ status: 409, code: 'DeleteConflict' });
      return reply.message;
    };
    expect(await refused()).toBe('Cannot delete entity, must detach all policies first.');
    await done('DetachRolePolicy', { RoleName: 'x', PolicyArn: readOnly });
    expect(await refused()).toBe('Cannot delete entity, must delete policies first.');
    await done('DeleteRolePolicy', { RoleName: 'x', PolicyName: 'p' });
    expect(await refused()).toBe('Cannot delete entity, must remove roles from instance profile first.');
    await done('RemoveRoleFromInstanceProfile', { InstanceProfileName: 'x', RoleName: 'x' });
    await done('DeleteRole', { RoleName: 'x' });
    expect((await world.query(root, 'GetRole', { RoleName: 'x' })).code).toBe('NoSuchEntity');
  });

  it('leaves nothing that a later role of the same name would inherit', async () => {
    await createRole('x');
    const key = roleKey(world.accountId, 'x');
    const before = await done('GetRole', { RoleName: 'x' });
    const { accountId } = world;
    await world.store.write(async (tables) => {
      await tables.lastUsed.put({ key, accountId, lastUsedAt: 1, serviceName: 's3', region: 'us-east-1' });
      const access = { accountId, service: 's3', at: 1, region: 'us-east-1' };
      await tables.accesses.put({ ...access, key: `${key}/s3/`, ownerKey: key });
      const other = userKey(accountId, 'y');
      await tables.accesses.put({ ...access, key: `${other}/s3/`, ownerKey: other });
      const session = {
        accountId,
        kind: 'role' as const,
        secretAccessKey: 's',
        sessionToken: 't',
        issuedAt: 1,
        expiresAt: 2,
        mfaAuthenticated: false,
      };
      await tables.sessions.put({ ...session, key: 'ASIA1', accessKeyId: 'ASIA1', ownerKey: key });
      await tables.sessions.put({ ...session, key: 'ASIA2', accessKeyId: 'ASIA2', ownerKey: other });
    });
    await done('DeleteRole', { RoleName: 'X' });
    const { text } = await createRole('x');
    expect(element(text, 'RoleId')).not.toBe(element(before.text, 'RoleId'));
    await world.store.read(async (tables) => {
      expect(await tables.lastUsed.get(key)).toBeUndefined();
      expect((await tables.accesses.all()).filter(({ service }) => service === 's3')).toHaveLength(1);
      expect((await tables.sessions.all()).filter(({ issuedAt }) => issuedAt === 1)).toHaveLength(1);
    });
  });
});
