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
import { err, ok, type Result } from './core/lang/result.ts';
import type { Connection } from './core/wire/message.ts';
import { openStorage, type SandboxStorage, type Storage } from './db/open-storage.ts';
import { requestPersistence, storageEstimate } from './db/persistence.ts';
import { sandboxShelf, sandboxSummary } from './db/sandbox-shelf.ts';
import { shareSandboxes } from './db/share-sandboxes.ts';
import { StorageError } from './db/storage-error.ts';
import { CatalogClient } from './engine/catalog-client.ts';
import { EngineLost } from './engine/engine-lost.ts';
import { GateClient } from './engine/gate-client.ts';
import { lazyKeyPairs } from './engine/lazy-key-pairs.ts';
import { SignerClient } from './engine/signer-client.ts';
import { connectAwsBridge } from './pwa/aws-bridge.ts';
import { connectOffline } from './pwa/connect-offline.ts';
import type { AwsHost } from './pwa/ports.ts';
import App from './ui/App.svelte';
import { sentenceOf } from './ui/words/sentence.ts';
import type { Drafts, Failure, OpenSandbox, Platform, Sandboxes } from './ui/ports.ts';

/** The console's own address on the simulated network: from a range kept for documentation (RFC 5737). */
const connection: Connection = { sourceIp: '203.0.113.10', tls: true };

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const ids: Ids = { randomBytes: random };
const gate = new GateClient();
const signer = new SignerClient();
const catalog = new CatalogClient();

/** The endpoint is the largest part, and nobody needs it to see the first screen: it is loaded here. */
async function loadEndpoint(
  { store, keyPairs }: SandboxStorage,
  clock: Clock,
  by: { readonly mountedAt: string } | { readonly allowsActAs: true },
) {
  const { makeEndpoint } = await import('./cloud/endpoint.ts');
  const onBug = (error: unknown) => console.error(error);
  const identityProviders = lazyKeyPairs(async () =>
    (await import('./engine/key-pairs.ts')).makeKeyPairs(keyPairs),
  );
  return makeEndpoint({ store, gate, catalog, clock, ids, identityProviders, onBug, ...by });
}

function clockOf(entry: SandboxEntry): Clock {
  return { device: () => Date.now(), sandbox: () => Date.now() + entry.clockOffset };
}

function openSandbox(storage: Storage, entry: SandboxEntry): OpenSandbox {
  const tables = storage.openSandbox(entry.id);
  const { store, revision } = tables;
  const clock = clockOf(entry);
  const endpoint = loadEndpoint(tables, clock, { allowsActAs: true });
  const wire: OpenSandbox['wire'] = {
    send: async (request) => (await endpoint).handle(request, connection),
  };
  const callerClock = { now: () => clock.sandbox() };
  return {
    summary: sandboxSummary(entry),
    clock: callerClock,
    wire,
    signin: makeSigninApi({ wire, signer, clock: callerClock, sandboxId: entry.id }),
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
  return {
    ...sandboxShelf({ storage, gate, ids, now: () => Date.now(), attempt }),
    async open(id) {
      const entry = await directory.markOpened(id, Date.now());
      return entry.ok ? ok(openSandbox(storage, entry.value)) : entry;
    },
  };
}

/** Sandboxes as real clients reach them by the service worker, whichever is on screen. */
function awsHost(storage: Storage): AwsHost {
  return {
    directory: storage.directory,
    open({ entry, mountedAt }) {
      const tables = storage.openSandbox(entry.id);
      const endpoint = loadEndpoint(tables, clockOf(entry), { mountedAt });
      return {
        send: async (request) => (await endpoint).handle(request, connection),
        close: () => tables.close(),
      };
    },
  };
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
