// Customer managed policies: made, changed by versions, tagged, deleted. Each error is one of the operation's page in the
// API reference; the sentences are those that AWS is known to send.

import { beforeEach, describe, expect, it } from 'vitest';
import { namedKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, start, type World } from '../world.ts';
import { limitUser } from './account-rows.ts';

const readOnly = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';

let world: World;
let root: Credentials;
let arn: (name: string) => string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  arn = (name) => `arn:aws:iam::${world.accountId}:policy/${name}`;
});

type Parameters = Readonly<Record<string, string>>;

const ask = (action: string, parameters: Parameters = {}) => world.query(root, action, parameters);

async function create(name = 'Read', more: Parameters = {}): Promise<string> {
  const reply = await ask('CreatePolicy', { PolicyName: name, PolicyDocument: allow('s3:Get*'), ...more });
  if (reply.status !== 200) throw new Error(reply.text);
  return element(reply.text, 'Arn') ?? '';
}

const addVersion = (name = 'Read', more: Parameters = {}) =>
  ask('CreatePolicyVersion', { PolicyArn: arn(name), PolicyDocument: allow('s3:Put*'), ...more });

const versions = async (name = 'Read') =>
  elements((await ask('ListPolicyVersions', { PolicyArn: arn(name) })).text, 'VersionId');

describe('a policy', () => {
  it('is made, and read as it was made', async () => {
    const document = ` ${allow('s3:GetObject')}\n`;
    const reply = await ask('CreatePolicy', {
      PolicyName: 'Read',
      Path: '/team/',
      PolicyDocument: document,
      Description: 'Reads',
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'red',
    });
    expect(reply.status).toBe(200);
    const policyArn = `arn:aws:iam::${world.accountId}:policy/team/Read`;
    expect(element(reply.text, 'Arn')).toBe(policyArn);
    expect(element(reply.text, 'PolicyId')).toMatch(/^ANPA[A-Z0-9]{17}$/);
    expect(element(reply.text, 'DefaultVersionId')).toBe('v1');
    expect(element(reply.text, 'AttachmentCount')).toBe('0');
    expect(element(reply.text, 'IsAttachable')).toBe('true');
    expect(element(reply.text, 'Value')).toBe('red');
    // API_Policy: the description is in the answer of GetPolicy alone.
    expect(reply.text).not.toContain('Description');
    const got = await ask('GetPolicy', { PolicyArn: policyArn });
    expect(element(got.text, 'Description')).toBe('Reads');
    const version = await ask('GetPolicyVersion', { PolicyArn: policyArn, VersionId: 'v1' });
    expect(decodeURIComponent(element(version.text, 'Document') ?? '')).toBe(document);
  });

  it('has a name of its own in the account, whatever its case and path', async () => {
    await create('Read');
    expect(
      await ask('CreatePolicy', { PolicyName: 'READ', Path: '/x/', PolicyDocument: allow('s3:*') }),
    ).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'A policy called READ already exists. Duplicate names are not allowed.',
    });
    // A user of the same name is no conflict.
    expect((await ask('CreateUser', { UserName: 'Read' })).status).toBe(200);
  });

  it.each([
    ['CreatePolicy', 'PolicyName'],
    ['CreatePolicyVersion', 'PolicyArn'],
  ])('%s refuses what is no policy, with line and column', async (action, member) => {
    await create('Old');
    const value = member === 'PolicyArn' ? arn('Old') : 'New';
    const document =
      '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Permit", "Action": "*", "Resource": "*" }\n}';
    const reply = await ask(action, { [member]: value, PolicyDocument: document });
    expect(reply).toMatchObject({ status: 400, code: 'MalformedPolicyDocument' });
    expect(reply.message).toMatch(/^Syntax errors in policy\. Line 3, column \d+: /);
    const principal = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
    });
    expect((await ask(action, { [member]: value, PolicyDocument: principal })).code).toBe(
      'MalformedPolicyDocument',
    );
  });

  it.each([
    ['CreatePolicy', 'PolicyName'],
    ['CreatePolicyVersion', 'PolicyArn'],
  ])('%s takes 6,144 characters, white space not counted (reference_iam-quotas)', async (action, member) => {
    await create('Old');
    const value = member === 'PolicyArn' ? arn('Old') : 'New';
    const overhead = allow('s3:GetObject', '').length;
    const document = allow('s3:GetObject', 'arn:aws:s3:::b/'.padEnd(6144 - overhead, 'x'));
    expect(
      await ask(action, { [member]: value, PolicyDocument: document.replace('/x', '/xx') }),
    ).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for PolicySize: 6144',
    });
    expect((await ask(action, { [member]: value, PolicyDocument: `${document} \n` })).status).toBe(200);
  });

  it('is one of 1,500 in the account', async () => {
    const { accountId } = world;
    await world.store.write(async ({ managedPolicies }) => {
      for (let n = 0; n < 1500; n++) {
        await managedPolicies.put({
          key: namedKey(accountId, 'policy', `p${n}`),
          accountId,
          arn: arn(`p${n}`),
          policyName: `p${n}`,
          policyId: `ANPA${n}`,
          path: '/',
          defaultVersionId: 'v1',
          lastVersion: 1,
          versions: [{ versionId: 'v1', document: allow('s3:*'), createdAt: 0 }],
          tags: [],
          createdAt: 0,
          updatedAt: 0,
        });
      }
    });
    expect(await ask('CreatePolicy', { PolicyName: 'one', PolicyDocument: allow('s3:*') })).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for PoliciesPerAccount: 1500',
    });
    await ask('DeletePolicy', { PolicyArn: arn('p7') });
    expect((await ask('CreatePolicy', { PolicyName: 'one', PolicyDocument: allow('s3:*') })).status).toBe(
      200,
    );
  });

  it('is in force as its default version says', async () => {
    await create('Read', { PolicyDocument: allow('iam:ListUsers') });
    await ask('CreateUser', { UserName: 'alice' });
    await ask('AttachUserPolicy', { UserName: 'alice', PolicyArn: arn('Read') });
    const alice = await world.keyOf(root, 'alice');
    const mayList = async () => (await world.query(alice, 'ListUsers')).status === 200;
    expect(await mayList()).toBe(true);
    await addVersion('Read');
    expect(await mayList()).toBe(true);
    await ask('SetDefaultPolicyVersion', { PolicyArn: arn('Read'), VersionId: 'v2' });
    expect(await mayList()).toBe(false);
    await ask('SetDefaultPolicyVersion', { PolicyArn: arn('Read'), VersionId: 'v1' });
    expect(await mayList()).toBe(true);
  });

  it('cannot be deleted while it is attached, a boundary, or has more than one version', async () => {
    await create();
    await ask('CreateUser', { UserName: 'alice' });
    const remove = () => ask('DeletePolicy', { PolicyArn: arn('Read') });
    const attached = {
      status: 409,
      code: 'DeleteConflict',
      message: 'Cannot delete a policy attached to entities.',
    };
    await ask('AttachUserPolicy', { UserName: 'alice', PolicyArn: arn('Read') });
    expect(await remove()).toMatchObject(attached);
    await ask('DetachUserPolicy', { UserName: 'alice', PolicyArn: arn('Read') });
    await limitUser(world, 'alice', arn('Read'));
    expect(await remove()).toMatchObject(attached);
    await ask('DeleteUser', { UserName: 'alice' });
    await addVersion();
    expect(await remove()).toMatchObject({
      status: 409,
      code: 'DeleteConflict',
      message:
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    });
    await ask('DeletePolicyVersion', { PolicyArn: arn('Read'), VersionId: 'v2' });
    expect((await remove()).status).toBe(200);
    expect(await ask('GetPolicy', { PolicyArn: arn('Read') })).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
    });
  });
});

describe('versions', () => {
  it('are listed newest first, without their documents, in pages', async () => {
    await create();
    Object.assign(world.clock, { device: start + 60_000, sandbox: start + 60_000 });
    const made = await addVersion('Read', { SetAsDefault: 'true' });
    expect(element(made.text, 'VersionId')).toBe('v2');
    expect(element(made.text, 'IsDefaultVersion')).toBe('true');
    await addVersion();
    const { text } = await ask('ListPolicyVersions', { PolicyArn: arn('Read') });
    expect(elements(text, 'VersionId')).toEqual(['v3', 'v2', 'v1']);
    expect(elements(text, 'IsDefaultVersion')).toEqual(['false', 'true', 'false']);
    expect(text).not.toContain('Document');
    const first = await ask('ListPolicyVersions', { PolicyArn: arn('Read'), MaxItems: '2' });
    expect(elements(first.text, 'VersionId')).toEqual(['v3', 'v2']);
    const second = await ask('ListPolicyVersions', {
      PolicyArn: arn('Read'),
      Marker: element(first.text, 'Marker') ?? '',
    });
    expect(elements(second.text, 'VersionId')).toEqual(['v1']);
    // API_Policy: CreateDate is the policy's, UpdateDate that of the newest version.
    const policy = await ask('GetPolicy', { PolicyArn: arn('Read') });
    expect(element(policy.text, 'CreateDate')).toBe('2026-11-22T09:30:00Z');
    expect(element(policy.text, 'UpdateDate')).toBe('2026-11-22T09:31:00Z');
    expect(element(policy.text, 'DefaultVersionId')).toBe('v2');
  });

  it('are five at most, and their numbers are not used again', async () => {
    await create();
    for (let n = 2; n <= 5; n++) expect((await addVersion()).status).toBe(200);
    expect(await addVersion()).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    await ask('DeletePolicyVersion', { PolicyArn: arn('Read'), VersionId: 'v5' });
    expect(element((await addVersion()).text, 'VersionId')).toBe('v6');
    expect(await versions()).toEqual(['v6', 'v4', 'v3', 'v2', 'v1']);
  });

  it('are deleted, but for the default', async () => {
    await create();
    await addVersion('Read', { SetAsDefault: 'true' });
    expect(await ask('DeletePolicyVersion', { PolicyArn: arn('Read'), VersionId: 'v2' })).toMatchObject({
      status: 409,
      code: 'DeleteConflict',
      message: 'Cannot delete the default version of a policy.',
    });
    expect((await ask('DeletePolicyVersion', { PolicyArn: arn('Read'), VersionId: 'v1' })).status).toBe(200);
    expect(await versions()).toEqual(['v2']);
  });

  it.each(['DeletePolicyVersion', 'SetDefaultPolicyVersion'])(
    '%s needs one that is there',
    async (action) => {
      await create();
      expect(await ask(action, { PolicyArn: arn('Read'), VersionId: 'v9' })).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
        message: `Policy ${arn('Read')} version v9 does not exist or is not attachable.`,
      });
    },
  );

  it('of AWS: the default one is listed', async () => {
    const policy = await ask('GetPolicy', { PolicyArn: readOnly });
    const { text } = await ask('ListPolicyVersions', { PolicyArn: readOnly });
    expect(elements(text, 'VersionId')).toEqual([element(policy.text, 'DefaultVersionId')]);
    expect(elements(text, 'IsDefaultVersion')).toEqual(['true']);
  });
});

describe('policies that are not there, or not the account’s own', () => {
  const document = allow('s3:*');
  const tag = { 'Tags.member.1.Key': 'k', 'Tags.member.1.Value': 'v' };
  const cases: readonly (readonly [string, Parameters, string])[] = [
    [
      'CreatePolicyVersion',
      { PolicyDocument: document },
      'Cannot create versions for policies outside your own account.',
    ],
    [
      'DeletePolicyVersion',
      { VersionId: 'v1' },
      'Cannot delete policy versions for policies outside your own account.',
    ],
    ['SetDefaultPolicyVersion', { VersionId: 'v1' }, 'Cannot update policies outside your own account.'],
    ['DeletePolicy', {}, 'Cannot delete policies outside your own account.'],
    ['TagPolicy', tag, 'Cannot access tags of policies outside your own account.'],
    ['UntagPolicy', { 'TagKeys.member.1': 'k' }, 'Cannot access tags of policies outside your own account.'],
    ['ListPolicyTags', {}, 'Cannot access tags of policies outside your own account.'],
  ];

  it.each(cases)('%s', async (action, parameters, message) => {
    expect(await ask(action, { PolicyArn: arn('nothing'), ...parameters })).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
      // As IAM was recorded to answer: of a policy that is not there it misses the version.
      message: /^(Delete|SetDefault)PolicyVersion$/.test(action)
        ? `Policy ${arn('nothing')} version v1 does not exist or is not attachable.`
        : `Policy ${arn('nothing')} was not found.`,
    });
    for (const foreign of [readOnly, 'arn:aws:iam::999988887777:policy/Read']) {
      expect(await ask(action, { PolicyArn: foreign, ...parameters })).toMatchObject({
        status: 403,
        code: 'AccessDenied',
        message,
      });
    }
    expect(await ask(action, { PolicyArn: `${world.rootArn}-and-more`, ...parameters })).toMatchObject({
      status: 400,
      code: 'InvalidInput',
    });
    // A stranger is told the same of what is there and what is not.
    await create();
    await ask('CreateUser', { UserName: 'mallory' });
    const mallory = await world.keyOf(root, 'mallory');
    for (const name of ['Read', 'nothing']) {
      expect((await world.query(mallory, action, { PolicyArn: arn(name), ...parameters })).message).toContain(
        `is not authorized to perform: iam:${action} on resource: policy ${arn(name)} because no identity-based policy`,
      );
    }
  });

  it.each(['ListPolicyVersions', 'ListEntitiesForPolicy'])('%s finds nothing', async (action) => {
    for (const missing of [
      arn('nothing'),
      'arn:aws:iam::aws:policy/NoSuchPolicy',
      'arn:aws:iam::999988887777:policy/Read',
    ]) {
      expect(await ask(action, { PolicyArn: missing })).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
        message: `Policy ${missing} was not found.`,
      });
    }
  });
});

describe('tags', () => {
  it('are put, replaced, listed by key and taken away', async () => {
    await create();
    await ask('TagPolicy', {
      PolicyArn: arn('Read'),
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'red',
      'Tags.member.2.Key': 'env',
      'Tags.member.2.Value': '',
    });
    await ask('TagPolicy', {
      PolicyArn: arn('Read'),
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'blue',
    });
    const listed = await ask('ListPolicyTags', { PolicyArn: arn('Read') });
    expect(elements(listed.text, 'Key')).toEqual(['env', 'team']);
    expect(listed.text).toContain('<Key>team</Key><Value>blue</Value>');
    expect(listed.text).toMatch(/<Key>env<\/Key><Value ?\/>/);
    await ask('UntagPolicy', { PolicyArn: arn('Read'), 'TagKeys.member.1': 'team' });
    expect(elements((await ask('ListPolicyTags', { PolicyArn: arn('Read') })).text, 'Key')).toEqual(['env']);
    expect(elements((await ask('GetPolicy', { PolicyArn: arn('Read') })).text, 'Key')).toEqual(['env']);
  });

  // id_tags, "Case sensitivity": "you can have separate Costcenter and costcenter tag keys" on all but users and roles
  it('have keys that differ by case', async () => {
    const twice = {
      'Tags.member.1.Key': 'Costcenter',
      'Tags.member.1.Value': '1234',
      'Tags.member.2.Key': 'costcenter',
      'Tags.member.2.Value': '5678',
    };
    await create('Read', twice);
    const listed = await ask('ListPolicyTags', { PolicyArn: arn('Read') });
    expect(elements(listed.text, 'Value')).toEqual(['1234', '5678']);
    await ask('UntagPolicy', { PolicyArn: arn('Read'), 'TagKeys.member.1': 'costcenter' });
    expect(elements((await ask('ListPolicyTags', { PolicyArn: arn('Read') })).text, 'Key')).toEqual([
      'Costcenter',
    ]);
    const same = { ...twice, PolicyArn: arn('Read'), 'Tags.member.2.Key': 'Costcenter' };
    expect(await ask('TagPolicy', same)).toMatchObject({
      status: 400,
      code: 'InvalidInput',
      message: 'Duplicate tag keys found.',
    });
  });

  // reference_iam-quotas: 50 on one resource. The sentence is the one that IAM is known to send.
  it('are 50 at most, those that are there included', async () => {
    const tags = (first: number, count: number): Parameters =>
      Object.assign(
        {},
        ...Array.from({ length: count }, (_, index) => ({
          [`Tags.member.${index + 1}.Key`]: `k${first + index}`,
          [`Tags.member.${index + 1}.Value`]: 'v',
        })),
      ) as Parameters;
    await create('Read', tags(0, 49));
    const tag = (more: Parameters) => ask('TagPolicy', { PolicyArn: arn('Read'), ...more });
    expect(await tag(tags(49, 2))).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'The number of tags has reached the maximum limit.',
    });
    expect((await tag(tags(48, 2))).status).toBe(200);
  });

  it('are an empty list in GetPolicy where there are none', async () => {
    await create();
    expect((await ask('GetPolicy', { PolicyArn: arn('Read') })).text).toMatch(/<Tags ?\/>/);
  });

  it('decide who may change the policy', async () => {
    await create('Red', { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'red' });
    await create('Blue', { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' });
    await ask('CreateUser', { UserName: 'alice' });
    await ask('PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: ['iam:CreatePolicyVersion', 'iam:DeletePolicy'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/team': 'red', 'iam:ResourceTag/team': 'red' } },
        },
      }),
    });
    const alice = await world.keyOf(root, 'alice');
    const change = (name: string) =>
      world.query(alice, 'CreatePolicyVersion', { PolicyArn: arn(name), PolicyDocument: allow('s3:*') });
    expect((await change('Red')).status).toBe(200);
    expect((await change('Blue')).code).toBe('AccessDenied');
  });

  it('in the request decide who may make it, and making it with tags takes iam:TagPolicy too', async () => {
    await ask('CreateUser', { UserName: 'alice' });
    const alice = await world.keyOf(root, 'alice');
    const permit = (actions: readonly string[]) =>
      ask('PutUserPolicy', {
        UserName: 'alice',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: actions,
            Resource: arn('team/*'),
            Condition: {
              StringEquals: { 'aws:RequestTag/team': 'red' },
              'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' },
            },
          },
        }),
      });
    const make = (name: string, path: string, value: string) =>
      world.query(alice, 'CreatePolicy', {
        PolicyName: name,
        Path: path,
        PolicyDocument: allow('s3:*'),
        'Tags.member.1.Key': 'team',
        'Tags.member.1.Value': value,
      });
    await permit(['iam:CreatePolicy']);
    expect((await make('P', '/team/', 'red')).message).toContain('iam:TagPolicy on resource');
    await permit(['iam:CreatePolicy', 'iam:TagPolicy']);
    expect((await make('P', '/', 'red')).code).toBe('AccessDenied');
    expect((await make('P', '/team/', 'blue')).code).toBe('AccessDenied');
    expect((await make('P', '/team/', 'red')).status).toBe(200);
  });
});

it('events tell of the changes', async () => {
  await create();
  await addVersion('Read', { SetAsDefault: 'true' });
  const events = await world.events();
  expect(events.at(-2)).toMatchObject({
    eventName: 'CreatePolicy',
    readOnly: false,
    requestParameters: { policyName: 'Read', policyDocument: allow('s3:Get*') },
    responseElements: { policy: { policyName: 'Read', arn: arn('Read'), defaultVersionId: 'v1' } },
  });
  expect(events.at(-1)).toMatchObject({
    eventName: 'CreatePolicyVersion',
    requestParameters: { policyArn: arn('Read'), setAsDefault: true },
    responseElements: { policyVersion: { versionId: 'v2', isDefaultVersion: true } },
  });
});

it('only changes raise the revision', async () => {
  const revision = async () => (await world.store.read((tables) => tables.meta.get('state')))?.revision;
  await create();
  const before = await revision();
  await ask('SetDefaultPolicyVersion', { PolicyArn: arn('Read'), VersionId: 'v1' });
  await ask('ListPolicyVersions', { PolicyArn: arn('Read') });
  expect(await revision()).toBe(before);
  await ask('DeletePolicy', { PolicyArn: arn('Read') });
  expect(await revision()).toBe((before ?? 0) + 1);
});
