// Two tabs on one sandbox: each follows what the other does, and keeps what is typed into it.

import { expect, openApp, test } from './fixtures.ts';
import { createAccount, createUser, openScreen } from './journeys.ts';

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
