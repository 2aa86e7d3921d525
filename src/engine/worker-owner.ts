// Owns one worker: starts it at the first call, makes every call fail at once when the worker is gone, and
// starts a new one at the call after that.

import { wrap } from 'comlink';
import type { Endpoint, Remote } from 'comlink';
import { EngineLost } from './engine-lost.ts';
import type { EngineLostReason } from './engine-lost.ts';

/** What is needed of a `Worker`; tests put a `MessagePort` in its place. */
export interface EngineWorker extends Endpoint {
  terminate(): void;
}

export interface WorkerOwnerOptions {
  /** As the reader knows it: `the gate`. */
  readonly name: string;
  readonly start: () => EngineWorker;
  /** Milliseconds from posting a call to its answer. Calls wait for one another, so this covers those before it. */
  readonly timeLimitMs: number;
}

interface Running<Api> {
  readonly worker: EngineWorker;
  // Comlink drops the answer of a call whose proxy was garbage-collected meanwhile, so the proxy is held
  // here for as long as the worker lives.
  readonly remote: Remote<Api>;
  /** Never resolves; rejects with `EngineLost` when the worker is gone. */
  readonly lost: Promise<never>;
  readonly lose: (reason: EngineLost) => void;
}

export class WorkerOwner<Api> {
  readonly #options: WorkerOwnerOptions;
  #running: Running<Api> | undefined;
  #disposed = false;

  constructor(options: WorkerOwnerOptions) {
    this.#options = options;
  }

  /**
   * One call. Rejects with `EngineLost` when the worker dies, hangs past the time limit or is disposed of, and
   * when a file that it needs cannot be loaded: before the app is stored for use offline that is no bug. An
   * error thrown inside the worker (our bug) rejects as a plain `Error`.
   */
  async call<Value>(work: (remote: Remote<Api>) => Promise<Value>): Promise<Value> {
    if (this.#disposed) throw new EngineLost(this.#options.name, 'disposed');
    const running = (this.#running ??= this.#start());
    const timer = setTimeout(() => this.#lose(running, 'time-limit'), this.#options.timeLimitMs);
    try {
      // Comlink never settles the calls of a terminated worker; the race does.
      return await Promise.race([work(running.remote), running.lost]);
    } catch (error) {
      if (error instanceof Error && error.name === 'DataNotLoaded')
        throw new EngineLost(this.#options.name, 'no-data', error.message);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stops the worker; calls under way and all later ones reject with `EngineLost`. */
  dispose(): void {
    this.#disposed = true;
    if (this.#running !== undefined) this.#lose(this.#running, 'disposed');
  }

  #start(): Running<Api> {
    const worker = this.#startWorker();
    let lose: (reason: EngineLost) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      lose = reject;
    });
    // A worker may die with no call under way; that is no unhandled rejection.
    lost.catch(() => undefined);
    const running: Running<Api> = { worker, remote: wrap<Api>(worker), lost, lose };
    worker.addEventListener('error', (event) => this.#lose(running, 'crashed', messageOf(event)));
    worker.addEventListener('messageerror', () => this.#lose(running, 'unreadable-message'));
    return running;
  }

  #startWorker(): EngineWorker {
    try {
      return this.#options.start();
    } catch (error) {
      throw new EngineLost(
        this.#options.name,
        'crashed',
        error instanceof Error ? error.message : String(error),
      );
    }
  }

  #lose(running: Running<Api>, reason: EngineLostReason, detail?: string): void {
    // RACE: a late event of a worker that has been replaced must not take its successor along.
    if (this.#running === running) this.#running = undefined;
    // Calls under way are rejected before the worker is terminated, as Comlink would leave them pending.
    running.lose(new EngineLost(this.#options.name, reason, detail));
    running.worker.terminate();
  }
}

function messageOf(event: unknown): string | undefined {
  // `ErrorEvent.message` is empty when the script itself could not be loaded.
  const message =
    typeof event === 'object' && event !== null && 'message' in event ? event.message : undefined;
  return typeof message === 'string' && message !== '' ? message : undefined;
}
