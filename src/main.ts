// The composition root: the only file that knows every layer. It opens storage, joins the caller's
// machine to the cloud by a wire, and mounts the screens.

import './app.css';
import { mount } from 'svelte';
import { draftField, draftsStore, parseText } from './client/drafts-store.ts';
import type { ConsoleSession } from './client/ports.ts';
import { makeAwsApi } from './client/make-aws-api.ts';
import { makeSigninApi } from './client/make-signin-api.ts';
import type { SandboxEntry } from './client/storage-ports.ts';
import type { Clock, Ids, Store } from './cloud/ports.ts';
import type { AccountRecord } from './cloud/records.ts';
import { err, ok, type Result } from './core/lang/result.ts';
import { makeUuid } from './core/names/unique-id.ts';
import type { Connection } from './core/wire/message.ts';
import { openStorage, type Storage } from './db/open-storage.ts';
import { requestPersistence, storageEstimate } from './db/persistence.ts';
import { shareSandboxes } from './db/share-sandboxes.ts';
import { StorageError } from './db/storage-error.ts';
import { CatalogClient } from './engine/catalog-client.ts';
import { EngineLost } from './engine/engine-lost.ts';
import { GateClient } from './engine/gate-client.ts';
import { SignerClient } from './engine/signer-client.ts';
import { connectAwsBridge } from './pwa/aws-bridge.ts';
import { connectOffline } from './pwa/connect-offline.ts';
import type { AwsHost } from './pwa/ports.ts';
import App from './ui/App.svelte';
import { sentenceOf } from './ui/words/sentence.ts';
import type {
  AccountSummary,
  Drafts,
  Failure,
  OpenSandbox,
  Platform,
  Sandboxes,
  SandboxSummary,
} from './ui/ports.ts';

/** The console's own address on the simulated network: from a range kept for documentation (RFC 5737). */
const connection: Connection = { sourceIp: '203.0.113.10', tls: true };

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const ids: Ids = { randomBytes: random };
const gate = new GateClient();
const signer = new SignerClient();
const catalog = new CatalogClient();

/** The endpoint is the largest part, and nobody needs it to see the first screen: it is loaded here. */
async function loadEndpoint(store: Store, clock: Clock, mount: { readonly mountedAt?: string } = {}) {
  const [{ makeEndpoint }, { makeKeyPairs }] = await Promise.all([
    import('./cloud/endpoint.ts'),
    import('./engine/key-pairs.ts'),
  ]);
  const onBug = (error: unknown) => console.error(error);
  const identityProviders = makeKeyPairs();
  return makeEndpoint({ store, gate, catalog, clock, ids, identityProviders, onBug, ...mount });
}

function clockOf(entry: SandboxEntry): Clock {
  return { device: () => Date.now(), sandbox: () => Date.now() + entry.clockOffset };
}

function summaryOf({ id, name, accountId, alias, createdAt }: SandboxEntry): SandboxSummary {
  return { id, name, accountId, alias, createdAt };
}

function accountSummaryOf({ accountId, alias, email }: AccountRecord): AccountSummary {
  return { accountId, ...(alias === undefined ? {} : { alias }), email };
}

function openSandbox(storage: Storage, entry: SandboxEntry): OpenSandbox {
  const tables = storage.openSandbox(entry.id);
  const { store, revision } = tables;
  const clock = clockOf(entry);
  const endpoint = loadEndpoint(store, clock);
  const wire: OpenSandbox['wire'] = {
    send: async (request) => (await endpoint).handle(request, connection),
  };
  const callerClock = { now: () => clock.sandbox() };
  return {
    summary: summaryOf(entry),
    clock: callerClock,
    wire,
    signin: makeSigninApi({ wire, sandboxId: entry.id }),
    apiFor: (session) =>
      makeAwsApi({
        signer,
        wire,
        clock: callerClock,
        credentials: session.credentials,
        region: 'us-east-1',
        fromConsole: true,
      }),
    onChange(listener) {
      // The signal also says where the account stands when one subscribes; that is no change.
      let first = true;
      return revision.subscribe(() => {
        if (!first) listener();
        first = false;
      });
    },
    trace: (requestId) => traceOf(store, requestId),
    profiles: () => storage.machine.profiles(entry.id),
    saveProfile: (profile) => attempt(async () => ok((await storage.machine.saveProfile(profile), null))),
    deleteProfile: (name) =>
      attempt(async () => ok((await storage.machine.deleteProfile(entry.id, name), null))),
    session: () => storage.machine.session(entry.id),
    saveSession: (session: ConsoleSession) => storage.machine.saveSession(session),
    deleteSession: () => storage.machine.deleteSession(entry.id),
    close: () => tables.close(),
  };
}

async function traceOf(store: Store, requestId: string) {
  const [record] = await store.read((tables) => tables.traces.where('requestId', requestId));
  return record?.trace;
}

function makeSandboxes(storage: Storage): Sandboxes {
  const { directory } = storage;
  const newId = () => makeUuid(ids.randomBytes(16));

  /** Runs on the tables of a sandbox that no screen holds open. */
  async function withStore<Value>(id: string, work: (store: Store) => Promise<Value>): Promise<Value> {
    const tables = storage.openSandbox(id);
    try {
      return await work(tables.store);
    } finally {
      tables.close();
    }
  }

  /** A name that no sandbox here has: an opened file would else look like what it was saved from. */
  async function freeName(wanted: string): Promise<string> {
    const listed = await directory.list();
    const taken = new Set(listed.ok ? listed.value.map(({ name }) => name) : []);
    let name = wanted;
    for (let copy = 2; taken.has(name); copy += 1) name = `${wanted.slice(0, 58)} (${copy})`;
    return name;
  }

  /** Makes a sandbox; what of it was stored when that fails is in no list, so it is deleted here. */
  async function wholeOrNot(
    id: string,
    make: () => Promise<Result<SandboxEntry, Failure>>,
  ): Promise<Result<SandboxSummary, Failure>> {
    let made: Result<SandboxEntry, Failure> | undefined;
    try {
      made = await make();
      return made.ok ? ok(summaryOf(made.value)) : made;
    } finally {
      if (made?.ok !== true) await storage.discardSandbox(id);
    }
  }

  async function entryOf(id: string): Promise<SandboxEntry | undefined> {
    const listed = await directory.list();
    return listed.ok ? listed.value.find((entry) => entry.id === id) : undefined;
  }

  return {
    async list() {
      const listed = await directory.list();
      return listed.ok ? ok(listed.value.map(summaryOf)) : listed;
    },
    create: ({ name, alias, email, password, withSampleBucket }) =>
      attempt(async () => {
        const { createAccount } = await import('./cloud/create-account.ts');
        const id = newId();
        const clock: Clock = { device: () => Date.now(), sandbox: () => Date.now() };
        // The account first: a sandbox without one must never be listed.
        return wholeOrNot(id, async () => {
          const account = await withStore(id, (store) =>
            createAccount({ store, gate, ids, clock }, { alias, email, password, withSampleBucket }),
          );
          if (!account.ok) return account;
          const { accountId } = account.value;
          return directory.create({ id, name, accountId, alias, now: Date.now() });
        });
      }),
    async open(id) {
      const entry = await directory.markOpened(id, Date.now());
      return entry.ok ? ok(openSandbox(storage, entry.value)) : entry;
    },
    accounts: (id) =>
      attempt(() =>
        withStore(id, async (store) =>
          ok((await store.read((tables) => tables.account.all())).map(accountSummaryOf)),
        ),
      ),
    addAccount: (id, { alias, email, password }) =>
      attempt(async () => {
        const entry = await entryOf(id);
        if (entry === undefined) return err({ message: 'this sandbox is no longer on this device' });
        const { createAccount } = await import('./cloud/create-account.ts');
        const added = await withStore(id, (store) =>
          createAccount(
            { store, gate, ids, clock: clockOf(entry) },
            { alias, email, password, withSampleBucket: false },
          ),
        );
        return added.ok ? ok({ accountId: added.value.accountId, alias, email }) : added;
      }),
    rename: async (id, name) => withoutValue(await directory.rename(id, name)),
    moveToBin: async (id) => withoutValue(await directory.moveToBin(id, Date.now())),
    restore: async (id) => withoutValue(await directory.restore(id)),
    async listBin() {
      const listed = await directory.listBin();
      if (!listed.ok) return listed;
      return ok(listed.value.map((entry) => ({ ...summaryOf(entry), deletedAt: entry.deletedAt ?? 0 })));
    },
    exportFile: (id, { withSecrets }) =>
      attempt(async () => {
        const entry = await entryOf(id);
        if (entry === undefined) return err({ message: 'this sandbox is no longer on this device' });
        const { exportSandbox } = await import('./db/sandbox-file.ts');
        const { name, clockOffset } = entry;
        const secrets = withSecrets ? 'included' : 'left-out';
        return ok(
          await withStore(id, (store) =>
            exportSandbox(store, { name, clockOffset, exportedAt: Date.now(), secrets }),
          ),
        );
      }),
    importFile: (text) =>
      attempt(async () => {
        const { readSandboxFile } = await import('./db/read-sandbox-file.ts');
        const { restoreSandbox } = await import('./db/restore-sandbox.ts');
        const file = readSandboxFile(text);
        if (!file.ok) {
          const { place, message } = file.error;
          return err({ message: `${message}, at \`${place}\`` });
        }
        const [account] = file.value.tables.account;
        if (account === undefined) return err({ message: 'the file holds no account' });
        const id = newId();
        return wholeOrNot(id, async () => {
          await withStore(id, (store) => restoreSandbox(store, file.value, random));
          const { clockOffset } = file.value;
          const { accountId, alias = '' } = account;
          const name = await freeName(file.value.name);
          return directory.create({ id, name, accountId, alias, clockOffset, now: Date.now() });
        });
      }),
  };
}

/** Sandboxes as real clients reach them by the service worker, whichever is on screen. */
function awsHost(storage: Storage): AwsHost {
  return {
    directory: storage.directory,
    open({ entry, mountedAt }) {
      const tables = storage.openSandbox(entry.id);
      const endpoint = loadEndpoint(tables.store, clockOf(entry), { mountedAt });
      return {
        send: async (request) => (await endpoint).handle(request, connection),
        close: () => tables.close(),
      };
    },
  };
}

function withoutValue<Error>(result: Result<unknown, Error>): Result<null, Error> {
  return result.ok ? ok(null) : result;
}

/** The edge at which a failure of storage or of a worker becomes a sentence; anything else is our bug. */
async function attempt<Value>(work: () => Promise<Result<Value, Failure>>): Promise<Result<Value, Failure>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError || error instanceof EngineLost) return err({ message: error.message });
    throw error;
  }
}

const drafts = draftsStore();
const fieldOf = (screen: string, field: string) => draftField({ screen, field, parse: parseText });
const draftsPort: Drafts = {
  get: (screen, field) => drafts.read(fieldOf(screen, field)),
  set: (screen, field, value) => drafts.write(fieldOf(screen, field), value),
  clear: (screen) => drafts.forgetScreen(screen),
};

const failureListeners = new Set<(message: string) => void>();
const reportFailure = (message: string) => failureListeners.forEach((tell) => tell(sentenceOf(message)));

// What no call could answer: storage or a worker went away while nobody looked.
window.addEventListener('unhandledrejection', (event) => {
  const reason: unknown = event.reason;
  if (!(reason instanceof StorageError || reason instanceof EngineLost)) return;
  event.preventDefault();
  reportFailure(reason.message);
});

async function start(): Promise<void> {
  // Before the first await: the browser's offer to install comes early and only once.
  const offline = connectOffline(window);
  const opening = openStorage({ onFailure: (failure) => reportFailure(failure.message) }).then(
    (storage): Storage => ({ ...storage, openSandbox: shareSandboxes((id) => storage.openSandbox(id)) }),
  );
  connectAwsBridge(opening.then(awsHost));
  const storage = await opening;
  const platform: Platform = {
    storage:
      storage.kind.kind === 'memory'
        ? { kind: 'memory', reason: sentenceOf(storage.kind.reason.message) }
        : storage.kind,
    sandboxes: makeSandboxes(storage),
    offline,
    drafts: draftsPort,
    persistence: {
      request: async () => (await requestPersistence()) === 'granted',
      estimate: storageEstimate,
    },
    reference: catalog,
    analysis: gate,
    signer,
    random,
    onFailure(listener) {
      failureListeners.add(listener);
      return () => failureListeners.delete(listener);
    },
  };
  const target = document.getElementById('app');
  if (target === null) throw new Error('index.html has no #app');
  target.replaceChildren();
  mount(App, { target, props: { platform } });
  // Nobody waits for the bin to be emptied.
  void storage.directory.purge(Date.now());
}

void start();
