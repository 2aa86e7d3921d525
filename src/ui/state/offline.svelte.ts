import { createSubscriber } from 'svelte/reactivity';
import type { Offline, OfflineState } from '../ports.ts';

/** The service worker's state and the offer to install, as values that follow them. */
export class OfflineView {
  #offline: Offline;
  #subscribe: () => void;

  constructor(offline: Offline) {
    this.#offline = offline;
    this.#subscribe = createSubscriber((update) => offline.subscribe(update));
  }

  get state(): OfflineState {
    this.#subscribe();
    return this.#offline.state();
  }

  get isControlled(): boolean {
    this.#subscribe();
    return this.#offline.isControlled();
  }

  get canInstall(): boolean {
    this.#subscribe();
    return this.#offline.canInstall();
  }

  install(): Promise<boolean> {
    return this.#offline.install();
  }

  applyUpdate(): void {
    this.#offline.applyUpdate();
  }
}
