// What AWS answered others on 2026-09-12 about policies and boundaries, and Gatehouse to the same calls:
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/policy_management.json

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
  await ask('CreateUser', { UserName: 'probe' });
  await ask('CreateGroup', { GroupName: 'probe' });
  await ask('CreateRole', { RoleName: 'probe', AssumeRolePolicyDocument: trust });
  for (const PolicyName of labels) {
    await ask('CreatePolicy', { PolicyName, Path: '/probe/', PolicyDocument: allow('s3:GetObject') });
  }
});

const labels = ['unused', 'attached', 'boundary', 'both'] as const;
const arnOf = (label: string): string => `arn:aws:iam::${world.accountId}:policy/probe/${label}`;

describe.each(['User', 'Group', 'Role'])('%s', (noun) => {
  const named = { [`${noun}Name`]: 'probe' };

  it('inline: names are compared without case, listed as given first, and got as asked for', async () => {
    const put = (PolicyName: string, action: string): Promise<Reply> =>
      ask(`Put${noun}Policy`, { ...named, PolicyName, PolicyDocument: allow(action) });
    await put('MixedName', 's3:GetObject');
    await put('mixedname', 's3:PutObject');
    const list = async (): Promise<Reply> => ask(`List${noun}Policies`, named);
    expect(elements((await list()).text, 'member')).toEqual(['MixedName']);
    const got = await ask(`Get${noun}Policy`, { ...named, PolicyName: 'MIXEDNAME' });
    expect(element(got.text, 'PolicyName')).toBe('MIXEDNAME');
    expect(decodeURIComponent(element(got.text, 'PolicyDocument') ?? '')).toBe(allow('s3:PutObject'));
    expect((await ask(`Delete${noun}Policy`, { ...named, PolicyName: 'mIxEdNaMe' })).status).toBe(200);
    expect(elements((await list()).text, 'member')).toEqual([]);
  });

  it('detach_missing', async () => {
    const reply = await ask(`Detach${noun}Policy`, { ...named, PolicyArn: arnOf('unused') });
    expect(reply.code).toBe('NoSuchEntity');
  });

  it.runIf(noun !== 'Group')('delete_boundary_missing', async () => {
    expect((await ask(`Delete${noun}PermissionsBoundary`, named)).code).toBe('NoSuchEntity');
  });
});

it.each([
  [undefined, undefined, labels],
  [undefined, 'PermissionsPolicy', labels],
  [undefined, 'PermissionsBoundary', labels],
  ['false', 'PermissionsBoundary', labels],
  ['true', undefined, ['attached', 'boundary', 'both']],
  ['true', 'PermissionsPolicy', ['attached', 'both']],
  ['true', 'PermissionsBoundary', ['boundary', 'both']],
] as const)('list_policies: only_attached %s, usage %s', async (only, usage, expected) => {
  for (const noun of ['User', 'Group', 'Role']) {
    await ask(`Attach${noun}Policy`, { [`${noun}Name`]: 'probe', PolicyArn: arnOf('attached') });
  }
  await ask('AttachGroupPolicy', { GroupName: 'probe', PolicyArn: arnOf('both') });
  await ask('PutUserPermissionsBoundary', { UserName: 'probe', PermissionsBoundary: arnOf('boundary') });
  await ask('PutRolePermissionsBoundary', { RoleName: 'probe', PermissionsBoundary: arnOf('both') });
  const listed = await ask('ListPolicies', {
    Scope: 'Local',
    PathPrefix: '/probe/',
    ...(only === undefined ? {} : { OnlyAttached: only }),
    ...(usage === undefined ? {} : { PolicyUsageFilter: usage }),
  });
  expect(elements(listed.text, 'PolicyName').toSorted()).toEqual([...expected].sort());
});
