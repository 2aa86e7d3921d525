// What IAM's denials call the resource. AWS's pages show no example of IAM's own; these are the forms in which people
// have published them, an action of each kind. The policies are asked about ARNs all the same.

import { beforeEach, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { makeWorld, type World } from '../world.ts';

let world: World;
let mallory: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  const root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'mallory', Path: '/team/' });
  await world.query(root, 'CreateUser', { UserName: 'Alice', Path: '/team/' });
  mallory = await world.keyOf(root, 'mallory');
});

// "ACCOUNT" stands for the account's id.
const said: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  // Whom a request names, by the name that it gives, whether or not there is one.
  ['GetUser', { UserName: 'alice' }, 'user alice'],
  ['GetUser', { UserName: 'nobody' }, 'user nobody'],
  ['ListUserPolicies', { UserName: 'Alice' }, 'user Alice'],
  [
    'AttachUserPolicy',
    { UserName: 'Alice', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    'user Alice',
  ],
  ['CreateAccessKey', { UserName: 'Alice' }, 'user Alice'],
  ['UpdateUser', { UserName: 'Alice', NewUserName: 'Bob' }, 'user Alice'],
  ['ListMFADevices', { UserName: 'Alice' }, 'user Alice'],
  ['GetGroup', { GroupName: 'Admins' }, 'group Admins'],
  ['AddUserToGroup', { GroupName: 'Admins', UserName: 'Alice' }, 'group Admins'],
  ['GetRole', { RoleName: 'Deploy' }, 'role Deploy'],
  ['ListRoleTags', { RoleName: 'Deploy' }, 'role Deploy'],
  ['GetInstanceProfile', { InstanceProfileName: 'Web' }, 'instance profile Web'],
  [
    'GetPolicy',
    { PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    'policy arn:aws:iam::aws:policy/ReadOnlyAccess',
  ],
  // Oneself, where the name is left out.
  ['GetUser', {}, 'user mallory'],
  ['ListAccessKeys', {}, 'user mallory'],
  // What is yet to be, by its ARN; a policy by its name.
  ['CreateUser', { UserName: 'new', Path: '/a/' }, 'arn:aws:iam::ACCOUNT:user/a/new'],
  ['CreateGroup', { GroupName: 'new' }, 'arn:aws:iam::ACCOUNT:group/new'],
  ['CreateVirtualMFADevice', { VirtualMFADeviceName: 'new' }, 'arn:aws:iam::ACCOUNT:mfa/new'],
  ['CreateInstanceProfile', { InstanceProfileName: 'new' }, 'arn:aws:iam::ACCOUNT:instance-profile/new'],
  [
    'CreatePolicy',
    { PolicyName: 'new', PolicyDocument: '{"Version":"2012-10-17","Statement":[]}' },
    'policy new',
  ],
  // Lists, by the path.
  ['ListUsers', {}, 'arn:aws:iam::ACCOUNT:user/'],
  ['ListRoles', { PathPrefix: '/a/' }, 'arn:aws:iam::ACCOUNT:role/a/'],
  ['ListPolicies', {}, 'policy path /'],
  ['ListPolicies', { PathPrefix: '/a/' }, 'policy path /a/'],
  ['ListVirtualMFADevices', {}, 'arn:aws:iam::ACCOUNT:mfa/'],
  // The account as a whole.
  ['GetAccountSummary', {}, '*'],
  // Where the parameter is an ARN, that.
  [
    'SimulatePrincipalPolicy',
    { PolicySourceArn: 'arn:aws:iam::ACCOUNT:user/team/Alice', 'ActionNames.member.1': 'iam:GetUser' },
    'arn:aws:iam::ACCOUNT:user/team/Alice',
  ],
];

it.each(said)('%s %j is denied on %s', async (action, parameters, resource) => {
  const real = (text: string): string => text.replace('ACCOUNT', world.accountId);
  const given = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, real(value)]));
  expect(await world.query(mallory, action, given)).toMatchObject({
    code: 'AccessDenied',
    message:
      `User: arn:aws:iam::${world.accountId}:user/team/mallory is not authorized to perform: ` +
      `iam:${action} on resource: ${real(resource)} because no identity-based policy allows the iam:${action} action`,
  });
});

it('asks the policies about the ARN, with its path', async () => {
  const { requestId } = await world.query(mallory, 'GetUser', { UserName: 'alice' });
  const [record] = await world.store.read((tables) => tables.traces.where('requestId', requestId));
  expect(record?.trace.authorization?.checks).toMatchObject([
    { request: { resource: `arn:aws:iam::${world.accountId}:user/team/Alice` } },
  ]);
});
