// Where a newcomer on a phone goes wrong: what is refused is said at its place and in sight, and every
// address has its own title.

import { expect, openApp, test } from './fixtures.ts';
import { createAccount, createUser, writeDocument } from './journeys.ts';

test.use({ viewport: { width: 360, height: 640 } });

test('a form that refuses takes one to the field', async ({ page, server }) => {
  await openApp(page, server);
  const alias = page.getByRole('textbox', { name: 'Account alias' });
  await alias.fill('My Lab');
  await page.getByRole('button', { name: 'Create account and sign in' }).click();
  await expect(page.getByText(/^An alias holds/)).toBeVisible();
  await expect(alias).toBeFocused();
  await alias.fill('my-lab');
  await createAccount(page);
  await page.getByRole('button', { name: /^Signed in as root/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveTitle('Sign in · Gatehouse');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Root user e-mail address' })).toBeFocused();
  await expect(page.getByText('Type the password.')).toBeVisible();
});

test('a file that is no sandbox is refused in a sentence', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await page.goto(`${server.url}#/settings`);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(page.getByText(/^This is not a Gatehouse/)).toBeVisible();
});

test('the note that a user exists does not lie on the button for the next one', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'alice');
  const note = page.getByText('User alice created');
  await expect(note).toBeVisible();
  await page.getByRole('link', { name: 'Identities' }).click();
  // `click` fails where something else would take it; at once, while the note is there.
  await page.getByRole('button', { name: 'Create user' }).click({ timeout: 2000 });
  await expect(page.getByRole('dialog', { name: 'Create user' })).toBeVisible();
});

test('the longest name fits; an address of nothing has a title of its own', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'y'.repeat(64));
  await expect(page.getByText('This user may do nothing yet')).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, 'sideways scrolling').toBeLessThanOrEqual(0);
  await page.goto(`${server.url}#/nowhere`);
  await expect(page).toHaveTitle('Not found · Gatehouse');
  await page.goto(`${server.url}#/policies/Nope`);
  await expect(page).toHaveTitle('Nope · Gatehouse');
});

test('who leaves while a policy is being saved is not fetched back', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'alice');
  await page.getByRole('link', { name: 'Create inline policy' }).click();
  await page.getByRole('textbox', { name: 'Policy name' }).fill('Nothing');
  await writeDocument(
    page,
    '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
  );
  const requests = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Requests' });
  // Both in one go: no message between test and browser gives the save its time.
  await page.getByRole('button', { name: 'Save policy' }).evaluate(
    (save, link) => {
      (save as HTMLElement).click();
      (link as HTMLElement).click();
    },
    await requests.elementHandle(),
  );
  await expect(page.getByText('Inline policy Nothing saved')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Requests' })).toBeVisible();
});
