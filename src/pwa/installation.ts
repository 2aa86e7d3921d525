// Offers installation where the browser lets a page offer it.

import { createListeners } from './create-listeners.ts';
import { isStandalone } from './is-standalone.ts';
import type { InstallAnswer, InstallationPort } from './ports.ts';

/** Chromium's event, which no standard has: WICG manifest-incubations, "BeforeInstallPromptEvent". */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/**
 * Follows whether the app can be installed. Call before the first await of the app: the browser tells it
 * once, early, and who comes late cannot ask.
 */
export function watchInstallation(window: Window): InstallationPort {
  const listeners = createListeners();
  let offer: BeforeInstallPromptEvent | undefined;
  let installed = isStandalone(window);

  window.addEventListener('beforeinstallprompt', (event) => {
    // Keeps the browser's own banner away: the app offers it where it makes sense.
    event.preventDefault();
    offer = event as BeforeInstallPromptEvent;
    listeners.notify();
  });
  window.addEventListener('appinstalled', () => {
    offer = undefined;
    installed = true;
    listeners.notify();
  });

  return {
    canInstall: () => offer !== undefined,
    isInstalled: () => installed,
    subscribe: (listener) => listeners.subscribe(listener),
    async install(): Promise<InstallAnswer> {
      if (offer === undefined) return 'unavailable';
      const asked = offer;
      // An offer can be used once; after a refusal the browser may send another.
      offer = undefined;
      listeners.notify();
      return (await asked.prompt()).outcome;
    },
  };
}
