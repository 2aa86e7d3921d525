// The signer as the caller's machine sees it: it holds the secrets while it signs, in a worker of its own.

import type { SigningForms } from '../client/ports.ts';
import { WorkerOwner } from './worker-owner.ts';
import type { EngineWorker } from './worker-owner.ts';

/** Covers the worker's first start on a slow device. */
const timeLimitMs = 10_000;

export class SignerClient implements SigningForms {
  readonly #owner: WorkerOwner<SigningForms>;

  constructor(start: () => EngineWorker = startSigner, limitMs = timeLimitMs) {
    this.#owner = new WorkerOwner<SigningForms>({ name: 'the signer', start, timeLimitMs: limitMs });
  }

  // Arguments cross by copy: the caller's bytes stay the caller's.
  sign(...[request, options]: Parameters<SigningForms['sign']>): ReturnType<SigningForms['sign']> {
    return this.#owner.call((signer) => signer.sign(request, options));
  }

  presign(...[request, options]: Parameters<SigningForms['presign']>): ReturnType<SigningForms['presign']> {
    return this.#owner.call((signer) => signer.presign(request, options));
  }

  signChunked(
    ...[request, options]: Parameters<SigningForms['signChunked']>
  ): ReturnType<SigningForms['signChunked']> {
    return this.#owner.call((signer) => signer.signChunked(request, options));
  }

  signPost(options: Parameters<SigningForms['signPost']>[0]): ReturnType<SigningForms['signPost']> {
    return this.#owner.call((signer) => signer.signPost(options));
  }

  /** Stops the worker; later calls reject with `EngineLost`. */
  dispose(): void {
    this.#owner.dispose();
  }
}

// Vite bundles the worker only where it sees this expression literally.
function startSigner(): EngineWorker {
  return new Worker(new URL('../../workers/start.ts', import.meta.url), { type: 'module', name: 'signer' });
}
