// A browser that holds what an earlier Gatehouse stored, and a tab of it that does not let go.

import type { Page } from '@playwright/test';
import { directoryVersions, machineVersions, sandboxVersions } from '../../src/db/schema.ts';
import { sampleV1, sampleV2 } from '../unit/db/sample-v1.ts';
import { contentOf, holdDatabase } from './databases.ts';
import { expect, openApp, test } from './fixtures.ts';
import { openScreen } from './journeys.ts';
import type { StaticServer } from './static-server.ts';

// A page that is no document has no icon, and the browser asks for one.
test.use({ allowedConsoleErrors: { patterns: [/status of 404/, /(older|newer) version of/] } });

const id = '0b7c6f5e-1111-4222-8333-444455556666';
const database = `gatehouse-sandbox-${id}`;
const entry = {
  id,
  name: 'From before',
  accountId: '123456789012',
  alias: 'example',
  createdAt: 1,
  openedAt: 2,
  clockOffset: 0,
};

/** Leaves what version 1 left, in a page of this origin that is not the app. Returns how it lets go of the sandbox. */
async function leaveVersion1(page: Page, server: StaticServer): Promise<() => Promise<void>> {
  await page.goto(`${server.url}notice.txt`);
  const [directory, machine, sandbox] = [directoryVersions[0], machineVersions[0], sandboxVersions[0]];
  const version = 10;
  const release = await Promise.all([
    holdDatabase(page, 'gatehouse', {
      version,
      tables: directory?.tables ?? {},
      rows: { sandboxes: [entry] },
    }),
    holdDatabase(page, 'gatehouse-machine', { version, tables: machine?.tables ?? {}, rows: {} }),
  ]);
  await Promise.all(release.map((letGo) => letGo()));
  return holdDatabase(page, database, { version, tables: sandbox?.tables ?? {}, rows: sampleV1 });
}

async function continueAsRoot(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue as root without a password' }).click();
}

test('what version 1 stored opens with all that it held', async ({ page, context, server }) => {
  const letGo = await leaveVersion1(page, server);
  await letGo();
  const app = await context.newPage();
  await openApp(app, server);
  await expect(app.getByText('From before')).toBeVisible();
  await continueAsRoot(app);
  await openScreen(app, 'Identities');
  await expect(app.getByRole('link', { name: 'Alice' })).toBeVisible();

  const { events, traces, lastUsed, sessions, meta, accesses, ...rest } = await contentOf(app, database);
  const {
    events: _,
    traces: _traces,
    lastUsed: _used,
    sessions: oldSessions,
    meta: _meta,
    ...old
  } = sampleV2;
  expect(Object.fromEntries(Object.entries(rest).filter(([, rows]) => rows.length > 0))).toEqual(old);
  // The trail begins with what it held, and goes on.
  expect(events?.slice(0, 1)).toEqual(sampleV2.events);
  expect(traces?.slice(0, 1)).toEqual(sampleV2.traces);
  expect(events?.length).toBeGreaterThan(1);
  // Who signs in again leaves no session behind that has run out: root's is gone.
  expect(sessions).toEqual(expect.arrayContaining(oldSessions.slice(0, 1)));
  expect(lastUsed).toEqual(expect.arrayContaining(sampleV2.lastUsed));
  expect(meta?.[0]).toMatchObject({ sequence: events?.length });
  expect(accesses).toBeDefined();

  await app.reload();
  await expect(app.getByRole('link', { name: 'Alice' })).toBeVisible();
});

test('a tab that holds the older version is named as what is in the way, and no longer once it is closed', async ({
  page,
  context,
  server,
}) => {
  await leaveVersion1(page, server);
  const app = await context.newPage();
  await openApp(app, server);
  await continueAsRoot(app);
  await expect(app.getByText('Another tab keeps an older version of the stored data open')).toBeVisible();
  // It does not hang: it can be tried again, and says the same.
  await continueAsRoot(app);
  await expect(app.getByText('Another tab keeps an older version of the stored data open')).toBeVisible();
  await page.close();
  await continueAsRoot(app);
  await openScreen(app, 'Identities');
  await expect(app.getByRole('link', { name: 'Alice' })).toBeVisible();
});

test('an open tab makes way for a newer version at once, and then asks to be reloaded', async ({
  page,
  context,
  server,
}) => {
  const letGo = await leaveVersion1(page, server);
  await letGo();
  const app = await context.newPage();
  await openApp(app, server);
  await continueAsRoot(app);
  await openScreen(app, 'Identities');
  await expect(app.getByRole('link', { name: 'Alice' })).toBeVisible();
  // As a Gatehouse of two versions further would.
  const upgraded = await page.evaluate(
    (name) =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open(name, 40);
        opening.onblocked = () => resolve('blocked');
        opening.onsuccess = () => {
          opening.result.close();
          resolve('upgraded');
        };
      }),
    database,
  );
  expect(upgraded).toBe('upgraded');
  const before = await contentOf(app, database);
  await app.getByRole('button', { name: 'Create user' }).first().click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'User name' }).fill('bob');
  await dialog.getByRole('button', { name: 'Create user' }).click();
  await expect(dialog.getByText('A newer version of Gatehouse has changed the stored data')).toBeVisible();
  // It wrote nothing into tables that it does not know.
  expect(await contentOf(app, database)).toEqual(before);
});
