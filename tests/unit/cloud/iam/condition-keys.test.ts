// The condition keys of IAM's own that each action is asked about with, held against those that AWS lists for it
// (Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access Management").

import { beforeAll, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { compiledCatalog } from '../../compiled-catalog.ts';
import { allow, makeWorld, type World } from '../world.ts';
import { askedAbout } from './asked.ts';

type Parameters = Readonly<Record<string, string>>;

const readOnly = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
const powerUser = 'arn:aws:iam::aws:policy/PowerUserAccess';
const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'; // prettier-ignore
const document = allow('s3:*');
const tag = { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'red' };
const untag = { 'TagKeys.member.1': 'team' };

let world: World;
let root: Credentials;

const user = { UserName: 'Limited' };
const group = { GroupName: 'Group' };
const role = { RoleName: 'Limited' };
const policy = () => ({ PolicyArn: `arn:aws:iam::${world.accountId}:policy/Own` });

beforeAll(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  const boundary = { PermissionsBoundary: readOnly };
  const ask = async (action: string, parameters: Parameters): Promise<void> => {
    const reply = await world.query(root, action, parameters);
    if (reply.status !== 200) throw new Error(reply.text);
  };
  await ask('CreateUser', { ...user, ...boundary });
  await ask('CreateUser', { UserName: 'Free' });
  await ask('CreateRole', { ...role, ...boundary, AssumeRolePolicyDocument: trust });
  await ask('CreateGroup', group);
  await ask('CreatePolicy', { PolicyName: 'Own', PolicyDocument: document });
  await ask('CreateInstanceProfile', { InstanceProfileName: 'Profile' });
});

describe('iam:PermissionsBoundary', () => {
  // Those that set none: the key is of the boundary that the user or role has now.
  it.each<[string, Parameters]>([
    ['AttachUserPolicy', { ...user, PolicyArn: powerUser }],
    ['DetachUserPolicy', { ...user, PolicyArn: powerUser }],
    ['PutUserPolicy', { ...user, PolicyName: 'p', PolicyDocument: document }],
    ['DeleteUserPolicy', { ...user, PolicyName: 'p' }],
    ['AttachRolePolicy', { ...role, PolicyArn: powerUser }],
    ['DetachRolePolicy', { ...role, PolicyArn: powerUser }],
    ['PutRolePolicy', { ...role, PolicyName: 'p', PolicyDocument: document }],
    ['DeleteRolePolicy', { ...role, PolicyName: 'p' }],
    ['GetRole', role],
    ['UpdateRole', { ...role, Description: 'x' }],
    ['UpdateRoleDescription', { ...role, Description: 'y' }],
    ['UpdateAssumeRolePolicy', { ...role, PolicyDocument: trust }],
  ])('%s is asked about with the boundary that is there', async (action, parameters) => {
    const reply = await world.query(root, action, parameters);
    expect(reply.status).toBe(200);
    const [asked] = await askedAbout(world, reply);
    expect(asked?.context['iam:PermissionsBoundary']).toBe(readOnly);
  });

  it.each<[string, Parameters]>([
    ['PutUserPermissionsBoundary', user],
    ['PutRolePermissionsBoundary', role],
  ])('%s with the one that is asked for', async (action, parameters) => {
    const reply = await world.query(root, action, { ...parameters, PermissionsBoundary: powerUser });
    const [asked] = await askedAbout(world, reply);
    expect(asked?.context['iam:PermissionsBoundary']).toBe(powerUser);
    await world.query(root, action, { ...parameters, PermissionsBoundary: readOnly });
  });

  it.each<[string, Parameters]>([
    ['DeleteUserPermissionsBoundary', user],
    ['DeleteRolePermissionsBoundary', role],
  ])('%s with the one that goes', async (action, parameters) => {
    const reply = await world.query(root, action, parameters);
    const [asked] = await askedAbout(world, reply);
    expect(asked?.context['iam:PermissionsBoundary']).toBe(readOnly);
    await world.query(root, action.replace('Delete', 'Put'), {
      ...parameters,
      PermissionsBoundary: readOnly,
    });
  });

  it('is absent where there is no boundary, and where there is nobody', async () => {
    for (const UserName of ['Free', 'nobody']) {
      const reply = await world.query(root, 'AttachUserPolicy', { UserName, PolicyArn: powerUser });
      expect(await askedAbout(world, reply)).toEqual([
        {
          action: 'iam:AttachUserPolicy',
          resource: `arn:aws:iam::${world.accountId}:user/${UserName}`,
          context: { 'iam:PolicyARN': powerUser },
        },
      ]);
    }
  });

  // access_policies_boundaries, "CreateOrChangeOnlyWithBoundary"
  it('keeps an administrator to users within a boundary, and tells him of no other', async () => {
    await world.query(root, 'CreateUser', { UserName: 'Zhang' });
    const policyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: ['iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:DeleteUserPolicy'],
        Resource: '*',
        Condition: { StringEquals: { 'iam:PermissionsBoundary': readOnly } },
      },
    });
    const inline = { UserName: 'Zhang', PolicyName: 'delegated', PolicyDocument: policyDocument };
    await world.query(root, 'PutUserPolicy', inline);
    const zhang = await world.keyOf(root, 'Zhang');
    const attach = (UserName: string) =>
      world.query(zhang, 'AttachUserPolicy', { UserName, PolicyArn: powerUser });
    expect((await attach('Limited')).status).toBe(200);
    const [free, nobody] = [await attach('Free'), await attach('Nobd')];
    expect(free).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(nobody.message).toBe(free.message?.replaceAll('Free', 'Nobd'));
    const put = { PolicyName: 'p', PolicyDocument: document };
    expect((await world.query(zhang, 'PutUserPolicy', { ...put, UserName: 'Free' })).status).toBe(403);
    expect((await world.query(zhang, 'PutUserPolicy', { ...put, ...user })).status).toBe(200);
  });
});

describe('no action is asked about with a key of IAM’s that AWS does not list for it', () => {
  const cases: readonly (readonly [string, () => Parameters])[] = [
    ['CreateUser', () => ({ UserName: 'x', ...tag, PermissionsBoundary: readOnly })],
    ['CreateRole', () => ({ RoleName: 'x', AssumeRolePolicyDocument: trust, ...tag, PermissionsBoundary: readOnly })],
    ['CreatePolicy', () => ({ PolicyName: 'x', PolicyDocument: document, ...tag })],
    ['CreateInstanceProfile', () => ({ InstanceProfileName: 'x', ...tag })],
    ['CreateGroup', () => ({ GroupName: 'x' })],
    ...['User', 'Role'].flatMap((noun): readonly (readonly [string, () => Parameters])[] => {
      const which = noun === 'User' ? user : role;
      return [
        [`Get${noun}`, () => which],
        [`Update${noun}`, () => which],
        [`Tag${noun}`, () => ({ ...which, ...tag })],
        [`List${noun}Tags`, () => which],
        [`Untag${noun}`, () => ({ ...which, ...untag })],
        [`Attach${noun}Policy`, () => ({ ...which, PolicyArn: powerUser })],
        [`Detach${noun}Policy`, () => ({ ...which, PolicyArn: powerUser })],
        [`ListAttached${noun}Policies`, () => which],
        [`Put${noun}Policy`, () => ({ ...which, PolicyName: 'p', PolicyDocument: document })],
        [`Get${noun}Policy`, () => ({ ...which, PolicyName: 'p' })],
        [`Delete${noun}Policy`, () => ({ ...which, PolicyName: 'p' })],
        [`List${noun}Policies`, () => which],
        [`Put${noun}PermissionsBoundary`, () => ({ ...which, PermissionsBoundary: readOnly })],
      ];
    }),
    ['AttachGroupPolicy', () => ({ ...group, PolicyArn: powerUser })],
    ['DetachGroupPolicy', () => ({ ...group, PolicyArn: powerUser })],
    ['PutGroupPolicy', () => ({ ...group, PolicyName: 'p', PolicyDocument: document })],
    ['AddUserToGroup', () => ({ ...group, ...user })],
    ['RemoveUserFromGroup', () => ({ ...group, ...user })],
    ['ListGroupsForUser', () => user],
    ['CreatePolicyVersion', () => ({ ...policy(), PolicyDocument: document })],
    ['TagPolicy', () => ({ ...policy(), ...tag })],
    ['UntagPolicy', () => ({ ...policy(), ...untag })],
    ['SetDefaultPolicyVersion', () => ({ ...policy(), VersionId: 'v1' })],
    ['AddRoleToInstanceProfile', () => ({ InstanceProfileName: 'Profile', ...role })],
    ['RemoveRoleFromInstanceProfile', () => ({ InstanceProfileName: 'Profile', ...role })],
    ['TagInstanceProfile', () => ({ InstanceProfileName: 'Profile', ...tag })],
    ['CreateServiceLinkedRole', () => ({ AWSServiceName: 'ecs.amazonaws.com' })],
    ['CreateServiceSpecificCredential', () => ({ ...user, ServiceName: 'codecommit.amazonaws.com' })],
    ['CreateAccessKey', () => user],
    ['CreateLoginProfile', () => ({ ...user, Password: 'Correct horse 7' })],
    ['DeleteRole', () => ({ RoleName: 'x' })],
    ['DeleteUser', () => ({ UserName: 'x' })],
  ]; // prettier-ignore

  it.each(cases)('%s', async (action, parameters) => {
    const reply = await world.query(root, action, parameters());
    expect(reply).toMatchObject({ status: 200 });
    for (const asked of await askedAbout(world, reply)) {
      const listed = await listedKeys(asked.action);
      // Tags of the resource are keys of any action on it (id_tags).
      const own = Object.keys(asked.context).filter((key) => !/^(aws|iam):ResourceTag\//.test(key));
      for (const key of own) {
        expect(listed, asked.action).toContain(
          key.replace(/^aws:RequestTag\/.*/, 'aws:RequestTag/${TagKey}'),
        );
      }
    }
  });
});

async function listedKeys(action: string): Promise<readonly string[]> {
  const found = await compiledCatalog().action(action);
  if (!found.ok) throw new Error(`${action} is not in the catalogue`);
  const { conditionKeys, resources } = found.value;
  const types =
    resources.kind === 'none'
      ? []
      : resources.kind === 'any-of'
        ? resources.types
        : [...resources.required, ...resources.optional];
  return [...conditionKeys, ...types.flatMap((type) => type.conditionKeys)];
}
