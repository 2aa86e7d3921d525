// Instance profiles. Messages and the members of answers are as AWS was recorded to give them.

import { beforeEach, describe, expect, it } from 'vitest';
import { namedKey } from '../../../../src/cloud/keys.ts';
import type { InstanceProfileRecord } from '../../../../src/cloud/records.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { askedAbout } from './asked.ts';

type Parameters = Readonly<Record<string, string>>;

const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'; // prettier-ignore

let world: World;
let root: Credentials;
const arn = (rest: string): string => `arn:aws:iam::${world.accountId}:${rest}`;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  for (const RoleName of ['S3Access', 'other']) {
    await done('CreateRole', { RoleName, AssumeRolePolicyDocument: trust, Description: 'd' });
  }
});

async function done(action: string, parameters: Parameters = {}, credentials = root): Promise<Reply> {
  const reply = await world.query(credentials, action, parameters);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply;
}

async function revision(): Promise<number> {
  return (await world.store.read((tables) => tables.meta.get('state')))?.revision ?? 0;
}

describe('errors', () => {
  const unknown = [404, 'NoSuchEntity', 'Instance Profile none cannot be found.'] as const;
  const tag = { 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': '' };
  const cases: readonly (readonly [string, Parameters, number, string, string])[] = [
    ['CreateInstanceProfile', { InstanceProfileName: 'webSERVER' }, 409, 'EntityAlreadyExists', 'Instance Profile webSERVER already exists.'],
    ['CreateInstanceProfile', { InstanceProfileName: 'x'.repeat(129) }, 400, 'ValidationError', `1 validation error detected: Value '${'x'.repeat(129)}' at 'instanceProfileName' failed to satisfy constraint: Member must have length less than or equal to 128`],
    ['GetInstanceProfile', { InstanceProfileName: 'none' }, ...unknown],
    ['DeleteInstanceProfile', { InstanceProfileName: 'none' }, ...unknown],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'none', RoleName: 'S3Access' }, ...unknown],
    ['RemoveRoleFromInstanceProfile', { InstanceProfileName: 'none', RoleName: 'S3Access' }, ...unknown],
    ['TagInstanceProfile', { InstanceProfileName: 'none', ...tag }, ...unknown],
    ['UntagInstanceProfile', { InstanceProfileName: 'none', 'TagKeys.member.1': 'a' }, ...unknown],
    ['ListInstanceProfileTags', { InstanceProfileName: 'none' }, ...unknown],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'Empty', RoleName: 'none' }, 404, 'NoSuchEntity', 'The role with name none cannot be found.'],
    ['RemoveRoleFromInstanceProfile', { InstanceProfileName: 'Webserver', RoleName: 'none' }, 404, 'NoSuchEntity', 'The role with name none cannot be found.'],
    ['RemoveRoleFromInstanceProfile', { InstanceProfileName: 'Webserver', RoleName: 'other' }, 404, 'NoSuchEntity', 'Role other in Instance Profile Webserver cannot be found.'],
    ['RemoveRoleFromInstanceProfile', { InstanceProfileName: 'Empty', RoleName: 'S3Access' }, 404, 'NoSuchEntity', 'Role S3Access in Instance Profile Empty cannot be found.'],
    // "An instance profile can contain only one role, and this quota cannot be increased" (API_AddRoleToInstanceProfile)
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'Webserver', RoleName: 'other' }, 409, 'LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1'],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'Webserver', RoleName: 'S3Access' }, 409, 'LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1'],
    ['DeleteInstanceProfile', { InstanceProfileName: 'Webserver' }, 409, 'DeleteConflict', 'Cannot delete entity, must remove roles from instance profile first.'],
    ['RemoveRoleFromInstanceProfile', { InstanceProfileName: 'Empty', RoleName: 'AWSServiceRoleForECS' }, 400, 'UnmodifiableEntity', "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this role is only modifiable by AWS"],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'Empty', RoleName: 'AWSServiceRoleForECS' }, 400, 'UnmodifiableEntity', "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this role is only modifiable by AWS"],
    ['ListInstanceProfilesForRole', { RoleName: 'none' }, 404, 'NoSuchEntity', 'The role with name none cannot be found.'],
    ['ListInstanceProfiles', { Marker: 'nonsense' }, 400, 'ValidationError', 'Invalid Marker.'],
    ['ListInstanceProfilesForRole', { RoleName: 'S3Access', Marker: 'x' }, 400, 'ValidationError', 'Invalid Marker.'],
  ]; // prettier-ignore

  it.each(cases)('%s %j', async (action, parameters, status, code, message) => {
    await done('CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' });
    await done('CreateInstanceProfile', { InstanceProfileName: 'Webserver' });
    await done('CreateInstanceProfile', { InstanceProfileName: 'Empty' });
    await done('AddRoleToInstanceProfile', { InstanceProfileName: 'Webserver', RoleName: 'S3Access' });
    const before = await revision();
    expect(await world.query(root, action, parameters)).toMatchObject({ status, code, message });
    expect(await revision()).toBe(before);
  });

  // reference_iam-quotas: 1,000 instance profiles in an account
  it('the one after the thousandth', async () => {
    await done('CreateInstanceProfile', { InstanceProfileName: 'first' });
    const key = (name: string): string => namedKey(world.accountId, 'instance-profile', name);
    await world.store.write(async (tables) => {
      const first = (await tables.instanceProfiles.get(key('first'))) as InstanceProfileRecord;
      for (let index = 1; index < 1000; index++) {
        await tables.instanceProfiles.put({ ...first, key: key(`p${index}`) });
      }
    });
    expect(await world.query(root, 'CreateInstanceProfile', { InstanceProfileName: 'more' })).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for InstanceProfilesPerAccount: 1000',
    });
    await done('DeleteInstanceProfile', { InstanceProfileName: 'p1' });
    await done('CreateInstanceProfile', { InstanceProfileName: 'more' });
  });
});

it('is made, gets a role, shows it and loses it', async () => {
  const made = await done('CreateInstanceProfile', { InstanceProfileName: 'Webserver', Path: '/web/' });
  expect(element(made.text, 'Arn')).toBe(arn('instance-profile/web/Webserver'));
  expect(element(made.text, 'InstanceProfileId')).toMatch(/^AIPA[A-Z2-7]{17}$/);
  expect(element(made.text, 'CreateDate')).toBe('2026-11-22T09:30:00Z');
  expect(made.text).toContain('<Roles');
  expect(made.text).not.toContain('<Tags');
  expect(made.text).not.toContain('<RoleName>');

  const before = await revision();
  await done('AddRoleToInstanceProfile', { InstanceProfileName: 'WEBserver', RoleName: 's3access' });
  expect(await revision()).toBe(before + 1);
  const { text } = await done('GetInstanceProfile', { InstanceProfileName: 'webserver' });
  expect(elements(text, 'RoleName')).toEqual(['S3Access']);
  expect(decodeURIComponent(element(text, 'AssumeRolePolicyDocument') ?? '')).toBe(trust);
  // The role without description and session duration; the profile with its tags, of which there are none.
  expect(text).not.toMatch(/<(Description|MaxSessionDuration)/);
  expect(text).toContain('<Tags');

  await done('RemoveRoleFromInstanceProfile', { InstanceProfileName: 'webserver', RoleName: 'S3ACCESS' });
  const without = await done('GetInstanceProfile', { InstanceProfileName: 'webserver' });
  expect(elements(without.text, 'RoleName')).toEqual([]);
  await done('DeleteInstanceProfile', { InstanceProfileName: 'WebServer' });
  expect((await world.query(root, 'GetInstanceProfile', { InstanceProfileName: 'webserver' })).status).toBe(
    404,
  );
});

it('is listed in pages, by prefix and by role', async () => {
  for (const name of ['c', 'B', 'a']) {
    await done('CreateInstanceProfile', { InstanceProfileName: name, Path: '/web/', 'Tags.member.1.Key': 'k', 'Tags.member.1.Value': 'v' }); // prettier-ignore
    await done('AddRoleToInstanceProfile', { InstanceProfileName: name, RoleName: 'S3Access' });
  }
  await done('CreateInstanceProfile', { InstanceProfileName: 'd' });
  const names = (reply: Reply): readonly string[] => elements(reply.text, 'InstanceProfileName');
  const all = await done('ListInstanceProfiles');
  expect(names(all)).toEqual(['a', 'B', 'c', 'd']);
  expect(elements(all.text, 'RoleName')).toEqual(['S3Access', 'S3Access', 'S3Access']);
  // "this operation does not return tags" (API_ListInstanceProfiles)
  expect(all.text).not.toContain('<Tags');
  for (const [action, parameters] of [
    ['ListInstanceProfiles', { PathPrefix: '/web/' }],
    ['ListInstanceProfilesForRole', { RoleName: 's3access' }],
  ] as const) {
    const first = await done(action, { ...parameters, MaxItems: '2' });
    expect(names(first)).toEqual(['a', 'B']);
    expect(element(first.text, 'IsTruncated')).toBe('true');
    const second = await done(action, { ...parameters, Marker: element(first.text, 'Marker') ?? '' });
    expect(names(second)).toEqual(['c']);
    expect(element(second.text, 'IsTruncated')).toBe('false');
  }
  expect(names(await done('ListInstanceProfilesForRole', { RoleName: 'other' }))).toEqual([]);
});

it('has tags', async () => {
  const made = await done('CreateInstanceProfile', {
    InstanceProfileName: 'Webserver',
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': 'blue',
  });
  const context = { 'aws:RequestTag/team': 'blue', 'aws:TagKeys': ['team'] };
  const resource = arn('instance-profile/Webserver');
  expect(element(made.text, 'Value')).toBe('blue');
  expect(await askedAbout(world, made)).toEqual([
    { action: 'iam:CreateInstanceProfile', resource, context },
    { action: 'iam:TagInstanceProfile', resource, context },
  ]);
  const name = { InstanceProfileName: 'webserver' };
  await done('TagInstanceProfile', { ...name, 'Tags.member.1.Key': 'cost', 'Tags.member.1.Value': '' });
  const untag = await done('UntagInstanceProfile', { ...name, 'TagKeys.member.1': 'team' });
  expect(await askedAbout(world, untag)).toEqual([
    {
      action: 'iam:UntagInstanceProfile',
      resource,
      context: {
        'aws:TagKeys': ['team'],
        'aws:ResourceTag/team': 'blue',
        'iam:ResourceTag/team': 'blue',
        'aws:ResourceTag/cost': '',
        'iam:ResourceTag/cost': '',
      },
    },
  ]);
  expect(elements((await done('ListInstanceProfileTags', name)).text, 'Key')).toEqual(['cost']);
  expect(elements((await done('GetInstanceProfile', name)).text, 'Key')).toEqual(['cost']);
});

// "The caller of this operation must be granted the PassRole permission on the IAM role" (API_AddRoleToInstanceProfile)
describe('AddRoleToInstanceProfile', () => {
  const add = { InstanceProfileName: 'Webserver', RoleName: 'S3Access' };
  let caller: Credentials;

  beforeEach(async () => {
    await done('CreateInstanceProfile', { InstanceProfileName: 'Webserver' });
    await done('CreateUser', { UserName: 'Alice' });
    caller = await world.keyOf(root, 'Alice');
  });

  const put = (PolicyDocument: string): Promise<Reply> =>
    done('PutUserPolicy', { UserName: 'Alice', PolicyName: 'p', PolicyDocument });

  it('asks for both', async () => {
    expect(await askedAbout(world, await done('AddRoleToInstanceProfile', add))).toEqual([
      {
        action: 'iam:AddRoleToInstanceProfile',
        resource: arn('instance-profile/Webserver'),
        context: {},
      },
      {
        action: 'iam:PassRole',
        resource: arn('role/S3Access'),
        context: {
          'iam:PassedToService': 'ec2.amazonaws.com',
          'iam:AssociatedResourceArn': `arn:aws:ec2:*:${world.accountId}:instance/*`,
        },
      },
    ]);
  });

  it('is denied without iam:PassRole on the role', async () => {
    await put(allow('iam:AddRoleToInstanceProfile'));
    expect(await world.query(caller, 'AddRoleToInstanceProfile', add)).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: `User: ${arn('user/Alice')} is not authorized to perform: iam:PassRole on resource: ${arn('role/S3Access')} because no identity-based policy allows the iam:PassRole action`,
    });
    const passing = (service: string): string =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'iam:AddRoleToInstanceProfile', Resource: '*' },
          {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: arn('role/S3Access'),
            Condition: { StringEquals: { 'iam:PassedToService': service } },
          },
        ],
      });
    await put(passing('lambda.amazonaws.com'));
    expect((await world.query(caller, 'AddRoleToInstanceProfile', add)).status).toBe(403);
    await put(passing('ec2.amazonaws.com'));
    expect(
      (await world.query(caller, 'AddRoleToInstanceProfile', { ...add, RoleName: 'other' })).status,
    ).toBe(403);
    await done('AddRoleToInstanceProfile', add, caller);
  });

  it('tells a stranger neither of the role nor of the profile', async () => {
    await put(allow('iam:AddRoleToInstanceProfile'));
    const role = await world.query(caller, 'AddRoleToInstanceProfile', { ...add, RoleName: 'nobody' });
    const there = await world.query(caller, 'AddRoleToInstanceProfile', add);
    expect(role.message).toBe(there.message?.replace('S3Access', 'nobody'));
    for (const action of ['GetInstanceProfile', 'DeleteInstanceProfile', 'ListInstanceProfileTags']) {
      const known = await world.query(caller, action, { InstanceProfileName: 'Webserver' });
      const unknown = await world.query(caller, action, { InstanceProfileName: 'nothing' });
      expect(known.code).toBe('AccessDenied');
      expect(unknown.message).toBe(known.message?.replace('Webserver', 'nothing'));
    }
  });
});
