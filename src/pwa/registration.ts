// Registers the service worker and says what it has got to; a new version takes over only when a person
// agrees, and then in every open tab at once.

import { Workbox } from 'workbox-window';
import { createListeners } from './create-listeners.ts';
import type { ServiceWorkerPort, ServiceWorkerState } from './ports.ts';

/** What registration asks of the browser; tests give their own. */
export interface RegistrationEnvironment {
  readonly development: boolean;
  readonly secureContext: boolean;
  /** Undefined where the browser has no service workers. */
  readonly container: Pick<ServiceWorkerContainer, 'controller' | 'addEventListener'> | undefined;
  createWorkbox(): RegisteringWorkbox;
  reload(): void;
  /** Calls `listener` each time the tab comes to the front. */
  onVisible(listener: () => void): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The part of Workbox that is used here. */
export interface RegisteringWorkbox {
  register(): Promise<Pick<ServiceWorkerRegistration, 'active' | 'waiting'> | undefined>;
  update(): Promise<void>;
  messageSkipWaiting(): void;
  addEventListener(type: 'activated' | 'waiting' | 'redundant', listener: () => void): void;
}

/** A tab may stay open for weeks, and the browser looks for a new version only when a page loads. */
const millisecondsBetweenUpdateChecks = 60 * 60 * 1000;

/**
 * Registers `service-worker.js`, which lies beside the page, and follows it. Call once. Never throws: what
 * goes wrong is the state `unsupported` with its reason, and the app runs without.
 */
export function registerServiceWorker(environment = browserEnvironment()): ServiceWorkerPort {
  const listeners = createListeners();
  let state: ServiceWorkerState = { kind: 'registering' };
  const become = (next: ServiceWorkerState): void => {
    state = next;
    listeners.notify();
  };
  const port = (applyUpdate: () => void): ServiceWorkerPort => ({
    state: () => state,
    subscribe: (listener) => listeners.subscribe(listener),
    applyUpdate,
  });

  const unsupported = whyUnsupported(environment);
  if (unsupported !== undefined) {
    state = unsupported;
    return port(() => {});
  }

  const workbox = environment.createWorkbox();
  workbox.addEventListener('waiting', () => become({ kind: 'update-ready' }));
  workbox.addEventListener('activated', () => become({ kind: 'ready' }));
  workbox.addEventListener('redundant', () => {
    // An update that fails to install leaves the old version in place, and that one still works offline.
    if (state.kind === 'registering') become({ kind: 'unsupported', reason: 'install-failed' });
  });
  const firstInstall = reloadOnNewController(environment);

  const register = async (): Promise<void> => {
    const registration = await workbox.register();
    if (registration === undefined) return;
    if (registration.active !== null) firstInstall.ruleOut();
    // 'activated' is told for a version that becomes active from now on, not for one that was already.
    if (registration.waiting !== null) become({ kind: 'update-ready' });
    else if (registration.active !== null && state.kind === 'registering') become({ kind: 'ready' });
    checkForUpdatesWhenVisible(environment, workbox);
  };
  register().catch((error: unknown) => {
    console.warn('the service worker could not be registered:', error);
    become({ kind: 'unsupported', reason: 'registration-failed' });
  });

  return port(() => {
    if (state.kind === 'update-ready') workbox.messageSkipWaiting();
  });
}

function whyUnsupported(environment: RegistrationEnvironment): ServiceWorkerState | undefined {
  if (environment.development) return { kind: 'unsupported', reason: 'development' };
  if (!environment.secureContext) return { kind: 'unsupported', reason: 'insecure-context' };
  if (environment.container === undefined) return { kind: 'unsupported', reason: 'no-service-worker' };
  return undefined;
}

/**
 * Reloads this tab when another version takes control. Each tab listens for itself, so the tab whose user
 * agreed and all others go over together; a tab that stayed would ask for files that are gone.
 *
 * The race: on a first visit the new worker claims the page, which is a change of controller too, but not
 * of version. It can come before or after registration is known to be the first, so the claim is let pass
 * once, where nothing controlled the page, until it turns out that a version was active already (a hard
 * reload leaves a page without controller).
 */
function reloadOnNewController(environment: RegistrationEnvironment): { ruleOut(): void } {
  let awaitsFirstClaim = environment.container?.controller === null;
  let reloading = false;
  environment.container?.addEventListener('controllerchange', () => {
    if (awaitsFirstClaim) {
      awaitsFirstClaim = false;
      return;
    }
    if (reloading) return;
    reloading = true;
    environment.reload();
  });
  return {
    ruleOut: () => {
      awaitsFirstClaim = false;
    },
  };
}

function checkForUpdatesWhenVisible(environment: RegistrationEnvironment, workbox: RegisteringWorkbox): void {
  let lastCheck = environment.now();
  environment.onVisible(() => {
    if (environment.now() - lastCheck < millisecondsBetweenUpdateChecks) return;
    lastCheck = environment.now();
    // Offline there is nothing to find, and that is no error.
    workbox.update().catch(() => {});
  });
}

function browserEnvironment(): RegistrationEnvironment {
  return {
    development: import.meta.env.DEV,
    secureContext: window.isSecureContext,
    container: 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
    // Relative to the page, so that the app works under any sub-path.
    createWorkbox: () => new Workbox(new URL('service-worker.js', document.baseURI).href),
    reload: () => window.location.reload(),
    onVisible: (listener) =>
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') listener();
      }),
    now: () => Date.now(),
  };
}
