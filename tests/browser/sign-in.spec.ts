// Who one is: signing in by every step, a role and back, the end of a session, and acting as somebody.

import type { Page } from '@playwright/test';
import { base32ToBytes } from '../../src/core/totp/base32.ts';
import { totpCode } from '../../src/core/totp/totp.ts';
import { rowsOf } from './databases.ts';
import { expectNoAxeViolations } from './expect-no-axe-violations.ts';
import { expect, openApp, readyOffline, test } from './fixtures.ts';
import {
  addAccount,
  createAccessKey,
  createAccount,
  createInlinePolicy,
  createUser,
  openScreen,
  signOut,
} from './journeys.ts';
import { loadSdk, makeRealClient, withSdk, type RealClient } from './real-client.ts';

const firstPassword = 'First-of-bob-1';
const newPassword = 'Second-of-bob-2';

/** Without a violation and without sideways scrolling, on a wide screen and on the narrowest. */
async function expectGood(page: Page): Promise<void> {
  await expectNoAxeViolations(page);
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 320, height: 2000 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, 'sideways scrolling at 320 px').toBeLessThanOrEqual(0);
  await expectNoAxeViolations(page);
  await page.setViewportSize({ width, height });
}

const who = (page: Page) => page.getByRole('button', { name: /^Signed in as/ });
const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });

async function fillUser(page: Page, userName: string, password: string): Promise<void> {
  await field(page, 'IAM user name').fill(userName);
  await field(page, 'Password').fill(password);
  await page.keyboard.press('Enter');
}

async function signedInAccount(page: Page): Promise<string> {
  const [session] = await rowsOf<{ accountId: string }>(page, 'gatehouse-machine', 'sessions');
  return session?.accountId ?? '';
}

/** The user bob, who has a first password and an MFA device; answers the device's seed. */
async function makeBob(page: Page, client: RealClient): Promise<Uint8Array> {
  const text = await withSdk(
    page,
    client,
    async (sdk, settings, password) => {
      const iam = new sdk.IAMClient(settings);
      await iam.send(new sdk.CreateUserCommand({ UserName: 'bob' }));
      await iam.send(
        new sdk.CreateLoginProfileCommand({
          UserName: 'bob',
          Password: password,
          PasswordResetRequired: true,
        }),
      );
      const made = await iam.send(new sdk.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'bob' }));
      return new TextDecoder().decode(made.VirtualMFADevice?.Base32StringSeed);
    },
    firstPassword,
  );
  const seed = base32ToBytes(text);
  if (!seed.ok) throw new Error(`not a seed: ${text}`);
  // Older codes, so that the one of now is still good.
  const codes = [60_000, 30_000].map((before) => totpCode(seed.value, Date.now() - before));
  await withSdk(
    page,
    client,
    (sdk, settings, { accountId, codes: [code1, code2] }) =>
      new sdk.IAMClient(settings).send(
        new sdk.EnableMFADeviceCommand({
          UserName: 'bob',
          SerialNumber: `arn:aws:iam::${accountId}:mfa/bob`,
          AuthenticationCode1: code1,
          AuthenticationCode2: code2,
        }),
      ),
    { accountId: await signedInAccount(page), codes },
  );
  return seed.value;
}

/** In the account that one is in: a user who may do everything there; answers its key. */
async function makeMaker(page: Page): Promise<RealClient['credentials']> {
  await createUser(page, 'maker');
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  await createInlinePolicy(page, 'All', JSON.stringify({ Version: '2012-10-17', Statement: statement }));
  await createAccessKey(page);
  const profiles = await rowsOf<{ name: string; credentials: RealClient['credentials'] }>(
    page,
    'gatehouse-machine',
    'profiles',
  );
  const made = profiles.find(({ name }) => name === 'maker');
  if (made === undefined) throw new Error('the key was not saved to a profile');
  return made.credentials;
}

test('a user signs in at the account’s address, with MFA and a first password to change', async ({
  page,
  server,
}) => {
  test.slow();
  await openApp(page, server);
  await readyOffline(page);
  const client = await makeRealClient(page, server, { allow: ['*'] });
  await loadSdk(page, server);
  const seed = await makeBob(page, client);
  const accountId = await signedInAccount(page);
  await signOut(page);
  await page.goto(new URL(`#/sign-in?as=user&account=${accountId}&user=bob`, page.url()).href);
  await expect(field(page, /^Account ID/)).toHaveValue(accountId);
  await expect(field(page, 'IAM user name')).toHaveValue('bob');
  await expectGood(page);

  await fillUser(page, 'nobody', 'whatever it is');
  const alert = page.getByRole('alert');
  const sentence = 'Your authentication information is incorrect. Please try again.';
  await expect(alert).toContainText(sentence);
  await expect(field(page, 'IAM user name')).toHaveValue('nobody');
  await expectGood(page);
  await page.getByRole('link', { name: 'Root user' }).click();
  await expect(field(page, 'Root user e-mail address')).toBeVisible();
  await expect(alert).toBeHidden();
  await page.goBack();
  await fillUser(page, 'bob', firstPassword);

  await expect(page.getByRole('heading', { name: 'Multi-factor authentication' })).toBeVisible();
  const code = field(page, 'MFA code');
  await expect(code).toBeFocused();
  await expectGood(page);
  await code.fill('12 34');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Type the six digits of the code.')).toBeVisible();
  await code.fill('000 000');
  await page.keyboard.press('Enter');
  await expect(alert).toContainText(sentence);
  await expect(code).toBeFocused();
  await expect(code).toHaveValue('');
  await page.getByRole('button', { name: 'Use another user' }).click();
  await expect(field(page, 'Password')).toHaveValue('');
  await expect(field(page, /^Account ID/)).toBeFocused();
  await fillUser(page, 'bob', firstPassword);
  await code.fill(totpCode(seed, Date.now()));
  await page.keyboard.press('Enter');

  await expect(
    page.getByRole('heading', { name: 'You must change your password to continue' }),
  ).toBeVisible();
  const fresh = page.getByLabel('New password', { exact: true });
  await expect(fresh).toBeFocused();
  await expectGood(page);
  const choose = async (password: string, again = password) => {
    await fresh.fill(password);
    await field(page, 'Retype new password').fill(again);
    await page.getByRole('button', { name: 'Confirm password change' }).click();
  };
  await choose(newPassword, 'Something-else-3');
  await expect(page.getByText('This is not the same as the new password.')).toBeVisible();
  await choose(newPassword);
  // Who may not change a password of one's own cannot get in.
  await expect(alert).toContainText('iam:ChangePassword');
  await expectGood(page);
  await withSdk(page, client, (sdk, settings) =>
    new sdk.IAMClient(settings).send(
      new sdk.AttachUserPolicyCommand({
        UserName: 'bob',
        PolicyArn: 'arn:aws:iam::aws:policy/IAMUserChangePassword',
      }),
    ),
  );
  await choose('short');
  await expect(fresh).toHaveAttribute('aria-invalid', 'true');
  await expect(fresh).toBeFocused();
  await choose(newPassword);
  await expect(page.getByRole('button', { name: 'Signed in as bob, IAM user', exact: true })).toBeVisible();
  await expect(page).toHaveURL(/#\/$/);
});

test('root is asked for nothing but e-mail and password, and lands where one was', async ({
  page,
  server,
}) => {
  await openApp(page, server);
  const email = await field(page, 'Root user e-mail address').inputValue();
  const password = await field(page, /password/i).inputValue();
  await createAccount(page);
  await openScreen(page, 'Policies');
  await signOut(page);
  await page.getByRole('link', { name: 'IAM user' }).click();
  await page.getByRole('link', { name: 'Root user' }).click();
  await field(page, 'Root user e-mail address').fill(email);
  await page.reload();
  await expect(field(page, 'Root user e-mail address'), 'kept, as no secret is').toHaveValue(email);
  await field(page, 'Password').fill(password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Policies' })).toBeVisible();
  await expect(page).toHaveURL(/#\/policies$/);
  // The sign-in page's own address, while somebody is in.
  await page.goto(new URL('#/sign-in?as=user', page.url()).href);
  await expect(page.getByText('You are signed in as root')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the console' }).click();
  await expect(who(page)).toBeVisible();
});

test('a role of another account, and back', async ({ page, server }) => {
  test.slow();
  await page.clock.install();
  await openApp(page, server);
  await readyOffline(page);
  const client = await makeRealClient(page, server, { allow: ['*'] });
  await page.goto(new URL('#/switch-role', page.url()).href);
  await expect(page.getByText('The root user cannot switch roles')).toBeVisible();
  await expectGood(page);
  const home = await signedInAccount(page);
  const { alias } = await addAccount(page);
  // A role in the second account, made by a user there.
  await signOut(page);
  await page.getByRole('group', { name: 'Account' }).getByRole('radio').last().check();
  await page.getByRole('button', { name: 'Continue as root without a password' }).click();
  await expect(who(page)).toBeVisible();
  const other = await signedInAccount(page);
  const key = await makeMaker(page);
  await loadSdk(page, server);
  await withSdk(
    page,
    { ...client, credentials: key },
    (sdk, settings, trusted) =>
      new sdk.IAMClient(settings).send(
        new sdk.CreateRoleCommand({
          RoleName: 'Auditor',
          Path: '/ops/',
          AssumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' },
          }),
        }),
      ),
    `arn:aws:iam::${home}:root`,
  );

  await signOut(page);
  await page.getByRole('group', { name: 'Account' }).getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Continue as root without a password' }).click();
  await who(page).click();
  await page.getByRole('menuitem', { name: /^alice/ }).click();
  await expect(page.getByRole('button', { name: /^Signed in as alice.*acting/ })).toBeVisible();
  await who(page).click();
  await page.getByRole('menuitem', { name: 'Switch role' }).click();
  await field(page, /^Account ID/).fill(alias);
  await field(page, 'IAM role name').fill('Auditor');
  await page.getByRole('radio', { name: 'Green' }).check();
  await page.getByRole('button', { name: 'Switch role' }).click();
  await expect(page.getByRole('alert')).toContainText('Invalid information in one or more fields.');
  await expectGood(page);
  await field(page, 'IAM role name').fill('ops/Auditor');
  await field(page, 'Display name').fill('Audit');
  await page.getByRole('button', { name: 'Switch role' }).click();
  await expect(page.getByRole('button', { name: /^Signed in as Audit, Role of alice/ })).toBeVisible();
  expect(await signedInAccount(page)).toBe(other);
  await page.reload();
  await expect(who(page)).toContainText('Audit');
  await expectGood(page);

  await who(page).click();
  await page.getByRole('menuitem', { name: /^Switch back/ }).click();
  await expect(page.getByRole('button', { name: /^Signed in as alice/ })).toBeVisible();
  await who(page).click();
  await page.getByRole('menuitem', { name: /^Audit/ }).click();
  await expect(page.getByRole('button', { name: /^Signed in as Audit/ })).toBeVisible();
  // A role's session lasts an hour, that of who switched to it longer.
  await page.clock.fastForward('01:00:05');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeFocused();
  await expect(page.getByText('The time of your session as Audit is over.')).toBeVisible();
  await expectGood(page);
  await page.getByRole('button', { name: 'Go on as alice' }).click();
  await expect(page.getByRole('button', { name: /^Signed in as alice/ })).toBeVisible();
});

test('a session ends by itself, and goes on where one was', async ({ page, server }) => {
  await page.clock.install();
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Identities');
  await page.getByRole('button', { name: 'Create user' }).first().click();
  await field(page, 'User name').fill('half-typed');
  await page.clock.fastForward('12:00:05');
  await expect(page.getByText('Your console session has expired')).toBeVisible();
  await expectGood(page);
  await expect(page).toHaveURL(/#\/users/);
  await page.getByRole('button', { name: 'Continue as root without a password' }).click();
  await expect(field(page, 'User name')).toHaveValue('half-typed');
});

test('acting as somebody is marked, and anybody of the account is found', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'alice');
  await who(page).click();
  await page.getByRole('menuitem', { name: 'Somebody else…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Act as somebody else' });
  await expect(dialog.getByRole('button', { name: /^alice/ })).toBeVisible();
  await expectGood(page);
  await field(page, 'User, role or ARN').fill('nobody');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('nobody');
  await field(page, 'User, role or ARN').fill('ali');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Signed in as alice, IAM user, acting/ })).toBeVisible();
  await page.reload();
  await expect(who(page)).toContainText('acting');
  await expectGood(page);
  await who(page).click();
  await page.getByRole('menuitem', { name: 'Somebody else…' }).click();
  await expect(dialog.getByText(/You may not list all of them/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
