// What AWS answered others on 2026-09-11, file by file, and Gatehouse to the same calls: roles, service-linked roles, tags,
// passwords, instance profiles. What the recordings do not have (most statuses, some sentences) is not asked for here.
// https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { childrenOf, tagged } from './recorded.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
});

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

describe('role_wire_aws.json', () => {
  const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const of = { RoleName: 'probe' };
  const always = ['Arn', 'AssumeRolePolicyDocument', 'CreateDate', 'Path', 'RoleId', 'RoleName'];
  const all = ['Description', 'MaxSessionDuration', 'PermissionsBoundary', 'RoleLastUsed', 'Tags'];

  it.each([
    ['get', 'GetRole', of, 'Role', all],
    ['list', 'ListRoles', {}, 'member', ['Description', 'MaxSessionDuration']],
    [
      'update-description',
      'UpdateRoleDescription',
      { ...of, Description: 'updated' },
      'Role',
      ['Description'],
    ],
  ] as const)('%s: a role has the members that AWS gives', async (_case, action, input, name, more) => {
    const created = await ask('CreateRole', {
      ...of,
      Path: '/probe/',
      AssumeRolePolicyDocument: trust,
      PermissionsBoundary: readOnly,
      Description: 'created',
      ...tagged(['team', 'probe']),
    });
    expect(childrenOf(created.text, 'Role')).toEqual([...always, 'PermissionsBoundary', 'Tags'].sort());
    const reply = await ask(action, {
      ...input,
      ...(action === 'ListRoles' ? { PathPrefix: '/probe/' } : {}),
    });
    expect(childrenOf(reply.text, name)).toEqual([...always, ...more].sort());
  });
});

const protectedRole =
  "Cannot perform the operation on the protected role 'AWSServiceRoleForAutoScaling_probe' - this role is only modifiable by AWS";

describe('service_linked_roles_aws.json, service_linked_description_aws.json', () => {
  const RoleName = 'AWSServiceRoleForAutoScaling_probe';
  const linked = { AWSServiceName: 'autoscaling.amazonaws.com', CustomSuffix: 'probe' };
  const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const own = 'arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy';

  it('create, get: the policy is in lists as it is made, and in texts as it is read', async () => {
    const created = await ask('CreateServiceLinkedRole', { ...linked, Description: 'owned' });
    expect(childrenOf(created.text, 'Role')).toEqual(
      ['Arn', 'AssumeRolePolicyDocument', 'CreateDate', 'Path', 'RoleId', 'RoleName'].sort(),
    );
    const policy = (reply: Reply): unknown =>
      JSON.parse(decodeURIComponent(element(reply.text, 'AssumeRolePolicyDocument') ?? ''));
    expect(policy(created)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Action: ['sts:AssumeRole'],
          Effect: 'Allow',
          Principal: { Service: ['autoscaling.amazonaws.com'] },
        },
      ],
    });
    const got = await ask('GetRole', { RoleName });
    expect(policy(got)).toMatchObject({
      Statement: [{ Principal: { Service: 'autoscaling.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    expect(element(got.text, 'Description')).toBe('owned');
  });

  it.each<readonly [string, string, Parameters, string, string]>([
    [
      'duplicate-create',
      'CreateServiceLinkedRole',
      linked,
      'InvalidInput',
      `Service role name ${RoleName} has been taken in this account, please try a different suffix.`,
    ],
    [
      'update-duration',
      'UpdateRole',
      { RoleName, MaxSessionDuration: '7200' },
      'UnmodifiableEntity',
      `${RoleName} is an AWS service linked role, max session duration cannot be changed.`,
    ],
    [
      'update-trust',
      'UpdateAssumeRolePolicy',
      { RoleName, PolicyDocument: trust },
      'UnmodifiableEntity',
      protectedRole,
    ],
    [
      'put-inline-policy',
      'PutRolePolicy',
      { RoleName, PolicyName: 'p', PolicyDocument: allow('ec2:DescribeInstances') },
      'UnmodifiableEntity',
      protectedRole,
    ],
    [
      'attach-policy',
      'AttachRolePolicy',
      { RoleName, PolicyArn: readOnly },
      'UnmodifiableEntity',
      protectedRole,
    ],
    ['detach-policy', 'DetachRolePolicy', { RoleName, PolicyArn: own }, 'UnmodifiableEntity', protectedRole],
    [
      'delete-inline',
      'DeleteRolePolicy',
      { RoleName, PolicyName: 'absent' },
      'UnmodifiableEntity',
      protectedRole,
    ],
    [
      'put-boundary',
      'PutRolePermissionsBoundary',
      { RoleName, PermissionsBoundary: readOnly },
      'UnmodifiableEntity',
      protectedRole,
    ],
    ['delete-boundary', 'DeleteRolePermissionsBoundary', { RoleName }, 'UnmodifiableEntity', protectedRole],
    ['delete-role-directly', 'DeleteRole', { RoleName }, 'UnmodifiableEntity', protectedRole],
    [
      'unknown-task',
      'GetServiceLinkedRoleDeletionStatus',
      {
        DeletionTaskId: `task/aws-service-role/autoscaling.amazonaws.com/${RoleName}/00000000-0000-0000-0000-000000000000`,
      },
      'NoSuchEntity',
      'Cannot find deletion status for given id.',
    ],
    [
      'malformed-task',
      'GetServiceLinkedRoleDeletionStatus',
      { DeletionTaskId: 'not-a-task' },
      'InvalidInput',
      'Invalid task id',
    ],
    [
      'suffix-ecs.amazonaws.com',
      'CreateServiceLinkedRole',
      { AWSServiceName: 'ecs.amazonaws.com', CustomSuffix: 'probe' },
      'InvalidInput',
      'Custom suffix is not allowed for ecs.amazonaws.com',
    ],
  ])('%s', async (_case, action, input, code, message) => {
    await ask('CreateServiceLinkedRole', linked);
    expect(await ask(action, input)).toMatchObject({ code, message });
  });

  it.each<readonly [string, string, Parameters]>([
    ['update-description', 'UpdateRoleDescription', { RoleName, Description: 'updated' }],
    ['update-role-description', 'UpdateRole', { RoleName, Description: 'updated' }],
    ['tag-role', 'TagRole', { RoleName, ...tagged(['purpose', 'probe']) }],
    ['delete-service-linked-role', 'DeleteServiceLinkedRole', { RoleName }],
  ])('%s', async (_case, action, input) => {
    await ask('CreateServiceLinkedRole', linked);
    expect((await ask(action, input)).status).toBe(200);
  });
});

describe('service_linked_membership_aws.json', () => {
  it('what is of the service stays out of instance profiles, and the others are not to be deleted so', async () => {
    await ask('CreateRole', { RoleName: 'ordinary', AssumeRolePolicyDocument: trust });
    await ask('CreateServiceLinkedRole', {
      AWSServiceName: 'autoscaling.amazonaws.com',
      CustomSuffix: 'probe',
    });
    await ask('CreateInstanceProfile', { InstanceProfileName: 'profile' });
    expect(await ask('DeleteServiceLinkedRole', { RoleName: 'ordinary' })).toMatchObject({
      code: 'NoSuchEntity',
      message: 'ordinary exists but is not a service role.',
    });
    const both = { InstanceProfileName: 'profile', RoleName: 'AWSServiceRoleForAutoScaling_probe' };
    const refused = { code: 'UnmodifiableEntity', message: protectedRole };
    expect(await ask('AddRoleToInstanceProfile', both)).toMatchObject(refused);
    expect(await ask('RemoveRoleFromInstanceProfile', both)).toMatchObject(refused);
  });
});

describe('instance_profiles_aws.json', () => {
  const InstanceProfileName = 'profile';
  it('says the same at each step', async () => {
    for (const RoleName of ['one', 'two'])
      await ask('CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
    const of = (RoleName: string): Parameters => ({ InstanceProfileName, RoleName });
    const steps: readonly (readonly [string, Parameters, string | undefined])[] = [
      [
        'CreateInstanceProfile',
        { InstanceProfileName, ...tagged(['Team', 'one'], ['team', 'two']) },
        undefined,
      ],
      ['RemoveRoleFromInstanceProfile', of('one'), 'NoSuchEntity'],
      ['AddRoleToInstanceProfile', of('one'), undefined],
      ['AddRoleToInstanceProfile', of('one'), 'LimitExceeded'],
      ['AddRoleToInstanceProfile', of('two'), 'LimitExceeded'],
      ['RemoveRoleFromInstanceProfile', of('two'), 'NoSuchEntity'],
      ['DeleteInstanceProfile', { InstanceProfileName }, 'DeleteConflict'],
      ['DeleteRole', { RoleName: 'one' }, 'DeleteConflict'],
      ['RemoveRoleFromInstanceProfile', of('one'), undefined],
      ['RemoveRoleFromInstanceProfile', of('one'), 'NoSuchEntity'],
    ];
    const codes: (string | undefined)[] = [];
    for (const [action, input] of steps) codes.push((await ask(action, input)).code);
    expect(codes).toEqual(steps.map(([, , code]) => code));
  });
});

describe('login_profile_aws.json', () => {
  it('says the same at each step', async () => {
    const UserName = 'probe';
    await ask('CreateUser', { UserName });
    await ask('PutUserPolicy', { UserName, PolicyName: 'own', PolicyDocument: allow('iam:ChangePassword') });
    const user = await world.keyOf(root, UserName);
    const first = 'Aa1!probe-first';
    const second = 'Bb2!probe-second';
    const reset = async (): Promise<string | undefined> =>
      element((await ask('GetLoginProfile', { UserName })).text, 'PasswordResetRequired');
    expect((await ask('CreateLoginProfile', { UserName, Password: 'weakweak' })).code).toBe(
      'PasswordPolicyViolation',
    );
    const strong = { UserName, Password: first, PasswordResetRequired: 'true' };
    expect((await ask('CreateLoginProfile', strong)).status).toBe(200);
    expect((await ask('CreateLoginProfile', strong)).code).toBe('EntityAlreadyExists');
    expect((await ask('UpdateLoginProfile', { UserName })).status).toBe(200);
    expect(await reset()).toBe('true');
    expect((await ask('UpdateLoginProfile', { UserName, Password: second })).status).toBe(200);
    expect(await reset()).toBe('true');
    const change = (OldPassword: string, NewPassword: string): Promise<Reply> =>
      world.query(user, 'ChangePassword', { OldPassword, NewPassword });
    expect((await change(second, first)).status).toBe(200);
    expect((await change(second, 'Cc3!probe-third')).code).toBe('AccessDenied');
    expect(await reset()).toBe('false');
    expect((await ask('DeleteUser', { UserName })).code).toBe('DeleteConflict');
  });
});

describe('tags_aws.json', () => {
  const UserName = 'probe';
  beforeEach(async () => {
    await ask('CreateUser', { UserName, ...tagged(['Team', 'One']) });
  });

  it.each<readonly [string, string, Parameters, string | undefined]>([
    ['user_replace_key_case', 'TagUser', tagged(['team', 'Two']), undefined],
    ['user_duplicate_case_keys', 'TagUser', tagged(['Dup', 'one'], ['dup', 'two']), 'InvalidInput'],
    ['user_reserved_key', 'TagUser', tagged(['aws:reserved', 'one']), 'InvalidInput'],
    ['user_reserved_key_upper', 'TagUser', tagged(['AWS:reserved', 'one']), 'InvalidInput'],
    ['user_reserved_value', 'TagUser', tagged(['reservedvalue', 'aws:reserved']), undefined],
    ['user_whitespace_key', 'TagUser', tagged(['white\tkey', 'line\nvalue']), 'ValidationError'],
    ['user_empty_tag_list', 'TagUser', { Tags: '' }, 'InvalidInput'],
    ['user_empty_untag_list', 'UntagUser', { TagKeys: '' }, undefined],
    ['user_untag_reserved_key', 'UntagUser', { 'TagKeys.member.1': 'aws:reserved' }, undefined],
    [
      'user_untag_duplicate_case',
      'UntagUser',
      { 'TagKeys.member.1': 'team', 'TagKeys.member.2': 'TEAM' },
      undefined,
    ],
    [
      'user_exceed_total_tag_quota',
      'TagUser',
      tagged(...Array.from({ length: 50 }, (_, place) => [`key${place}`, 'v'] as const)),
      'LimitExceeded',
    ],
    [
      'user_exceed_request_tag_limit',
      'TagUser',
      tagged(...Array.from({ length: 51 }, (_, place) => [`key${place}`, 'v'] as const)),
      'ValidationError',
    ],
  ])('%s', async (_case, action, input, code) => {
    expect((await ask(action, { UserName, ...input })).code).toBe(code);
  });

  it('create_policy_case_variants, get_policy_tags: both keys, and the members that AWS gives', async () => {
    const PolicyDocument = allow('s3:ListBucket');
    const tags = tagged(['Team', 'One'], ['team', 'Two']);
    const created = await ask('CreatePolicy', { PolicyName: 'probe', PolicyDocument, ...tags });
    const members = ['Arn', 'AttachmentCount', 'CreateDate', 'DefaultVersionId', 'IsAttachable', 'Path'];
    const more = ['PermissionsBoundaryUsageCount', 'PolicyId', 'PolicyName', 'Tags', 'UpdateDate'];
    expect(childrenOf(created.text, 'Policy')).toEqual([...members, ...more].sort());
    expect(elements(created.text, 'Key')).toEqual(['Team', 'team']);
    const PolicyArn = element(created.text, 'Arn') ?? '';
    const got = await ask('GetPolicy', { PolicyArn });
    expect(childrenOf(got.text, 'Policy')).toEqual([...members, ...more].sort());
    expect((await ask('TagPolicy', { PolicyArn, ...tagged(['r', 'aws:reserved']) })).status).toBe(200);
  });

  it('create_mfa_direct_cli_arguments, mfa_reserved_key', async () => {
    const tags = tagged(['Team', 'One'], ['team', 'Two']);
    const created = await ask('CreateVirtualMFADevice', { VirtualMFADeviceName: 'probe', ...tags });
    expect(elements(created.text, 'Key')).toEqual(['Team', 'team']);
    const SerialNumber = element(created.text, 'SerialNumber') ?? '';
    expect(await ask('TagMFADevice', { SerialNumber, ...tagged(['aws:reserved', 'x']) })).toMatchObject({
      code: 'InvalidInput',
      message: 'Tag keys beginning with aws: are reserved for system use.',
    });
  });
});
