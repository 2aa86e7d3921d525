// The byte budgets of DESIGN §6 on what a first visit really fetches.

import { budgets, inKilobytes, totalTransferSize } from '../size/budgets.ts';
import { expect, openApp, test } from './fixtures.ts';
import { createAccount, createUser } from './journeys.ts';
import { recordFetchedFiles } from './record-fetched-files.ts';

const isCode = (path: string): boolean => /\.(html|js|css|webmanifest)$/.test(path);
const isData = (path: string): boolean => path.endsWith('.json');

test('the first screen, and all until "Create user" works, keep to their budgets', async ({
  page,
  context,
  server,
}) => {
  const fetched = recordFetchedFiles(context, server);
  await openApp(page, server);
  const firstScreen = [...fetched].filter(isCode);
  expect(firstScreen).toContain('index.html');
  await createAccount(page);
  await createUser(page, 'alice');
  const code = [...fetched].filter(isCode);
  const data = [...fetched].filter(isData);
  // Without the two workers nothing could have been signed and decided, so the record would not be whole.
  for (const worker of ['signer', 'gate'])
    expect(
      code.some((path) => path.includes(`/${worker}-`)),
      `${worker} was fetched: ${code.join(' ')}`,
    ).toBe(true);

  const told = (paths: readonly string[]): string =>
    `${inKilobytes(totalTransferSize(paths))}: ${paths.join(' ')}`;
  test.info().annotations.push({ type: 'first screen', description: told(firstScreen) });
  test.info().annotations.push({ type: 'until Create user', description: told(code) });
  expect(totalTransferSize(code), told(code)).toBeLessThanOrEqual(budgets.firstUse);
  expect(totalTransferSize(data), told(data)).toBeLessThanOrEqual(budgets.dataAtStart);
});
