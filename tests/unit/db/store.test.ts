import 'fake-indexeddb/auto';
import { afterEach } from 'vitest';
import { connect } from '../../../src/db/connection.ts';
import type { Connection } from '../../../src/db/connection.ts';
import { dexieStore } from '../../../src/db/dexie-store.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { sandboxDatabase } from '../../../src/db/schema.ts';
import { describeStore } from './store-contract.ts';

const connections: Connection[] = [];
afterEach(() => connections.splice(0).forEach((connection) => connection.close()));

let sandboxes = 0;

describeStore('memory', () => makeMemoryStore());

describeStore('IndexedDB', () => {
  sandboxes += 1;
  const connection = connect(sandboxDatabase(`contract-${sandboxes}`));
  connections.push(connection);
  return dexieStore(connection);
});
