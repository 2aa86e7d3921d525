// SimulatePrincipalPolicy: the policies of a user, group or role, tried out.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, makeWorld, type World } from '../world.ts';
import { limitUser, putGroup, putMembership, putRole } from './account-rows.ts';
import { document, listed, results, type Parameters, type Result } from './simulation.ts';

const s3ReadOnly = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

let world: World;
let root: Credentials;
let jill: string;

const ask = (action: string, parameters: Parameters) => world.query(root, action, parameters);

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  jill = `arn:aws:iam::${world.accountId}:user/team/Jill`;
  await ask('CreateUser', {
    UserName: 'Jill',
    Path: '/team/',
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': 'red',
  });
  await putGroup(world, 'devs');
});

async function simulate(
  more: Parameters,
  actions: readonly string[] = ['s3:GetObject'],
): Promise<readonly Result[]> {
  const reply = await ask('SimulatePrincipalPolicy', {
    PolicySourceArn: jill,
    ...listed('ActionNames', actions),
    ...more,
  });
  if (reply.status !== 200) throw new Error(reply.text);
  return results(reply.text);
}

const decision = async (more: Parameters = {}, action = 's3:GetObject') =>
  (await simulate(more, [action]))[0];
const ids = (result: Result | undefined) =>
  result?.MatchedStatements.map(({ SourcePolicyId }) => SourcePolicyId);

describe('the policies', () => {
  it('are those attached, and those given with the request (the API reference’s example)', async () => {
    await ask('AttachUserPolicy', { UserName: 'Jill', PolicyArn: s3ReadOnly });
    const input = [
      '{',
      '  "Version":"2012-10-17",',
      '  "Statement":{',
      '    "Effect":"Allow",',
      '    "Action":"s3:PutObject",',
      '    "Resource":"arn:aws:s3:::my-test-bucket"',
      '  }',
      '}',
    ].join('\n');
    const given = {
      'PolicyInputList.member.1': input,
      'ResourceArns.member.1': 'arn:aws:s3:::my-test-bucket',
    };
    const [put, get, remove] = await simulate(given, ['s3:PutObject', 's3:GetObject', 's3:DeleteObject']);
    expect(put).toMatchObject({
      EvalDecision: 'allowed',
      EvalResourceName: 'arn:aws:s3:::my-test-bucket',
      MatchedStatements: [
        {
          SourcePolicyId: 'PolicyInputList.1',
          StartPosition: { Line: '3', Column: '16' },
          EndPosition: { Line: '7', Column: '4' },
        },
      ],
    });
    expect(get).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [
        { SourcePolicyId: 'AmazonS3ReadOnlyAccess', StartPosition: { Line: '3', Column: '19' } },
      ],
    });
    expect(remove).toMatchObject({ EvalDecision: 'implicitDeny', MatchedStatements: [] });
    // Nothing is told of an organization: the account is in none.
    expect(get).not.toHaveProperty('OrganizationsDecisionDetail');
    expect(get).not.toHaveProperty('PermissionsBoundaryDecisionDetail');
  });

  it('are the user’s own and those of its groups, inline ones named with their owner', async () => {
    await putMembership(world, 'devs', 'jill');
    await ask('PutUserPolicy', { UserName: 'Jill', PolicyName: 'Mine', PolicyDocument: allow('s3:Get*') });
    await ask('PutGroupPolicy', { GroupName: 'devs', PolicyName: 'Ours', PolicyDocument: allow('s3:*') });
    await ask('AttachGroupPolicy', { GroupName: 'devs', PolicyArn: s3ReadOnly });
    await ask('AttachUserPolicy', { UserName: 'Jill', PolicyArn: s3ReadOnly });
    expect(ids(await decision())).toEqual(['user_Jill_Mine', 'AmazonS3ReadOnlyAccess', 'group_devs_Ours']);
  });

  it('of a group are its own; of a role too', async () => {
    await putMembership(world, 'devs', 'jill');
    await ask('PutUserPolicy', { UserName: 'Jill', PolicyName: 'Mine', PolicyDocument: allow('s3:*') });
    await ask('PutGroupPolicy', { GroupName: 'devs', PolicyName: 'Ours', PolicyDocument: allow('s3:Put*') });
    const devs = { PolicySourceArn: `arn:aws:iam::${world.accountId}:group/devs` };
    expect(await decision(devs)).toMatchObject({ EvalDecision: 'implicitDeny' });
    expect(ids(await decision(devs, 's3:PutObject'))).toEqual(['group_devs_Ours']);
    await putRole(world, 'app');
    await ask('PutRolePolicy', { RoleName: 'app', PolicyName: 'Its', PolicyDocument: allow('s3:*') });
    expect(ids(await decision({ PolicySourceArn: `arn:aws:iam::${world.accountId}:role/app` }))).toEqual([
      'role_app_Its',
    ]);
  });

  it('are those of now, by the default version', async () => {
    const own = `arn:aws:iam::${world.accountId}:policy/Own`;
    await ask('CreatePolicy', { PolicyName: 'Own', PolicyDocument: allow('s3:*') });
    await ask('AttachUserPolicy', { UserName: 'Jill', PolicyArn: own });
    expect(ids(await decision())).toEqual(['Own']);
    await ask('CreatePolicyVersion', {
      PolicyArn: own,
      PolicyDocument: allow('ec2:*'),
      SetAsDefault: 'true',
    });
    expect(await decision()).toMatchObject({ EvalDecision: 'implicitDeny' });
  });

  it('have beside them what the account grants every user', async () => {
    const change = () => decision({ 'ResourceArns.member.1': jill }, 'iam:ChangePassword');
    expect(await change()).toMatchObject({ EvalDecision: 'implicitDeny' });
    await ask('UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: 'true' });
    expect(ids(await change())).toEqual(['Account password policy']);
  });

  it('decide as they do about a real request', async () => {
    const statements = [
      {
        Effect: 'Allow',
        Action: 'iam:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
      },
      {
        Effect: 'Deny',
        Action: 'iam:ListRoles',
        Resource: '*',
        Condition: { StringLike: { 'aws:userid': 'AIDA*' } },
      },
      {
        Effect: 'Deny',
        Action: 'iam:ListGroups',
        Resource: '*',
        Condition: { StringEquals: { 'aws:username': 'jill' } },
      },
    ];
    await ask('PutUserPolicy', {
      UserName: 'Jill',
      PolicyName: 'p',
      PolicyDocument: document(...statements),
    });
    const key = await world.keyOf(root, 'Jill');
    for (const action of ['ListUsers', 'ListRoles', 'ListGroups', 'ListPolicies']) {
      const real = (await world.query(key, action, { MaxItems: '1' })).code;
      const simulated = (await decision({}, `iam:${action}`))?.EvalDecision;
      expect([action, simulated === 'allowed']).toEqual([action, real !== 'AccessDenied']);
    }
  });
});

describe('the boundary', () => {
  beforeEach(async () => {
    await ask('PutUserPolicy', { UserName: 'Jill', PolicyName: 'Mine', PolicyDocument: allow('*') });
    await ask('CreatePolicy', {
      PolicyName: 'Limit',
      PolicyDocument: document(
        { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
      ),
    });
    await limitUser(world, 'Jill', `arn:aws:iam::${world.accountId}:policy/Limit`);
  });

  it('limits', async () => {
    expect(await decision()).toMatchObject({
      EvalDecision: 'allowed',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: 'true' },
    });
    expect(await decision({}, 'ec2:RunInstances')).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: 'false' },
    });
    const denied = await decision({}, 's3:DeleteObject');
    expect(denied).toMatchObject({
      EvalDecision: 'explicitDeny',
      MatchedStatements: [{ SourcePolicyId: 'Limit', SourcePolicyType: 'Permissions Boundary Policy' }],
    });
  });

  it('is replaced by one that is given', async () => {
    const given = listed('PermissionsBoundaryPolicyInputList', [allow('ec2:*')]);
    expect(await decision(given, 'ec2:RunInstances')).toMatchObject({ EvalDecision: 'allowed' });
    expect(await decision(given)).toMatchObject({ EvalDecision: 'implicitDeny' });
  });

  it('is left out with its type, and not with its ARN', async () => {
    const byType = await decision(
      { 'PolicyExclusionList.member.1.PolicyType': 'permission-boundary' },
      'ec2:RunInstances',
    );
    expect(byType).toMatchObject({ EvalDecision: 'allowed' });
    expect(byType).not.toHaveProperty('PermissionsBoundaryDecisionDetail');
    const arn = { 'PolicyExclusionList.member.1.PolicyArn': `arn:aws:iam::${world.accountId}:policy/Limit` };
    expect(await decision(arn, 'ec2:RunInstances')).toMatchObject({ EvalDecision: 'implicitDeny' });
  });
});

describe('exclusions', () => {
  beforeEach(async () => {
    await putMembership(world, 'devs', 'jill');
    await ask('CreatePolicy', { PolicyName: 'Own', Path: '/team/', PolicyDocument: allow('s3:*') });
    await ask('AttachUserPolicy', {
      UserName: 'Jill',
      PolicyArn: `arn:aws:iam::${world.accountId}:policy/team/Own`,
    });
    await ask('AttachUserPolicy', { UserName: 'Jill', PolicyArn: s3ReadOnly });
    await ask('PutUserPolicy', { UserName: 'Jill', PolicyName: 'Mine', PolicyDocument: allow('s3:*') });
    await ask('PutGroupPolicy', { GroupName: 'devs', PolicyName: 'Mine', PolicyDocument: allow('s3:*') });
  });

  const [mine, own, aws, ours] = ['user_Jill_Mine', 'Own', 'AmazonS3ReadOnlyAccess', 'group_devs_Mine'];
  const first = 'PolicyExclusionList.member.1.';
  const inline = (type: string, name: string, policy = 'Mine'): Parameters => ({
    [`${first}InlinePolicyIdentifier.AttachmentType`]: type,
    [`${first}InlinePolicyIdentifier.AttachmentName`]: name,
    [`${first}InlinePolicyIdentifier.PolicyName`]: policy,
  });

  const cases: readonly (readonly [Parameters, readonly (string | undefined)[]])[] = [
    [{}, [mine, own, aws, ours]],
    [{ [`${first}PolicyType`]: 'inline' }, [own, aws]],
    [{ [`${first}PolicyType`]: 'user-managed' }, [mine, aws, ours]],
    [{ [`${first}PolicyType`]: 'aws-managed' }, [mine, own, ours]],
    [{ [`${first}PolicyType`]: 'scp' }, [mine, own, aws, ours]],
    [{ [`${first}PolicyType`]: 'rcp' }, [mine, own, aws, ours]],
    [{ [`${first}PolicyArn`]: s3ReadOnly }, [mine, own, ours]],
    [{ [`${first}PolicyArn`]: 'arn:aws:iam::aws:policy/AmazonS3*' }, [mine, own, ours]],
    [{ [`${first}PolicyArn`]: 'arn:aws:iam::aws:policy/AmazonS?ReadOnlyAccess' }, [mine, own, ours]],
    [{ [`${first}PolicyArn`]: 'arn:aws:iam::aws:policy/Nothing' }, [mine, own, aws, ours]],
    [inline('user', 'jill'), [own, aws, ours]],
    [inline('user', 'J*'), [own, aws, ours]],
    [inline('user', 'Jil?'), [own, aws, ours]],
    [inline('group', 'devs', 'MINE'), [mine, own, aws]],
    [inline('role', 'Jill'), [mine, own, aws, ours]],
    [inline('user', 'Jill', 'Other'), [mine, own, aws, ours]],
    [{ [`${first}PolicyType`]: 'inline', 'PolicyExclusionList.member.2.PolicyType': 'aws-managed' }, [own]],
  ];

  it.each(cases)('%j', async (parameters, left) => {
    expect(ids(await decision(parameters))?.toSorted()).toEqual(left.toSorted());
  });

  it('do not touch what is given with the request', async () => {
    const given = { 'PolicyInputList.member.1': allow('s3:*'), [`${first}PolicyType`]: 'inline' };
    expect(ids(await decision(given))).toContain('PolicyInputList.1');
  });

  it.each([
    [{ [`${first}PolicyArn`]: 'arn:aws:iam::aws:role/AmazonS3ReadOnlyAccess' }],
    [{ [`${first}PolicyArn`]: 'arn:aws:iam::*:policy/AmazonS3ReadOnlyAccess' }],
    [{ [`${first}PolicyArn`]: 'arn:aws:iam::aws:policy/*S3*' }],
    [{ [`${first}PolicyArn`]: s3ReadOnly, [`${first}PolicyType`]: 'inline' }],
    [inline('user', '*J*')],
  ])('%j is no identifier', async (parameters) => {
    expect(
      await ask('SimulatePrincipalPolicy', {
        PolicySourceArn: jill,
        'ActionNames.member.1': 's3:GetObject',
        ...parameters,
      }),
    ).toMatchObject({ status: 400, code: 'InvalidInput' });
  });
});

describe('the caller', () => {
  it('is the principal, or another with the principal’s policies', async () => {
    await ask('CreateUser', { UserName: 'bob', 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'red' });
    await ask('PutUserPolicy', {
      UserName: 'Jill',
      PolicyName: 'p',
      PolicyDocument: document({
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::home/${aws:username}/*',
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
      }),
    });
    const on = (home: string, more: Parameters = {}) =>
      decision({ 'ResourceArns.member.1': `arn:aws:s3:::home/${home}/x`, ...more });
    expect(await on('Jill')).toMatchObject({ EvalDecision: 'allowed' });
    const bob = { CallerArn: `arn:aws:iam::${world.accountId}:user/bob` };
    expect(await on('Jill', bob)).toMatchObject({ EvalDecision: 'implicitDeny', MissingContextValues: [] });
    // Bob's tags are not told to whom the permission was given on Jill.
    expect(await on('bob', bob)).toMatchObject({
      EvalDecision: 'implicitDeny',
      MissingContextValues: ['aws:PrincipalTag/team'],
    });
  });

  it('of another account is judged across accounts', async () => {
    await ask('PutUserPolicy', { UserName: 'Jill', PolicyName: 'p', PolicyDocument: allow('s3:*') });
    const policy = (principal: string) =>
      document({
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: 's3:*',
        Resource: 'arn:aws:s3:::theirs/*',
      });
    const get = (principal: string) =>
      decision({
        'ResourceArns.member.1': 'arn:aws:s3:::theirs/x',
        ResourceOwner: 'arn:aws:iam::999988887777:root',
        ResourcePolicy: policy(principal),
      });
    expect(await get(jill)).toMatchObject({
      EvalDecision: 'allowed',
      EvalDecisionDetails: { 'IAM Policy': 'allowed', 'Resource Policy': 'allowed' },
    });
    expect(await get('arn:aws:iam::444455556666:root')).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { 'IAM Policy': 'allowed', 'Resource Policy': 'implicitDeny' },
    });
  });

  it('assumes a role of the account where that trusts it', async () => {
    await ask('PutUserPolicy', {
      UserName: 'Jill',
      PolicyName: 'p',
      PolicyDocument: allow('sts:AssumeRole'),
    });
    const app = `arn:aws:iam::${world.accountId}:role/app`;
    const assume = async (principal: string) => {
      await putRole(world, 'app', {
        trustPolicy: document({ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }),
      });
      return (await decision({ 'ResourceArns.member.1': app }, 'sts:AssumeRole'))?.EvalDecision;
    };
    expect(await assume(jill)).toBe('allowed');
    expect(await assume(world.rootArn)).toBe('allowed');
    expect(await assume(`arn:aws:iam::${world.accountId}:user/bob`)).toBe('implicitDeny');
  });
});

describe('who is simulated', () => {
  const wrong = (PolicySourceArn: string) =>
    ask('SimulatePrincipalPolicy', { PolicySourceArn, 'ActionNames.member.1': 's3:GetObject' });

  it('must be a user, group or role of the account that is there', async () => {
    const session = `arn:aws:sts::${world.accountId}:assumed-role/Admin/me`;
    expect(await wrong(session)).toMatchObject({
      status: 400,
      code: 'InvalidInput',
      message: `Invalid Entity Arn: ${session} does not clearly define entity type and name.`,
    });
    expect(await wrong('arn:aws:iam::999988887777:role/theirs')).toMatchObject({
      status: 400,
      code: 'InvalidInput',
      message: `Invalid Policy Source Arn: caller's account ${world.accountId} does not have access to policies in account 999988887777`,
    });
    expect((await wrong(world.rootArn)).code).toBe('InvalidInput');
    for (const kind of ['user', 'group', 'role']) {
      expect(await wrong(`arn:aws:iam::${world.accountId}:${kind}/nobody`)).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
        message: `The ${kind} with name nobody cannot be found.`,
      });
    }
  });

  it('is found by the name alone, and the permission is asked on the ARN that it has', async () => {
    await ask('CreateUser', { UserName: 'asker' });
    const asker = await world.keyOf(root, 'asker');
    const simulateAs = (PolicySourceArn: string) =>
      world.query(asker, 'SimulatePrincipalPolicy', {
        PolicySourceArn,
        'ActionNames.member.1': 's3:GetObject',
      });
    const elsewhere = `arn:aws:iam::${world.accountId}:user/elsewhere/jill`;
    expect((await simulateAs(elsewhere)).message).toContain(
      // Where she is, a denial does not tell.
      `iam:SimulatePrincipalPolicy on resource: ${elsewhere} because`,
    );
    await ask('PutUserPolicy', {
      UserName: 'asker',
      PolicyName: 'p',
      PolicyDocument: document({
        Effect: 'Allow',
        Action: 'iam:SimulatePrincipalPolicy',
        Resource: jill,
        Condition: { StringEquals: { 'iam:ResourceTag/team': 'red' } },
      }),
    });
    expect((await simulateAs(elsewhere)).status).toBe(200);
    // Who is not there is no secret to be told by an error.
    const nobody = `arn:aws:iam::${world.accountId}:user/nobody`;
    expect((await simulateAs(nobody)).message).toContain(
      `iam:SimulatePrincipalPolicy on resource: ${nobody} because`,
    );
  });
});
