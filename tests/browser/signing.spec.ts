// The signing bench as people use it: with a problem of their own, with a simulated key, with a phone.

import type { Page } from '@playwright/test';
import decodeQr from 'qr/decode.js';
import { expect, openApp, test } from './fixtures.ts';
import {
  addAccount,
  composeRequest,
  createAccessKey,
  createAccount,
  createUser,
  openScreen,
  signOut,
} from './journeys.ts';

const main = (page: Page) => page.getByRole('main');
const request = (page: Page) => page.getByRole('textbox', { name: 'Your request' });

/** The message on the wire, as the request builder shows it for editing. */
async function editMessage(page: Page, change: (text: string) => string): Promise<string> {
  await page.getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('textbox', { name: 'Message' });
  const text = await editor.inputValue();
  await editor.fill(change(text));
  return text;
}

async function withAliceSigning(page: Page): Promise<void> {
  await createAccount(page);
  await signAsAlice(page);
}

async function signAsAlice(page: Page): Promise<void> {
  await createUser(page, 'alice');
  await createAccessKey(page);
  await composeRequest(page, { service: 'iam', action: 'ListUsers' });
  // Signed anew a moment after the form has changed.
  await expect(page.getByRole('region', { name: 'HTTP message' })).toContainText('Action=ListUsers');
}

test('somebody with a signature that does not match needs no account, and leaves nothing behind', async ({
  page,
  server,
}) => {
  await openApp(page, server);
  await page.getByRole('link', { name: 'signing bench' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Signing bench' })).toBeVisible();
  await page.getByRole('button', { name: 'The body changed on its way' }).click();
  await expect(main(page)).toContainText('The body that arrived is not the body that was signed.');
  await expect(main(page)).toContainText('First difference: line 9 of the canonical request');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('button', { name: 'A path encoded once' }).click();
  await expect(main(page)).toContainText('this service encodes it twice');

  await page.reload();
  await expect(request(page)).toHaveValue('');
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain('AKIAIOSFODNN7EXAMPLE');
  await page.getByRole('link', { name: 'Gatehouse' }).click();
  await expect(page.getByRole('button', { name: 'Create account and sign in' })).toBeVisible();
});

test('what is pasted is text, and what cannot be read is said', async ({ page, server }) => {
  await openApp(page, server, '#/signing');
  const hostile = '<img src=x onerror=alert(1)><svg onload=alert(1)>';
  await request(page).fill(hostile);
  await expect(main(page)).toContainText('This is none of the forms that can be read here');
  await request(page).fill(
    `GET /?a=${hostile.replaceAll(' ', '%20')} HTTP/1.1\nHost: iam.amazonaws.com\nX-Evil: ${hostile}\n\n`,
  );
  await expect(main(page).getByRole('heading', { name: 'Not signed' })).toBeVisible();
  await page.getByText('Headers', { exact: true }).click();
  await expect(main(page)).toContainText(`X-Evil: ${hostile}`);
  await expect(main(page).locator('img')).toHaveCount(0);
});

test('a request of a key of this sandbox is verified, and spoiled it is not', async ({ page, server }) => {
  test.slow();
  await openApp(page, server);
  await withAliceSigning(page);
  const message = await editMessage(page, (text) => text);
  await openScreen(page, 'Signing bench');
  await request(page).fill(message);
  await expect(main(page)).toContainText('The signature is right.');
  await expect(main(page)).toContainText('of a sandbox on this device');
  await request(page).fill(message.replace('Action=ListUsers', 'Action=DeleteUser'));
  await expect(main(page)).toContainText('AWS computed another signature');
});

test('a key of a second account of the sandbox is known, told with its account, saved and signed with', async ({
  page,
  server,
}) => {
  test.slow();
  await openApp(page, server);
  await createAccount(page);
  const { alias } = await addAccount(page);
  const account = page.getByRole('list', { name: 'Accounts' }).getByRole('listitem').last();
  const id = (await account.textContent())?.match(/\d{4}-\d{4}-\d{4}/)?.[0] ?? '';
  await signOut(page);
  await page.getByRole('group', { name: 'Account' }).getByRole('radio').last().check();
  await page.getByRole('button', { name: 'Continue as root without a password' }).click();
  await signAsAlice(page);
  const message = await editMessage(page, (text) => text);

  await openScreen(page, 'Signing bench');
  await request(page).fill(message);
  await expect(main(page)).toContainText('The signature is right.');
  await expect(main(page)).toContainText('of a sandbox on this device');
  await expect(main(page)).toContainText(`${id} · ${alias}`);

  const view = (name: string) => main(page).getByRole('link', { name });
  const profiles = page.getByRole('table', { name: 'Profiles' });
  await view('Profiles').click();
  await expect(profiles.getByRole('cell', { name: `${id} · ${alias}` })).toBeVisible();
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 320, height: 640 });
  await expect(profiles.getByRole('rowheader')).toContainText(`${id} · ${alias}`);
  const cutOff = await profiles.evaluate(
    (table) => table.scrollWidth - (table.parentElement?.clientWidth ?? 0),
  );
  expect(cutOff, 'of the table, on a narrow screen').toBeLessThanOrEqual(0);
  await page.setViewportSize(size);
  await page.getByRole('button', { name: 'The two files' }).click();
  await page.getByRole('button', { name: 'Show secret' }).click();
  const shown = await main(page)
    .getByText('aws_secret_access_key')
    .locator('xpath=ancestor::pre')
    .textContent();
  await page.getByRole('button', { name: 'Delete profile alice' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete profile' }).click();
  await expect(main(page).getByText('No profiles yet')).toBeVisible();
  await page.getByRole('textbox', { name: '~/.aws/credentials' }).fill(shown ?? '');
  await expect(main(page).getByText(`${id} · ${alias}`)).toBeVisible();
  await page.getByRole('button', { name: 'Save to this sandbox’s profiles' }).click();
  await expect(profiles.getByRole('radio', { name: /^alice/ })).toBeVisible();

  await view('Sign step by step').click();
  await page.getByRole('combobox', { name: 'Signed with' }).selectOption('alice');
  await expect(main(page)).toContainText(`Its key is of account ${id} · ${alias}.`);

  // From the first account, whose keys it is not one of.
  await openScreen(page, 'Home');
  await signOut(page);
  await page.getByRole('group', { name: 'Account' }).getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Continue as root without a password' }).click();
  await openScreen(page, 'Requests');
  await expect(main(page)).toContainText(
    `Its key is of account ${id}, not the one that you are signed in to.`,
  );
});

test('a key that is not ours is masked on screen and never stored', async ({ page, server }) => {
  test.slow();
  await openApp(page, server);
  await withAliceSigning(page);
  const foreign = 'ASIAY34FZKBOKMUTVV7A';
  const message = await editMessage(page, (text) =>
    text.replace(/Credential=[A-Z0-9]{20}/, `Credential=${foreign}`),
  );
  await page.getByRole('button', { name: /^Send/ }).click();
  await expect(main(page).getByText('This may be a real key')).toBeVisible();
  await page.reload();
  await openScreen(page, 'Activity');
  await expect(main(page).getByText('ListUsers')).toBeVisible();
  const stored = await page.evaluate(readAllDatabases);
  expect(stored).toContain('ASIA••••••••••••VV7A');
  expect(stored).not.toContain(foreign);

  await openScreen(page, 'Signing bench');
  await request(page).fill(message.replace(/Credential=[A-Z0-9]{20}/, `Credential=${foreign}`));
  await expect(main(page).getByText('This may be a real key')).toBeVisible();
  await expect(main(page)).toContainText('ASIA••••••••••••VV7A');
});

test('signing step by step comes to the signature that AWS prints', async ({ page, server }) => {
  await openApp(page, server, '#/signing?tab=sign');
  await page.getByRole('combobox', { name: 'Start from' }).selectOption('S3: first bytes of an object');
  // S3 API reference, sig-v4-header-based-auth, "GET Object".
  const signature = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
  await expect(page.getByRole('region', { name: 'The signed message' })).toContainText(signature);
  const chain = page.getByRole('region', { name: /^The chain of keys/ });
  await chain.getByRole('button', { name: /^us-east-1/ }).click();
  await expect(page.locator('[data-consumed="region"]')).toBeFocused();
  await page.getByRole('button', { name: 'Python' }).click();
  await expect(page.getByRole('region', { name: 'the request as Python' })).toContainText('import hmac');

  await page.getByRole('button', { name: 'Presigned URL' }).click();
  await expect(page.getByRole('region', { name: 'The signed message' })).toContainText('X-Amz-Expires=3600');
  await page.getByRole('textbox', { name: 'Valid for' }).fill('604801');
  await expect(main(page)).toContainText('1 to 604800 seconds');
  await page.getByRole('button', { name: 'Form (S3)' }).click();
  await page.getByRole('textbox', { name: 'Valid for' }).fill('60');
  await expect(page.getByRole('region', { name: 'The form', exact: true })).toContainText(
    'name="x-amz-signature"',
  );
  await page.getByRole('button', { name: 'Chunked (S3)' }).click();
  await expect(page.getByRole('region', { name: 'The chunks' })).toContainText('x-amz-checksum-crc64nvme');
});

test('a profile as the AWS CLI wants it, its secret hidden until asked for', async ({ page, server }) => {
  test.slow();
  await openApp(page, server);
  await withAliceSigning(page);
  await page.goto(new URL('#/signing?tab=profiles', page.url()).href);
  await expect(main(page)).toContainText('aws configure --profile alice');
  await page.getByRole('button', { name: 'The two files' }).click();
  await expect(main(page)).toContainText(/aws_secret_access_key = \[hidden: •{40}\]/);
  await page.getByRole('button', { name: 'Show secret' }).click();
  await expect(main(page)).toContainText(/aws_secret_access_key = [A-Za-z0-9+/]{40}/);
  await page.getByRole('button', { name: 'Environment variables' }).click();
  await page.getByRole('button', { name: 'PowerShell' }).click();
  await expect(main(page)).toContainText(/\$Env:AWS_ACCESS_KEY_ID\s*=\s*'AKIA/i);
});

test('an authenticator app reads the QR code, and its codes enable the device', async ({ page, server }) => {
  await openApp(page, server, '#/signing?tab=codes');
  await page.getByRole('button', { name: 'Make a device' }).click();
  const image = await page.getByRole('img', { name: /QR code/ }).evaluate(drawSvg);
  const uri = decodeQr({ ...image, data: Uint8ClampedArray.from(image.data) });
  expect(uri).toMatch(/^otpauth:\/\/totp\/Amazon%20Web%20Services:.+\?secret=[A-Z2-7]{64}&issuer=/);
  await page.getByRole('button', { name: 'Fill in both for me' }).click();
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'MFA code', exact: true })).toBeVisible();
});

/** Runs in the page: the drawing as pixels, as a camera would get it. */
async function drawSvg(
  svg: Element,
): Promise<{ readonly width: number; readonly height: number; readonly data: number[] }> {
  const size = 400;
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute('width', String(size));
  copy.setAttribute('height', String(size));
  // The styles of the component do not go along: black on white, as they make it.
  copy.setAttribute('fill', 'black');
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [size, size];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = 'white';
  context.fillRect(0, 0, size, size);
  context.drawImage(image, 0, 0);
  return { width: size, height: size, data: [...context.getImageData(0, 0, size, size).data] };
}

/** Runs in the page: everything that IndexedDB holds, as one text. */
async function readAllDatabases(): Promise<string> {
  const settled = <Value>(asked: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error('IndexedDB failed'));
    });
  const texts: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      texts.push(JSON.stringify(await settled(database.transaction(store).objectStore(store).getAll())));
    }
    database.close();
  }
  return texts.join('\n');
}
