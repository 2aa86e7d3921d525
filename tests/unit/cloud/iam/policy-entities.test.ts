// Who has a policy (API_ListEntitiesForPolicy), and which policies let somebody use a service
// (API_ListPoliciesGrantingServiceAccess).

import { beforeEach, describe, expect, it } from 'vitest';
import { attachmentKey, roleKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type World } from '../world.ts';
import { limitUser, putGroup, putMembership, putRole } from './account-rows.ts';

const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
const s3ReadOnly = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

let world: World;
let root: Credentials;
let own: string;

type Parameters = Readonly<Record<string, string>>;

const ask = (action: string, parameters: Parameters = {}) => world.query(root, action, parameters);

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  own = `arn:aws:iam::${world.accountId}:policy/Own`;
  await ask('CreatePolicy', { PolicyName: 'Own', PolicyDocument: allow('s3:*') });
  await ask('CreateUser', { UserName: 'alice' });
  await ask('CreateUser', { UserName: 'bob', Path: '/team/' });
  await putGroup(world, 'admins', '/team/');
  await putRole(world, 'app');
});

describe('ListEntitiesForPolicy', () => {
  beforeEach(async () => {
    await ask('AttachUserPolicy', { UserName: 'bob', PolicyArn: own });
    await ask('AttachGroupPolicy', { GroupName: 'admins', PolicyArn: own });
    await ask('AttachRolePolicy', { RoleName: 'app', PolicyArn: own });
    await limitUser(world, 'alice', own);
    // Attached to, and the boundary of: told once.
    await limitUser(world, 'bob', own);
  });

  const list = async (parameters: Parameters = {}) => {
    const { text } = await ask('ListEntitiesForPolicy', { PolicyArn: own, ...parameters });
    return [elements(text, 'GroupName'), elements(text, 'UserName'), elements(text, 'RoleName')];
  };

  it('tells names and ids', async () => {
    const { text } = await ask('ListEntitiesForPolicy', { PolicyArn: own });
    expect(elements(text, 'GroupId')).toEqual(['AGPAADMINS']);
    expect(elements(text, 'RoleId')).toEqual(['AROAAPP']);
    expect(elements(text, 'UserId')).toEqual([
      expect.stringMatching(/^AIDA/),
      expect.stringMatching(/^AIDA/),
    ]);
    expect(element(text, 'IsTruncated')).toBe('false');
  });

  it.each<[Parameters, readonly (readonly string[])[]]>([
    [{}, [['admins'], ['alice', 'bob'], ['app']]],
    [{ EntityFilter: 'User' }, [[], ['alice', 'bob'], []]],
    [{ EntityFilter: 'Group' }, [['admins'], [], []]],
    [{ EntityFilter: 'Role' }, [[], [], ['app']]],
    [{ EntityFilter: 'LocalManagedPolicy' }, [[], [], []]],
    [{ PathPrefix: '/team/' }, [['admins'], ['bob'], []]],
    [{ PolicyUsageFilter: 'PermissionsPolicy' }, [['admins'], ['bob'], ['app']]],
    [{ PolicyUsageFilter: 'PermissionsBoundary' }, [[], ['alice', 'bob'], []]],
    [{ PolicyUsageFilter: 'PermissionsBoundary', PathPrefix: '/team/' }, [[], ['bob'], []]],
  ])('%j', async (parameters, expected) => {
    expect(await list(parameters)).toEqual(expected);
  });

  it('pages over all three kinds', async () => {
    const seen: string[] = [];
    let marker: Parameters = {};
    for (let page = 0; page < 4; page++) {
      const { text } = await ask('ListEntitiesForPolicy', { PolicyArn: own, MaxItems: '1', ...marker });
      seen.push(...elements(text, 'GroupName'), ...elements(text, 'RoleName'), ...elements(text, 'UserName'));
      expect(element(text, 'IsTruncated')).toBe(String(page < 3));
      marker = { Marker: element(text, 'Marker') ?? '' };
    }
    expect(seen).toEqual(['admins', 'app', 'alice', 'bob']);
  });

  it('tells nothing of another account, not of AWS’s policies either', async () => {
    const accountId = '999988887777';
    await world.store.write(async ({ attachments, roles }) => {
      const ownerKey = roleKey(accountId, 'theirs');
      await roles.put({
        key: ownerKey,
        accountId,
        roleName: 'theirs',
        roleId: 'AROATHEIRS',
        path: '/',
        trustPolicy: '{}',
        maxSessionDuration: 3600,
        tags: [],
        createdAt: 0,
        boundaryArn: admin,
      });
      await attachments.put({ key: attachmentKey(ownerKey, admin), accountId, ownerKey, policyArn: admin });
    });
    await ask('AttachRolePolicy', { RoleName: 'app', PolicyArn: admin });
    expect(await list({ PolicyArn: admin })).toEqual([[], [], ['app']]);
  });
});

describe('ListPoliciesGrantingServiceAccess', () => {
  const grants = async (arn: string, ...services: readonly string[]) => {
    const reply = await ask('ListPoliciesGrantingServiceAccess', {
      Arn: arn,
      ...Object.fromEntries(services.map((service, n) => [`ServiceNamespaces.member.${n + 1}`, service])),
    });
    expect(reply.status).toBe(200);
    return reply.text;
  };

  /** Names of the policies for one service. */
  const names = async (arn: string, service: string) => elements(await grants(arn, service), 'PolicyName');

  let alice: string;

  beforeEach(async () => {
    alice = `arn:aws:iam::${world.accountId}:user/alice`;
    await putMembership(world, 'admins', 'alice');
  });

  it('tells of the user’s own and of its groups’ policies, as the API reference shows', async () => {
    await ask('AttachUserPolicy', { UserName: 'alice', PolicyArn: own });
    await ask('PutGroupPolicy', {
      GroupName: 'admins',
      PolicyName: 'users',
      PolicyDocument: allow(['iam:GetUser', 'S3:GetObject']),
    });
    const text = await grants(alice, 'iam', 's3', 'ec2');
    expect(elements(text, 'ServiceNamespace')).toEqual(['iam', 's3', 'ec2']);
    expect(await names(alice, 'iam')).toEqual(['users']);
    expect(await names(alice, 's3')).toEqual(['Own', 'users']);
    expect(await names(alice, 'ec2')).toEqual([]);
    const one = await grants(alice, 'iam');
    expect(element(one, 'PolicyType')).toBe('INLINE');
    expect(element(one, 'EntityType')).toBe('GROUP');
    expect(element(one, 'EntityName')).toBe('admins');
    expect(one).not.toContain('PolicyArn');
    const managed = await grants(alice, 's3');
    expect(element(managed, 'PolicyArn')).toBe(own);
    expect(element(managed, 'IsTruncated')).toBe('false');
  });

  it('reads AWS’s policies, and all that an Allow with NotAction leaves', async () => {
    await ask('AttachRolePolicy', { RoleName: 'app', PolicyArn: s3ReadOnly });
    const statement = { Effect: 'Allow', NotAction: ['iam:*', 'ec2:RunInstances'], Resource: '*' };
    await ask('PutRolePolicy', {
      RoleName: 'app',
      PolicyName: 'rest',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
    });
    await ask('PutRolePolicy', {
      RoleName: 'app',
      PolicyName: 'denies',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { ...statement, Effect: 'Deny', NotAction: undefined, Action: 's3:*' },
      }),
    });
    const app = `arn:aws:iam::${world.accountId}:role/app`;
    expect(await names(app, 's3')).toEqual(['rest', 'AmazonS3ReadOnlyAccess']);
    expect(await names(app, 'ec2')).toEqual(['rest']);
    expect(await names(app, 'iam')).toEqual([]);
  });

  it('leaves boundaries out, and of a group its members', async () => {
    await limitUser(world, 'alice', own);
    await ask('PutUserPolicy', { UserName: 'alice', PolicyName: 'mine', PolicyDocument: allow('iam:*') });
    await ask('AttachGroupPolicy', { GroupName: 'admins', PolicyArn: admin });
    expect(await names(alice, 's3')).toEqual(['AdministratorAccess']);
    expect(await names(`arn:aws:iam::${world.accountId}:group/team/admins`, 'iam')).toEqual([
      'AdministratorAccess',
    ]);
  });

  it('refuses who is not there, and who is of another account', async () => {
    const list = (arn: string) =>
      ask('ListPoliciesGrantingServiceAccess', { Arn: arn, 'ServiceNamespaces.member.1': 's3' });
    expect(await list(`arn:aws:iam::${world.accountId}:user/nobody`)).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
      message: 'The user with name nobody cannot be found.',
    });
    expect(await list('arn:aws:iam::999988887777:user/alice')).toMatchObject({
      status: 400,
      code: 'InvalidInput',
    });
    expect(await list(`arn:aws:sts::${world.accountId}:assumed-role/app/x`)).toMatchObject({
      status: 400,
      code: 'InvalidInput',
    });
  });

  it('takes the permission on the one it is about', async () => {
    await ask('PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'look',
      PolicyDocument: allow('iam:ListPoliciesGrantingServiceAccess', alice),
    });
    const key = await world.keyOf(root, 'alice');
    const list = (arn: string) =>
      world.query(key, 'ListPoliciesGrantingServiceAccess', { Arn: arn, 'ServiceNamespaces.member.1': 's3' });
    expect((await list(alice)).status).toBe(200);
    const bob = `arn:aws:iam::${world.accountId}:user/bob`;
    expect((await list(bob)).message).toContain(`iam:ListPoliciesGrantingServiceAccess on resource: ${bob} `);
    // Where bob is, a denial does not tell.
    const traces = await world.store.read((tables) => tables.traces.all());
    const [check] = traces.at(-1)?.trace.authorization?.checks ?? [];
    expect(check?.request.resource).toBe(`arn:aws:iam::${world.accountId}:user/team/bob`);
  });
});
