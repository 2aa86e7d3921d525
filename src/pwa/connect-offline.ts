// Joins what this folder knows into the one port that main.ts hands to the screens.

import { forgetsAfterSevenDays } from './forgets-after-seven-days.ts';
import { watchInstallation } from './installation.ts';
import type { OfflineState, UnsupportedReason } from './ports.ts';
import { registerServiceWorker } from './registration.ts';

export interface OfflineConnection {
  state(): OfflineState;
  /** Why the app cannot be kept for use offline; undefined where it can. */
  unsupportedReason(): UnsupportedReason | undefined;
  /** Whether the service worker answers what this page asks for; not after a reload past it, for example. */
  isControlled(): boolean;
  canInstall(): boolean;
  isInstalled(): boolean;
  forgetsAfterSevenDays(): boolean;
  /** Calls `listener` at each change; returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Activates the version that waits; every open tab reloads. */
  applyUpdate(): void;
  /** Lets the browser ask; true when the answer was yes. */
  install(): Promise<boolean>;
}

/** Registers the service worker and follows installation. Call once, before the app's first await. */
export function connectOffline(window: Window): OfflineConnection {
  const installation = watchInstallation(window);
  const serviceWorker = registerServiceWorker();
  // Not there outside a secure context and in some private windows, whatever the types say.
  const container = window.navigator.serviceWorker as ServiceWorkerContainer | undefined;
  return {
    state: () => serviceWorker.state().kind,
    unsupportedReason() {
      const state = serviceWorker.state();
      return state.kind === 'unsupported' ? state.reason : undefined;
    },
    isControlled: () => (container?.controller ?? null) !== null,
    canInstall: () => installation.canInstall(),
    isInstalled: () => installation.isInstalled(),
    forgetsAfterSevenDays: () => !installation.isInstalled() && forgetsAfterSevenDays(window),
    subscribe(listener) {
      const ends = [installation.subscribe(listener), serviceWorker.subscribe(listener)];
      container?.addEventListener('controllerchange', listener);
      ends.push(() => container?.removeEventListener('controllerchange', listener));
      return () => {
        for (const end of ends) end();
      };
    },
    applyUpdate: () => serviceWorker.applyUpdate(),
    install: async () => (await installation.install()) === 'accepted',
  };
}
