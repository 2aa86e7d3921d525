// Trust policies: what AWS stores, whom it refuses, and what becomes of those whom they name.

import { beforeEach, describe, expect, it } from 'vitest';
import { roleKey, userKey } from '../../../../src/cloud/keys.ts';
import { shownTrustPolicy, trustPolicyOf } from '../../../../src/cloud/iam/trust-policy.ts';
import type { RoleRecord } from '../../../../src/cloud/records.ts';
import { authorize } from '../../../../src/core/authorize/authorize.ts';
import { compile } from '../../../../src/core/authorize/compile.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { element, elements, makeWorld, type Reply, type World } from '../world.ts';

const other = '999999999999';
const foreign = '444455556666';

let world: World;
let root: Credentials;
const arn = (rest: string): string => `arn:aws:iam::${world.accountId}:${rest}`;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await done('CreateUser', { UserName: 'Alice', Path: '/team/' });
});

async function done(action: string, parameters: Readonly<Record<string, string>>): Promise<Reply> {
  const reply = await world.query(root, action, parameters);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply;
}

function trusting(...principals: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principals }, Action: 'sts:AssumeRole' }],
  });
}

const create = (roleName: string, document: string): Promise<Reply> =>
  world.query(root, 'CreateRole', { RoleName: roleName, AssumeRolePolicyDocument: document });

async function stored(roleName: string): Promise<RoleRecord> {
  const role = await world.store.read((tables) => tables.roles.get(roleKey(world.accountId, roleName)));
  if (role === undefined) throw new Error(`no role ${roleName}`);
  return role;
}

async function shown(roleName: string): Promise<string> {
  const { text } = await done('GetRole', { RoleName: roleName });
  return decodeURIComponent(element(text, 'AssumeRolePolicyDocument') ?? '');
}

async function idOf(userName: string): Promise<string> {
  return element((await done('GetUser', { UserName: userName })).text, 'UserId') ?? '';
}

/** A second account in the sandbox, with a user of its own. */
async function addAccount(): Promise<void> {
  await world.store.write(async (tables) => {
    const account = { key: other, accountId: other, alias: 'second', email: 'b@example.com', createdAt: 0 };
    await tables.account.put(account);
    await tables.users.put({
      key: userKey(other, 'bob'),
      accountId: other,
      userName: 'bob',
      path: '/',
      userId: 'AIDABOBBOBBOBBOBBOBBO',
      createdAt: 0,
      tags: [],
    });
  });
}

describe('what AWS does not store', () => {
  it.each([
    // As IAM was recorded to answer UpdateAssumeRolePolicy, with the place after it.
    ['no JSON', '{', /^This policy contains invalid Json\. Line 1, column 2: /],
    [
      'an effect that is none',
      '{\n  "Statement": [{"Effect": "Alow"}]\n}',
      /^Syntax errors in policy\. Line 2, column \d+: /,
    ],
    [
      'another action',
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}}',
      /^AssumeRole policy may only specify STS AssumeRole actions\. Line .*about actions of STS only/,
    ],
    [
      'a resource',
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}}',
      /^Has prohibited field Resource\. Line .*`Resource` is not allowed/,
    ],
    [
      'no principal',
      '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}',
      /^Missing required field Principal\. .*`Principal`/,
    ],
    [
      'everybody, unsigned or not',
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}',
      /^AssumeRolepolicy contained an invalid principal: "STAR":"\*"\. Line 1, column \d+: the principal `\*`/,
    ],
    [
      'any provider',
      '{"Statement":{"Effect":"Allow","Principal":{"Federated":"*"},"Action":"sts:AssumeRoleWithSAML"}}',
      /^Federated principals must be valid domain names or SAML metadata ARNs\. Line /,
    ],
    [
      'NotPrincipal',
      '{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}',
      /`NotPrincipal`/,
    ],
    [
      'a part of a name',
      '{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/*"},"Action":"sts:AssumeRole"}}',
      /has a wildcard/,
    ],
    [
      'a group',
      '{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:group/g"},"Action":"sts:AssumeRole"}}',
      /is a user group/,
    ],
  ])('%s', async (_, document, message) => {
    for (const reply of [
      await create('x', document),
      await world
        .query(root, 'CreateRole', { RoleName: 'y', AssumeRolePolicyDocument: trusting('*') })
        .then(() => world.query(root, 'UpdateAssumeRolePolicy', { RoleName: 'y', PolicyDocument: document })),
    ]) {
      expect(reply).toMatchObject({ status: 400, code: 'MalformedPolicyDocument' });
      expect(reply.message).toMatch(message);
      expect(reply.message).toMatch(/\. Line \d+, column \d+: /);
    }
    expect(await shown('y')).toBe(trusting('*'));
  });

  // reference_iam-quotas: 2,048 characters without white space
  it('more than 2,048 characters, white space not counted', async () => {
    const of = (length: number): string => {
      const text = trusting('111122223333').replace('"Effect"', '"Sid":"","Effect"');
      return text.replace('"Sid":""', `"Sid":"${'a'.repeat(length - text.length)}"`);
    };
    const spaced = of(2048).replaceAll(',"', ' ,\r\n\t"');
    expect((await create('fits', spaced)).status).toBe(200);
    expect(await shown('fits')).toBe(spaced);
    const refused = {
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for ACLSizePerRole: 2048',
    };
    expect(await create('large', of(2049))).toMatchObject(refused);
    const update = { RoleName: 'fits', PolicyDocument: of(2049) };
    expect(await world.query(root, 'UpdateAssumeRolePolicy', update)).toMatchObject(refused);
  });
});

describe('principals', () => {
  it('a user and a role are saved as ids and shown as ARNs; the text stays', async () => {
    await create('admin', trusting('*'));
    const adminId = element((await done('GetRole', { RoleName: 'admin' })).text, 'RoleId') ?? '';
    const document = `{ "Version":"2012-10-17",\n\t"Statement":[ {"Sid":"${'a'}","Effect" : "Allow",
      "Principal":{"AWS":[ "${arn('user/team/Alice')}", "${arn('role/admin')}" ]}, "Action":"sts:AssumeRole",
      "Condition":{"ArnEquals":{"aws:PrincipalArn":"${arn('user/team/Alice')}"}} } ]}`;
    expect((await create('x', document)).status).toBe(200);
    expect(await shown('x')).toBe(document);
    const { trustPolicy } = await stored('x');
    expect(trustPolicy).toBe(
      document
        .replace(`"${arn('user/team/Alice')}", `, `"${await idOf('Alice')}", `)
        .replace(arn('role/admin'), adminId),
    );
    expect(elements((await done('ListRoles', {})).text, 'AssumeRolePolicyDocument').map(decodeURIComponent)).toEqual([
      trusting('*'),
      document,
    ]); // prettier-ignore
  });

  it.each([
    ['a user that is not there', 'user/nobody'],
    ['a role that is not there', 'role/nobody'],
    ['a path that is another', 'user/Alice'],
    // "the user name part of the Amazon Resource Name (ARN) is case sensitive"
    ['a name in another case', 'user/team/alice'],
    ['a user as a role', 'role/team/Alice'],
    ['the role itself, before it is made', 'role/x'],
  ])('%s is refused', async (_, rest) => {
    expect(await create('x', trusting('111122223333', arn(rest)))).toMatchObject({
      status: 400,
      code: 'MalformedPolicyDocument',
      message: `Invalid principal in policy: "AWS":"${arn(rest)}"`,
    });
  });

  it('an ARN of the account in another partition names nobody', async () => {
    const chinese = arn('user/team/Alice').replace('aws', 'aws-cn');
    expect((await create('x', trusting(chinese))).message).toBe(
      `Invalid principal in policy: "AWS":"${chinese}"`,
    );
  });

  it.each([
    ['an account', foreign],
    ['an account’s root', `arn:aws:iam::${foreign}:root`],
    ['a role of an account that is not in the sandbox', `arn:aws:iam::${foreign}:role/Deploy`],
    ['a user of such an account', `arn:aws:iam::${foreign}:user/carol`],
    ['a session of a role', `arn:aws:sts::${foreign}:assumed-role/Deploy/session`],
    ['a session of a role that is not there', 'arn:aws:sts::ACCOUNT:assumed-role/none/session'],
    ['a federated user', 'arn:aws:sts::ACCOUNT:federated-user/susan'],
    ['everyone', '*'],
  ])('%s is kept as it is written', async (_, principal) => {
    const document = trusting(principal.replace('ACCOUNT', world.accountId));
    expect((await create('x', document)).status).toBe(200);
    expect((await stored('x')).trustPolicy).toBe(document);
    expect(await shown('x')).toBe(document);
  });

  it.each([
    { Service: ['ecs.amazonaws.com', 'lambda.amazonaws.com'] },
    { Federated: 'cognito-identity.amazonaws.com' },
    { Federated: `arn:aws:iam::${foreign}:saml-provider/ADFS` },
    { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' },
  ])('%j is kept as it is written', async (principal) => {
    const document = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' },
    });
    expect((await create('x', document)).status).toBe(200);
    expect(await shown('x')).toBe(document);
  });

  it('a user of another account of the sandbox is looked up there', async () => {
    const bob = `arn:aws:iam::${other}:user/bob`;
    const document = trusting(bob);
    await create('before', document);
    expect((await stored('before')).trustPolicy).toBe(document);
    await addAccount();
    await create('after', document);
    expect((await stored('after')).trustPolicy).toBe(trusting('AIDABOBBOBBOBBOBBOBBO'));
    expect(await shown('after')).toBe(document);
    expect((await create('none', trusting(`${bob}by`))).code).toBe('MalformedPolicyDocument');
  });
});

// "if you delete the user, then you break the relationship. The policy no longer applies, even if you recreate the
// user" (reference_policies_elements_principal)
describe('who is deleted', () => {
  let id: string;

  beforeEach(async () => {
    id = await idOf('Alice');
    await create('x', trusting(arn('user/team/Alice')));
    await done('DeleteUser', { UserName: 'Alice' });
  });

  it('is shown by id, and the name made again is trusted no more', async () => {
    expect(await shown('x')).toBe(trusting(id));
    await done('CreateUser', { UserName: 'Alice', Path: '/team/' });
    expect(await shown('x')).toBe(trusting(id));
    await done('UpdateAssumeRolePolicy', {
      RoleName: 'x',
      PolicyDocument: trusting(arn('user/team/Alice')),
    });
    expect(await shown('x')).toBe(trusting(arn('user/team/Alice')));
  });

  // "you must either remove the principal ID or replace it" (repost: iam-resource-policy-format)
  it('cannot be saved again', async () => {
    const update = { RoleName: 'x', PolicyDocument: await shown('x') };
    expect(await world.query(root, 'UpdateAssumeRolePolicy', update)).toMatchObject({
      status: 400,
      code: 'MalformedPolicyDocument',
      message: `Invalid principal in policy: "AWS":"${id}"`,
    });
  });
});

it('the id of somebody who lives stands for its ARN', async () => {
  await create('x', trusting(await idOf('Alice')));
  expect(await shown('x')).toBe(trusting(arn('user/team/Alice')));
});

it('who is renamed is shown by the new name', async () => {
  await create('x', trusting(arn('user/team/Alice')));
  await done('UpdateUser', { UserName: 'Alice', NewUserName: 'Alicia', NewPath: '/' });
  expect(await shown('x')).toBe(trusting(arn('user/Alicia')));
});

describe('trustPolicyOf', () => {
  async function verdict(userArn: string, userId: string): Promise<string> {
    const role = await stored('x');
    const trust = await world.store.read((tables) => trustPolicyOf(tables, role));
    const decision = authorize(
      {
        principal: userArn,
        action: 'sts:AssumeRole',
        resource: arn('role/x'),
        resourceAccountId: world.accountId,
        context: { 'aws:userid': userId, 'aws:PrincipalArn': userArn },
      },
      compile({ identity: [], resource: trust }),
    );
    expect(decision.problems).toEqual([]);
    return decision.outcome;
  }

  it('lets the engine find whom the role trusts, and nobody made later under the name', async () => {
    const alice = arn('user/team/Alice');
    const id = await idOf('Alice');
    await create('x', trusting(alice));
    expect(await verdict(alice, id)).toBe('allowed');
    expect(await verdict(arn('user/bob'), 'AIDABOB')).toBe('implicitDeny');
    await done('DeleteUser', { UserName: 'Alice' });
    await done('CreateUser', { UserName: 'Alice', Path: '/team/' });
    expect(await verdict(alice, await idOf('Alice'))).toBe('implicitDeny');
  });

  it('is the policy as it is shown', async () => {
    await create('x', trusting(arn('user/team/Alice')));
    const role = await stored('x');
    await world.store.read(async (tables) => {
      expect((await trustPolicyOf(tables, role)).document).toBe(await shownTrustPolicy(tables, role));
    });
  });
});
