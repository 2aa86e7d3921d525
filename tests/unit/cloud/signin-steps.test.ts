import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import type { Writing } from '../../../src/cloud/ports.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { allow, makeWorld, start, type Reply, type World } from './world.ts';
import { totpCode } from '../../../src/core/totp/totp.ts';
import { addDevice, codeAt } from './sts/sandbox.ts';

const first = 'First.password-1';
const second = 'Second.password-2';
const day = 86_400_000;
let world: World;
let root: Credentials;
let userKey: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  userKey = `${world.accountId}/user/alice`;
  await world.query(root, 'CreateUser', { UserName: 'alice' });
});

const nobody = { kind: 'user', account: 'nowhere', userName: 'nobody', password: first };
const signIn = (more: object = {}) =>
  world.signIn({ kind: 'user', account: 'demo', userName: 'alice', password: first, ...more });
const answerOf = (reply: Reply) => JSON.parse(reply.text) as Record<string, unknown>;
const lastEvent = async () => (await world.events()).at(-1);

async function givePassword(parameters: Record<string, string> = {}): Promise<void> {
  const reply = await world.query(root, 'CreateLoginProfile', {
    UserName: 'alice',
    Password: first,
    ...parameters,
  });
  expect(reply.status).toBe(200);
}

async function permit(document: string): Promise<void> {
  await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'own',
    PolicyDocument: document,
  });
}

describe('with an MFA device', () => {
  let serial: string;
  beforeEach(async () => {
    await givePassword();
    serial = await addDevice(world, userKey);
  });

  it('asks for a code, which CloudTrail calls CheckMfa', async () => {
    const reply = await signIn();
    expect(reply.status).toBe(200);
    expect(answerOf(reply)).toEqual({ next: 'mfa' });
    expect(await lastEvent()).toMatchObject({
      eventSource: 'signin.amazonaws.com',
      eventName: 'CheckMfa',
      eventType: 'AwsConsoleSignIn',
      userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: '' },
      requestParameters: null,
      responseElements: { CheckMfa: 'Success' },
      additionalEventData: { MfaType: 'Virtual MFA' },
    });
    expect(await world.store.read((tables) => tables.sessions.where('ownerKey', userKey))).toEqual([]);
  });

  it('does not tell of it to who does not know the password', async () => {
    expect(await signIn({ password: 'wrong' })).toMatchObject({ code: 'AuthenticationFailed' });
    expect(await signIn({ password: 'wrong', mfaCode: codeAt(start) })).toMatchObject({
      code: 'AuthenticationFailed',
    });
    expect(await lastEvent()).toMatchObject({ additionalEventData: { MFAUsed: 'Yes' } });
  });

  it('lets in with the code, by the clock of the device, and the session carries it', async () => {
    world.clock.sandbox += 400 * day;
    const reply = await signIn({ mfaCode: codeAt(start) });
    expect(reply.status).toBe(200);
    expect(await lastEvent()).toMatchObject({
      eventName: 'ConsoleLogin',
      additionalEventData: { MFAUsed: 'Yes', MFAIdentifier: serial, MobileVersion: 'No' },
    });
    const session = answerOf(reply) as unknown as Credentials;
    const kept = await world.store.read((tables) => tables.sessions.get(session.accessKeyId));
    expect(kept).toMatchObject({ mfaAuthenticated: true, mfaAt: world.clock.sandbox });
    root = await world.actAs(world.rootArn);
    await permit(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'iam:GetUser',
          Resource: '*',
          Condition: {
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
            NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
          },
        },
      }),
    );
    expect((await world.query(session, 'GetUser')).status).toBe(200);
    world.clock.sandbox += 3600_000;
    expect((await world.query(session, 'GetUser')).code).toBe('AccessDenied');
  });

  it('takes no code twice, nor a wrong one, and slows down', async () => {
    expect((await signIn({ mfaCode: codeAt(start) })).status).toBe(200);
    for (const mfaCode of [codeAt(start), '000000', 'x', '', codeAt(start + 120_000)]) {
      const reply = await signIn({ mfaCode });
      expect(reply).toMatchObject({ status: 400, code: 'AuthenticationFailed' });
      // Not even that it was the code tells the one answer from the other.
      expect(reply.text).toBe((await world.signIn({ ...nobody, mfaCode })).text);
    }
    expect(await lastEvent()).toMatchObject({
      eventName: 'ConsoleLogin',
      errorMessage: 'Failed authentication',
      additionalEventData: { MFAUsed: 'Yes' },
    });
    expect((await signIn()).code).toBe('TooManyAttempts');
  });

  it('takes the code of any of the devices', async () => {
    const tablet = Uint8Array.from({ length: 64 }, (_, index) => 255 - index);
    const serialNumber = await addDevice(world, userKey, 'tablet', tablet);
    for (const [mfaCode, of] of [
      [totpCode(tablet, start), serialNumber],
      [` ${codeAt(start)} `, serial],
    ]) {
      expect((await signIn({ mfaCode })).status).toBe(200);
      expect(await lastEvent()).toMatchObject({
        eventName: 'ConsoleLogin',
        additionalEventData: { MFAIdentifier: of },
      });
    }
    // The code of the one is not that of the other.
    expect((await signIn({ mfaCode: totpCode(tablet, start) })).code).toBe('AuthenticationFailed');
  });

  it('asks root as well', async () => {
    await addDevice(world, world.accountId, 'of-root');
    const asRoot = { kind: 'root', email: 'root@example.com', password: 'Correct horse 7' };
    expect(answerOf(await world.signIn(asRoot))).toEqual({ next: 'mfa' });
    expect((await world.signIn({ ...asRoot, mfaCode: codeAt(start) })).status).toBe(200);
    expect(await lastEvent()).toMatchObject({
      userIdentity: { type: 'Root' },
      additionalEventData: { MFAUsed: 'Yes' },
    });
  });
});

describe('with a first password', () => {
  beforeEach(() => givePassword({ PasswordResetRequired: 'true' }));

  it('asks for a new one', async () => {
    const reply = await signIn();
    expect(answerOf(reply)).toEqual({ next: 'new-password', reason: 'first' });
    expect(await lastEvent()).toMatchObject({
      eventName: 'CheckPassword',
      responseElements: { CheckPassword: 'Success' },
    });
    expect(await signIn({ password: 'wrong', newPassword: second })).toMatchObject({
      code: 'AuthenticationFailed',
    });
  });

  it('takes it from who may change it, and lets in', async () => {
    await world.query(root, 'AttachUserPolicy', {
      UserName: 'alice',
      PolicyArn: 'arn:aws:iam::aws:policy/IAMUserChangePassword',
    });
    const reply = await signIn({ newPassword: second });
    expect(reply.status).toBe(200);
    expect(answerOf(reply)).toHaveProperty('accessKeyId');
    const [updated, login] = (await world.events()).slice(-2);
    expect(updated).toMatchObject({
      eventSource: 'signin.amazonaws.com',
      eventName: 'PasswordUpdated',
      userIdentity: { type: 'IAMUser', userName: 'alice' },
      responseElements: { PasswordUpdated: 'Success' },
      requestParameters: null,
    });
    expect(login).toMatchObject({ eventName: 'ConsoleLogin', requestID: updated?.['requestID'] });
    expect(login?.['eventID']).not.toBe(updated?.['eventID']);
    expect(JSON.stringify(await world.events())).not.toContain(second);
    expect(await signIn()).toMatchObject({ code: 'AuthenticationFailed' });
    expect(answerOf(await signIn({ password: second }))).toHaveProperty('accessKeyId');
  });

  it('refuses it of who may not, and says why as the engine does', async () => {
    const reply = await signIn({ newPassword: second });
    expect(reply).toMatchObject({
      status: 403,
      code: 'AccessDeniedException',
      message: `User: arn:aws:iam::${world.accountId}:user/alice is not authorized to perform: iam:ChangePassword on resource: user alice because no identity-based policy allows the iam:ChangePassword action`,
    });
    expect(await lastEvent()).toMatchObject({
      eventName: 'PasswordUpdated',
      responseElements: { PasswordUpdated: 'Failure' },
    });
    const [trace] = await world.store.read((tables) => tables.traces.where('requestId', reply.requestId));
    expect(trace?.trace.authorization).toMatchObject({
      outcome: 'implicitDeny',
      checks: [{ request: { action: 'iam:ChangePassword' } }],
    });
    // Nothing was changed.
    expect(answerOf(await signIn())).toEqual({ next: 'new-password', reason: 'first' });
  });

  // reference_policies_examples_aws_my-sec-creds-self-manage: a policy that denies all without MFA denies this too.
  it('is caught by a policy that denies all without MFA', async () => {
    await permit(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: '*' },
          {
            Effect: 'Deny',
            NotAction: 'iam:EnableMFADevice',
            Resource: '*',
            Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
          },
        ],
      }),
    );
    expect((await signIn({ newPassword: second })).message).toContain('with an explicit deny');
    await addDevice(world, userKey);
    const step = answerOf(await signIn({ mfaCode: codeAt(start) }));
    expect((await signIn({ challenge: step['challenge'], newPassword: second })).status).toBe(200);
  });

  it('holds it to the policy of the account', async () => {
    await permit(allow('iam:ChangePassword'));
    for (const [newPassword, code] of [
      ['x', 'PasswordPolicyViolation'],
      [first, 'PasswordPolicyViolation'],
      ['Ünïcode-password-1 \u{1f600}', 'ValidationException'],
      [`Aa1-${'x'.repeat(125)}`, 'ValidationException'],
    ]) {
      expect(await signIn({ newPassword })).toMatchObject({ status: 400, code });
    }
    await world.query(root, 'UpdateAccountPasswordPolicy', { RequireSymbols: 'true' });
    expect((await signIn({ newPassword: 'nosymbols' })).message).toBe(
      'Password should have at least one symbol',
    );
  });

  it("takes the account's own grant for permission", async () => {
    await world.query(root, 'UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: 'true' });
    expect((await signIn({ newPassword: second })).status).toBe(200);
  });

  it('needs the MFA code once, though the new password is thought about for a while', async () => {
    await permit(allow('iam:ChangePassword'));
    const serial = await addDevice(world, userKey);
    expect(answerOf(await signIn())).toEqual({ next: 'mfa' });
    const step = answerOf(await signIn({ mfaCode: codeAt(start) }));
    expect(step).toMatchObject({ next: 'new-password', reason: 'first' });
    const { challenge } = step;
    expect(challenge).toMatch(/^[0-9a-f]{64}$/);
    world.clock.device += 9 * 60_000;
    world.clock.sandbox += 9 * 60_000;
    // Neither without it, nor with another's, nor with the code again.
    expect(answerOf(await signIn({ newPassword: second }))).toEqual({ next: 'mfa' });
    expect(answerOf(await signIn({ newPassword: second, challenge: 'x' }))).toEqual({ next: 'mfa' });
    expect(await signIn({ newPassword: 'x', challenge })).toMatchObject({
      code: 'PasswordPolicyViolation',
    });
    const reply = await signIn({ newPassword: second, challenge });
    expect(reply.status).toBe(200);
    expect(await lastEvent()).toMatchObject({
      eventName: 'ConsoleLogin',
      additionalEventData: { MFAUsed: 'Yes', MFAIdentifier: serial },
    });
    const session = answerOf(reply) as unknown as Credentials;
    expect(await world.store.read((tables) => tables.sessions.get(session.accessKeyId))).toMatchObject({
      mfaAuthenticated: true,
      mfaAt: start,
    });
    expect(await world.store.read((tables) => tables.signInAttempts.count())).toBe(0);
    const told = await world.store.read(async (tables) => [
      await tables.events.all(),
      await tables.traces.all(),
    ]);
    expect(JSON.stringify(told)).not.toContain(challenge);
  });

  // RFC 6238 section 5.2: a code that was right is used, though nothing came of it.
  it('takes a code that came with a new password that will not do', async () => {
    await permit(allow('iam:ChangePassword'));
    await addDevice(world, userKey);
    const mfaCode = codeAt(start);
    expect((await signIn({ mfaCode, newPassword: 'x' })).code).toBe('PasswordPolicyViolation');
    expect((await signIn({ mfaCode, newPassword: second })).code).toBe('AuthenticationFailed');
    const next = codeAt(start + 30_000);
    expect(answerOf(await signIn({ mfaCode: next, newPassword: second }))).toHaveProperty('accessKeyId');
  });

  it('asks for another code when it took too long, or the device is another', async () => {
    await permit(allow('iam:ChangePassword'));
    await addDevice(world, userKey);
    const { challenge } = answerOf(await signIn({ mfaCode: codeAt(start) }));
    world.clock.device += 10 * 60_000;
    expect(answerOf(await signIn({ newPassword: second, challenge }))).toEqual({ next: 'mfa' });
    const again = answerOf(await signIn({ mfaCode: codeAt(world.clock.device) }))['challenge'];
    await world.store.write((tables) => tables.mfaDevices.delete(`${world.accountId}/mfa/phone`));
    await addDevice(world, userKey, 'tablet');
    expect(answerOf(await signIn({ newPassword: second, challenge: again }))).toEqual({ next: 'mfa' });
  });
});

describe('with an expired password', () => {
  beforeEach(async () => {
    await givePassword();
    await world.query(root, 'UpdateAccountPasswordPolicy', {
      MaxPasswordAge: '30',
      AllowUsersToChangePassword: 'true',
    });
  });

  it("asks for a new one, from the day on and by the sandbox's clock", async () => {
    world.clock.sandbox += 30 * day - 1;
    expect(answerOf(await signIn())).toHaveProperty('accessKeyId');
    world.clock.sandbox += 1;
    expect(answerOf(await signIn())).toEqual({ next: 'new-password', reason: 'expired' });
    expect(answerOf(await signIn({ newPassword: second }))).toHaveProperty('accessKeyId');
    world.clock.sandbox += 29 * day;
    expect(answerOf(await signIn({ password: second }))).toHaveProperty('accessKeyId');
  });

  it('does not let an earlier one come back', async () => {
    await world.query(root, 'UpdateAccountPasswordPolicy', {
      MaxPasswordAge: '30',
      PasswordReusePrevention: '3',
      AllowUsersToChangePassword: 'true',
    });
    world.clock.sandbox += 31 * day;
    await signIn({ newPassword: second });
    world.clock.sandbox += 31 * day;
    expect(await signIn({ password: second, newPassword: first })).toMatchObject({
      code: 'PasswordPolicyViolation',
      message: 'Password does not conform to the account password policy.',
    });
  });

  it('keeps out who has a hard expiry, until an administrator sets another; keys go on', async () => {
    const alice = await world.keyOf(root, 'alice');
    await world.query(root, 'UpdateAccountPasswordPolicy', {
      MaxPasswordAge: '30',
      HardExpiry: 'true',
      AllowUsersToChangePassword: 'true',
    });
    world.clock.sandbox += 31 * day;
    root = await world.actAs(world.rootArn);
    expect(await signIn()).toMatchObject({ status: 400, code: 'PasswordExpired' });
    expect(await signIn({ newPassword: second })).toMatchObject({ code: 'PasswordExpired' });
    expect(await signIn({ password: 'wrong' })).toMatchObject({ code: 'AuthenticationFailed' });
    // "IAM users with iam:ChangePassword permission and active access keys can reset their own expired console
    // password using the AWS CLI or API" (API_PasswordPolicy)
    const changed = await world.query(alice, 'ChangePassword', { OldPassword: first, NewPassword: second });
    expect(changed.status).toBe(200);
    expect(answerOf(await signIn({ password: second }))).toHaveProperty('accessKeyId');
    world.clock.sandbox += 31 * day;
    root = await world.actAs(world.rootArn);
    await world.query(root, 'UpdateLoginProfile', { UserName: 'alice', Password: first });
    expect(answerOf(await signIn())).toHaveProperty('accessKeyId');
  });

  it('asks for the code first, and takes the new one with the challenge', async () => {
    await addDevice(world, userKey);
    world.clock.sandbox += 31 * day;
    expect(answerOf(await signIn({ newPassword: second }))).toEqual({ next: 'mfa' });
    const step = answerOf(await signIn({ mfaCode: codeAt(start) }));
    expect(step).toMatchObject({ next: 'new-password', reason: 'expired' });
    const { challenge } = step;
    expect(answerOf(await signIn({ challenge, newPassword: second }))).toHaveProperty('accessKeyId');
    expect(answerOf(await signIn({ password: second, challenge }))).toEqual({ next: 'mfa' });
  });

  it('tells of a hard expiry only to who has the code, which then is used', async () => {
    await addDevice(world, userKey);
    await world.query(root, 'UpdateAccountPasswordPolicy', { MaxPasswordAge: '30', HardExpiry: 'true' });
    world.clock.sandbox += 31 * day;
    expect(answerOf(await signIn())).toEqual({ next: 'mfa' });
    expect(await signIn({ mfaCode: '000000' })).toMatchObject({ code: 'AuthenticationFailed' });
    expect(await signIn({ mfaCode: codeAt(start) })).toMatchObject({ code: 'PasswordExpired' });
    expect(await lastEvent()).toMatchObject({
      eventName: 'ConsoleLogin',
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { MFAUsed: 'Yes' },
    });
    expect(await signIn({ mfaCode: codeAt(start) })).toMatchObject({ code: 'AuthenticationFailed' });
  });

  // "The IAM password policy does not apply to the AWS account root user password"
  it('does not concern root', async () => {
    world.clock.sandbox += 31 * day;
    const asRoot = { kind: 'root', email: 'root@example.com', password: 'Correct horse 7' };
    expect(answerOf(await world.signIn(asRoot))).toHaveProperty('accessKeyId');
  });
});

const passwordPolicy = {
  minimumLength: 20,
  requireSymbols: false,
  requireNumbers: false,
  requireUppercase: false,
  requireLowercase: false,
  allowUsersToChange: false,
  hardExpiry: false,
};

describe('what another tab does while a password is hashed', () => {
  let between: (() => Promise<void>) | undefined;
  const conflict = { status: 409, code: 'ConcurrentModification' };

  beforeEach(async () => {
    const inner = makeMemoryStore();
    world = await makeWorld({
      store: {
        read: (work) => inner.read(work),
        write: async (work) => {
          const other = between;
          between = undefined;
          await other?.();
          return inner.write(work);
        },
      },
    });
    root = await world.actAs(world.rootArn);
    userKey = `${world.accountId}/user/alice`;
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await givePassword();
  });

  it.each([
    [
      'another password',
      async (tables: Writing) => {
        const record = await tables.passwords.get(userKey);
        if (record !== undefined) await tables.passwords.put({ ...record, hash: new Uint8Array(32) });
      },
    ],
    ['no password', (tables: Writing) => tables.passwords.delete(userKey)],
    [
      'that it must be changed',
      async (tables: Writing) => {
        const record = await tables.passwords.get(userKey);
        if (record !== undefined) await tables.passwords.put({ ...record, resetRequired: true });
      },
    ],
    [
      'an MFA device',
      (tables: Writing) =>
        tables.mfaDevices.put({
          key: `${world.accountId}/mfa/new`,
          accountId: world.accountId,
          serialNumber: `arn:aws:iam::${world.accountId}:mfa/new`,
          deviceName: 'new',
          path: '/',
          seed: new Uint8Array(64),
          createdAt: start,
          tags: [],
          ownerKey: userKey,
        }),
    ],
    [
      'another password policy',
      async (tables: Writing) => {
        const account = await tables.account.get(world.accountId);
        if (account !== undefined) await tables.account.put({ ...account, passwordPolicy });
      },
    ],
    [
      'another user of the name',
      async (tables: Writing) => {
        const user = await tables.users.get(userKey);
        if (user !== undefined) await tables.users.put({ ...user, userId: 'AIDAOTHER' });
      },
    ],
  ])('counts: %s', async (_what, change) => {
    between = () => world.store.write(change);
    expect(await signIn()).toMatchObject(conflict);
    expect(await world.store.read((tables) => tables.sessions.where('ownerKey', userKey))).toEqual([]);
    expect(await lastEvent()).toMatchObject({
      eventName: 'ConsoleLogin',
      responseElements: { ConsoleLogin: 'Failure' },
    });
  });

  it('counts: the same MFA code', async () => {
    await addDevice(world, userKey);
    const mfaCode = codeAt(start);
    between = async () => {
      expect((await signIn({ mfaCode })).status).toBe(200);
    };
    expect(await signIn({ mfaCode })).toMatchObject(conflict);
    expect(await world.store.read((tables) => tables.sessions.where('ownerKey', userKey))).toHaveLength(1);
  });
});
