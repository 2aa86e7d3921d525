// A standalone account that its root user closes, and what is left of it then.
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { makeKeyPairs } from '../../../src/engine/key-pairs.ts';
import { addOtherAccount, otherPassword } from './other-account.ts';
import { askSignin } from './signin-request.ts';
import { addRole, idToken, trusting, unsignedSts } from './sts/sandbox.ts';
import { allow, element, makeWorld, type Reply, type World } from './world.ts';

const day = 24 * 60 * 60 * 1000;
const password = 'Correct horse 7';

let world: World;
let root: Credentials;
let alice: Credentials;

const signInRoot = () => world.signIn({ kind: 'root', email: 'root@example.com', password });
const signInAlice = () =>
  world.signIn({ kind: 'user', account: world.accountId, userName: 'alice', password: 'Staple battery 9' });

function credentialsOf({ text }: Reply): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = JSON.parse(text) as Record<string, string>;
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new Error(text);
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

const close = (credentials: Credentials, accountId = world.accountId) =>
  askSignin(world, credentials, 'CloseAccount', { accountId });

async function lastTrace() {
  const traces = await world.store.read((tables) => tables.traces.all());
  return traces.at(-1)?.trace;
}

beforeEach(async () => {
  world = await makeWorld();
  const acting = await world.actAs(world.rootArn);
  await world.query(acting, 'CreateUser', { UserName: 'alice' });
  await world.query(acting, 'CreateLoginProfile', { UserName: 'alice', Password: 'Staple battery 9' });
  await world.query(acting, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'everything',
    PolicyDocument: allow('*'),
  });
  alice = await world.keyOf(acting, 'alice');
  root = credentialsOf(await signInRoot());
});

describe('closing', () => {
  it('is root’s, who types the id of the account', async () => {
    expect((await close(root)).status).toBe(200);
    expect((await world.events()).at(-1)).toMatchObject({
      eventSource: 'account.amazonaws.com',
      eventName: 'CloseAccount',
      eventType: 'AwsConsoleAction',
      readOnly: false,
      userIdentity: { type: 'Root', accountId: world.accountId },
      recipientAccountId: world.accountId,
    });
  });

  it.each(['', '123456789012', 'the account'])('is not done where %j is typed', async (typed) => {
    expect(await close(root, typed)).toMatchObject({ status: 400, code: 'ValidationException' });
    expect((await world.query(root, 'ListUsers')).status).toBe(200);
  });

  it('takes the id as the console shows it', async () => {
    const { accountId } = world;
    const shown = `${accountId.slice(0, 4)}-${accountId.slice(4, 8)}-${accountId.slice(8)}`;
    expect((await close(root, shown)).status).toBe(200);
  });

  it('"You can’t close an account while signed in as an IAM user or role", whatever the policies', async () => {
    const session = credentialsOf(await signInAlice());
    expect(await close(session)).toMatchObject({ status: 403, code: 'AccessDeniedException' });
    expect((await world.query(alice, 'ListUsers')).status).toBe(200);
  });

  it('"isn’t supported in the AWS CLI or by an API operation": a key is not enough, even root’s', async () => {
    const created = await world.query(root, 'CreateAccessKey');
    const key = {
      accessKeyId: element(created.text, 'AccessKeyId') ?? '',
      secretAccessKey: element(created.text, 'SecretAccessKey') ?? '',
    };
    expect(await close(key)).toMatchObject({ status: 403 });
    expect((await world.query(root, 'ListUsers')).status).toBe(200);
  });

  it('is done once', async () => {
    await close(root);
    expect(await close(root)).toMatchObject({ status: 400, code: 'ValidationException' });
  });
});

describe('in the post-closure period', () => {
  beforeEach(async () => {
    expect((await close(root)).status).toBe(200);
  });

  it('"You will no longer be able to access AWS services": no key is known, and the trace says why', async () => {
    expect(await world.query(alice, 'ListUsers')).toMatchObject({
      status: 403,
      code: 'InvalidClientTokenId',
    });
    expect(await lastTrace()).toMatchObject({
      credentialLimit: 'account-closed',
      answer: { code: 'InvalidClientTokenId' },
    });
    expect(await lastTrace()).not.toHaveProperty('authorization');
    expect(await world.query(alice, 'GetCallerIdentity', {}, { service: 'sts' })).toMatchObject({
      code: 'InvalidClientTokenId',
    });
    expect(await world.get(alice, '/')).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
    expect(await world.other(alice, 'ec2:DescribeInstances')).toMatchObject({
      code: 'AuthFailure',
    });
    expect(await world.other(alice, 'dynamodb:ListTables')).toMatchObject({
      code: 'UnrecognizedClientException',
    });
    expect(await world.query(root, 'ListUsers')).toMatchObject({ code: 'InvalidClientTokenId' });
  });

  it('"you can sign in … to view past billing information, access account settings, or contact AWS Support"', async () => {
    const again = credentialsOf(await signInRoot());
    for (const action of ['billing:GetBillingData', 'account:GetAccountInformation', 'support:CreateCase']) {
      expect((await world.other(again, action)).status, action).toBe(200);
      // The console's root alone.
      expect((await world.other(alice, action)).status, action).toBe(400);
    }
    expect(
      (
        await askSignin(world, again, 'ChangeRootPassword', {
          oldPassword: password,
          newPassword: 'Another horse 9',
        })
      ).status,
    ).toBe(200);
  });

  it('lets nobody else in, and tells them nothing', async () => {
    expect(await signInAlice()).toMatchObject({ status: 400, code: 'AuthenticationFailed' });
    expect(
      await world.signIn({ kind: 'actAs', 'gatehouse:actAs': `arn:aws:iam::${world.accountId}:user/alice` }),
    ).toMatchObject({ status: 400 });
    expect((await world.signIn({ kind: 'actAs', 'gatehouse:actAs': world.rootArn })).status).toBe(200);
  });

  it('is reopened by contacting AWS Support, and all is there again', async () => {
    expect((await askSignin(world, alice, 'ReopenAccount', {})).status).toBe(403);
    world.clock.sandbox += 89 * day;
    const later = credentialsOf(await signInRoot());
    expect((await askSignin(world, later, 'ReopenAccount', {})).status).toBe(200);
    expect((await world.events()).at(-1)).toMatchObject({
      eventSource: 'support.amazonaws.com',
      eventName: 'CreateCase',
    });
    expect((await world.query(alice, 'ListUsers')).status).toBe(200);
    expect((await signInAlice()).status).toBe(200);
    expect(await askSignin(world, later, 'ReopenAccount', {})).toMatchObject({ status: 400 });
  });

  it('after 90 days not even root signs in', async () => {
    world.clock.sandbox += 90 * day - 1000;
    const session = credentialsOf(await signInRoot());
    world.clock.sandbox += 1000;
    expect(await signInRoot()).toMatchObject({ status: 400, code: 'AuthenticationFailed' });
    // By the session that is left either.
    expect(await askSignin(world, session, 'ReopenAccount', {})).toMatchObject({ status: 403 });
    expect(await world.other(session, 'billing:GetBillingData')).toMatchObject({
      code: 'UnrecognizedClientException',
    });
    expect(await world.signIn({ kind: 'actAs', 'gatehouse:actAs': world.rootArn })).toMatchObject({
      status: 400,
    });
  });
});

it('lets in nobody for whom a provider of the account vouches', async () => {
  const identityProviders = makeKeyPairs();
  const issuer = 'https://token.example.com';
  world = await makeWorld({ identityProviders });
  const acting = await world.actAs(world.rootArn);
  await world.query(acting, 'CreateOpenIDConnectProvider', { Url: issuer, 'ClientIDList.member.1': 'app' });
  const RoleArn = await addRole(world, {
    roleName: 'Deploy',
    trustPolicy: trusting(
      { Federated: `arn:aws:iam::${world.accountId}:oidc-provider/token.example.com` },
      { StringEquals: { 'token.example.com:aud': 'app' } },
      'sts:AssumeRoleWithWebIdentity',
    ),
  });
  const seconds = world.clock.sandbox / 1000;
  const claims = { iss: issuer, aud: 'app', sub: 'alice', iat: seconds, exp: seconds + 300 };
  const WebIdentityToken = await idToken(identityProviders, claims);
  const assume = () =>
    unsignedSts(world, 'AssumeRoleWithWebIdentity', { RoleArn, RoleSessionName: 'build', WebIdentityToken });
  expect((await assume()).status).toBe(200);
  expect((await close(credentialsOf(await signInRoot()))).status).toBe(200);
  expect(await assume()).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  });
});

it('what was granted to other accounts "should fail after account closure", and works again when reopened', async () => {
  const other = await addOtherAccount(world);
  const trusting = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: world.accountId }, Action: ['sts:AssumeRole', 'sts:TagSession'] },
    ],
  });
  await world.query(other.root, 'CreateRole', { RoleName: 'Guest', AssumeRolePolicyDocument: trusting });
  const assume = () =>
    world.query(
      alice,
      'AssumeRole',
      { RoleArn: `arn:aws:iam::${other.accountId}:role/Guest`, RoleSessionName: 'alice' },
      { service: 'sts' },
    );
  const assumed = await assume();
  expect(assumed.status).toBe(200);
  const theirs = credentialsOf(
    await world.signIn({ kind: 'root', email: other.email, password: otherPassword }),
  );
  expect((await close(theirs, other.accountId)).status).toBe(200);

  expect(await assume()).toMatchObject({ status: 403, code: 'AccessDenied' });
  const switching = await world.signIn({
    kind: 'actAs',
    'gatehouse:actAs': `arn:aws:iam::${world.accountId}:user/alice`,
  });
  expect(
    await askSignin(world, credentialsOf(switching), 'SwitchRole', {
      account: other.accountId,
      roleName: 'Guest',
    }),
  ).toMatchObject({ status: 400 });
  // The account's own keys still work.
  expect((await world.query(alice, 'ListUsers')).status).toBe(200);
  // "You can't use the same email address …", "the same account alias"
  await expect(addOtherAccount(world)).rejects.toThrow('taken');

  expect((await askSignin(world, theirs, 'ReopenAccount', {})).status).toBe(200);
  expect((await assume()).status).toBe(200);
});
