// Policies of users, groups and roles: the same operations for each, attached and inline.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type World } from '../world.ts';
import { fillAttachments, putGroup, putMembership, putRole } from './account-rows.ts';

const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
const billing = 'arn:aws:iam::aws:policy/job-function/Billing';

let world: World;
let root: Credentials;

type Parameters = Readonly<Record<string, string>>;
const ask = (action: string, parameters: Parameters = {}) => world.query(root, action, parameters);

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await ask('CreateUser', {
    UserName: 'Dev',
    Path: '/team/',
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': 'red',
  });
  await putGroup(world, 'Dev', '/team/');
  await putRole(world, 'Dev', { path: '/team/', tags: [{ key: 'team', value: 'red' }] });
});

const kinds = [
  { kind: 'user', noun: 'User', inlineSize: 2048 },
  { kind: 'group', noun: 'Group', inlineSize: 5120 },
  { kind: 'role', noun: 'Role', inlineSize: 10_240 },
] as const;

describe.each(kinds)('a $kind', ({ kind, noun, inlineSize }) => {
  const named = (name = 'dev') => ({ [`${noun}Name`]: name });
  const arn = () => `arn:aws:iam::${world.accountId}:${kind}/team/Dev`;
  const attach = (policyArn = admin) => ask(`Attach${noun}Policy`, { ...named(), PolicyArn: policyArn });
  const detach = (policyArn = admin) => ask(`Detach${noun}Policy`, { ...named(), PolicyArn: policyArn });
  const attached = async (more: Parameters = {}) =>
    elements((await ask(`ListAttached${noun}Policies`, { ...named(), ...more })).text, 'PolicyArn');
  const put = (name: string, document: string) =>
    ask(`Put${noun}Policy`, { ...named(), PolicyName: name, PolicyDocument: document });
  const inline = async (more: Parameters = {}) =>
    elements((await ask(`List${noun}Policies`, { ...named(), ...more })).text, 'member');

  it('has policies attached, once each, and detached', async () => {
    expect((await attach()).status).toBe(200);
    expect((await attach()).status).toBe(200);
    expect((await attach(billing)).status).toBe(200);
    expect(await attached()).toEqual([admin, billing]);
    expect(await attached({ PathPrefix: '/job-function/' })).toEqual([billing]);
    const page = await ask(`ListAttached${noun}Policies`, { ...named(), MaxItems: '1' });
    expect(elements(page.text, 'PolicyName')).toEqual(['AdministratorAccess']);
    expect(await attached({ Marker: element(page.text, 'Marker') ?? '' })).toEqual([billing]);
    expect((await detach()).status).toBe(200);
    expect(await attached()).toEqual([billing]);
    expect(await detach()).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
      message: `Policy ${admin} was not found.`,
    });
  });

  it('has ten policies attached at most (reference_iam-quotas)', async () => {
    await fillAttachments(world, kind, 'Dev', 9);
    expect((await attach()).status).toBe(200);
    expect(await attach(billing)).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: `Cannot exceed quota for PoliciesPer${noun}: 10`,
    });
    // What is attached already takes no place.
    expect((await attach()).status).toBe(200);
  });

  it('has no policy attached that is not there', async () => {
    const missing = `arn:aws:iam::${world.accountId}:policy/nothing`;
    expect(await attach(missing)).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
      message: `Policy ${missing} does not exist or is not attachable.`,
    });
    expect(
      await attach('arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy'),
    ).toMatchObject({
      status: 400,
      code: 'PolicyNotAttachable',
      message:
        kind === 'role'
          ? 'Cannot attach a Service Role Policy to a Customer Role.'
          : 'The request failed because AWS service role policies can only be attached to the service-linked role for that service.',
    });
  });

  // As IAM was recorded to answer in February 2026: another code for what is no ARN than for one of something else.
  it.each([
    ['longpolicynamebutnoarn', 'ValidationError'],
    ['arn:aws:iam::123456789012:not_a_policy/invalid', 'InvalidInput'],
    ['arn:aws:iam::123456789012:role/admin', 'InvalidInput'],
    ['arn:aws:s3:::policy/some-object', 'InvalidInput'],
  ])('has nothing attached or detached by %s', async (policyArn, code) => {
    const refused = { status: 400, code, message: `ARN ${policyArn} is not valid.` };
    expect(await attach(policyArn)).toMatchObject(refused);
    expect(await detach(policyArn)).toMatchObject(refused);
  });

  it('has nothing attached that is in another partition', async () => {
    expect(await attach('arn:aws-cn:iam::aws:policy/AdministratorAccess')).toMatchObject({
      status: 400,
      code: 'ValidationError',
      message: 'Invalid ARN partition',
    });
  });

  it('keeps the name that an inline policy was given first, whatever its case later (API_UpdateUser)', async () => {
    await put('ReadAll', allow('s3:Get*'));
    expect((await put('readall', allow('s3:List*'))).status).toBe(200);
    expect(await inline()).toEqual(['ReadAll']);
    for (const name of ['ReadAll', 'readall', 'READALL']) {
      const got = await ask(`Get${noun}Policy`, { ...named(), PolicyName: name });
      // As it was asked for (recorded: policy_management.json, named in inline-policies.ts).
      expect(element(got.text, 'PolicyName')).toBe(name);
      expect(decodeURIComponent(element(got.text, 'PolicyDocument') ?? '')).toBe(allow('s3:List*'));
    }
  });

  it('has inline policies, which are read as they were written', async () => {
    const document = ` ${allow('s3:GetObject', 'arn:aws:s3:::b/ü')}\n`;
    await put('Read', document);
    await put('Also', allow('s3:*'));
    expect(await inline()).toEqual(['Also', 'Read']);
    expect(await inline({ MaxItems: '1' })).toEqual(['Also']);
    const got = await ask(`Get${noun}Policy`, { ...named(), PolicyName: 'READ' });
    expect(element(got.text, `${noun}Name`)).toBe('Dev');
    expect(decodeURIComponent(element(got.text, 'PolicyDocument') ?? '')).toBe(document);
    expect((await ask(`Delete${noun}Policy`, { ...named(), PolicyName: 'read' })).status).toBe(200);
    expect(await inline()).toEqual(['Also']);
    for (const action of [`Get${noun}Policy`, `Delete${noun}Policy`]) {
      expect(await ask(action, { ...named(), PolicyName: 'Read' })).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
        message: `The ${kind} policy with name Read cannot be found.`,
      });
    }
  });

  it(`has ${inlineSize} characters of inline policies at most, white space not counted`, async () => {
    const overhead = allow('s3:GetObject', '').length;
    const document = allow('s3:GetObject', 'arn:aws:s3:::b/'.padEnd(inlineSize - overhead, 'x'));
    expect((await put('p', `${document}\n`)).status).toBe(200);
    // In the place of itself it fits again.
    expect((await put('P', document)).status).toBe(200);
    expect(await put('q', allow('s3:*'))).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: `Maximum policy size of ${inlineSize} bytes exceeded for ${kind} Dev`,
    });
  });

  it('has no inline policy that is malformed', async () => {
    const reply = await put('p', '{"Version":"2012-10-17"}');
    expect(reply).toMatchObject({ status: 400, code: 'MalformedPolicyDocument' });
    expect(reply.message).toContain('Line 1, column 1: ');
  });

  it('that is not there has none', async () => {
    const missing = { [`${noun}Name`]: 'nobody' };
    const cases: readonly (readonly [string, Parameters])[] = [
      [`Attach${noun}Policy`, { PolicyArn: admin }],
      [`Detach${noun}Policy`, { PolicyArn: admin }],
      [`ListAttached${noun}Policies`, {}],
      [`Put${noun}Policy`, { PolicyName: 'p', PolicyDocument: allow('s3:*') }],
      [`Get${noun}Policy`, { PolicyName: 'p' }],
      [`Delete${noun}Policy`, { PolicyName: 'p' }],
      [`List${noun}Policies`, {}],
    ];
    for (const [action, more] of cases) {
      expect(await ask(action, { ...missing, ...more })).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
        message: `The ${kind} with name nobody cannot be found.`,
      });
    }
  });

  it('is told by its ARN and the policy’s, and by its tags, to whoever decides who may attach', async () => {
    await ask('CreateUser', { UserName: 'mallory' });
    const mallory = await world.keyOf(root, 'mallory');
    const condition = {
      ArnEquals: { 'iam:PolicyARN': billing },
      ...(kind === 'group' ? {} : { StringEquals: { 'iam:ResourceTag/team': 'red' } }),
    };
    const permit = (resource: string) =>
      ask('PutUserPolicy', {
        UserName: 'mallory',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'iam:*', Resource: resource, Condition: condition },
        }),
      });
    const attachAs = (policyArn: string) =>
      world.query(mallory, `Attach${noun}Policy`, { ...named(), PolicyArn: policyArn });
    await permit(`arn:aws:iam::${world.accountId}:${kind}/other/*`);
    expect((await attachAs(billing)).code).toBe('AccessDenied');
    const traces = await world.store.read((tables) => tables.traces.all());
    const [check] = traces.at(-1)?.trace.authorization?.checks ?? [];
    expect(check?.request).toMatchObject({ action: `iam:Attach${noun}Policy`, resource: arn() });
    await permit(arn());
    expect((await attachAs(admin)).code).toBe('AccessDenied');
    expect((await attachAs(billing)).status).toBe(200);
  });
});

describe('AWS’s own roles', () => {
  it('keep what AWS attached to them', async () => {
    await putRole(world, 'AWSServiceRoleForSupport', { path: '/aws-service-role/support.amazonaws.com/' });
    const RoleName = 'AWSServiceRoleForSupport';
    const cases: readonly (readonly [string, Parameters])[] = [
      ['AttachRolePolicy', { PolicyArn: admin }],
      ['DetachRolePolicy', { PolicyArn: admin }],
      ['PutRolePolicy', { PolicyName: 'p', PolicyDocument: allow('s3:*') }],
      ['DeleteRolePolicy', { PolicyName: 'p' }],
    ];
    for (const [action, more] of cases) {
      expect(await ask(action, { RoleName, ...more })).toMatchObject({
        status: 400,
        code: 'UnmodifiableEntity',
      });
    }
  });
});

it('what a group has, its members have', async () => {
  await ask('CreateUser', { UserName: 'alice' });
  const alice = await world.keyOf(root, 'alice');
  const mayList = async () => (await world.query(alice, 'ListUsers')).status === 200;
  await ask('PutGroupPolicy', { GroupName: 'Dev', PolicyName: 'p', PolicyDocument: allow('iam:ListUsers') });
  expect(await mayList()).toBe(false);
  await putMembership(world, 'Dev', 'alice');
  expect(await mayList()).toBe(true);
  await ask('DeleteGroupPolicy', { GroupName: 'Dev', PolicyName: 'p' });
  expect(await mayList()).toBe(false);
  await ask('AttachGroupPolicy', { GroupName: 'Dev', PolicyArn: admin });
  expect(await mayList()).toBe(true);
});
