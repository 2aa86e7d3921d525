// What is stored when several tabs write at once, when one ends in the middle, and when there is no more room.

import type { Page } from '@playwright/test';
import { sign } from '../../src/core/sigv4/sign.ts';
import { storageFailure } from '../../src/db/storage-error.ts';
import { contentOf } from './databases.ts';
import { expect, openApp, readyOffline, test } from './fixtures.ts';
import { openScreen } from './journeys.ts';
import { loadSdk, makeRealClient, withSdk } from './real-client.ts';
import type { RealClient } from './real-client.ts';
import type { StaticServer } from './static-server.ts';

/** What these tests look at of a sandbox. */
interface Content {
  readonly users: readonly { readonly userName: string }[];
  readonly accessKeys: readonly { readonly ownerKey: string; readonly accessKeyId: string }[];
  readonly events: readonly {
    readonly sequence: number;
    readonly eventName: string;
    readonly requestId: string;
    readonly cloudTrailEvent: string;
  }[];
  readonly traces: readonly { readonly sequence: number; readonly requestId: string }[];
  readonly meta: readonly [{ readonly revision: number; readonly sequence: number }];
}

async function stored(page: Page, { sandboxId }: RealClient): Promise<Content> {
  return (await contentOf(page, `gatehouse-sandbox-${sandboxId}`)) as unknown as Content;
}

/** Whom CreateUser made, by the trail. */
function madeByTrail({ events }: Content): readonly string[] {
  return events
    .filter(({ eventName }) => eventName === 'CreateUser')
    .map(({ cloudTrailEvent }) => JSON.parse(cloudTrailEvent) as TrailEvent)
    .filter(({ errorCode }) => errorCode === undefined)
    .map(({ requestParameters }) => requestParameters.userName)
    .sort();
}

interface TrailEvent {
  readonly errorCode?: string;
  readonly requestParameters: { readonly userName: string };
}

/** The trail has no gap and nothing twice, and every event its trace. */
function expectWholeTrail({ events, traces, meta: [state] }: Content): void {
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(state.sequence).toBe(events.length);
  expect(new Set(events.map(({ requestId }) => requestId)).size).toBe(events.length);
  expect(traces.map(({ sequence, requestId }) => [sequence, requestId])).toEqual(
    events.map(({ sequence, requestId }) => [sequence, requestId]),
  );
}

function expectUsersAsInTrail(content: Content): void {
  expect(content.users.map(({ userName }) => userName).sort()).toEqual(madeByTrail(content));
}

/** Two tabs of one sandbox, each with the SDK. */
async function twoTabs(page: Page, server: StaticServer) {
  await openApp(page, server);
  await readyOffline(page);
  const client = await makeRealClient(page, server, { allow: ['iam:*'] });
  const second = await page.context().newPage();
  await openApp(second, server, '#/users');
  await readyOffline(second);
  await Promise.all([loadSdk(page, server), loadSdk(second, server)]);
  return { client, tabs: [page, second] as const };
}

/** In a page: makes these users with the SDK, so many at a time, and tells each one's fate. */
function createUsers(
  page: Page,
  client: RealClient,
  { names, atOnce }: { readonly names: readonly string[]; readonly atOnce: number },
): Promise<Readonly<Record<string, string>>> {
  return withSdk(
    page,
    client,
    async (sdk, settings, { names: all, atOnce: most }) => {
      const iam = new sdk.IAMClient({ ...settings, maxAttempts: 1 });
      const fates: Record<string, string> = {};
      const left = [...all];
      const one = async (): Promise<void> => {
        for (let name = left.shift(); name !== undefined; name = left.shift()) {
          try {
            await iam.send(new sdk.CreateUserCommand({ UserName: name }));
            fates[name] = 'made';
          } catch (error) {
            fates[name] = (error as Error).name;
          }
        }
      };
      await Promise.all(Array.from({ length: most }, one));
      return fates;
    },
    { names, atOnce },
  );
}

const named = (word: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${word}-${index}`);

test.describe('two tabs that write at once', () => {
  test.use({ allowedConsoleErrors: { patterns: [/status of 409/] } });

  test('lose nothing: every user is there, and every event, in one order', async ({ page, server }) => {
    const { client, tabs } = await twoTabs(page, server);
    const before = await stored(page, client);
    const fates = await Promise.all(
      tabs.map((tab, index) =>
        createUsers(tab, client, { names: named(index === 0 ? 'left' : 'right', 40), atOnce: 4 }),
      ),
    );
    const made = [...named('left', 40), ...named('right', 40)];
    expect(Object.assign({}, ...fates)).toEqual(Object.fromEntries(made.map((name) => [name, 'made'])));

    // Another tab may still be reading; nothing but reads is under way.
    const after = await stored(page, client);
    expect(after.users.map(({ userName }) => userName).sort()).toEqual(['alice', ...made].sort());
    expectUsersAsInTrail(after);
    expectWholeTrail(after);
    expect(after.meta[0].revision).toBe(before.meta[0].revision + 80);
    // They did write at once: neither waited for the other to end.
    const sides = after.events
      .filter(({ eventName }) => eventName === 'CreateUser')
      .map(({ cloudTrailEvent }) => (cloudTrailEvent.includes('"left-') ? 'left' : 'right'));
    const changes = sides.filter((side, index) => index > 0 && side !== sides[index - 1]).length;
    expect(changes).toBeGreaterThan(5);

    // And each tab shows what the other did.
    await openScreen(page, 'Identities');
    for (const tab of tabs) await expect(tab.getByText('81 users', { exact: true })).toBeVisible();
  });

  test('of the same name, one is made', async ({ page, server }) => {
    const { client, tabs } = await twoTabs(page, server);
    const names = named('same', 20);
    const [left, right] = await Promise.all(
      tabs.map((tab) => createUsers(tab, client, { names, atOnce: 4 })),
    );
    for (const name of names) {
      expect([left?.[name], right?.[name]].sort(), name).toEqual(['EntityAlreadyExistsException', 'made']);
    }
    const after = await stored(page, client);
    expect(after.users).toHaveLength(21);
    expectUsersAsInTrail(after);
    expectWholeTrail(after);
  });

  test('keep to a quota together: two keys are made, and the third is refused', async ({ page, server }) => {
    const { client, tabs } = await twoTabs(page, server);
    await createUsers(page, client, { names: ['bob'], atOnce: 1 });
    const keys = (tab: Page) =>
      withSdk(tab, client, async (sdk, settings) => {
        const iam = new sdk.IAMClient({ ...settings, maxAttempts: 1 });
        const one = async () => {
          try {
            const { AccessKey } = await iam.send(new sdk.CreateAccessKeyCommand({ UserName: 'bob' }));
            return { made: AccessKey?.AccessKeyId ?? '' };
          } catch (error) {
            const { name, message } = error as Error;
            return { name, message };
          }
        };
        return Promise.all([one(), one(), one()]);
      });
    const answers = (await Promise.all(tabs.map(keys))).flat();
    const made = answers.flatMap((answer) => ('made' in answer ? [answer.made] : []));
    expect(made).toHaveLength(2);
    expect(answers.filter((answer) => !('made' in answer))).toEqual(
      Array.from({ length: 4 }, () => ({
        name: 'LimitExceededException',
        message: 'Cannot exceed quota for AccessKeysPerUser: 2',
      })),
    );
    const after = await stored(page, client);
    const ofBob = after.accessKeys.filter(({ ownerKey }) => ownerKey.endsWith('/user/bob'));
    expect(ofBob.map(({ accessKeyId }) => accessKeyId).sort()).toEqual(made.sort());
    expectWholeTrail(after);
  });
});

test.describe('a tab that ends in the middle of a burst', () => {
  test.use({ allowedConsoleErrors: { patterns: [/status of 409/] } });

  const ways = {
    'is closed': (tab: Page) => tab.close(),
    'is reloaded': async (tab: Page) => void (await tab.reload()),
    crashes: async (tab: Page) => {
      const crashed = tab.waitForEvent('crash');
      const devtools = await tab.context().newCDPSession(tab);
      // It answers nobody any more.
      void devtools.send('Page.crash').catch(() => undefined);
      await crashed;
    },
  } as const;

  for (const [how, end] of Object.entries(ways)) {
    test(`leaves no user without event and no event without user when it ${how}`, async ({
      page,
      server,
    }) => {
      const { client, tabs } = await twoTabs(page, server);
      const [first, second] = tabs;
      // What it answers is lost with the tab.
      void createUsers(second, client, { names: named('burst', 2000), atOnce: 6 }).catch(() => undefined);
      await expect.poll(async () => (await stored(first, client)).users.length).toBeGreaterThan(20);
      await end(second);

      const left = how === 'crashes' ? await first.context().newPage() : first;
      if (left !== first) await openApp(left, server, '#/users');
      const after = await stored(left, client);
      expect(after.users.length).toBeGreaterThan(20);
      expect(after.users.length).toBeLessThan(2000);
      expectUsersAsInTrail(after);
      expectWholeTrail(after);
      // Work goes on where it stood.
      await readyOffline(left);
      await loadSdk(left, server);
      expect(await createUsers(left, client, { names: ['next'], atOnce: 1 })).toEqual({ next: 'made' });
      const last = await stored(left, client);
      expectUsersAsInTrail(last);
      expectWholeTrail(last);
    });
  }
});

const storageFull = storageFailure('quota-exceeded').message;

test.describe('when the browser gives no more room', () => {
  test.use({
    allowedConsoleErrors: { patterns: [/storage for this site is full/, /status of 503/, /StorageError/] },
  });

  test('a request fails and says why, nothing is half written, and all goes on when there is room', async ({
    page,
    context,
    server,
  }) => {
    // Before the first write: Chromium remembers for half a minute how much room it found.
    const devtools = await context.newCDPSession(page);
    const { origin } = server;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000_000 });
    await openApp(page, server);
    await readyOffline(page);
    const client = await makeRealClient(page, server, { allow: ['iam:*'] });
    await loadSdk(page, server);
    await openScreen(page, 'Identities');
    await fillStorage(page);
    const before = await stored(page, client);

    const refused = await createUserBySignedFetch(page, client, 'bob');
    expect(refused.status).toBe(503);
    expect(refused.text).toContain(`<Message>Gatehouse could not answer: ${storageFull}</Message>`);
    // The console.
    await page.getByRole('button', { name: 'Create user' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'User name' }).fill('carol');
    await dialog.getByRole('button', { name: 'Create user' }).click();
    await expect(dialog.getByText(storageFull.slice(1))).toBeVisible();
    expect(await stored(page, client)).toEqual(before);

    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await dialog.getByRole('button', { name: 'Create user' }).click();
    await expect(dialog).toBeHidden();
    expect(await createUsers(page, client, { names: ['bob'], atOnce: 1 })).toEqual({ bob: 'made' });
    const after = await stored(page, client);
    expect(after.users.map(({ userName }) => userName)).toEqual(['alice', 'bob', 'carol']);
    expectUsersAsInTrail(after);
    expectWholeTrail(after);
  });
});

/** As an SDK sends it; not by one, since it would take the sentence for XML. */
async function createUserBySignedFetch(page: Page, client: RealClient, name: string) {
  const { host, pathname } = new URL(client.endpoint);
  const body = `Action=CreateUser&Version=2010-05-08&UserName=${name}`;
  const { request } = sign(
    {
      method: 'POST',
      path: pathname,
      query: '',
      headers: [
        ['Host', host],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
      body: new TextEncoder().encode(body),
    },
    { credentials: client.credentials, region: 'us-east-1', service: 'iam', date: new Date() },
  );
  const headers = request.headers.filter(([header]) => header.toLowerCase() !== 'host');
  return page.evaluate(
    async ([url, entries, text]) => {
      const init = {
        method: 'POST',
        headers: entries.map(([key, value]) => [key, value] as [string, string]),
      };
      const response = await fetch(url, { ...init, body: text });
      return { status: response.status, text: await response.text() };
    },
    [client.endpoint, headers, body] as const,
  );
}

/** Takes all the room that the browser gives this origin, to the last kilobyte. */
function fillStorage(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('filler');
      opening.onupgradeneeded = () => opening.result.createObjectStore('bytes', { autoIncrement: true });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error(String(opening.error)));
    });
    const fits = (bytes: Uint8Array): Promise<boolean> =>
      new Promise((resolve) => {
        const transaction = database.transaction('bytes', 'readwrite');
        transaction.objectStore('bytes').put(bytes);
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
      });
    for (const size of [1_000_000, 100_000, 10_000, 1_000]) {
      // Compressed, it would take no room.
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 50_000) crypto.getRandomValues(bytes.subarray(at, at + 50_000));
      while (await fits(bytes));
    }
    database.close();
  });
}
