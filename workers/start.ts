// Where the engine's workers start, the signer's, the gate's and the catalogue's: one entry, so that what several need
// (Comlink, hashing, the canonical request, the reader of policies) is fetched and kept once. Which of them it is, the
// worker's name says.

import { expose } from 'comlink';
import { later } from './later.ts';

const workers: ReadonlyMap<string, () => Promise<object>> = new Map([
  ['gate', async (): Promise<object> => (await import('./gate.ts')).gate],
  ['signer', async () => (await import('./signer.ts')).signer],
  ['catalog', async () => (await import('./catalog.ts')).catalog],
]);

type Method = (...given: readonly unknown[]) => Promise<unknown>;

async function load(name: string): Promise<Readonly<Record<string, Method>>> {
  const start = workers.get(name);
  if (start === undefined) throw new TypeError(`There is no worker named ${name}`);
  return (await later(start())) as Readonly<Record<string, Method>>;
}

const api = load(self.name);
// Who calls hears of it; until then it is nobody's unhandled rejection.
api.catch(() => undefined);

// Exposed at once: a message that comes before anybody listens would be lost.
// An error thrown here is a bug; Comlink hands it to the caller as a plain Error.
expose(
  new Proxy(
    {},
    {
      get:
        (_target, method: string): Method =>
        async (...given) =>
          (await api)[method]?.(...given),
    },
  ),
);
