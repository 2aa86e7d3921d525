// The stretches of the walk that several tests and benches share, done as a user would: by role and name.

import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** From the welcome of an empty profile to the console, signed in as root. */
export async function createAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create account and sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

export interface SuggestedAccount {
  readonly alias: string;
  readonly email: string;
  readonly password: string;
}

/** Opens the dialog for another account, and reads what it suggests: the password is shown there and nowhere else. */
export async function startAccount(page: Page): Promise<SuggestedAccount> {
  await openScreen(page, 'Settings');
  await page.getByRole('button', { name: 'Add an account' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add an AWS account' });
  const read = (label: string) => dialog.getByRole('textbox', { name: label }).inputValue();
  return {
    alias: await read('Account alias'),
    email: await read('Root user e-mail address'),
    password: await read('Root password'),
  };
}

export function addButton(page: Page): Locator {
  return page.getByRole('dialog').getByRole('button', { name: 'Add account' });
}

/** Adds another account to the sandbox, and answers what it was made with. */
export async function addAccount(page: Page, { alias }: { alias?: string } = {}): Promise<SuggestedAccount> {
  const suggested = await startAccount(page);
  if (alias !== undefined) await page.getByRole('dialog').getByLabel('Account alias').fill(alias);
  await addButton(page).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  return alias === undefined ? suggested : { ...suggested, alias };
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

/** Goes to a screen by the main navigation: on a phone some are in a menu. */
export async function openScreen(page: Page, name: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name: 'Main' });
  const link = navigation.getByRole('link', { name });
  const more = navigation.getByRole('button', { name: 'More' });
  await expect(link.or(more).first()).toBeVisible();
  if (await link.isVisible()) {
    await link.click();
  } else {
    await more.click();
    await navigation.getByRole('menuitem', { name }).click();
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Makes an IAM user by the form under Users, and waits until the account has it. */
export async function createUser(page: Page, name: string): Promise<void> {
  await openScreen(page, 'Identities');
  await page.getByRole('button', { name: 'Create user' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'User name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create user' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
}

/** On a user's page: the way to one of its views. */
function userView(page: Page, name: 'Permissions' | 'Access keys'): Locator {
  return page.getByRole('navigation', { name: /^What belongs to/ }).getByRole('link', { name });
}

/** On a user's page: makes an access key and saves it to a profile named as the user. */
export async function createAccessKey(page: Page): Promise<void> {
  await userView(page, 'Access keys').click();
  await page.getByRole('button', { name: 'Create access key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save to a profile' }).click();
  await expect(dialog.getByText('Saved as profile')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
}

/** Opens the request builder and composes a call without parameters; leaves it ready to be sent. */
export async function composeRequest(
  page: Page,
  { service, action }: { service: string; action: string },
): Promise<void> {
  await openScreen(page, 'Requests');
  await page.getByRole('combobox', { name: 'Service' }).fill(service);
  await page.getByRole('combobox', { name: 'Action' }).fill(action);
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
}

/** Replaces what is in the editor, as one types. */
export async function writeDocument(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: /Policy document/ });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** Saves what is in the editor, and waits to be back on the user's page. */
export async function savePolicy(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save policy' }).click();
  await expect(userView(page, 'Permissions')).toBeVisible();
}

/** On a user's page: writes an inline policy and saves it. */
export async function createInlinePolicy(page: Page, name: string, document: string): Promise<void> {
  await userView(page, 'Permissions').click();
  await page.getByRole('link', { name: 'Create inline policy' }).click();
  await page.getByRole('textbox', { name: 'Policy name' }).fill(name);
  await writeDocument(page, document);
  await savePolicy(page);
}
