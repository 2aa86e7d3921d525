// Every operation of IAM: what it gives, and each error that its page in the API reference names.

import { beforeEach, describe, expect, it } from 'vitest';
import { attachmentKey, userKey } from '../../../src/cloud/keys.ts';
import type { Store } from '../../../src/cloud/ports.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { allow, element, elements, makeWorld, type World } from './world.ts';

const readOnly = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'Alice' });
});

async function revision(): Promise<number> {
  return (await world.store.read((tables) => tables.meta.get('state')))?.revision ?? 0;
}

type Parameters = Readonly<Record<string, string>>;

describe('errors', () => {
  const name = (text: string): string =>
    `The specified value for ${text} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`;
  const violated = (rest: string): string => `1 validation error detected: Value ${rest}`;

  const cases: readonly (readonly [string, Parameters, number, string, string])[] = [
    // Parameters
    ['CreateUser', {}, 400, 'ValidationError', violated("null at 'userName' failed to satisfy constraint: Member must not be null")],
    ['CreateUser', { UserName: 'a b' }, 400, 'ValidationError', name('userName')],
    ['CreateUser', { UserName: 'x'.repeat(65) }, 400, 'ValidationError', violated(`'${'x'.repeat(65)}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64`)],
    ['CreateUser', { UserName: '' }, 400, 'ValidationError', violated("'' at 'userName' failed to satisfy constraint: Member must have length greater than or equal to 1")],
    ['CreateUser', { UserName: 'bob', Path: 'team' }, 400, 'ValidationError', 'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.'],
    ['CreateUser', { UserName: 'bob', 'Tags.member.1.Key': 'k' }, 400, 'ValidationError', violated("null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null")],
    ['ListUsers', { MaxItems: '0' }, 400, 'ValidationError', violated("'0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1")],
    ['ListUsers', { MaxItems: '1001' }, 400, 'ValidationError', violated("'1001' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000")],
    ['ListUsers', { MaxItems: 'many' }, 400, 'MalformedInput', 'Invalid Integer: `many`'],
    ['ListUsers', { Marker: 'nonsense' }, 400, 'ValidationError', 'Invalid Marker.'],
    ['ListUsers', { PathPrefix: 'team' }, 400, 'ValidationError', 'The specified value for pathPrefix is invalid.'],
    ['UpdateAccessKey', { AccessKeyId: 'A'.repeat(20), Status: 'Off' }, 400, 'ValidationError', violated("'Off' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Expired, Inactive]")],
    ['DeleteAccessKey', {}, 400, 'ValidationError', violated("null at 'accessKeyId' failed to satisfy constraint: Member must not be null")],
    ['PutUserPolicy', { UserName: 'Alice' }, 400, 'ValidationError', "2 validation errors detected: Value null at 'policyName' failed to satisfy constraint: Member must not be null; Value null at 'policyDocument' failed to satisfy constraint: Member must not be null"],
    ['AttachUserPolicy', { UserName: 'Alice', PolicyArn: 'short' }, 400, 'ValidationError', violated("'short' at 'policyArn' failed to satisfy constraint: Member must have length greater than or equal to 20")],
    ['AttachUserPolicy', { UserName: 'Alice', PolicyArn: 'arn:aws:iam::123456789012:user/x' }, 400, 'InvalidInput', 'ARN arn:aws:iam::123456789012:user/x is not valid.'],
    ['ListPolicies', { Scope: 'Mine' }, 400, 'ValidationError', violated("'Mine' at 'scope' failed to satisfy constraint: Member must satisfy enum value set: [AWS, All, Local]")],
    ['GetPolicyVersion', { PolicyArn: readOnly, VersionId: '4' }, 400, 'ValidationError', 'The specified value for versionId is invalid.'],
    // Existence
    ['GetUser', { UserName: 'nobody' }, 404, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
    ['DeleteUser', { UserName: 'nobody' }, 404, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
    ['ListAccessKeys', { UserName: 'nobody' }, 404, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
    ['CreateAccessKey', { UserName: 'nobody' }, 404, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
    ['UpdateAccessKey', { UserName: 'Alice', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active' }, 404, 'NoSuchEntity', 'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.'],
    ['DeleteAccessKey', { UserName: 'Alice', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, 404, 'NoSuchEntity', 'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.'],
    ['ListUserPolicies', { UserName: 'nobody' }, 404, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
    ['GetUserPolicy', { UserName: 'Alice', PolicyName: 'p' }, 404, 'NoSuchEntity', 'The user policy with name p cannot be found.'],
    ['PutUserPolicy', { UserName: 'nobody', PolicyName: 'p', PolicyDocument: allow('s3:*') }, 404, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
    ['DeleteUserPolicy', { UserName: 'Alice', PolicyName: 'p' }, 404, 'NoSuchEntity', 'The user policy with name p cannot be found.'],
    ['ListAttachedUserPolicies', { UserName: 'nobody' }, 404, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
    ['AttachUserPolicy', { UserName: 'nobody', PolicyArn: readOnly }, 404, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
    ['AttachUserPolicy', { UserName: 'Alice', PolicyArn: `${readOnly}s` }, 404, 'NoSuchEntity', `Policy ${readOnly}s does not exist or is not attachable.`],
    ['DetachUserPolicy', { UserName: 'Alice', PolicyArn: readOnly }, 404, 'NoSuchEntity', `Policy ${readOnly} was not found.`],
    ['GetPolicy', { PolicyArn: `${readOnly}s` }, 404, 'NoSuchEntity', `Policy ${readOnly}s was not found.`],
    ['GetPolicyVersion', { PolicyArn: readOnly, VersionId: 'v99' }, 404, 'NoSuchEntity', `Policy ${readOnly} version v99 does not exist or is not attachable.`],
    // State
    ['CreateUser', { UserName: 'aLICE' }, 409, 'EntityAlreadyExists', 'User with name aLICE already exists.'],
    // The protocol
    ['CreateRocket', {}, 400, 'InvalidAction', 'Could not find operation CreateRocket for version 2010-05-08'],
  ]; // prettier-ignore

  it.each(cases)('%s %j', async (action, parameters, status, code, message) => {
    const before = await revision();
    expect(await world.query(root, action, parameters)).toMatchObject({ status, code, message });
    expect(await revision()).toBe(before);
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: action,
      errorCode: code,
      errorMessage: message,
    });
  });

  it('an unknown version', async () => {
    const reply = await world.query(root, 'ListUsers', {}, { version: '2009-01-01' });
    expect(reply).toMatchObject({
      status: 400,
      code: 'InvalidAction',
      message: 'Could not find operation ListUsers for version 2009-01-01',
    });
  });

  it('a document that is not valid, with line and column', async () => {
    const document = '{\n  "Version": "2012-10-17",\n  "Statement": [{"Effect": "Alow"}]\n}';
    const reply = await world.query(root, 'PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: document,
    });
    expect(reply).toMatchObject({ status: 400, code: 'MalformedPolicyDocument' });
    expect(reply.message).toMatch(/^Syntax errors in policy\. Line 3, column \d+: /);
  });
});

describe('a stranger', () => {
  it.each([
    ['GetUser', { UserName: 'Alice' }, { UserName: 'nobody' }],
    ['DeleteUser', { UserName: 'Alice' }, { UserName: 'nobody' }],
    ['CreateUser', { UserName: 'Alice' }, { UserName: 'nobody' }],
    ['ListAccessKeys', { UserName: 'Alice' }, { UserName: 'nobody' }],
    [
      'AttachUserPolicy',
      { UserName: 'Alice', PolicyArn: readOnly },
      { UserName: 'nobody', PolicyArn: readOnly },
    ],
  ] as const)('cannot tell by %s whether a user exists', async (action, real, unreal) => {
    await world.query(root, 'CreateUser', { UserName: 'stranger' });
    const stranger = await world.keyOf(root, 'stranger');
    const [there, not] = [
      await world.query(stranger, action, real),
      await world.query(stranger, action, unreal),
    ];
    expect(there).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(not.message).toBe(there.message?.replaceAll('Alice', 'nobody'));
  });
});

describe('users', () => {
  it('keep the name as written and are found by any case', async () => {
    const reply = await world.query(root, 'GetUser', { UserName: 'alice' });
    expect(element(reply.text, 'UserName')).toBe('Alice');
    expect(element(reply.text, 'CreateDate')).toBe('2026-11-22T09:30:00Z');
    expect(element(reply.text, 'Path')).toBe('/');
  });

  it('without a name means the caller, root too', async () => {
    const reply = await world.query(root, 'GetUser');
    expect(element(reply.text, 'Arn')).toBe(world.rootArn);
    expect(element(reply.text, 'UserId')).toBe(world.accountId);
    const alice = await world.actAs(`arn:aws:iam::${world.accountId}:user/Alice`);
    await world.query(root, 'AttachUserPolicy', { UserName: 'alice', PolicyArn: readOnly });
    expect(element((await world.query(alice, 'GetUser')).text, 'UserName')).toBe('Alice');
  });

  it('are listed in pages, by prefix, whatever is made between two pages', async () => {
    for (const name of ['bob', 'dave', 'erin']) {
      await world.query(root, 'CreateUser', { UserName: name, Path: '/team/' });
    }
    const first = await world.query(root, 'ListUsers', { MaxItems: '2', PathPrefix: '/team/' });
    expect(elements(first.text, 'UserName')).toEqual(['bob', 'dave']);
    expect(element(first.text, 'IsTruncated')).toBe('true');
    await world.query(root, 'CreateUser', { UserName: 'adam', Path: '/team/' });
    const second = await world.query(root, 'ListUsers', {
      PathPrefix: '/team/',
      Marker: element(first.text, 'Marker') ?? '',
    });
    expect(elements(second.text, 'UserName')).toEqual(['erin']);
    expect(element(second.text, 'IsTruncated')).toBe('false');
    expect(element(second.text, 'Marker')).toBeUndefined();
  });

  it('cannot be deleted while something is attached', async () => {
    const remove = () => world.query(root, 'DeleteUser', { UserName: 'Alice' });
    const key = await world.keyOf(root, 'Alice');
    await world.query(root, 'PutUserPolicy', {
      UserName: 'Alice',
      PolicyName: 'p',
      PolicyDocument: allow('s3:*'),
    });
    await world.query(root, 'AttachUserPolicy', { UserName: 'Alice', PolicyArn: readOnly });
    const message = (what: string) => ({
      status: 409,
      code: 'DeleteConflict',
      message: `Cannot delete entity, must ${what}`,
    });
    expect(await remove()).toMatchObject(message('detach all policies first.'));
    await world.query(root, 'DetachUserPolicy', { UserName: 'Alice', PolicyArn: readOnly });
    expect(await remove()).toMatchObject(message('delete policies first.'));
    await world.query(root, 'DeleteUserPolicy', { UserName: 'Alice', PolicyName: 'P' });
    expect(await remove()).toMatchObject(message('delete access keys first.'));
    await world.query(root, 'DeleteAccessKey', {
      UserName: 'Alice',
      AccessKeyId: key.accessKeyId,
    });
    expect((await remove()).status).toBe(200);
    expect((await world.query(root, 'GetUser', { UserName: 'Alice' })).code).toBe('NoSuchEntity');
  });
});

describe('access keys', () => {
  it('are two at most, inactive ones counted', async () => {
    const key = await world.keyOf(root, 'Alice');
    await world.keyOf(root, 'Alice');
    await world.query(root, 'UpdateAccessKey', {
      UserName: 'Alice',
      AccessKeyId: key.accessKeyId,
      Status: 'Inactive',
    });
    expect(await world.query(root, 'CreateAccessKey', { UserName: 'Alice' })).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    const listed = await world.query(root, 'ListAccessKeys', { UserName: 'Alice' });
    expect([...elements(listed.text, 'Status')].sort()).toEqual(['Active', 'Inactive']);
    expect(listed.text).not.toContain('Secret');
  });

  it('of another user cannot be changed by leaving the name out', async () => {
    const key = await world.keyOf(root, 'Alice');
    expect(await world.query(root, 'DeleteAccessKey', { AccessKeyId: key.accessKeyId })).toMatchObject({
      code: 'NoSuchEntity',
    });
  });
});

describe('policies', () => {
  it('inline: what is put is what is got, percent-encoded', async () => {
    const document = ` ${allow('s3:GetObject', 'arn:aws:s3:::b/ü&<*')}\r\n`;
    const put = await world.query(root, 'PutUserPolicy', {
      UserName: 'Alice',
      PolicyName: 'Read',
      PolicyDocument: document,
    });
    expect(put.status).toBe(200);
    const got = await world.query(root, 'GetUserPolicy', {
      UserName: 'alice',
      PolicyName: 'read',
    });
    expect(decodeURIComponent(element(got.text, 'PolicyDocument') ?? '')).toBe(document);
    expect(element(got.text, 'PolicyName')).toBe('read');
    const listed = await world.query(root, 'ListUserPolicies', { UserName: 'Alice' });
    expect(elements(listed.text, 'member')).toEqual(['Read']);
  });

  it('inline: together at most 2,048 characters, white space not counted', async () => {
    const put = (PolicyName: string, PolicyDocument: string) =>
      world.query(root, 'PutUserPolicy', { UserName: 'Alice', PolicyName, PolicyDocument });
    const overhead = allow('s3:GetObject', '').length;
    const document = allow('s3:GetObject', 'arn:aws:s3:::b/'.padEnd(2048 - overhead, 'x'));
    expect(document).toHaveLength(2048);
    expect((await put('p', `${document}\n \t`)).status).toBe(200);
    expect((await put('p', document)).status).toBe(200);
    expect(await put('q', allow('s3:*'))).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Maximum policy size of 2048 bytes exceeded for user Alice',
    });
  });

  it('attached: once, at most ten, and only changes raise the revision', async () => {
    const attach = () => world.query(root, 'AttachUserPolicy', { UserName: 'Alice', PolicyArn: admin });
    const before = await revision();
    expect((await attach()).status).toBe(200);
    expect(await revision()).toBe(before + 1);
    expect((await attach()).status).toBe(200);
    expect(await revision()).toBe(before + 1);
    const listed = await world.query(root, 'ListAttachedUserPolicies', { UserName: 'Alice' });
    expect(elements(listed.text, 'PolicyArn')).toEqual([admin]);
    await world.store.write(async (tables) => {
      for (let n = 0; n < 9; n++) {
        const ownerKey = userKey(world.accountId, 'alice');
        const policyArn = `arn:aws:iam::${world.accountId}:policy/p${n}`;
        await tables.attachments.put({
          key: attachmentKey(ownerKey, policyArn),
          accountId: world.accountId,
          ownerKey,
          policyArn,
        });
      }
    });
    expect(
      await world.query(root, 'AttachUserPolicy', { UserName: 'Alice', PolicyArn: readOnly }),
    ).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for PoliciesPerUser: 10',
    });
  });

  it('managed: listed with how often they are attached, and read by version', async () => {
    await world.query(root, 'AttachUserPolicy', { UserName: 'Alice', PolicyArn: admin });
    const attached = await world.query(root, 'ListPolicies', { OnlyAttached: 'true' });
    expect(elements(attached.text, 'Arn')).toEqual([admin]);
    expect(elements(attached.text, 'AttachmentCount')).toEqual(['1']);
    const own = await world.query(root, 'ListPolicies', { Scope: 'Local' });
    expect(elements(own.text, 'Arn')).toEqual([]);
    const policy = await world.query(root, 'GetPolicy', { PolicyArn: admin });
    expect(element(policy.text, 'PolicyId')).toBe('ANPAIWMBCKSKIEE64ZLYK');
    const version = await world.query(root, 'GetPolicyVersion', {
      PolicyArn: admin,
      VersionId: element(policy.text, 'DefaultVersionId') ?? '',
    });
    expect(element(version.text, 'IsDefaultVersion')).toBe('true');
    expect(JSON.parse(decodeURIComponent(element(version.text, 'Document') ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
  });

  it('in force: inline and managed together decide', async () => {
    await world.query(root, 'AttachUserPolicy', { UserName: 'Alice', PolicyArn: admin });
    const alice = await world.keyOf(root, 'Alice');
    expect((await world.query(alice, 'ListUsers')).status).toBe(200);
    const deny = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Deny',
        Action: 'iam:ListUsers',
        Resource: '*',
        Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      },
    });
    await world.query(root, 'PutUserPolicy', {
      UserName: 'Alice',
      PolicyName: 'no',
      PolicyDocument: deny,
    });
    expect((await world.query(alice, 'ListUsers')).message).toMatch(
      /on resource: arn:aws:iam::\d{12}:user\/ with an explicit deny in an identity-based policy$/,
    );
  });

  it('can be limited by which policy is attached', async () => {
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'iam:AttachUserPolicy',
        Resource: '*',
        Condition: { ArnEquals: { 'iam:PolicyARN': readOnly } },
      },
    });
    await world.query(root, 'PutUserPolicy', {
      UserName: 'Alice',
      PolicyName: 'attach',
      PolicyDocument: document,
    });
    const alice = await world.keyOf(root, 'Alice');
    const attach = (PolicyArn: string) =>
      world.query(alice, 'AttachUserPolicy', { UserName: 'Alice', PolicyArn });
    expect((await attach(admin)).code).toBe('AccessDenied');
    expect((await attach(readOnly)).status).toBe(200);
  });
});

describe('the account', () => {
  it('has an alias', async () => {
    const reply = await world.query(root, 'ListAccountAliases');
    expect(elements(reply.text, 'member')).toEqual(['demo']);
  });

  it('has a summary', async () => {
    await world.query(root, 'CreateAccessKey');
    const { text } = await world.query(root, 'GetAccountSummary');
    const summary: unknown = Object.fromEntries(
      [...text.matchAll(/<key>(\w+)<\/key><value>(\d+)<\/value>/g)].map(([, key, value]) => [key, value]),
    );
    expect(summary).toMatchObject({
      Users: '1',
      UsersQuota: '5000',
      AccessKeysPerUserQuota: '2',
      AccountAccessKeysPresent: '1',
      AccountPasswordPresent: '1',
    });
  });
});

/** A world in which another tab writes just before the request's own transaction. */
async function makeSharedWorld(): Promise<{
  readonly shared: World;
  readonly inner: Store;
  readonly before: (work: () => Promise<void>) => void;
}> {
  const inner = makeMemoryStore();
  let otherTab: (() => Promise<void>) | undefined;
  const shared = await makeWorld({
    store: {
      read: inner.read,
      write: async (work) => {
        const once = otherTab;
        otherTab = undefined;
        await once?.();
        return inner.write(work);
      },
    },
  });
  return { shared, inner, before: (work) => (otherTab = work) };
}

it('refuses with ConcurrentModification what another tab changed between the permission and the change', async () => {
  const { shared, inner, before } = await makeSharedWorld();
  const caller = await shared.actAs(shared.rootArn);
  await shared.query(caller, 'CreateUser', { UserName: 'alice' });
  // The user's path changes, and with it the ARN for which the permission was given.
  before(() =>
    inner.write(async ({ users }) => {
      const alice = await users.get(userKey(shared.accountId, 'alice'));
      if (alice !== undefined) await users.put({ ...alice, path: '/moved/' });
    }),
  );
  expect(await shared.query(caller, 'DeleteUser', { UserName: 'alice' })).toMatchObject({
    status: 409,
    code: 'ConcurrentModification',
  });
  expect((await shared.query(caller, 'DeleteUser', { UserName: 'alice' })).status).toBe(200);
});

it('makes no key for another user of the same name when the caller is gone by then', async () => {
  const { shared, inner, before } = await makeSharedWorld();
  const caller = await shared.actAs(shared.rootArn);
  await shared.query(caller, 'CreateUser', { UserName: 'alice' });
  await shared.query(caller, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'keys',
    PolicyDocument: allow('iam:CreateAccessKey'),
  });
  const alice = await shared.keyOf(caller, 'alice');
  before(() =>
    inner.write(async ({ users, accessKeys }) => {
      const old = await users.get(userKey(shared.accountId, 'alice'));
      await accessKeys.delete(alice.accessKeyId);
      if (old !== undefined) await users.put({ ...old, userId: 'AIDAANOTHERALICE00000' });
    }),
  );
  expect(await shared.query(alice, 'CreateAccessKey')).toMatchObject({
    status: 409,
    code: 'ConcurrentModification',
  });
  expect(await shared.store.read(({ accessKeys }) => accessKeys.count())).toBe(0);
});
