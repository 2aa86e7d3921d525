// The whole path as a person walks it: an account, a user, a key, a request that is denied, then allowed by a
// policy, then tampered with; every request found again; all of it still there after a reload.

import type { Page } from '@playwright/test';
import { expect, openApp, test } from './fixtures.ts';
import {
  composeRequest,
  createAccessKey,
  createAccount,
  createUser,
  openScreen,
  savePolicy,
  writeDocument,
} from './journeys.ts';

const main = (page: Page) => page.getByRole('main');
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();

test('from the welcome to a verdict, and back after a reload @walk', async ({ page, server }) => {
  test.slow();
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'alice');
  await createAccessKey(page);

  await test.step('a request without a policy is denied, in the words of AWS', async () => {
    await composeRequest(page, { service: 'iam', action: 'ListUsers' });
    await send(page);
    await expect(main(page).getByText('Implicitly denied').first()).toBeVisible();
    await expect(main(page)).toContainText(
      /User: arn:aws:iam::\d{12}:user\/alice is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::\d{12}:user\/ because no identity-based policy allows the iam:ListUsers action/,
    );
    await expect(main(page).getByRole('region', { name: 'What would allow it' })).toContainText(
      /Give “alice” a policy that allows “iam:ListUsers” on “arn:aws:iam::\d{12}:user\/”\./,
    );
  });

  await test.step('a document that is not valid is refused with its line and column', async () => {
    await openScreen(page, 'Identities');
    await main(page).getByRole('link', { name: 'alice' }).click();
    await page.getByRole('link', { name: 'Create inline policy' }).click();
    await page.getByRole('textbox', { name: 'Policy name' }).fill('SeeUsers');
    await writeDocument(page, '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Alow" }]\n}');
    await page.getByRole('button', { name: 'Save policy' }).click();
    await expect(page.getByText(/Line 3, column \d+/).first()).toBeVisible();
    await expect(page).toHaveURL(/inline/);
  });

  await test.step('a valid one is attached', async () => {
    await writeDocument(
      page,
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Sid: 'SeeUsers', Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' }],
      }),
    );
    await savePolicy(page);
    await expect(main(page).getByText('SeeUsers').first()).toBeVisible();
  });

  await test.step('the same request is allowed, and the statement that decided is shown', async () => {
    await composeRequest(page, { service: 'iam', action: 'ListUsers' });
    await send(page);
    await expect(main(page).getByText('HTTP 200').first()).toBeVisible();
    await expect(main(page).getByText('Allowed').first()).toBeVisible();
    await expect(main(page).getByText('SeeUsers').first()).toBeVisible();
    await expect(main(page).getByRole('region', { name: 'What would deny it' })).toContainText(
      'Remove the statement “SeeUsers” (Allow) from the policy “SeeUsers”.',
    );
  });

  await test.step('tampered with on the wire, it is refused', async () => {
    await page.getByRole('button', { name: 'Stale date' }).click();
    await page.getByRole('button', { name: /^Send/ }).click();
    await expect(main(page).getByText('Not authenticated').first()).toBeVisible();
    await expect(main(page).getByText('SignatureDoesNotMatch').first()).toBeVisible();
    await page.getByRole('button', { name: 'Undo tampering' }).click();
    await page.getByRole('button', { name: 'Change the body' }).click();
    await page.getByRole('button', { name: /^Send/ }).click();
    await expect(main(page).getByText('SignatureDoesNotMatch').first()).toBeVisible();
  });

  await test.step('every request is in the activity list', async () => {
    await openScreen(page, 'Activity');
    await expect(main(page).getByText('ListUsers')).toHaveCount(4);
    await expect(main(page).getByText('CreateUser')).toBeVisible();
    await expect(main(page).getByText('ConsoleLogin')).toBeVisible();
  });

  await test.step('all of it outlives a reload', async () => {
    await page.reload();
    await expect(main(page).getByText('ListUsers')).toHaveCount(4);
    await openScreen(page, 'Identities');
    await expect(main(page).getByRole('link', { name: 'alice' })).toBeVisible();
  });
});
