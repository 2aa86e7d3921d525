// Service-linked roles, and what is known of the services that have them.

import { beforeEach, describe, expect, it } from 'vitest';
import { linkedServices } from '../../../../src/cloud/iam/linked-services.ts';
import { roleKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { compiledCatalog } from '../../compiled-catalog.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { askedAbout } from './asked.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
const arn = (rest: string): string => `arn:aws:iam::${world.accountId}:${rest}`;
const ofEcs = 'role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS';

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

async function done(action: string, parameters: Parameters = {}, credentials = root): Promise<Reply> {
  const reply = await world.query(credentials, action, parameters);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply;
}

const create = (service: string, more: Parameters = {}): Promise<Reply> =>
  world.query(root, 'CreateServiceLinkedRole', { AWSServiceName: service, ...more });

async function revision(): Promise<number> {
  return (await world.store.read((tables) => tables.meta.get('state')))?.revision ?? 0;
}

describe('CreateServiceLinkedRole', () => {
  it('makes the role under the service’s path, with its policy, trusting the service', async () => {
    const reply = await create('ecs.amazonaws.com', { Description: 'for ECS' });
    expect(reply.status).toBe(200);
    expect(element(reply.text, 'RoleName')).toBe('AWSServiceRoleForECS');
    expect(element(reply.text, 'Path')).toBe('/aws-service-role/ecs.amazonaws.com/');
    expect(element(reply.text, 'Arn')).toBe(arn(ofEcs));
    expect(element(reply.text, 'RoleId')).toMatch(/^AROA[A-Z2-7]{17}$/);
    const role = await done('GetRole', { RoleName: 'AWSServiceRoleForECS' });
    expect(element(role.text, 'Description')).toBe('for ECS');
    expect(element(role.text, 'MaxSessionDuration')).toBe('3600');
    expect(JSON.parse(decodeURIComponent(element(role.text, 'AssumeRolePolicyDocument') ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    const policies = await done('ListAttachedRolePolicies', { RoleName: 'AWSServiceRoleForECS' });
    expect(elements(policies.text, 'PolicyArn')).toEqual([
      'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy',
    ]);
    const kept = await world.store.read((tables) =>
      tables.roles.get(roleKey(world.accountId, 'AWSServiceRoleForECS')),
    );
    expect(kept?.linkedService).toBe('ecs.amazonaws.com');
  });

  // AWSServiceRoleForAutoScaling_CustomSuffix (Amazon EC2 Auto Scaling, "Service-linked roles")
  it('puts a suffix behind the name', async () => {
    await done('CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' });
    const { text } = await create('autoscaling.amazonaws.com', { CustomSuffix: 'CMK' });
    expect(element(text, 'RoleName')).toBe('AWSServiceRoleForAutoScaling_CMK');
  });

  it.each<[string, Parameters, string, string]>([
    ['ecs.amazonaws.com', {}, 'InvalidInput', 'Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.'],
    ['ecs.amazonaws.com', { CustomSuffix: 'x' }, 'InvalidInput', 'Custom suffix is not allowed for ecs.amazonaws.com'],
    ['nothing.amazonaws.com', {}, 'InvalidInput', 'No service-linked role is known for nothing.amazonaws.com.'],
    // "Service principals are unique and case-sensitive" (API_CreateServiceLinkedRole)
    ['ECS.amazonaws.com', {}, 'InvalidInput', 'No service-linked role is known for ECS.amazonaws.com.'],
    ['autoscaling.amazonaws.com', { CustomSuffix: 'x'.repeat(60) }, 'ValidationError', `1 validation error detected: Value 'AWSServiceRoleForAutoScaling_${'x'.repeat(60)}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`],
  ])('%s %j is refused', async (service, more, code, message) => {
    await create('ecs.amazonaws.com');
    const before = await revision();
    expect(await create(service, more)).toMatchObject({ status: 400, code, message });
    expect(await revision()).toBe(before);
  }); // prettier-ignore

  it('asks for the role to be, with iam:AWSServiceName', async () => {
    expect(await askedAbout(world, await create('ecs.amazonaws.com'))).toEqual([
      {
        action: 'iam:CreateServiceLinkedRole',
        resource: arn(ofEcs),
        context: { 'iam:AWSServiceName': 'ecs.amazonaws.com' },
      },
    ]);
    await done('CreateUser', { UserName: 'Alice' });
    const alice = await world.keyOf(root, 'Alice');
    const asked = { AWSServiceName: 'rds.amazonaws.com' };
    const may = (service: string): Promise<Reply> =>
      done('PutUserPolicy', {
        UserName: 'Alice',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'iam:CreateServiceLinkedRole',
            Resource: '*',
            Condition: { StringLike: { 'iam:AWSServiceName': service } },
          },
        }),
      });
    await may('ecs.amazonaws.com');
    expect((await world.query(alice, 'CreateServiceLinkedRole', asked)).status).toBe(403);
    await may('rds.amazonaws.com');
    await done('CreateServiceLinkedRole', asked, alice);
  });
});

describe('DeleteServiceLinkedRole', () => {
  it('deletes role and attachment; the task has succeeded', async () => {
    await create('ecs.amazonaws.com');
    const before = await revision();
    const reply = await done('DeleteServiceLinkedRole', { RoleName: 'awsserviceroleforecs' });
    expect(await revision()).toBe(before + 1);
    const task = element(reply.text, 'DeletionTaskId') ?? '';
    // `task/aws-service-role/<service-principal-name>/<role-name>/<task-uuid>` (API_DeleteServiceLinkedRole)
    expect(task).toMatch(
      /^task\/aws-service-role\/ecs\.amazonaws\.com\/AWSServiceRoleForECS\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const status = await done('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: task });
    expect(element(status.text, 'Status')).toBe('SUCCEEDED');
    expect(status.text).not.toContain('<Reason');
    expect(await askedAbout(world, status)).toEqual([
      { action: 'iam:GetServiceLinkedRoleDeletionStatus', resource: arn(ofEcs), context: {} },
    ]);
    expect((await world.query(root, 'GetRole', { RoleName: 'AWSServiceRoleForECS' })).status).toBe(404);
    expect(await world.store.read((tables) => tables.attachments.all())).toEqual([]);
    expect((await create('ecs.amazonaws.com')).status).toBe(200);
    const again = await done('DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForECS' });
    expect(element(again.text, 'DeletionTaskId')).not.toBe(task);
  });

  it('is of service-linked roles only', async () => {
    const trust = '{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}';
    await done('CreateRole', { RoleName: 'mine', AssumeRolePolicyDocument: trust });
    for (const [RoleName, message] of [
      ['mine', 'mine exists but is not a service role.'],
      ['none', 'The role with name none cannot be found.'],
    ] as const) {
      expect(await world.query(root, 'DeleteServiceLinkedRole', { RoleName })).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
        message,
      });
    }
    await done('GetRole', { RoleName: 'mine' });
  });

  const uuid = 'ec720f7a-c0ba-4838-be33-f72e1873dd52';
  it.each([
    [`task/aws-service-role/lex.amazonaws.com/AWSServiceRoleForLexBots/${uuid}`, 404, 'NoSuchEntity'],
    [uuid, 400, 'InvalidInput'],
    [`task/role/AWSServiceRoleForLexBots/${uuid}`, 400, 'InvalidInput'],
  ])('the status of a task that is none: %s', async (DeletionTaskId, status, code) => {
    const reply = await world.query(root, 'GetServiceLinkedRoleDeletionStatus', { DeletionTaskId });
    expect(reply).toMatchObject({ status, code });
  });

  it('needs permissions of its own', async () => {
    await create('ecs.amazonaws.com');
    await done('CreateUser', { UserName: 'Alice' });
    const policy = allow(['iam:DeleteRole', 'iam:DeleteServiceLinkedRole'], arn('role/*'));
    await done('PutUserPolicy', { UserName: 'Alice', PolicyName: 'p', PolicyDocument: policy });
    const alice = await world.keyOf(root, 'Alice');
    const reply = await done('DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForECS' }, alice);
    const DeletionTaskId = element(reply.text, 'DeletionTaskId') ?? '';
    expect(await world.query(alice, 'GetServiceLinkedRoleDeletionStatus', { DeletionTaskId })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
  });
});

describe('the services', () => {
  it('have each a policy of AWS’s, a name of their own, and nothing twice', async () => {
    const policies = await compiledCatalog().managedPolicies();
    const attachable = policies.filter(({ kind, retired }) => kind === 'service-linked' && !retired);
    const linked = new Set(attachable.map(({ name }) => name));
    const services = linkedServices();
    expect(services.filter(({ policyName }) => !linked.has(policyName))).toEqual([]);
    for (const member of ['service', 'roleName', 'policyName'] as const) {
      expect(new Set(services.map((each) => each[member])).size).toBe(services.length);
    }
    expect(services.filter(({ roleName }) => !/^AWSServiceRoleFor[\w-]{1,46}$/.test(roleName))).toEqual([]);
    expect(services.length).toBeGreaterThan(100);
  });

  // AWS's own policies name many of the roles: `role/aws-service-role/<service>/<role>`.
  it('have the roles that AWS’s managed policies say they have', async () => {
    const catalog = compiledCatalog();
    const policies = await catalog.managedPolicies();
    const documents = await catalog.managedPolicyDocuments(policies.map(({ arn: policyArn }) => policyArn));
    const named = new Map<string, Set<string>>();
    for (const document of documents) {
      for (const [, service = '', role = ''] of (document ?? '').matchAll(
        /role\/aws-service-role\/([a-z0-9.-]+)\/(AWSServiceRoleFor[\w-]+)"/g,
      )) {
        named.set(service, (named.get(service) ?? new Set()).add(role));
      }
    }
    const compared = linkedServices().filter(({ service }) => named.has(service));
    const wrong = compared.filter(({ service, roleName }) => named.get(service)?.has(roleName) !== true);
    expect(wrong).toEqual([]);
    expect(compared.length).toBeGreaterThan(40);
  });
});
