// The databases of the app's origin as they are, past the app: to see what is stored, and to be an older
// Gatehouse's tab.

import type { Page } from '@playwright/test';

export async function rowsOf<Row = unknown>(page: Page, database: string, table: string): Promise<Row[]> {
  const { [table]: rows = [] } = await contentOf(page, database, [table]);
  return rows as Row[];
}

/** What is in these tables, or in all, at one moment. */
export function contentOf(
  page: Page,
  database: string,
  tables?: readonly string[],
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  return page.evaluate(
    async ([name, wanted]) => {
      const opened = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error(String(opening.error)));
      });
      const names = wanted ?? [...opened.objectStoreNames];
      const transaction = opened.transaction(names);
      const content: Record<string, readonly unknown[]> = {};
      for (const table of names) {
        const reading = transaction.objectStore(table).getAll();
        reading.onsuccess = () => (content[table] = reading.result as readonly unknown[]);
      }
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      opened.close();
      return content;
    },
    [database, tables] as const,
  );
}

export interface Version {
  /** The browser's number of it: ten times Dexie's. */
  readonly version: number;
  /** In Dexie's words: the primary key, then the indexes. */
  readonly tables: Readonly<Record<string, string | null>>;
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
}

/**
 * Makes a database and keeps it open, whoever wants to upgrade it: as a tab whose code does not listen. Returns
 * how to let go of it.
 */
export async function holdDatabase(
  page: Page,
  name: string,
  { version, tables, rows }: Version,
): Promise<() => Promise<void>> {
  await page.evaluate(
    async ([database, number, schema, content]) => {
      const keyPath = (text: string): string | string[] =>
        text.startsWith('[') ? text.slice(1, -1).split('+') : text;
      const opened = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(database, number);
        opening.onerror = () => reject(new Error(String(opening.error)));
        opening.onsuccess = () => resolve(opening.result);
        opening.onupgradeneeded = () => {
          for (const [table, words] of schema) {
            const [primary = '', ...indexes] = words.split(', ');
            const store = opening.result.createObjectStore(table, { keyPath: keyPath(primary) });
            for (const index of indexes) store.createIndex(index, keyPath(index));
          }
        };
      });
      const names = content.map(([table]) => table);
      if (names.length > 0) {
        const transaction = opened.transaction(names, 'readwrite');
        for (const [table, records] of content) {
          for (const record of records) transaction.objectStore(table).put(record);
        }
        await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      }
      const held = globalThis as unknown as { held?: Record<string, IDBDatabase> };
      held.held = { ...held.held, [database]: opened };
    },
    [
      name,
      version,
      Object.entries(tables).filter((entry): entry is [string, string] => entry[1] !== null),
      Object.entries(rows).filter(([, records]) => records.length > 0),
    ] as const,
  );
  return () =>
    page.evaluate((database) => {
      (globalThis as unknown as { held: Record<string, IDBDatabase> }).held[database]?.close();
    }, name);
}
