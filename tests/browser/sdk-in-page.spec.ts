// The AWS SDK for JavaScript, unmodified, in a page of the app: its requests reach the sandbox by the service
// worker, with no network; and nothing that a sandbox stores can run on the app's origin (DESIGN §3).

import type { Page } from '@playwright/test';
import { presign } from '../../src/core/sigv4/presign.ts';
import { expectNoAxeViolations } from './expect-no-axe-violations.ts';
import { expect, openApp, readyOffline, test } from './fixtures.ts';
import { openScreen } from './journeys.ts';
import { loadSdk, makeRealClient, storeObject, withSdk } from './real-client.ts';
import type { RealClient } from './real-client.ts';

const allow = [
  'sts:GetCallerIdentity',
  'iam:CreateUser',
  'iam:ListUsers',
  's3:GetObject',
  's3:ListAllMyBuckets',
];

const security = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
};

test.describe('the SDK', () => {
  test.use({ allowedConsoleErrors: { patterns: [/status of 40[03]/] } });

  test('calls IAM, STS and S3 from a page, offline', async ({ page, context, server }) => {
    await openApp(page, server);
    await readyOffline(page);
    const client = await makeRealClient(page, server, { allow });
    await loadSdk(page, server);
    await server.close();
    await context.setOffline(true);

    const answers = new Map<string, string | undefined>();
    page.on('response', (response) => {
      if (!response.url().startsWith(client.endpoint)) return;
      for (const [name, value] of Object.entries(response.headers())) answers.set(name, value);
      expect(response.fromServiceWorker()).toBe(true);
    });

    const identity = await withSdk(page, client, (sdk, settings) =>
      new sdk.STSClient(settings).send(new sdk.GetCallerIdentityCommand({})),
    );
    expect(identity.Arn).toMatch(/:user\/alice$/);
    expect(Object.fromEntries(answers)).toMatchObject(security);

    const created = await withSdk(page, client, (sdk, settings) =>
      new sdk.IAMClient(settings).send(new sdk.CreateUserCommand({ UserName: 'bob', Path: '/équipe/' })),
    ).catch((error: unknown) => String(error));
    expect(created).toContain('ValidationError');
    await withSdk(page, client, (sdk, settings) =>
      new sdk.IAMClient(settings).send(new sdk.CreateUserCommand({ UserName: 'bob', Path: '/team/' })),
    );
    const users = await withSdk(page, client, (sdk, settings) =>
      new sdk.IAMClient(settings).send(new sdk.ListUsersCommand({})),
    );
    expect(users.Users?.map(({ UserName }) => UserName)).toEqual(['alice', 'bob']);

    const denied = await withSdk(page, client, async (sdk, settings) => {
      try {
        await new sdk.IAMClient(settings).send(new sdk.DeleteUserCommand({ UserName: 'bob' }));
        return undefined;
      } catch (error) {
        const { name, message } = error as Error;
        return { name, message };
      }
    });
    expect(denied?.name).toBe('AccessDenied');
    expect(denied?.message).toMatch(/user\/alice is not authorized to perform: iam:DeleteUser on resource: /);

    const buckets = await withSdk(page, client, (sdk, settings) =>
      new sdk.S3Client({ ...settings, forcePathStyle: true }).send(new sdk.ListBucketsCommand({})),
    );
    expect(buckets.Buckets?.map(({ Name }) => Name)).toEqual([client.bucketName]);
    // A key that an address must encode: the signature is over the path as sent, prefix and all.
    await storeObject(page, client, { key: 'a b/ü+%.txt', contentType: 'text/plain', text: 'read' });
    const text = await page.evaluate(async ({ endpoint, credentials, bucketName }) => {
      const { S3Client, GetObjectCommand } = (
        globalThis as unknown as { sdk: typeof import('./sdk-entry.ts') }
      ).sdk;
      const s3 = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true });
      const object = await s3.send(new GetObjectCommand({ Bucket: bucketName, Key: 'a b/ü+%.txt' }));
      return object.Body?.transformToString();
    }, client);
    expect(text).toBe('read');

    // The screens follow, and the trail says who it was.
    await openScreen(page, 'Identities');
    await expect(page.getByRole('link', { name: 'bob' })).toBeVisible();
    await openScreen(page, 'Activity');
    await expect(page.getByText('DeleteUser').first()).toBeVisible();
  });

  test('a sandbox that is not on screen answers too; one that is not there is said to be missing', async ({
    page,
    server,
  }) => {
    await openApp(page, server);
    await readyOffline(page);
    const client = await makeRealClient(page, server, { allow });
    await page.getByRole('button', { name: /Switch sandbox$/ }).click();
    await page.getByRole('menuitem', { name: 'New sandbox' }).click();
    await page.getByRole('button', { name: 'Create account and sign in' }).click();
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await loadSdk(page, server);
    const users = await withSdk(page, client, (sdk, settings) =>
      new sdk.IAMClient(settings).send(new sdk.ListUsersCommand({})),
    );
    expect(users.Users?.map(({ UserName }) => UserName)).toEqual(['alice']);
  });
});

interface Told {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

function fetched(page: Page, url: string): Promise<Told> {
  return page.evaluate(async (address) => {
    const response = await fetch(address);
    return {
      status: response.status,
      text: await response.text(),
      headers: Object.fromEntries(response.headers),
    };
  }, url);
}

test.describe('what a sandbox stores', () => {
  test.use({
    allowedConsoleErrors: { patterns: [/status of 40[34]/, /^Blocked script execution/, /MIME type/] },
  });

  const script = "localStorage.setItem('ran', '1'); alert('ran'); top.document.title = 'ran';";
  const objects = [
    {
      key: 'page.html',
      contentType: 'text/html',
      text: `<!doctype html><title>ran</title><script>${script}</script><img src=x onerror="${script}">`,
    },
    {
      key: 'picture.svg',
      contentType: 'image/svg+xml',
      text: `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><script>${script}</script></svg>`,
    },
    { key: 'code.js', contentType: 'text/javascript', text: script },
  ];

  test('is read by scripts and never opened, shown or run', async ({ page, context, server }) => {
    await openApp(page, server);
    await readyOffline(page);
    const client = await makeRealClient(page, server, { allow });
    for (const object of objects) await storeObject(page, client, object);
    let dialogs = 0;
    context.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    const addresses = objects.map(({ key }) => presignedUrl(client, key));

    // Whoever has the address may read it, as text.
    for (const [at, address] of addresses.entries()) {
      const answer = await fetched(page, address);
      expect(answer).toMatchObject({ status: 200, text: objects[at]?.text, headers: security });
      expect(answer.headers['content-type']).toBe(objects[at]?.contentType);
    }

    // By address, in a tab of its own.
    const tab = await context.newPage();
    for (const address of addresses) {
      const response = await tab.goto(address);
      expect(response?.status()).toBe(403);
      expect(await response?.allHeaders()).toMatchObject({
        ...security,
        'content-type': 'text/plain; charset=utf-8',
      });
      await expect(tab.locator('body')).toContainText('Forbidden');
    }

    // As part of a page of this origin, one that no policy protects.
    await tab.goto(`${server.url}notice.txt`);
    const outcomes = new Map<unknown, number | 'failed'>();
    tab.on('response', (response) => {
      if (response.url().startsWith(client.endpoint)) outcomes.set(response.request(), response.status());
    });
    tab.on('requestfailed', (request) => {
      if (request.url().startsWith(client.endpoint) && !outcomes.has(request))
        outcomes.set(request, 'failed');
    });
    for (const address of addresses) {
      for (const [kind, expected] of waysToShow) {
        outcomes.clear();
        await show(tab, kind, address);
        await expect.poll(() => [...outcomes.values()], `${kind} of ${address}`).toEqual([expected]);
      }
    }
    expect(dialogs).toBe(0);
    expect(await page.evaluate(() => localStorage.getItem('ran'))).toBeNull();
    expect(await tab.title()).not.toBe('ran');
  });
});

/** Each with what the browser gets. */
const waysToShow = [
  ['img', 403],
  ['iframe', 403],
  ['script', 403],
  ['module', 403],
  ['video', 403],
  ['worker', 403],
  // Chromium gives up a style sheet before it says with which status.
  ['stylesheet', 'failed'],
  // What a plug-in asks for passes by the worker (Service Workers, "Handle Fetch"), and the host has no such file.
  ['object', 404],
  ['embed', 404],
] as const;

/** Puts an address into a page, and waits until the browser is done with it. */
function show(page: Page, kind: (typeof waysToShow)[number][0], address: string): Promise<void> {
  return page.evaluate(
    ([way, url]) =>
      new Promise<void>((resolve) => {
        const done = (): void => resolve();
        if (way === 'worker') {
          new Worker(url).onerror = done;
          return;
        }
        const name = { stylesheet: 'link', module: 'script' }[way as string] ?? way;
        const address = { stylesheet: 'href', object: 'data' }[way as string] ?? 'src';
        const element = document.createElement(name);
        element.onload = done;
        element.onerror = done;
        if (way === 'stylesheet') element.setAttribute('rel', way);
        if (way === 'module') element.setAttribute('type', way);
        element.setAttribute(address, url);
        document.body.append(element);
      }),
    [kind, address] as const,
  );
}

function presignedUrl({ endpoint, credentials, bucketName }: RealClient, key: string): string {
  const { host, pathname, origin } = new URL(endpoint);
  const { request } = presign(
    {
      method: 'GET',
      path: `${pathname}${bucketName}/${key}`,
      query: '',
      headers: [['host', host]],
      body: new Uint8Array(),
    },
    { credentials, region: 'us-east-1', service: 's3', date: new Date(), expiresIn: 600 },
  );
  return `${origin}${request.path}?${request.query}`;
}

test.describe('the window that answers', () => {
  test.use({ allowedConsoleErrors: { patterns: [/status of (403|404|503)/] } });

  test('may be another one than asks; without one it is said', async ({ page, context, server }) => {
    await openApp(page, server);
    await readyOffline(page);
    const plain = await context.newPage();
    await plain.goto(`${server.url}notice.txt`);
    const address = `${server.url}aws/00000000-0000-4000-8000-000000000000/`;
    expect(await fetched(plain, address)).toMatchObject({
      status: 404,
      text: 'This device has no sandbox 00000000-0000-4000-8000-000000000000. Settings in Gatehouse show the address of the one that is open.\n',
      headers: security,
    });
    await loadSdk(plain, server);
    await page.close();
    const none = 'No Gatehouse window is open to answer: open one and try again.';
    expect(await fetched(plain, address)).toMatchObject({
      status: 503,
      text: `<Error><Code>ServiceUnavailable</Code><Message>${none}</Message></Error>`,
      headers: { ...security, 'content-type': 'text/xml; charset=utf-8' },
    });
    // By the Query protocol and by REST-XML.
    const client = { endpoint: address, credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } };
    const told = await withSdk(plain, client, async (sdk, settings) => {
      const once = { ...settings, maxAttempts: 1, forcePathStyle: true };
      const errors: unknown[] = [];
      const keep = (error: unknown) => errors.push(error);
      await new sdk.IAMClient(once).send(new sdk.ListUsersCommand({})).catch(keep);
      await new sdk.S3Client(once).send(new sdk.ListBucketsCommand({})).catch(keep);
      return (errors as Error[]).map(({ name, message }) => ({ name, message }));
    });
    const fault = { name: 'ServiceUnavailable', message: none };
    expect(told).toEqual([fault, fault]);
  });
});

test('Settings shows the endpoint, and offers to reload where nothing answers at it', async ({
  page,
  context,
  server,
}) => {
  await openApp(page, server);
  await readyOffline(page);
  await page.getByRole('button', { name: 'Create account and sign in' }).click();
  await openScreen(page, 'Settings');
  await expect(page.getByText(/\/a\/b\/aws\/[0-9a-f-]{36}\/$/)).toBeVisible();
  const warning = page.getByText('An SDK on this page cannot reach it now');
  await expect(warning).toBeHidden();
  // As with the shift key: past the service worker.
  const devtools = await context.newCDPSession(page);
  await devtools.send('Page.reload', { ignoreCache: true });
  await expect(warning).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { name: 'Use with an SDK' })).toBeVisible();
  await expect(warning).toBeHidden();
});
