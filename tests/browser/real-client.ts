// What the tests of `aws/` share: a user with a key of its own, what IndexedDB holds, and the SDK in a page.

import type { Page } from '@playwright/test';
import type { Credentials } from '../../src/core/sigv4/credentials.ts';
import { rowsOf } from './databases.ts';
import { createAccessKey, createAccount, createInlinePolicy, createUser } from './journeys.ts';
import { sdkBundle } from './sdk-bundle.ts';
import type { StaticServer } from './static-server.ts';

export interface RealClient {
  readonly sandboxId: string;
  /** With the slash at its end. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  readonly bucketName: string;
}

/** From the welcome: an account, and the user alice with a key and this policy. */
export async function makeRealClient(
  page: Page,
  server: StaticServer,
  { allow }: { readonly allow: readonly string[] },
): Promise<RealClient> {
  await createAccount(page);
  await createUser(page, 'alice');
  await createInlinePolicy(
    page,
    'Some',
    JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: allow, Resource: '*' },
    }),
  );
  await createAccessKey(page);
  const [profile] = await rowsOf<{ sandboxId: string; credentials: Credentials }>(
    page,
    'gatehouse-machine',
    'profiles',
  );
  if (profile === undefined) throw new Error('the key was not saved to a profile');
  const { sandboxId, credentials } = profile;
  const [bucket] = await rowsOf<{ bucketName: string }>(page, `gatehouse-sandbox-${sandboxId}`, 'buckets');
  return {
    sandboxId,
    endpoint: `${server.url}aws/${sandboxId}/`,
    credentials,
    bucketName: bucket?.bucketName ?? '',
  };
}

/** Puts an object beside the one that the sample bucket has, past every operation. */
export async function storeObject(
  page: Page,
  { sandboxId, bucketName }: RealClient,
  object: { readonly key: string; readonly contentType: string; readonly text: string },
): Promise<void> {
  await page.evaluate(
    async ({ name, bucket, key, contentType, text }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
      const transaction = database.transaction('objects', 'readwrite');
      const objects = transaction.objectStore('objects');
      const done = new Promise((resolve) => transaction.addEventListener('complete', resolve));
      const all = objects.getAll();
      all.onsuccess = () => {
        const [sample] = all.result as { readonly objectKey: string }[];
        objects.put({
          ...sample,
          key: `${bucket}/${key}`,
          objectKey: key,
          contentType,
          body: new TextEncoder().encode(text),
        });
      };
      await done;
      database.close();
    },
    { name: `gatehouse-sandbox-${sandboxId}`, bucket: bucketName, ...object },
  );
}

type Sdk = typeof import('./sdk-entry.ts');

interface SdkSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
}

/** Loads the SDK as a script from the app's own origin, which is what the app's policy lets a page load. */
export async function loadSdk(page: Page, server: StaticServer): Promise<void> {
  const url = `${server.url}sdk-under-test.js`;
  const body = await sdkBundle();
  await page.route(url, (route) => route.fulfill({ contentType: 'text/javascript', body }));
  await page.addScriptTag({ url });
}

/** Calls in the page, with the SDK and its settings, and what else it needs, which must be plain. */
export function withSdk<Value, Argument = undefined>(
  page: Page,
  { endpoint, credentials }: Pick<RealClient, 'endpoint' | 'credentials'>,
  work: (sdk: Sdk, settings: SdkSettings, argument: Argument) => Promise<Value>,
  ...[argument]: undefined extends Argument ? [] : [argument: Argument]
): Promise<Value> {
  const settings = JSON.stringify({ endpoint, region: 'us-east-1', credentials });
  return page.evaluate(`(${work.toString()})(sdk, ${settings}, ${JSON.stringify(argument)})`);
}
