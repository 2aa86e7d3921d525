import { beforeEach, describe, expect, it } from 'vitest';
import { bytesFromBase64 } from '../../../src/core/lang/base64.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { base32FromBytes } from '../../../src/core/totp/base32.ts';
import { readSeed } from '../../../src/core/totp/seed.ts';
import { totpCode } from '../../../src/core/totp/totp.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';
import { allow, element, makeWorld, type World } from './world.ts';
import { askSignin } from './signin-request.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

const ask = (operation: string, body: object, credentials = root) =>
  askSignin(world, credentials, operation, body);

async function makeDevice(name: string) {
  const { text } = await world.query(root, 'CreateVirtualMFADevice', { VirtualMFADeviceName: name });
  const seed = readSeed(
    utf8ToText(bytesFromBase64(element(text, 'Base32StringSeed') ?? '') ?? new Uint8Array()) ?? '',
  );
  if (!seed.ok) throw new Error(text);
  const codes = () => ({
    code1: totpCode(seed.value, world.clock.device - 30_000),
    code2: totpCode(seed.value, world.clock.device),
  });
  return { serialNumber: element(text, 'SerialNumber') ?? '', codes, seed: base32FromBytes(seed.value) };
}

describe("root's MFA", () => {
  it("is enabled at the console, with CloudTrail's event of IAM", async () => {
    const { serialNumber, codes } = await makeDevice('root-account-mfa-device');
    expect((await ask('EnableRootMfa', { serialNumber, ...codes() })).status).toBe(200);
    // cloudtrail-event-reference-aws-console-sign-in-events, "Root user, MFA changed"
    expect((await world.events()).at(-1)).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      eventName: 'EnableMFADevice',
      eventType: 'AwsApiCall',
      userIdentity: { type: 'Root', accessKeyId: root.accessKeyId },
      requestParameters: { userName: 'AWS ROOT USER', serialNumber },
      responseElements: null,
      readOnly: false,
    });
    const summary = await world.query(root, 'GetAccountSummary');
    expect(summary.text).toMatch(/<key>AccountMFAEnabled<\/key>\s*<value>1<\/value>/);
    const listed = await world.query(root, 'ListMFADevices');
    expect(element(listed.text, 'SerialNumber')).toBe(serialNumber);
    expect(await ask('EnableRootMfa', { serialNumber, ...codes() })).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
    });
  });

  it('is told the time again, and taken off', async () => {
    const { serialNumber, codes } = await makeDevice('phone');
    expect(await ask('DeactivateRootMfa', { serialNumber })).toMatchObject({ code: 'NoSuchEntity' });
    await ask('EnableRootMfa', { serialNumber, ...codes() });
    world.clock.device += 60_000;
    expect((await ask('ResyncRootMfa', { serialNumber, ...codes() })).status).toBe(200);
    expect((await ask('DeactivateRootMfa', { serialNumber })).status).toBe(200);
    expect((await world.events()).at(-1)).toMatchObject({ eventName: 'DeactivateMFADevice' });
    expect(element((await world.query(root, 'ListMFADevices')).text, 'SerialNumber')).toBeUndefined();
  });

  it.each([
    [{}, 'ValidationException'],
    [{ serialNumber: 'arn:aws:iam::123456789012:mfa/x' }, 'NoSuchEntity'],
    [{ code1: '000000', code2: '000001' }, 'InvalidAuthenticationCode'],
    [{ code1: 1, code2: 2 }, 'ValidationException'],
  ])('refuses %o: %s', async (body, code) => {
    const { serialNumber } = await makeDevice('phone');
    const given = 'code1' in body ? { serialNumber, ...body } : body;
    expect(await ask('EnableRootMfa', given)).toMatchObject({ code });
  });

  it("is root's alone", async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await world.query(root, 'PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: allow('*'),
    });
    const alice = await world.actAs(`arn:aws:iam::${world.accountId}:user/alice`);
    const { serialNumber, codes } = await makeDevice('phone');
    expect(await ask('EnableRootMfa', { serialNumber, ...codes() }, alice)).toMatchObject({
      status: 403,
      code: 'AccessDeniedException',
    });
    expect(await world.store.read((tables) => tables.mfaDevices.where('ownerKey', world.accountId))).toEqual(
      [],
    );
  });
});

describe("root's password", () => {
  const oldPassword = 'Correct horse 7';
  const newPassword = 'Battery.staple-2';

  it("is changed at the console, with CloudTrail's event of IAM", async () => {
    expect((await ask('ChangeRootPassword', { oldPassword, newPassword })).status).toBe(200);
    // cloudtrail-event-reference-aws-console-sign-in-events, "Root user, password changed"
    expect((await world.events()).at(-1)).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      eventName: 'ChangePassword',
      userIdentity: { type: 'Root' },
      requestParameters: null,
      responseElements: null,
    });
    expect(JSON.stringify(await world.events())).not.toContain(newPassword);
    const signIn = (password: string) => world.signIn({ kind: 'root', email: 'root@example.com', password });
    expect((await signIn(oldPassword)).code).toBe('AuthenticationFailed');
    expect((await signIn(newPassword)).status).toBe(200);
  });

  it.each([
    [{ oldPassword: 'wrong', newPassword }, 'AccessDeniedException'],
    [{ oldPassword, newPassword: 'short' }, 'PasswordPolicyViolation'],
    [{ oldPassword, newPassword: 'correct horse' }, 'PasswordPolicyViolation'],
    [{ oldPassword, newPassword: 'Root@Example.com' }, 'PasswordPolicyViolation'],
    [{ oldPassword }, 'ValidationException'],
  ])('refuses %o: %s', async (body, code) => {
    const before = await world.store.read((tables) => tables.passwords.all());
    expect(await ask('ChangeRootPassword', body)).toMatchObject({ code });
    expect(await world.store.read((tables) => tables.passwords.all())).toEqual(before);
  });
});

describe("root's e-mail", () => {
  const password = 'Correct horse 7';

  it('is changed at the console with the password once more, and signs in from then on', async () => {
    expect((await ask('ChangeRootEmail', { email: ' New@Example.com', password })).status).toBe(200);
    expect((await world.events()).at(-1)).toMatchObject({
      eventSource: 'signin.amazonaws.com',
      eventName: 'EmailUpdated',
      eventType: 'AwsConsoleSignIn',
      userIdentity: { type: 'Root' },
      responseElements: null,
    });
    expect(JSON.stringify(await world.events())).not.toContain(password);
    const signIn = (email: string) => world.signIn({ kind: 'root', email, password });
    expect((await signIn('root@example.com')).code).toBe('AuthenticationFailed');
    expect((await signIn('new@example.com')).status).toBe(200);
  });

  it.each([
    [{ email: 'new@example.com', password: 'wrong' }, 'AccessDeniedException'],
    [{ email: 'nobody', password }, 'ValidationException'],
    [{ email: `${'a'.repeat(60)}@example.com`, password }, 'ValidationException'],
    [{ email: 'OTHER@example.com', password }, 'ValidationException'],
    [{ email: 'new@example.com' }, 'ValidationException'],
  ])('refuses %o: %s', async (body, code) => {
    await world.store.write(async (tables) => {
      const accountId = '999999999999';
      await tables.account.put({ key: accountId, accountId, email: 'other@example.com', createdAt: 1 });
    });
    const before = await world.store.read((tables) => tables.account.all());
    expect(await ask('ChangeRootEmail', body)).toMatchObject({ code });
    expect(await world.store.read((tables) => tables.account.all())).toEqual(before);
  });

  it('is nobody else’s to change', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await world.query(root, 'PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: allow('*'),
    });
    const alice = await world.actAs(`arn:aws:iam::${world.accountId}:user/alice`);
    expect(await ask('ChangeRootEmail', { email: 'new@example.com', password }, alice)).toMatchObject({
      code: 'AccessDeniedException',
    });
    expect((await world.signIn({ kind: 'root', email: 'root@example.com', password })).status).toBe(200);
  });
});

it('keeps neither passwords, codes nor seeds in events and traces', async () => {
  const { serialNumber, codes, seed } = await makeDevice('phone');
  const { code1, code2 } = codes();
  await ask('EnableRootMfa', { serialNumber, code1: code2, code2: code1 });
  await ask('EnableRootMfa', { serialNumber, code1, code2 });
  const oldPassword = 'Correct horse 7';
  for (const newPassword of ['short', 'Battery.staple-2']) {
    await ask('ChangeRootPassword', { oldPassword, newPassword });
  }
  await ask('ChangeRootPassword', { oldPassword, newPassword: 'Battery.staple-3' });
  const told = await world.store.read(async (tables) => [
    ...(await tables.events.all()).map(({ cloudTrailEvent }) => cloudTrailEvent),
    ...(await tables.traces.all()).map(({ trace }) => JSON.stringify(trace)),
  ]);
  const secrets = [code1, code2, seed, oldPassword, '"short"', 'Battery.staple'];
  for (const secret of [...secrets, root.secretAccessKey, root.sessionToken ?? '?']) {
    expect(told.filter((text) => text.includes(secret))).toEqual([]);
  }
});
