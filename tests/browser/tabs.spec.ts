// Two tabs on one sandbox: each follows what the other does, and keeps what is typed into it.

import { expect, openApp, test } from './fixtures.ts';
import { addAccount, createAccount, createUser, openScreen, signOut } from './journeys.ts';

test('a second tab follows the first', async ({ page, context, server }) => {
  await openApp(page, server);
  await createAccount(page);
  const second = await context.newPage();
  await openApp(second, server, '#/users');
  await expect(second.getByText('No users yet')).toBeVisible();
  await createUser(page, 'alice');
  await expect(second.getByRole('link', { name: 'alice' })).toBeVisible();
  await createUser(second, 'bob');
  await openScreen(page, 'Identities');
  await expect(page.getByRole('link', { name: 'bob' })).toBeVisible();
});

test('an account added in one tab can be chosen in another that asks to sign in, by itself', async ({
  page,
  context,
  server,
}) => {
  await openApp(page, server);
  await createAccount(page);
  const second = await context.newPage();
  await openApp(second, server);
  await signOut(second);
  const choices = second.getByRole('group', { name: 'Account' }).getByRole('radio');
  await expect(second.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(choices).toHaveCount(0);
  const added = await addAccount(page);
  await expect(choices).toHaveCount(2);
  await choices.last().check();
  await expect(second.getByRole('textbox', { name: 'Root user e-mail address' })).toHaveValue(added.email);
  await second.getByRole('button', { name: 'Continue as root without a password' }).click();
  await openScreen(second, 'Settings');
  // What is open under Settings follows as well.
  await addAccount(page);
  await expect(second.getByRole('list', { name: 'Accounts' }).getByRole('listitem')).toHaveCount(3);
});

test('acting as a user shows what that user may see', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'alice');
  await page.getByRole('button', { name: /^Signed in as root/ }).click();
  await page.getByRole('menuitem', { name: /^alice/ }).click();
  await expect(page.getByRole('button', { name: /^Signed in as alice/ })).toBeVisible();
  await openScreen(page, 'Identities');
  await expect(page.getByRole('main')).toContainText('is not authorized to perform: iam:ListUsers');
  await page.getByRole('link', { name: 'See why' }).first().click();
  await expect(page.getByRole('main').getByText('Implicitly denied').first()).toBeVisible();
});
