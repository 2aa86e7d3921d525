// A second AWS account in a sandbox: made under Settings, signed in to as the first is, and of names of its own.

import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './expect-no-axe-violations.ts';
import { rowsOf } from './databases.ts';
import { expect, openApp, readyOffline, test } from './fixtures.ts';
import {
  addAccount,
  addButton,
  createAccount,
  createUser,
  openScreen,
  signOut,
  startAccount,
  type SuggestedAccount,
} from './journeys.ts';
import { loadSdk, makeRealClient, withSdk } from './real-client.ts';

const accounts = (page: Page) => page.getByRole('list', { name: 'Accounts' }).getByRole('listitem');

async function signIn(page: Page, { email, password }: Omit<SuggestedAccount, 'alias'>): Promise<void> {
  await page.getByRole('textbox', { name: 'Root user e-mail address' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

test('a second account is listed, signed in to, and keeps its names to itself', async ({ page, server }) => {
  await openApp(page, server);
  const first = {
    email: await page.getByRole('textbox', { name: 'Root user e-mail address' }).inputValue(),
    password: await page.getByRole('textbox', { name: /password/i }).inputValue(),
  };
  await createAccount(page);
  await createUser(page, 'alice');
  const second = await startAccount(page);
  await addButton(page).click();
  await expect(page.getByText(/^Account \d{4}-\d{4}-\d{4} added$/)).toBeVisible();
  await expect(accounts(page)).toHaveCount(2);
  await page.reload();
  await expect(accounts(page)).toHaveCount(2);
  // In the order of their making, whatever their ids.
  await expect(accounts(page).first()).toContainText(first.email);
  await expect(accounts(page).last()).toContainText(`${second.alias} · root user ${second.email}`);

  await signOut(page);
  await signIn(page, second);
  await openScreen(page, 'Identities');
  await expect(page.getByText('No users yet')).toBeVisible();
  await createUser(page, 'Alice');
  await signOut(page);
  await signIn(page, first);
  await openScreen(page, 'Identities');
  await expect(page.getByRole('link', { name: 'alice', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Alice', exact: true })).toBeHidden();

  const [{ id = '' } = {}] = await rowsOf<{ id: string }>(page, 'gatehouse', 'sandboxes');
  const users = await rowsOf<{ userName: string; accountId: string }>(
    page,
    `gatehouse-sandbox-${id}`,
    'users',
  );
  expect(users.map(({ userName }) => userName).sort()).toEqual(['Alice', 'alice']);
  expect(new Set(users.map(({ accountId }) => accountId)).size).toBe(2);
});

test('what cannot be is said at its field, and a second try of the same adds nothing', async ({
  page,
  server,
}) => {
  await openApp(page, server);
  const email = await page.getByRole('textbox', { name: 'Root user e-mail address' }).inputValue();
  const alias = await page.getByRole('textbox', { name: 'Account alias' }).inputValue();
  await createAccount(page);
  await startAccount(page);
  const dialog = page.getByRole('dialog');
  const field = (label: string) => dialog.getByRole('textbox', { name: label });
  const cases = [
    ['Account alias', 'X', 'An alias has at least 3 characters.'],
    ['Account alias', alias, `The alias “${alias}” is taken.`],
    ['Root user e-mail address', 'root', 'Expected an e-mail address such as “root@example.com”.'],
    ['Root user e-mail address', email.toUpperCase(), `“${email}” already has an account.`],
    ['Root password', 'short', /at least 8 characters/],
  ] as const;
  for (const [label, value, message] of cases) {
    const before = await field(label).inputValue();
    await field(label).fill(value);
    await addButton(page).click();
    await expect(dialog.getByText(message)).toBeVisible();
    await expect(field(label), label).toHaveAttribute('aria-invalid', 'true');
    await field(label).fill(before);
  }
  await addButton(page).dblclick();
  await expect(dialog).toBeHidden();
  await expect(accounts(page)).toHaveCount(2);
});

test('the cards of accounts and of the SDK can be read and used, on a phone too', async ({
  page,
  server,
}) => {
  await openApp(page, server);
  await readyOffline(page);
  await createAccount(page);
  await startAccount(page);
  await expectNoAxeViolations(page);
  await addButton(page).click();
  await expect(accounts(page)).toHaveCount(2);
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  // Higher than the page, so that the bars above and below cover half of nothing.
  await page.setViewportSize({ width: 320, height: 6000 });
  expect(await overflow(page)).toBe(0);
  await expectNoAxeViolations(page);
  await page.setViewportSize({ width: 320, height: 640 });
  // Not by axe, which takes the navigation below for above: it knows no top layer.
  await page.getByRole('button', { name: 'Add an account' }).click();
  await expect(addButton(page)).toBeInViewport({ ratio: 1 });
  expect(await overflow(page)).toBe(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
});

const accountMenu = (page: Page) => page.getByRole('button', { name: /Switch sandbox$/ });
const accountCard = (page: Page) => page.getByRole('region', { name: 'Account', exact: true });

test('the account that one is in is shown, and one chooses it when signing in', async ({ page, server }) => {
  await openApp(page, server);
  const firstAlias = await page.getByRole('textbox', { name: 'Account alias' }).inputValue();
  const firstEmail = await page.getByRole('textbox', { name: 'Root user e-mail address' }).inputValue();
  await createAccount(page);
  await signOut(page);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Account' }), 'one account is no choice').toBeHidden();
  const continueAsRoot = page.getByRole('button', { name: 'Continue as root without a password' });
  await continueAsRoot.click();

  const second = await startAccount(page);
  await addButton(page).click();
  await expect(accounts(page)).toHaveCount(2);
  const ids = await accounts(page)
    .getByText(/^\d{4}-\d{4}-\d{4}$/)
    .allTextContents();
  const [firstId = '', secondId = ''] = ids;
  await expect(accountMenu(page)).toContainText(firstId);

  await signOut(page);
  const choices = page.getByRole('group', { name: 'Account' }).getByRole('radio');
  const email = page.getByRole('textbox', { name: 'Root user e-mail address' });
  await expect(choices).toHaveCount(2);
  await expect(choices.nth(0)).toHaveAccessibleName(`${firstId} ${firstAlias}`);
  await expect(choices.nth(1)).toHaveAccessibleName(`${secondId} ${second.alias}`);
  await expect(choices.nth(0)).toBeChecked();
  await choices.nth(0).focus();
  await page.keyboard.press('ArrowDown');
  await expect(choices.nth(1)).toBeChecked();
  await expect(email).toHaveValue(second.email);
  await expect(page.getByText(/^To .+, account/)).toContainText(secondId);
  await expectNoAxeViolations(page);
  await continueAsRoot.click();

  await expect(accountMenu(page)).toContainText(secondId);
  await openScreen(page, 'Home');
  await expect(accountCard(page)).toContainText(second.alias);
  await expect(accountCard(page)).toContainText(`arn:aws:iam::${secondId.replaceAll('-', '')}:root`);
  await accountMenu(page).click();
  await expect(page.getByRole('menuitem').first()).toContainText(secondId);
  await page.keyboard.press('Escape');

  // The one that one was in, until an address says another.
  await signOut(page);
  await expect(choices.nth(1)).toBeChecked();
  await email.fill(` ${firstEmail.toUpperCase()}`);
  await expect(choices.nth(0)).toBeChecked();
  await continueAsRoot.click();
  await expect(accountMenu(page)).toContainText(firstId);
  await openScreen(page, 'Home');
  await expect(accountCard(page)).toContainText(firstAlias);
});

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('a long alias is read in full where one chooses the account, on a phone too', async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await openApp(page, server);
  await createAccount(page);
  const alias = 'w'.repeat(63);
  await addAccount(page, { alias });
  await signOut(page);
  const named = page.getByText(alias, { exact: true });
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(named).toBeVisible();
    const cut = await named.evaluate((element) => {
      const inside = element.getBoundingClientRect();
      const around = element.closest('label')?.getBoundingClientRect();
      return element.scrollWidth > element.clientWidth + 1 || inside.right > (around?.right ?? 0);
    });
    expect(cut, `cut off at ${width}`).toBe(false);
    expect(await overflow(page), `scrolls sideways at ${width}`).toBe(0);
  }
  await expectNoAxeViolations(page);
});

test('a closed sandbox is listed with its accounts, in the menu, to sign in, and in the bin', async ({
  page,
  server,
}) => {
  await openApp(page, server);
  const firstAlias = await page.getByRole('textbox', { name: 'Account alias' }).inputValue();
  await createAccount(page);
  const second = await addAccount(page);
  await expect(accounts(page)).toHaveCount(2);
  const [firstId = '', secondId = ''] = await accounts(page)
    .getByText(/^\d{4}-\d{4}-\d{4}$/)
    .allTextContents();
  const listed = ['2 accounts', firstId, secondId];

  await accountMenu(page).click();
  await page.getByRole('menuitem', { name: 'New sandbox' }).click();
  await createAccount(page);
  await accountMenu(page).click();
  const closed = page.getByRole('menuitem', { name: firstAlias });
  await expect(closed).toContainText(`2 accounts\n${firstId} · ${firstAlias}\n${secondId} · ${second.alias}`);
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');

  await signOut(page);
  const others = page.getByRole('region', { name: 'Other sandboxes' }).getByRole('listitem');
  for (const text of listed) await expect(others).toContainText(text);
  await expectNoAxeViolations(page);

  await others.getByRole('button', { name: firstAlias }).click();
  await openScreen(page, 'Settings');
  await page.getByRole('button', { name: 'Delete sandbox' }).click();
  await page.getByRole('button', { name: 'Move to the bin' }).click();
  await page.getByRole('button', { name: 'Continue as root without a password' }).click();
  await openScreen(page, 'Settings');
  const bin = page.getByRole('region', { name: 'Bin' }).getByRole('listitem');
  for (const text of listed) await expect(bin).toContainText(text);
});

test('Home tells the alias that AWS tells: a new one, none, or nothing', async ({ page, server }) => {
  await openApp(page, server);
  await readyOffline(page);
  const client = await makeRealClient(page, server, {
    allow: ['iam:CreateAccountAlias', 'iam:DeleteAccountAlias'],
  });
  await loadSdk(page, server);
  await openScreen(page, 'Home');
  await withSdk(page, client, (sdk, settings) =>
    new sdk.IAMClient(settings).send(new sdk.CreateAccountAliasCommand({ AccountAlias: 'renamed' })),
  );
  await expect(accountCard(page).getByText('renamed', { exact: true })).toBeVisible();
  await withSdk(page, client, (sdk, settings) =>
    new sdk.IAMClient(settings).send(new sdk.DeleteAccountAliasCommand({ AccountAlias: 'renamed' })),
  );
  await expect(accountCard(page).getByText('none', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'alice' }).click();
  await expect(accountCard(page).getByText('could not be read', { exact: true })).toBeVisible();
});
