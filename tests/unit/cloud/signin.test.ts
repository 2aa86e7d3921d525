import { beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, message, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});

const right = { kind: 'root', email: 'root@example.com', password: 'correct horse' };

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
        additionalEventData: { MobileVersion: 'No', MFAUsed: 'No' },
        readOnly: false,
        managementEvent: true,
      }),
    ]);
  });

  it('is answered alike for a wrong e-mail and a wrong password', async () => {
    const wrongPassword = await world.signIn({ ...right, password: 'correct horsE' });
    const wrongEmail = await world.signIn({ ...right, email: 'nobody@example.com' });
    expect(wrongPassword).toMatchObject({
      status: 400,
      code: 'AuthenticationFailed',
      message: 'Your authentication information is incorrect. Please try again.',
    });
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
  ])('refuses %s', async (arn, status, code) => {
    expect(await world.signIn({ kind: 'actAs', 'gatehouse:actAs': arn })).toMatchObject({ status, code });
  });

  it('refuses a user that is not there, or has another path', async () => {
    const root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'alice', Path: '/team/' });
    for (const resource of ['user/alice', 'user/team/bob', 'user/team/Alice']) {
      const arn = `arn:aws:iam::${world.accountId}:${resource}`;
      expect(await world.signIn({ kind: 'actAs', 'gatehouse:actAs': arn })).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
      });
    }
  });
});

it('refuses a body or target that it does not know', async () => {
  expect(await world.signIn({ kind: 'root', email: 'x' })).toMatchObject({
    status: 400,
    code: 'ValidationException',
  });
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
