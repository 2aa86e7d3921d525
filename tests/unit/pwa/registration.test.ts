// The registration's states, and above all when a tab may reload and when it must not.

import { describe, expect, it, vi } from 'vitest';
import { registerServiceWorker } from '../../../src/pwa/registration.ts';
import type { RegisteringWorkbox, RegistrationEnvironment } from '../../../src/pwa/registration.ts';

type Event = 'activated' | 'waiting' | 'redundant';
const worker = {} as ServiceWorker;

interface Options {
  readonly controller?: ServiceWorker | null;
  readonly active?: ServiceWorker | null;
  readonly waiting?: ServiceWorker | null;
  readonly fails?: boolean;
}

function browser(options: Options = {}) {
  const listeners = new Map<string, () => void>();
  let changeController: () => void = () => {};
  let show: () => void = () => {};
  let time = 0;
  const workbox = {
    register: vi.fn<RegisteringWorkbox['register']>(() =>
      options.fails === true
        ? Promise.reject(new TypeError('script not found'))
        : Promise.resolve({ active: options.active ?? null, waiting: options.waiting ?? null }),
    ),
    update: vi.fn(() => Promise.reject(new TypeError('offline'))),
    messageSkipWaiting: vi.fn(),
    addEventListener: (type: Event, listener: () => void) => listeners.set(type, listener),
  };
  const reload = vi.fn();
  const environment: RegistrationEnvironment = {
    development: false,
    secureContext: true,
    container: {
      controller: options.controller ?? null,
      addEventListener: (_type: string, listener: unknown) => {
        changeController = listener as () => void;
      },
    },
    createWorkbox: () => workbox,
    reload,
    onVisible: (listener) => {
      show = listener;
    },
    now: () => time,
  };
  return {
    environment,
    workbox,
    reload,
    emit: (type: Event) => listeners.get(type)?.(),
    changeController: () => changeController(),
    showAfter: (milliseconds: number) => {
      time += milliseconds;
      show();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('what registration says', () => {
  it.each([
    ['development', { development: true }],
    ['insecure-context', { secureContext: false }],
    ['no-service-worker', { container: undefined }],
  ] as const)('without %s it is unsupported, and nothing is registered', (reason, change) => {
    const { environment, workbox } = browser();
    const port = registerServiceWorker({ ...environment, ...change });
    expect(port.state()).toEqual({ kind: 'unsupported', reason });
    port.applyUpdate();
    expect(workbox.register).not.toHaveBeenCalled();
    expect(workbox.messageSkipWaiting).not.toHaveBeenCalled();
  });

  it('is registering until the first version is active, then ready, and tells its listeners', async () => {
    const { environment, emit } = browser();
    const port = registerServiceWorker(environment);
    const heard: string[] = [];
    const end = port.subscribe(() => heard.push(port.state().kind));
    await settled();
    expect(port.state()).toEqual({ kind: 'registering' });
    emit('activated');
    end();
    emit('waiting');
    expect(heard).toEqual(['ready']);
    expect(port.state()).toEqual({ kind: 'update-ready' });
  });

  it('is ready at once where a version was active already', async () => {
    const { environment } = browser({ active: worker, controller: worker });
    const port = registerServiceWorker(environment);
    await settled();
    expect(port.state()).toEqual({ kind: 'ready' });
  });

  it('finds an update that waited since before the page was loaded', async () => {
    const { environment } = browser({ active: worker, controller: worker, waiting: worker });
    const port = registerServiceWorker(environment);
    await settled();
    expect(port.state()).toEqual({ kind: 'update-ready' });
  });

  it('says that registration failed, and why in the console', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { environment } = browser({ fails: true });
    const port = registerServiceWorker(environment);
    await settled();
    expect(port.state()).toEqual({ kind: 'unsupported', reason: 'registration-failed' });
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('says that a first version could not be stored, but not so of an update', async () => {
    const first = browser();
    const port = registerServiceWorker(first.environment);
    first.emit('redundant');
    expect(port.state()).toEqual({ kind: 'unsupported', reason: 'install-failed' });

    const later = browser({ active: worker, controller: worker });
    const laterPort = registerServiceWorker(later.environment);
    await settled();
    later.emit('redundant');
    expect(laterPort.state()).toEqual({ kind: 'ready' });
  });
});

describe('an update', () => {
  it('is activated only when there is one and it is asked for', async () => {
    const { environment, workbox, emit } = browser({ active: worker, controller: worker });
    const port = registerServiceWorker(environment);
    await settled();
    port.applyUpdate();
    expect(workbox.messageSkipWaiting).not.toHaveBeenCalled();
    emit('waiting');
    expect(workbox.messageSkipWaiting).not.toHaveBeenCalled();
    port.applyUpdate();
    expect(workbox.messageSkipWaiting).toHaveBeenCalledOnce();
  });

  it('reloads a controlled tab once, whoever asked for it', async () => {
    const { environment, reload, changeController } = browser({ active: worker, controller: worker });
    registerServiceWorker(environment);
    await settled();
    changeController();
    changeController();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('does not reload when the first version claims the page, but does for the next', async () => {
    const { environment, reload, changeController } = browser();
    registerServiceWorker(environment);
    await settled();
    changeController();
    expect(reload).not.toHaveBeenCalled();
    changeController();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('reloads a tab that a hard reload left without controller', async () => {
    const { environment, reload, changeController } = browser({ active: worker, controller: null });
    registerServiceWorker(environment);
    await settled();
    changeController();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('is looked for when the tab comes to the front after an hour, and being offline is no error', async () => {
    const { environment, workbox, showAfter } = browser({ active: worker, controller: worker });
    registerServiceWorker(environment);
    await settled();
    showAfter(59 * 60 * 1000);
    expect(workbox.update).not.toHaveBeenCalled();
    showAfter(60 * 1000);
    await settled();
    expect(workbox.update).toHaveBeenCalledOnce();
    showAfter(1000);
    expect(workbox.update).toHaveBeenCalledOnce();
  });
});
