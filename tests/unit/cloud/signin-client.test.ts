// The console's side of signing in, against the cloud: every step of it, and every answer.

import { beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../../src/client/aws-api.ts';
import { makeSigninApi } from '../../../src/client/make-signin-api.ts';
import type { ConsoleSession } from '../../../src/client/ports.ts';
import type { SigninApi, SignInStep } from '../../../src/client/signin-api.ts';
import { bytesFromBase64 } from '../../../src/core/lang/base64.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import { readSeed } from '../../../src/core/totp/seed.ts';
import { totpCode } from '../../../src/core/totp/totp.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';
import { addDevice, addRole, codeAt, trusting } from './sts/sandbox.ts';
import { allow, connection, element, makeWorld, start, type World } from './world.ts';

let world: World;
let signin: SigninApi;
let root: ConsoleSession;

const asRoot = { email: 'root@example.com', password: 'Correct horse 7' };

beforeEach(async () => {
  world = await makeWorld();
  signin = makeSigninApi({
    wire: { send: (request) => world.endpoint.handle(request, connection) },
    sandboxId: 's',
    signer: { sign: (request, options) => Promise.resolve(sign(request, options)) },
    clock: { now: () => world.clock.sandbox },
  });
  root = valueOf(await signin.signInRoot(asRoot));
});

function valueOf<Value>(answer: Answer<Value> | SignInStep): Value {
  if (answer.kind !== 'ok') throw new Error(JSON.stringify(answer));
  return answer.value;
}

it('a user signs in by a first password and a code, switches to a role and back', async () => {
  const first = 'First.password-1';
  const userName = 'alice';
  await world.query(root.credentials, 'CreateUser', { UserName: userName });
  await world.query(root.credentials, 'CreateLoginProfile', {
    UserName: userName,
    Password: first,
    PasswordResetRequired: 'true',
  });
  await world.query(root.credentials, 'PutUserPolicy', {
    UserName: userName,
    PolicyName: 'own',
    PolicyDocument: allow('iam:ChangePassword'),
  });
  await addDevice(world, `${world.accountId}/user/alice`);
  const aliceArn = `arn:aws:iam::${world.accountId}:user/alice`;
  await addRole(world, { roleName: 'admin', path: '/ops/', trustPolicy: trusting(aliceArn) });

  const who = { account: 'demo', userName, password: first };
  expect(await signin.signInUser({ ...who, password: 'wrong' })).toMatchObject({
    kind: 'error',
    code: 'AuthenticationFailed',
  });
  expect(await signin.signInUser(who)).toEqual({ kind: 'mfa', requestId: expect.any(String) as string });
  const step = await signin.signInUser({ ...who, mfaCode: codeAt(start) });
  expect(step).toMatchObject({ kind: 'new-password', reason: 'first' });
  const challenge = step.kind === 'new-password' ? (step.challenge ?? '') : '';
  expect(await signin.signInUser({ ...who, challenge, newPassword: 'x' })).toMatchObject({
    code: 'PasswordPolicyViolation',
  });
  const alice = valueOf(await signin.signInUser({ ...who, challenge, newPassword: 'Second.password-2' }));
  expect(alice).toMatchObject({ sandboxId: 's', principalArn: aliceArn, accountId: world.accountId });
  expect(alice).not.toHaveProperty('switchedFrom');

  const asAlice = await signin.as(alice);
  expect(await asAlice.switchRole({ account: 'demo', roleName: 'other' })).toMatchObject({
    kind: 'error',
    code: 'SwitchRoleFailed',
  });
  const role = valueOf(await asAlice.switchRole({ account: 'demo', roleName: 'ops/admin' }));
  expect(role).toMatchObject({
    principalArn: `arn:aws:sts::${world.accountId}:assumed-role/admin/alice`,
    switchedFrom: aliceArn,
  });
  expect(valueOf(await (await signin.as(role)).exitRole())).toEqual(alice);
});

it('root sets up MFA, signs in with it, changes the password and takes MFA off', async () => {
  const { text } = await world.query(root.credentials, 'CreateVirtualMFADevice', {
    VirtualMFADeviceName: 'phone',
  });
  const seed = readSeed(
    utf8ToText(bytesFromBase64(element(text, 'Base32StringSeed') ?? '') ?? new Uint8Array()) ?? '',
  );
  if (!seed.ok) throw new Error(text);
  const codes = () => ({
    serialNumber: element(text, 'SerialNumber') ?? '',
    code1: totpCode(seed.value, world.clock.device - 30_000),
    code2: totpCode(seed.value, world.clock.device),
  });
  const session = await signin.as(root);
  expect(valueOf(await session.enableRootMfa(codes()))).toBeNull();
  expect((await signin.signInRoot(asRoot)).kind).toBe('mfa');
  world.clock.device += 60_000;
  expect(valueOf(await session.resyncRootMfa(codes()))).toBeNull();
  world.clock.device += 30_000;
  const mfaCode = totpCode(seed.value, world.clock.device);
  expect(valueOf(await signin.signInRoot({ ...asRoot, mfaCode }))).toMatchObject({
    principalArn: world.rootArn,
  });
  const { serialNumber } = codes();
  const passwords = { oldPassword: asRoot.password, newPassword: 'Battery.staple-2' };
  expect(valueOf(await session.changeRootPassword(passwords))).toBeNull();
  expect(await session.changeRootPassword(passwords)).toMatchObject({ code: 'AccessDeniedException' });
  expect(valueOf(await session.deactivateRootMfa({ serialNumber }))).toBeNull();
  expect(valueOf(await signin.signInRoot({ ...asRoot, password: passwords.newPassword }))).toBeDefined();
});

it('root opens billing to users and roles, and closes it; nobody else does', async () => {
  const session = await signin.as(root);
  const isOn = async () =>
    (await world.store.read((tables) => tables.account.get(world.accountId)))?.billingAccess === true;
  expect(valueOf(await session.updateBillingAccess({ activated: true }))).toBeNull();
  expect(await isOn()).toBe(true);
  expect(valueOf(await session.updateBillingAccess({ activated: false }))).toBeNull();
  expect(await isOn()).toBe(false);

  await world.query(root.credentials, 'CreateUser', { UserName: 'alice' });
  const principalArn = `arn:aws:iam::${world.accountId}:user/alice`;
  const alice = valueOf(await signin.actAs({ principalArn }));
  expect(await (await signin.as(alice)).updateBillingAccess({ activated: true })).toMatchObject({
    kind: 'error',
    code: 'AccessDeniedException',
  });
  expect(await isOn()).toBe(false);
});

it('root changes its e-mail with its password, and not without', async () => {
  const session = await signin.as(root);
  const email = 'new@example.com';
  expect(await session.changeRootEmail({ email, password: 'wrong' })).toMatchObject({
    kind: 'error',
    code: 'AccessDeniedException',
  });
  expect(valueOf(await session.changeRootEmail({ email, password: asRoot.password }))).toBeNull();
  expect(valueOf(await signin.signInRoot({ ...asRoot, email }))).toBeDefined();
});

it('acts as a user, a role and root', async () => {
  await world.query(root.credentials, 'CreateUser', { UserName: 'alice' });
  const roleArn = await addRole(world, { roleName: 'admin', trustPolicy: trusting(world.rootArn) });
  for (const principalArn of [world.rootArn, `arn:aws:iam::${world.accountId}:user/alice`]) {
    expect(valueOf(await signin.actAs({ principalArn }))).toMatchObject({ principalArn });
  }
  expect(valueOf(await signin.actAs({ principalArn: roleArn })).principalArn).toContain(
    'assumed-role/admin/',
  );
  expect(await signin.actAs({ principalArn: `${roleArn}x` })).toMatchObject({ code: 'NoSuchEntity' });
});
