import { beforeEach, describe, expect, it } from 'vitest';
import { passwordExpiresAt, passwordFault } from '../../../../src/cloud/iam/password-rules.ts';
import type { PasswordPolicyRecord } from '../../../../src/cloud/records.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, makeWorld, type World } from '../world.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

describe('the account password policy', () => {
  it.each(['GetAccountPasswordPolicy', 'DeleteAccountPasswordPolicy'])(
    'is none at first: %s',
    async (action) => {
      expect(await world.query(root, action)).toMatchObject({
        status: 404,
        code: 'NoSuchEntity',
        message: `The Password Policy with domain name ${world.accountId} cannot be found.`,
      });
    },
  );

  it('has the documented defaults for what is not said, each time anew', async () => {
    await world.query(root, 'UpdateAccountPasswordPolicy', { MaxPasswordAge: '90', HardExpiry: 'true' });
    await world.query(root, 'UpdateAccountPasswordPolicy', { RequireSymbols: 'true' });
    const { text } = await world.query(root, 'GetAccountPasswordPolicy');
    expect(
      Object.fromEntries([...text.matchAll(/<(\w+)>([^<]+)<\//g)].map(([, name, value]) => [name, value])),
    ).toMatchObject({
      MinimumPasswordLength: '6',
      RequireSymbols: 'true',
      RequireNumbers: 'false',
      RequireUppercaseCharacters: 'false',
      RequireLowercaseCharacters: 'false',
      AllowUsersToChangePassword: 'false',
      ExpirePasswords: 'false',
      HardExpiry: 'false',
    });
    expect(text).not.toContain('MaxPasswordAge');
    expect(text).not.toContain('PasswordReusePrevention');
  });

  it('goes round', async () => {
    const given = {
      MinimumPasswordLength: '12',
      RequireSymbols: 'true',
      RequireNumbers: 'true',
      RequireUppercaseCharacters: 'true',
      RequireLowercaseCharacters: 'true',
      AllowUsersToChangePassword: 'true',
      MaxPasswordAge: '90',
      PasswordReusePrevention: '24',
      HardExpiry: 'true',
    };
    await world.query(root, 'UpdateAccountPasswordPolicy', given);
    const { text } = await world.query(root, 'GetAccountPasswordPolicy');
    for (const [name, value] of Object.entries(given)) expect(element(text, name)).toBe(value);
    expect(element(text, 'ExpirePasswords')).toBe('true');
    expect((await world.events()).at(-2)).toMatchObject({
      eventName: 'UpdateAccountPasswordPolicy',
      requestParameters: { minimumPasswordLength: 12, maxPasswordAge: 90, hardExpiry: true },
    });
    expect((await world.query(root, 'DeleteAccountPasswordPolicy')).status).toBe(200);
    expect((await world.query(root, 'GetAccountPasswordPolicy')).status).toBe(404);
  });

  it.each([
    [{ MinimumPasswordLength: '5' }, 'ValidationError'],
    [{ MaxPasswordAge: '0' }, 'ValidationError'],
    [{ MaxPasswordAge: '1096' }, 'ValidationError'],
    [{ PasswordReusePrevention: '25' }, 'ValidationError'],
  ])('refuses %o', async (parameters, code) => {
    expect(await world.query(root, 'UpdateAccountPasswordPolicy', parameters)).toMatchObject({
      status: 400,
      code,
    });
  });
});

const none: PasswordPolicyRecord = {
  minimumLength: 6,
  requireSymbols: false,
  requireNumbers: false,
  requireUppercase: false,
  requireLowercase: false,
  allowUsersToChange: false,
  hardExpiry: false,
};
const all: PasswordPolicyRecord = {
  ...none,
  requireSymbols: true,
  requireNumbers: true,
  requireUppercase: true,
  requireLowercase: true,
};

describe("a policy of one's own", () => {
  it.each([
    ['aaaaaa', none, undefined],
    ['aaaaa', none, 'Password should have a minimum length of 6'],
    ['Aa1!xx', all, undefined],
    ["Aa1'xx", all, undefined],
    // Neither a space nor a `<` is one of the symbols.
    ['Aa1 <xx', all, 'Password should have at least one symbol'],
    [
      'éé',
      all,
      'Password should have a minimum length of 6, Password should have at least one uppercase letter, Password should have at least one lowercase letter, Password should have at least one number, Password should have at least one symbol',
    ],
    // The account's name is forbidden by the default policy alone.
    ['demo-account', none, undefined],
  ])('%s', (password, passwordPolicy, message) => {
    const account = { alias: 'demo-account', email: 'root@example.com', passwordPolicy };
    expect(passwordFault(password, account)?.message).toBe(message);
  });

  it('lets passwords expire from when they were changed', () => {
    expect(passwordExpiresAt({ changedAt: 5 }, none)).toBeUndefined();
    expect(passwordExpiresAt({ changedAt: 5 }, undefined)).toBeUndefined();
    expect(passwordExpiresAt({ changedAt: 5 }, { ...none, maxAge: 2 })).toBe(5 + 2 * 86_400_000);
  });
});

describe('"allow users to change their own password"', () => {
  const good = 'Correct-horse-1';
  let alice: Credentials;
  const change = () =>
    world.query(alice, 'ChangePassword', { OldPassword: good, NewPassword: 'Battery.staple-2' });

  beforeEach(async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice', Path: '/team/' });
    await world.query(root, 'CreateLoginProfile', { UserName: 'alice', Password: good });
    alice = await world.keyOf(root, 'alice');
  });

  // id_credentials_passwords_enable-user-change: without it "users do not automatically have permissions".
  it('is off without a policy, and in one that does not say so', async () => {
    expect((await change()).code).toBe('AccessDenied');
    await world.query(root, 'UpdateAccountPasswordPolicy');
    expect((await change()).code).toBe('AccessDenied');
    expect((await world.query(alice, 'GetAccountPasswordPolicy')).code).toBe('AccessDenied');
  });

  it('grants the two actions, and no more', async () => {
    await world.query(root, 'UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: 'true' });
    expect((await world.query(alice, 'GetAccountPasswordPolicy')).status).toBe(200);
    expect((await change()).status).toBe(200);
    expect((await world.query(alice, 'GetUser')).code).toBe('AccessDenied');
    const traces = await world.store.read((tables) => tables.traces.all());
    expect(JSON.stringify(traces)).toContain('Account password policy');
  });

  it('does not stand against a Deny', async () => {
    await world.query(root, 'UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: 'true' });
    await world.query(root, 'PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: allow('iam:ChangePassword').replace('Allow', 'Deny'),
    });
    expect((await change()).message).toContain('with an explicit deny in an identity-based policy');
  });
});
