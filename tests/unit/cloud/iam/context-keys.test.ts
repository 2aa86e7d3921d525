// GetContextKeysForCustomPolicy and GetContextKeysForPrincipalPolicy.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, elements, makeWorld, type World } from '../world.ts';
import { limitUser, putGroup, putMembership } from './account-rows.ts';
import { document, listed, type Parameters } from './simulation.ts';

let world: World;
let root: Credentials;

const ask = (action: string, parameters: Parameters) => world.query(root, action, parameters);

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

const asking = (condition: object, more: object = {}) =>
  document({ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition, ...more });

describe('of policies that are given', () => {
  const keys = async (...texts: readonly string[]) =>
    elements((await ask('GetContextKeysForCustomPolicy', listed('PolicyInputList', texts))).text, 'member');

  it('are those of conditions and variables (the API reference’s example)', async () => {
    const text = asking(
      { DateGreaterThan: { 'aws:CurrentTime': '2015-08-16T12:00:00Z' } },
      { Resource: 'arn:aws:dynamodb:us-east-2:123456789012:table/${aws:username}' },
    );
    expect(await keys(text)).toEqual(['aws:CurrentTime', 'aws:username']);
  });

  // What the page does not say is recorded: recorded-context-keys.test.ts.
  it('are told as they are written, in the order of the alphabet', async () => {
    const one = asking({
      StringEquals: { 's3:prefix': ["${aws:PrincipalTag/team, 'none'}/*", '${*}'], 'AWS:SourceVpc': 'vpc-1' },
      StringLike: { 'aws:sourcevpc': '*' },
    });
    const two = document({ Effect: 'Deny', NotAction: 's3:*', NotResource: 'arn:aws:s3:::b/${aws:userid}' });
    expect(await keys(one, two)).toEqual([
      '*',
      'aws:PrincipalTag/team',
      'AWS:SourceVpc',
      'aws:sourcevpc',
      'aws:userid',
      's3:prefix',
    ]);
  });

  it('are no variables in the old version of the language', async () => {
    const old = JSON.stringify({
      Version: '2008-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::b/${aws:username}' }],
    });
    expect(await keys(old, allow('s3:*'))).toEqual([]);
  });

  it('cannot be told of what is no policy', async () => {
    const reply = await ask('GetContextKeysForCustomPolicy', listed('PolicyInputList', [allow('s3:*'), '{']));
    expect(reply).toMatchObject({ status: 400, code: 'InvalidInput' });
    expect(reply.message).toMatch(/^Policy input list item 2 has invalid content: line 1, column 2: /);
  });

  it('take the permission on everything', async () => {
    await ask('CreateUser', { UserName: 'alice' });
    const alice = await world.keyOf(root, 'alice');
    const get = () =>
      world.query(alice, 'GetContextKeysForCustomPolicy', listed('PolicyInputList', [allow('*')]));
    expect((await get()).message).toContain('iam:GetContextKeysForCustomPolicy');
    await ask('PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: allow('iam:GetContextKeysForCustomPolicy'),
    });
    expect((await get()).status).toBe(200);
  });
});

describe('of a principal’s policies', () => {
  const arn = () => `arn:aws:iam::${world.accountId}:user/alice`;
  const keys = async (more: Parameters = {}) =>
    elements(
      (await ask('GetContextKeysForPrincipalPolicy', { PolicySourceArn: arn(), ...more })).text,
      'member',
    );

  beforeEach(async () => {
    await ask('CreateUser', { UserName: 'alice' });
    await putGroup(world, 'devs');
    await putMembership(world, 'devs', 'alice');
    const put = (document: string) => ({ PolicyName: 'p', PolicyDocument: document });
    await ask('PutUserPolicy', { UserName: 'alice', ...put(asking({ Bool: { 'x:user': 'true' } })) });
    await ask('PutGroupPolicy', { GroupName: 'devs', ...put(asking({ Bool: { 'x:group': 'true' } })) });
    await ask('CreatePolicy', { ...put(asking({ Bool: { 'x:boundary': 'true' } })), PolicyName: 'Limit' });
    await limitUser(world, 'alice', `arn:aws:iam::${world.accountId}:policy/Limit`);
  });

  it('are those of its own, of its groups, of its boundary, and of what is given', async () => {
    expect(await keys()).toEqual(['x:boundary', 'x:group', 'x:user']);
    expect(await keys(listed('PolicyInputList', [asking({ Null: { 'x:given': 'true' } })]))).toContain(
      'x:given',
    );
    expect(await keys({ PolicySourceArn: `arn:aws:iam::${world.accountId}:group/devs` })).toEqual([
      'x:group',
    ]);
  });

  it('are told of those alone who are in the account', async () => {
    const get = (PolicySourceArn: string) => ask('GetContextKeysForPrincipalPolicy', { PolicySourceArn });
    expect(await get(`${arn()}-too`)).toMatchObject({ status: 404, code: 'NoSuchEntity' });
    expect(await get('arn:aws:iam::999988887777:user/alice')).toMatchObject({
      status: 400,
      code: 'InvalidInput',
    });
  });

  it('take the permission on the principal', async () => {
    const alice = await world.keyOf(root, 'alice');
    await ask('DeleteGroupPolicy', { GroupName: 'devs', PolicyName: 'p' });
    expect(
      (await world.query(alice, 'GetContextKeysForPrincipalPolicy', { PolicySourceArn: arn() })).message,
    ).toContain(`iam:GetContextKeysForPrincipalPolicy on resource: ${arn()} because`);
  });
});
