import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { addAccount, otherAccount } from './sts/sandbox.ts';
import { makeWorld, message, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});

const right = { kind: 'root', email: 'root@example.com', password: 'Correct horse 7' };
const incorrect = {
  status: 400,
  code: 'AuthenticationFailed',
  message: 'Your authentication information is incorrect. Please try again.',
};

describe('root', () => {
  it('is let in, and the event says so', async () => {
    expect((await world.signIn(right)).status).toBe(200);
    expect(await world.events()).toEqual([
      expect.objectContaining({
        eventVersion: '1.11',
        eventSource: 'signin.amazonaws.com',
        eventName: 'ConsoleLogin',
        eventType: 'AwsConsoleSignIn',
        awsRegion: 'us-east-1',
        userIdentity: {
          type: 'Root',
          principalId: world.accountId,
          arn: world.rootArn,
          accountId: world.accountId,
          userName: 'demo',
          accessKeyId: '',
        },
        requestParameters: null,
        responseElements: { ConsoleLogin: 'Success' },
        additionalEventData: {
          LoginTo: 'https://console.aws.amazon.com/console/home',
          MobileVersion: 'No',
          MFAUsed: 'No',
        },
        readOnly: false,
        managementEvent: true,
      }),
    ]);
    const account = await world.store.read((tables) => tables.account.get(world.accountId));
    expect(account?.passwordLastUsedAt).toBe(world.clock.sandbox);
  });

  it('is answered alike for a wrong e-mail and a wrong password', async () => {
    const wrongPassword = await world.signIn({ ...right, password: 'Correct horsE 7' });
    const wrongEmail = await world.signIn({ ...right, email: 'nobody@example.com' });
    expect(wrongPassword).toMatchObject(incorrect);
    expect(wrongEmail.text).toBe(wrongPassword.text);
    expect(wrongEmail.status).toBe(wrongPassword.status);
    const events = await world.events();
    expect(events).toHaveLength(2);
    for (const event of events) {
      expect(event).toMatchObject({
        errorMessage: 'Failed authentication',
        responseElements: { ConsoleLogin: 'Failure' },
      });
      expect(event).not.toHaveProperty('errorCode');
    }
    expect(JSON.stringify(events)).not.toContain('nobody@example.com');
    expect(await world.store.read((tables) => tables.sessions.count())).toBe(0);
  });
});

describe('a user', () => {
  const alice = { kind: 'user', account: 'demo', userName: 'alice', password: 'Battery.staple-2' };
  let root: Credentials;

  beforeEach(async () => {
    root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'Alice', Path: '/team/' });
    await world.query(root, 'CreateLoginProfile', { UserName: 'Alice', Password: alice.password });
  });

  it('signs in by alias or account id, and is what it is', async () => {
    const shown = world.accountId.replace(/(\d{4})(?=\d)/g, '$1-');
    for (const account of ['demo', ' Demo ', world.accountId, shown]) {
      const reply = await world.signIn({ ...alice, account });
      expect(reply.status).toBe(200);
      expect(JSON.parse(reply.text)).toMatchObject({
        principalArn: `arn:aws:iam::${world.accountId}:user/team/Alice`,
        accountId: world.accountId,
        issuedAt: world.clock.sandbox,
        expiresAt: world.clock.sandbox + 12 * 3600 * 1000,
      });
    }
    const event = (await world.events()).at(-1);
    expect(event).toMatchObject({ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } });
    // cloudtrail-event-reference-aws-console-sign-in-events, "IAM user, successful sign-in without MFA"
    expect(event?.['userIdentity']).toEqual({
      type: 'IAMUser',
      principalId: expect.stringMatching(/^AIDA/) as string,
      arn: `arn:aws:iam::${world.accountId}:user/team/Alice`,
      accountId: world.accountId,
      userName: 'Alice',
    });
    const user = await world.query(root, 'GetUser', { UserName: 'Alice' });
    expect(user.text).toContain('<PasswordLastUsed>2026-11-22T09:30:00Z</PasswordLastUsed>');
  });

  it('signs in to the account that was named, where two have a user of the name', async () => {
    await addAccount(world);
    const otherRoot = await world.actAs(`arn:aws:iam::${otherAccount}:root`);
    await world.query(otherRoot, 'CreateUser', { UserName: 'alice' });
    const password = 'Another.password-3';
    await world.query(otherRoot, 'CreateLoginProfile', { UserName: 'alice', Password: password });
    for (const account of [otherAccount, `other-${otherAccount}`]) {
      const reply = await world.signIn({ ...alice, account, password });
      expect(JSON.parse(reply.text)).toMatchObject({
        principalArn: `arn:aws:iam::${otherAccount}:user/alice`,
        accountId: otherAccount,
      });
      expect((await world.events()).at(-1)).toMatchObject({ recipientAccountId: otherAccount });
    }
    expect(await world.signIn({ ...alice, password })).toMatchObject(incorrect);
    expect(await world.signIn({ ...alice, account: otherAccount })).toMatchObject(incorrect);
    expect((await world.events()).at(-1)).toMatchObject({
      recipientAccountId: otherAccount,
      responseElements: { ConsoleLogin: 'Failure' },
    });
    expect((await world.signIn(alice)).status).toBe(200);
  });

  it('is answered alike whatever is wrong', async () => {
    await world.query(root, 'CreateUser', { UserName: 'bob' });
    const replies = [
      await world.signIn({ ...alice, password: 'wrong' }),
      await world.signIn({ ...alice, userName: 'nobody' }),
      // Has no password.
      await world.signIn({ ...alice, userName: 'bob' }),
      await world.signIn({ ...alice, account: 'nowhere' }),
      await world.signIn({ ...alice, account: '999999999999' }),
    ];
    for (const reply of replies) {
      expect(reply).toMatchObject(incorrect);
      expect(reply.text).toBe(replies[0]?.text);
    }
  });

  it("leaves CloudTrail's two kinds of failure", async () => {
    await world.signIn({ ...alice, password: 'wrong' });
    await world.signIn({ ...alice, userName: 'S3cret.typed-here' });
    const [known, unknown] = (await world.events()).slice(-2);
    expect(known).toMatchObject({
      errorMessage: 'Failed authentication',
      recipientAccountId: world.accountId,
      requestParameters: null,
      additionalEventData: { MobileVersion: 'No', MFAUsed: 'No' },
    });
    // "IAM user, unsuccessful sign-in": without an ARN.
    expect(known?.['userIdentity']).toEqual({
      type: 'IAMUser',
      principalId: expect.stringMatching(/^AIDA/) as string,
      accountId: world.accountId,
      accessKeyId: '',
      userName: 'Alice',
    });
    // cloudtrail-integration, "Example sign-in failure event caused by incorrect user name"
    expect(unknown).toMatchObject({
      errorMessage: 'No username found in supplied account',
      userIdentity: {
        type: 'IAMUser',
        accountId: world.accountId,
        accessKeyId: '',
        userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      },
      recipientAccountId: world.accountId,
    });
    const stored = await world.store.read(async (tables) => [
      await tables.events.all(),
      await tables.traces.all(),
      await tables.signInAttempts.all(),
    ]);
    expect(JSON.stringify(stored)).not.toContain('S3cret.typed-here');
  });
});

describe('act as', () => {
  it('gives a session of a user, and marks the event', async () => {
    const root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'alice', Path: '/team/' });
    const arn = `arn:aws:iam::${world.accountId}:user/team/alice`;
    const session = await world.actAs(arn);
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: 'ConsoleLogin',
      userIdentity: { type: 'IAMUser', arn, userName: 'alice' },
      additionalEventData: { 'gatehouse:actAs': 'true' },
    });
    const denied = await world.query(session, 'ListUsers');
    expect(denied.message).toContain(`User: ${arn} is not authorized`);
    expect((await world.events()).at(-1)).toMatchObject({
      userIdentity: {
        type: 'IAMUser',
        userName: 'alice',
        accessKeyId: session.accessKeyId,
        sessionContext: {
          attributes: { creationDate: '2026-11-22T09:30:00Z', mfaAuthenticated: 'false' },
        },
      },
    });
  });

  it.each([
    ['arn:aws:iam::999999999999:root', 404, 'NoSuchEntity'],
    ['user/alice', 400, 'ValidationException'],
    ['arn:aws:s3:::bucket', 400, 'ValidationException'],
    ['arn:aws:iam::999999999999:root/x', 400, 'ValidationException'],
    ['arn:aws:iam::999999999999:user', 400, 'ValidationException'],
  ])('refuses %s', async (arn, status, code) => {
    expect(await world.signIn({ kind: 'actAs', 'gatehouse:actAs': arn })).toMatchObject({ status, code });
    expect((await world.events()).at(-1)).toMatchObject({
      additionalEventData: { 'gatehouse:actAs': 'true' },
      responseElements: { ConsoleLogin: 'Failure' },
    });
  });

  it('refuses a user or role that is not there, or has another path', async () => {
    const root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'alice', Path: '/team/' });
    await putRole('admin', '/ops/');
    for (const resource of [
      'user/alice',
      'user/team/bob',
      'user/team/Alice',
      'role/admin',
      'role/ops/nobody',
      'role/team/alice',
    ]) {
      const arn = `arn:aws:iam::${world.accountId}:${resource}`;
      expect(await world.signIn({ kind: 'actAs', 'gatehouse:actAs': arn })).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
      });
    }
  });

  it('gives a session of a role, for as long as the role allows', async () => {
    await putRole('admin', '/ops/');
    const session = await world.actAs(`arn:aws:iam::${world.accountId}:role/ops/admin`);
    expect(session).toMatchObject({
      principalArn: `arn:aws:sts::${world.accountId}:assumed-role/admin/act-as`,
      expiresAt: world.clock.sandbox + 7200_000,
    });
    expect((await world.query(session, 'ListUsers')).message).toContain(
      `User: arn:aws:sts::${world.accountId}:assumed-role/admin/act-as is not authorized`,
    );
  });

  it('does not give one of a service-linked role', async () => {
    await putRole('AWSServiceRoleForX', '/aws-service-role/x.amazonaws.com/', 'x.amazonaws.com');
    const arn = `arn:aws:iam::${world.accountId}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`;
    expect(await world.signIn({ kind: 'actAs', 'gatehouse:actAs': arn })).toMatchObject({ status: 404 });
  });

  const putRole = (roleName: string, path: string, linkedService?: string) =>
    world.store.write((tables) =>
      tables.roles.put({
        key: `${world.accountId}/role/${roleName.toLowerCase()}`,
        accountId: world.accountId,
        path,
        createdAt: 1,
        roleName,
        roleId: 'AROAEXAMPLE',
        trustPolicy: '{"Version":"2012-10-17","Statement":[]}',
        maxSessionDuration: 7200,
        tags: [],
        ...(linkedService === undefined ? {} : { linkedService }),
      }),
    );
});

it('refuses a body or target that it does not know', async () => {
  for (const body of [
    { kind: 'root', email: 'x' },
    { kind: 'user', account: 'demo', password: 'x' },
    { ...right, mfaCode: 7 },
    { ...right, kind: 'other' },
  ]) {
    expect(await world.signIn(body)).toMatchObject({ status: 400, code: 'ValidationException' });
  }
  const wrongTarget = message('POST', '/', [['X-Amz-Target', 'GatehouseSignin.SignOut']], '{}');
  expect(await world.send(wrongTarget)).toMatchObject({ code: 'UnknownOperationException' });
  const noJson = message('POST', '/', [['X-Amz-Target', 'GatehouseSignin.SignIn']], 'x');
  expect(await world.send(noJson)).toMatchObject({ code: 'SerializationException' });
});

it('clears away the sessions of who signs in that have expired', async () => {
  await world.actAs(world.rootArn);
  world.clock.sandbox += 13 * 3600 * 1000;
  await world.actAs(world.rootArn);
  expect(await world.store.read((tables) => tables.sessions.count())).toBe(1);
});

it('ends a session by the clock of the sandbox', async () => {
  const root = await world.actAs(world.rootArn);
  world.clock.sandbox += 12 * 3600 * 1000 - 1000;
  expect((await world.query(root, 'ListUsers')).status).toBe(200);
  world.clock.sandbox += 1000;
  expect((await world.query(root, 'ListUsers')).code).toBe('ExpiredToken');
});
