// A worker made of a MessageChannel: messages are cloned as on their way to a real one, and it can be
// made to crash.

import { expose } from 'comlink';
import type { EngineWorker } from '../../../src/engine/worker-owner.ts';

export interface FakeWorker extends EngineWorker {
  readonly terminated: boolean;
  /** What a worker's uncaught error, or a message that cannot be read, looks like to its owner. */
  fire(type: 'error' | 'messageerror', event?: object): void;
}

/** A worker that serves an object, or whatever `serve` does with its own end. */
export function fakeWorker(serve: object | ((own: MessagePort) => void)): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  const listeners: [string, (event: unknown) => void][] = [];
  let terminated = false;
  if (typeof serve === 'function') serve(port2);
  else expose(serve, port2);
  port1.start();
  return {
    get terminated() {
      return terminated;
    },
    postMessage: (message: unknown, transfer?: Transferable[]) => port1.postMessage(message, transfer ?? []),
    addEventListener(type: string, listener: EventListenerOrEventListenerObject) {
      if (type === 'message') port1.addEventListener(type, listener as EventListener);
      else listeners.push([type, listener as (event: unknown) => void]);
    },
    removeEventListener: () => undefined,
    fire(type, event = {}) {
      listeners.filter(([wanted]) => wanted === type).forEach(([, listener]) => listener(event));
    },
    terminate() {
      terminated = true;
      port1.close();
      port2.close();
    },
  };
}
