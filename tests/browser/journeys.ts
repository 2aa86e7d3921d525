// The stretches of the walk that several tests and benches share, done as a user would: by role and name.

import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** From the welcome of an empty profile to the console, signed in as root. */
export async function createAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create account and sign in' }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/** Makes an IAM user by the form under Users, and waits until the account has it. */
export async function createUser(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Identities' }).click();
  await page.getByRole('button', { name: 'Create user' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'User name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create user' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
}
