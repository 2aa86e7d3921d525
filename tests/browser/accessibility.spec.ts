// No axe violation on the screens that need no preparation, in light and dark. Screens that a test has to
// fill first are checked where they are filled.

import { expectNoAxeViolations } from './expect-no-axe-violations.ts';
import { expect, expectScreen, openApp, test } from './fixtures.ts';
import { createAccount } from './journeys.ts';

test('the welcome', async ({ page, server }) => {
  await openApp(page, server);
  await expectNoAxeViolations(page);
});

test('every destination of the console, in a new account', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
  await expect(links.first()).toBeVisible();
  for (const link of await links.all()) {
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expectScreen(page);
    await expectNoAxeViolations(page);
  }
});

test('axe finds what is wrong', async ({ page, server }) => {
  await openApp(page, server);
  await page.evaluate(() => {
    document.querySelector('main, body')?.append(document.createElement('button'));
  });
  await expect(expectNoAxeViolations(page)).rejects.toThrow('button-name');
});
