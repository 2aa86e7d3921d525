import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, makeWorld, start, type World } from '../world.ts';

const good = 'Correct-horse-1';
let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'Alice', Path: '/team/' });
});

const create = (parameters: Record<string, string> = {}) =>
  world.query(root, 'CreateLoginProfile', { UserName: 'Alice', Password: good, ...parameters });

describe('CreateLoginProfile', () => {
  it('gives a user a password, and answers with when', async () => {
    const reply = await create({ PasswordResetRequired: 'true' });
    expect(reply.status).toBe(200);
    expect(element(reply.text, 'UserName')).toBe('Alice');
    expect(element(reply.text, 'CreateDate')).toBe('2026-11-22T09:30:00Z');
    expect(element(reply.text, 'PasswordResetRequired')).toBe('true');
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: 'CreateLoginProfile',
      requestParameters: { userName: 'Alice', passwordResetRequired: true },
      responseElements: { loginProfile: { userName: 'Alice', passwordResetRequired: true } },
    });
    expect(JSON.stringify(await world.events())).not.toContain(good);
    const kept = await world.store.read((tables) => tables.passwords.all());
    expect(JSON.stringify(kept)).not.toContain(good);
  });

  it.each([
    [{ UserName: 'bob' }, 404, 'NoSuchEntity', 'The user with name bob cannot be found.'],
    [{ Password: 'short' }, 400, 'PasswordPolicyViolation', 'Password should have a minimum length of 8'],
    [
      { Password: 'correct horse' },
      400,
      'PasswordPolicyViolation',
      'Password should meet 2 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one number, Password should have at least one symbol',
    ],
    [
      { Password: 'correcthorse1' },
      400,
      'PasswordPolicyViolation',
      'Password should meet 1 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one symbol',
    ],
    // "Not be identical to your AWS account name or email address"
    [
      { Password: 'Root@Example.com' },
      400,
      'PasswordPolicyViolation',
      'Password does not conform to the account password policy.',
    ],
  ])('refuses %o: %s %s', async (parameters, status, code, message) => {
    expect(await create(parameters)).toMatchObject({ status, code, message });
    expect(await world.store.read((tables) => tables.passwords.count())).toBe(1);
  });

  it('refuses a second password, under whatever case of the name', async () => {
    await create();
    expect(await create({ UserName: 'ALICE' })).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'Login Profile for user Alice already exists.',
    });
  });

  it('needs a password, and of root a user', async () => {
    expect(await world.query(root, 'CreateLoginProfile', { UserName: 'Alice' })).toMatchObject({
      status: 400,
      code: 'ValidationError',
    });
    expect(await world.query(root, 'CreateLoginProfile', { Password: good })).toMatchObject({
      status: 400,
      code: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
    expect(await world.store.read((tables) => tables.passwords.count())).toBe(1);
  });

  it('is asked for on the user, and without it not even tells whether there is one', async () => {
    await world.query(root, 'CreateUser', { UserName: 'bob' });
    const bob = await world.keyOf(root, 'bob');
    for (const UserName of ['Alice', 'nobody']) {
      expect(await world.query(bob, 'CreateLoginProfile', { UserName, Password: good })).toMatchObject({
        status: 403,
        code: 'AccessDenied',
        message: `User: arn:aws:iam::${world.accountId}:user/bob is not authorized to perform: iam:CreateLoginProfile on resource: user ${UserName} because no identity-based policy allows the iam:CreateLoginProfile action`,
      });
    }
  });
});

describe('GetLoginProfile and DeleteLoginProfile', () => {
  it.each(['GetLoginProfile', 'DeleteLoginProfile', 'UpdateLoginProfile'])(
    '%s: a user without a password has none',
    async (action) => {
      expect(await world.query(root, action, { UserName: 'Alice' })).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
        message: 'Login Profile for User Alice cannot be found.',
      });
    },
  );

  it('go round', async () => {
    await create();
    world.clock.sandbox += 60_000;
    const got = await world.query(root, 'GetLoginProfile', { UserName: 'alice' });
    expect(element(got.text, 'CreateDate')).toBe('2026-11-22T09:30:00Z');
    expect(element(got.text, 'PasswordResetRequired')).toBe('false');
    expect(await world.query(root, 'DeleteUser', { UserName: 'Alice' })).toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must delete login profile first.',
    });
    expect((await world.query(root, 'DeleteLoginProfile', { UserName: 'Alice' })).status).toBe(200);
    expect((await world.query(root, 'DeleteUser', { UserName: 'Alice' })).status).toBe(200);
  });

  it('means the caller where no name is given', async () => {
    await create();
    await world.query(root, 'PutUserPolicy', {
      UserName: 'Alice',
      PolicyName: 'p',
      PolicyDocument: allow('iam:GetLoginProfile'),
    });
    const alice = await world.keyOf(root, 'Alice');
    expect(element((await world.query(alice, 'GetLoginProfile')).text, 'UserName')).toBe('Alice');
  });
});

describe('UpdateLoginProfile', () => {
  const record = () => world.store.read((tables) => tables.passwords.get(`${world.accountId}/user/alice`));

  it('sets another password, and whether it must be changed', async () => {
    await create();
    const before = await record();
    world.clock.sandbox += 60_000;
    const update = { UserName: 'Alice', Password: 'Battery.staple-2', PasswordResetRequired: 'true' };
    expect((await world.query(root, 'UpdateLoginProfile', update)).status).toBe(200);
    const after = await record();
    expect(after).toMatchObject({
      createdAt: start,
      changedAt: start + 60_000,
      resetRequired: true,
      previous: [{ salt: before?.salt, hash: before?.hash }],
    });
    expect(after?.hash).not.toEqual(before?.hash);
  });

  it('sets the requirement alone', async () => {
    await create();
    const before = await record();
    await world.query(root, 'UpdateLoginProfile', { UserName: 'Alice', PasswordResetRequired: 'true' });
    expect(await record()).toEqual({ ...before, resetRequired: true });
    await world.query(root, 'UpdateLoginProfile', { UserName: 'Alice' });
    expect(await record()).toEqual({ ...before, resetRequired: true });
  });

  it('holds to the policy', async () => {
    await create();
    const update = { UserName: 'Alice', Password: 'x' };
    expect(await world.query(root, 'UpdateLoginProfile', update)).toMatchObject({
      code: 'PasswordPolicyViolation',
    });
  });
});

describe('ChangePassword', () => {
  let alice: Credentials;
  const change = (OldPassword: string, NewPassword: string) =>
    world.query(alice, 'ChangePassword', { OldPassword, NewPassword });

  beforeEach(async () => {
    await create({ PasswordResetRequired: 'true' });
    await world.query(root, 'PutUserPolicy', {
      UserName: 'Alice',
      PolicyName: 'p',
      PolicyDocument: allow('iam:ChangePassword', 'arn:aws:iam::*:user/team/${aws:username}').replace(
        '2012-10-17',
        '2012-10-17',
      ),
    });
    alice = await world.keyOf(root, 'Alice');
  });

  it('changes it, and no password is in the trail', async () => {
    expect((await change(good, 'Battery.staple-2')).status).toBe(200);
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: 'ChangePassword',
      requestParameters: null,
      responseElements: null,
    });
    const got = await world.query(root, 'GetLoginProfile', { UserName: 'Alice' });
    expect(element(got.text, 'PasswordResetRequired')).toBe('false');
    expect(await change(good, 'Battery.staple-3')).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'The old password was incorrect.',
    });
    expect((await change('Battery.staple-2', 'Battery.staple-3')).status).toBe(200);
  });

  it('is refused to root, and to who has no password', async () => {
    const asRoot = await world.query(root, 'ChangePassword', { OldPassword: 'a', NewPassword: 'b' });
    expect(asRoot).toMatchObject({
      status: 400,
      code: 'InvalidUserType',
      message: 'Only IAM Users can change their own password.',
    });
    await world.query(root, 'DeleteLoginProfile', { UserName: 'Alice' });
    expect(await change(good, 'Battery.staple-2')).toMatchObject({ status: 404, code: 'NoSuchEntity' });
  });

  it('needs the permission on oneself', async () => {
    await world.query(root, 'DeleteUserPolicy', { UserName: 'Alice', PolicyName: 'p' });
    expect((await change(good, 'Battery.staple-2')).message).toContain(
      `is not authorized to perform: iam:ChangePassword on resource: user Alice`,
    );
  });

  it('tells a wrong old password before what is wrong with the new one', async () => {
    expect(await change('wrong', 'x')).toMatchObject({ code: 'AccessDenied' });
    expect(await change(good, 'x')).toMatchObject({ code: 'PasswordPolicyViolation' });
  });

  it('does not let the last passwords come back, where the policy says so', async () => {
    expect((await change(good, good)).status).toBe(200);
    await world.query(root, 'UpdateAccountPasswordPolicy', { PasswordReusePrevention: '2' });
    const repeated = {
      status: 400,
      code: 'PasswordPolicyViolation',
      message: 'Password does not conform to the account password policy.',
    };
    expect(await change(good, good)).toMatchObject(repeated);
    await change(good, 'second1');
    expect(await change('second1', good)).toMatchObject(repeated);
    await change('second1', 'third1');
    expect((await change('third1', good)).status).toBe(200);
  });
});
