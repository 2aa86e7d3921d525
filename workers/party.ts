// Where the workers of both parties start, the signer's and the gate's: one entry, so that what both need (Comlink,
// hashing, the canonical request) is fetched once. Which of them it is, the worker's name says.

import { expose } from 'comlink';
import { later } from './later.ts';

const parties = {
  gate: async () => (await import('./gate.ts')).gate,
  signer: async () => (await import('./signer.ts')).signer,
};

type Method = (...given: readonly unknown[]) => Promise<unknown>;

async function load(): Promise<Readonly<Record<string, Method>>> {
  const name = self.name;
  if (name !== 'gate' && name !== 'signer') throw new TypeError(`There is no party named ${name}`);
  return (await later<object>(parties[name]())) as Readonly<Record<string, Method>>;
}

const party = load();
// Who calls hears of it; until then it is nobody's unhandled rejection.
party.catch(() => undefined);

// Exposed at once: a message that comes before anybody listens would be lost.
// An error thrown here is a bug; Comlink hands it to the caller as a plain Error.
expose(
  new Proxy(
    {},
    {
      get:
        (_target, method: string): Method =>
        async (...given) =>
          (await party)[method]?.(...given),
    },
  ),
);
