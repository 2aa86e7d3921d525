// Getting about: Back leads to where one was on a page, a closed dialog to what opened it, and on a phone
// everything can be reached.

import type { Locator, Page } from '@playwright/test';
import type { StaticServer } from './static-server.ts';
import { expect, openApp, test } from './fixtures.ts';
import { createAccount, createInlinePolicy, createUser, openScreen } from './journeys.ts';

const scrollY = (page: Page) => page.evaluate(() => Math.round(window.scrollY));
const palette = (page: Page) => page.getByRole('dialog', { name: 'Search and commands' });

async function openConsole(page: Page, server: StaticServer): Promise<void> {
  await openApp(page, server);
  await createAccount(page);
}

/** What one reads at the top. Not `scrollY`: rows that were never in sight have heights that are guessed. */
const topLink = (page: Page) =>
  page.evaluate(() => {
    const links = [...document.querySelectorAll('main a')];
    const link = links.find((each) => each.getBoundingClientRect().top > 100);
    return `${link?.textContent} at ${Math.round(link?.getBoundingClientRect().top ?? 0)}`;
  });

/** Turns the wheel, and waits until the page rests and the history's entry knows where. */
async function scrollDown(page: Page, by: number): Promise<number> {
  await page.mouse.move(200, 300);
  await page.mouse.wheel(0, by);
  const rests = () =>
    page.evaluate((least) => {
      const kept = (window.history.state as { scrollY: number }).scrollY;
      return kept === window.scrollY && kept > least;
    }, by / 2);
  await expect.poll(rests).toBe(true);
  return scrollY(page);
}

test.describe('the place on a page', () => {
  test('Back and Forward restore it, a link begins at the top', async ({ page, server }) => {
    await openConsole(page, server);
    await openScreen(page, 'Reference');
    await expect(page.getByRole('link', { name: /Amazon S3/ }).first()).toBeVisible();
    await scrollDown(page, 1200);
    const onHome = await topLink(page);
    await page
      .getByRole('link', { name: /^Amazon EC2 ec2/ })
      .evaluate((link) => (link as HTMLElement).click());
    await expect(page.getByRole('heading', { level: 1, name: 'Amazon EC2' })).toBeVisible();
    await expect.poll(() => scrollY(page)).toBe(0);
    await expect(page.getByRole('main')).toBeFocused();
    await expect(page.getByRole('link', { name: 'AcceptAddressTransfer' })).toBeVisible();
    await scrollDown(page, 2000);
    const onService = await topLink(page);
    await page.goBack();
    await expect.poll(() => topLink(page)).toBe(onHome);
    await page.goForward();
    await expect.poll(() => topLink(page)).toBe(onService);
    await page.reload();
    await expect.poll(() => topLink(page)).toBe(onService);
    await page.goBack();
    await expect.poll(() => topLink(page)).toBe(onHome);
  });

  test('it follows at once when somebody leaves while the page still moves', async ({ page, server }) => {
    await openConsole(page, server);
    await page.goto(`${server.url}#/reference/ec2`);
    await expect(page.getByRole('link', { name: 'AcceptAddressTransfer' })).toBeVisible();
    await page.evaluate(async () => {
      window.scrollTo(0, 1500);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      document.querySelector<HTMLElement>('nav[aria-label=Main] a[href="#/users"]')?.click();
    });
    await expect(page.getByText('No users yet')).toBeVisible();
    expect(await scrollY(page)).toBe(0);
    await page.goBack();
    await expect.poll(() => scrollY(page)).toBeGreaterThan(1000);
  });

  test('whoever scrolls meanwhile is not taken back', async ({ page, server }) => {
    await openConsole(page, server);
    await page.goto(`${server.url}#/reference/ec2`);
    await expect(page.getByRole('link', { name: 'AcceptAddressTransfer' })).toBeVisible();
    const below = await scrollDown(page, 2000);
    await openScreen(page, 'Settings');
    await page.goBack();
    await expect.poll(() => scrollY(page)).toBeGreaterThan(below - 200);
    await page.mouse.wheel(0, -600);
    await expect.poll(() => scrollY(page)).toBeLessThan(below - 300);
    // Longer than the place is held.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    expect(await scrollY(page)).toBeLessThan(below - 300);
  });

  test('an address that is replaced keeps it', async ({ page, server }) => {
    await openConsole(page, server);
    await page.goto(`${server.url}#/reference/ec2`);
    await page.getByRole('searchbox').fill('a');
    await expect(page).toHaveURL(/=a$/);
    await scrollDown(page, 900);
    await page.getByRole('searchbox').evaluate((box: HTMLInputElement) => {
      box.value = 'ac';
      box.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await expect(page).toHaveURL(/=ac$/);
    // What comes into sight may move the page a little, and is kept as it settles.
    await expect
      .poll(() =>
        page.evaluate(
          () => (window.history.state as { scrollY?: number } | null)?.scrollY === window.scrollY,
        ),
      )
      .toBe(true);
    expect(await scrollY(page)).toBeGreaterThan(0);
  });
});

test.describe('the focus', () => {
  test('comes back to what opened the palette', async ({ page, server }) => {
    await openConsole(page, server);
    const search = page.getByRole('banner').getByRole('button', { name: /^Search/ });
    await search.click();
    await expect(palette(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette(page)).toBeHidden();
    await expect(search).toBeFocused();

    const theme = page.getByRole('button', { name: /^Colour theme/ });
    await theme.focus();
    await page.keyboard.press('ControlOrMeta+K');
    await expect(palette(page)).toBeVisible();
    await page.keyboard.press('ControlOrMeta+K');
    await expect(palette(page)).toBeHidden();
    await expect(theme).toBeFocused();
  });

  test('comes back to the button and to the menu that opened a dialog', async ({ page, server }) => {
    await openConsole(page, server);
    await createUser(page, 'alice');
    await expectFocusBack(page, page.getByRole('button', { name: /^Attach/ }).first());
    await expectFocusBack(page, page.getByRole('button', { name: 'Delete', exact: true }));
    // The item that opens it is gone with its menu when the dialog closes.
    const nothing = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}';
    await createInlinePolicy(page, 'Nothing', nothing);
    const menu = page.getByRole('button', { name: 'Add permissions' });
    for (const pick of [
      (item: Locator) => item.click(),
      async (item: Locator) => {
        await item.focus();
        await page.keyboard.press('Enter');
      },
    ]) {
      await menu.click();
      await pick(page.getByRole('menuitem', { name: 'Attach policies' }));
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(menu).toBeFocused();
    }
  });

  test('stays when the last page of a list is turned to, and its top is in sight', async ({
    page,
    server,
  }) => {
    await openConsole(page, server);
    await page.goto(`${server.url}#/reference?q=ec2%3ADescribe*`);
    const next = page.getByRole('button', { name: 'Next page' });
    await expect(next).toBeVisible();
    await next.focus();
    while (await next.isEnabled()) await page.keyboard.press('Enter');
    await expect(next).toBeFocused();
    await expect(next).toHaveAttribute('aria-disabled', 'true');
    const top = await page
      .getByRole('region', { name: 'What the pattern stands for' })
      .getByRole('listitem')
      .first()
      .evaluate((item) => item.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(40);
    expect(top).toBeLessThan(640);
    await page.keyboard.press('Enter');
    await expect(next).toHaveAttribute('aria-disabled', 'true');
  });
});

async function expectFocusBack(page: Page, opener: Locator): Promise<void> {
  await opener.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
}

test.describe('the palette', () => {
  test('offers to search the reference, last, and for what nothing else knows', async ({ page, server }) => {
    await openConsole(page, server);
    await page.keyboard.press('ControlOrMeta+K');
    const box = palette(page).getByRole('combobox');
    await box.fill('s3 getobject');
    await expect(
      palette(page)
        .getByRole('option', { name: /^s3:GetObject/ })
        .first(),
    ).toBeVisible();
    await expect(palette(page).getByRole('option').last()).toHaveText(
      'Search the reference for “s3 getobject”',
    );
    await box.fill('y'.repeat(5000));
    const only = palette(page).getByRole('option');
    await expect(only).toHaveCount(1);
    await expect(only).toHaveText(/^\s*Search the reference for “y{79}…”\s*$/);
    const overflow = await palette(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    expect(overflow, 'sideways scrolling').toBeLessThanOrEqual(0);
    await box.fill('zzz zzz');
    await expect(only).toHaveText('Search the reference for “zzz zzz”');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/reference\?q=zzz\+zzz$/);
  });

  test('Tab does not stop at the list, and no other dialog is covered', async ({ page, server }) => {
    await openConsole(page, server);
    await page.keyboard.press('ControlOrMeta+K');
    await expect(palette(page).getByRole('combobox')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(palette(page).getByRole('listbox')).not.toBeFocused();
    await page.keyboard.press('Escape');
    await page.goto(`${server.url}#/users?create=1`);
    await expect(page.getByRole('dialog', { name: 'Create user' })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.type('kim');
    await expect(page.getByRole('textbox', { name: 'User name' })).toHaveValue('kim');
    await expect(palette(page)).toBeHidden();
  });
});

test('in forced colours what is current can be told apart', async ({ page, server }) => {
  await openConsole(page, server);
  await page.emulateMedia({ forcedColors: 'active' });
  const look = (found: Locator) =>
    found.evaluate((element) => {
      const { outlineStyle, borderBlockEndColor, backgroundColor } = getComputedStyle(element);
      return { outlineStyle, borderBlockEndColor, backgroundColor };
    });
  await page.goto(`${server.url}#/reference/s3`);
  const tabs = page.getByRole('navigation', { name: /^What belongs to/ }).getByRole('link');
  await expect(tabs).toHaveCount(3);
  expect(await look(tabs.nth(0))).not.toEqual(await look(tabs.nth(1)));
  const levels = page.getByRole('group', { name: 'Access level' }).getByRole('button');
  expect(await look(levels.nth(0))).not.toEqual(await look(levels.nth(1)));
  await page.keyboard.press('ControlOrMeta+K');
  const options = palette(page).getByRole('option');
  expect(await look(options.nth(0))).not.toEqual(await look(options.nth(1)));
});

test.describe('on the narrowest phone', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('everything is in the bar or under More, which says where one is', async ({ page, server }) => {
    await openConsole(page, server);
    const more = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' });
    for (const [name, address] of [
      ['Reference', /#\/reference$/],
      ['Activity', /#\/activity$/],
      ['Settings', /#\/settings$/],
    ] as const) {
      await openScreen(page, name);
      await expect(page).toHaveURL(address);
      await expect(more).toHaveAccessibleName(`More (${name})`);
    }
    await more.click();
    await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('menuitem', { name: 'Settings' }).getByLabel('current')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(more).toBeFocused();
    await openScreen(page, 'Policies');
    await expect(more).toHaveAccessibleName('More');
  });

  test('the account number and the third tab are whole', async ({ page, server }) => {
    await openConsole(page, server);
    const number = page.getByRole('banner').getByText(/^\d{4}-\d{4}-\d{4}$/);
    const cutOff = await number.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(cutOff, 'cut off').toBeLessThanOrEqual(0);
    const { right } = await number.evaluate((element) => element.getBoundingClientRect());
    const chevron = await page
      .getByRole('button', { name: /Switch sandbox$/ })
      .locator('svg')
      .boundingBox();
    expect(right).toBeLessThanOrEqual(chevron?.x ?? 0);
    await page.goto(`${server.url}#/reference/s3?tab=keys`);
    const third = page
      .getByRole('navigation', { name: /^What belongs to/ })
      .getByRole('link')
      .nth(2);
    await expect(third).toBeInViewport({ ratio: 0.99 });
  });
});

test('a menu of the header opens within view, however far one has scrolled', async ({ page, server }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Settings');
  // Until it is long enough to be scrolled.
  await expect(page.getByRole('heading', { name: 'About Gatehouse and its data' })).toBeVisible();
  await page.mouse.move(180, 400);
  await page.mouse.wheel(0, 700);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(400);
  await page.getByRole('button', { name: /^Signed in as/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('banner')).toBeInViewport({ ratio: 1 });
});
