// The signer as the caller's machine sees it: it holds the secrets while it signs, in a worker of its own.

import type { Signer } from '../client/ports.ts';
import { WorkerOwner } from './worker-owner.ts';
import type { EngineWorker } from './worker-owner.ts';

/** Covers the worker's first start on a slow device. */
const timeLimitMs = 10_000;

export class SignerClient implements Signer {
  readonly #owner: WorkerOwner<Signer>;

  constructor(start: () => EngineWorker = startSigner, limitMs = timeLimitMs) {
    this.#owner = new WorkerOwner<Signer>({ name: 'the signer', start, timeLimitMs: limitMs });
  }

  // Arguments cross by copy: the caller's bytes stay the caller's.
  sign(...[request, options]: Parameters<Signer['sign']>): ReturnType<Signer['sign']> {
    return this.#owner.call((signer) => signer.sign(request, options));
  }

  /** Stops the worker; later calls reject with `EngineLost`. */
  dispose(): void {
    this.#owner.dispose();
  }
}

// Vite bundles the worker only where it sees this expression literally.
function startSigner(): EngineWorker {
  return new Worker(new URL('../../workers/signer.ts', import.meta.url), { type: 'module', name: 'signer' });
}
