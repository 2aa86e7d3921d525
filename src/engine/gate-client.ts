// The gate as the cloud sees it: authentication and authorization in a worker of their own. The screens put
// their questions about decisions to the same worker.

import type { Analysis } from '../client/ports.ts';
import type { Gate } from '../cloud/ports.ts';
import type { Verification } from '../core/authenticate/verification.ts';
import { WorkerOwner } from './worker-owner.ts';
import type { EngineWorker } from './worker-owner.ts';

/** Covers the worker's first start on a slow device, with a password's slow hash right after. */
const timeLimitMs = 15_000;

export class GateClient implements Gate, Analysis {
  readonly #owner: WorkerOwner<Gate & Analysis>;

  constructor(start: () => EngineWorker = startGate, limitMs = timeLimitMs) {
    this.#owner = new WorkerOwner<Gate & Analysis>({ name: 'the gate', start, timeLimitMs: limitMs });
  }

  // Arguments cross by copy: the caller's bytes stay the caller's.
  verify(input: Parameters<Gate['verify']>[0]): ReturnType<Gate['verify']> {
    return this.#owner.call<Verification>((gate) => gate.verify(input));
  }

  // One message for all requests. A policy set that several of them share is copied once, because cloning
  // keeps shared references shared.
  authorizeAll(inputs: Parameters<Gate['authorizeAll']>[0]): ReturnType<Gate['authorizeAll']> {
    return this.#owner.call((gate) => gate.authorizeAll(inputs));
  }

  hashPassword(input: Parameters<Gate['hashPassword']>[0]): ReturnType<Gate['hashPassword']> {
    return this.#owner.call((gate) => gate.hashPassword(input));
  }

  counterfactuals(
    input: Parameters<Analysis['counterfactuals']>[0],
  ): ReturnType<Analysis['counterfactuals']> {
    return this.#owner.call((gate) => gate.counterfactuals(input));
  }

  /** Stops the worker; later calls reject with `EngineLost`. */
  dispose(): void {
    this.#owner.dispose();
  }
}

// Vite bundles the worker only where it sees this expression literally.
function startGate(): EngineWorker {
  return new Worker(new URL('../../workers/start.ts', import.meta.url), { type: 'module', name: 'gate' });
}
