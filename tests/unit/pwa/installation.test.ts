// Installing, and the browsers that forget.

import { describe, expect, it, vi } from 'vitest';
import { forgetsAfterSevenDays } from '../../../src/pwa/forgets-after-seven-days.ts';
import { watchInstallation } from '../../../src/pwa/installation.ts';

interface FakeWindow {
  readonly standalone?: boolean;
  readonly displayMode?: string;
  readonly vendor?: string;
}

function fakeWindow({
  standalone,
  displayMode = 'browser',
  vendor = 'Google Inc.',
}: FakeWindow = {}): Window {
  const target = new EventTarget();
  return Object.assign(target, {
    matchMedia: (query: string) => ({ matches: query === `(display-mode: ${displayMode})` }),
    navigator: { vendor, ...(standalone === undefined ? {} : { standalone }) },
  }) as unknown as Window;
}

function installPrompt(outcome: 'accepted' | 'dismissed') {
  const event = new Event('beforeinstallprompt', { cancelable: true });
  return Object.assign(event, { prompt: vi.fn(() => Promise.resolve({ outcome })) });
}

describe('watchInstallation', () => {
  it('cannot ask until the browser offers', async () => {
    const installation = watchInstallation(fakeWindow());
    expect(installation.canInstall()).toBe(false);
    expect(await installation.install()).toBe('unavailable');
  });

  it.each(['accepted', 'dismissed'] as const)(
    'asks once with the offer it kept, and says %s',
    async (answer) => {
      const window = fakeWindow();
      const installation = watchInstallation(window);
      const changed = vi.fn();
      installation.subscribe(changed);
      const offer = installPrompt(answer);
      window.dispatchEvent(offer);
      expect(offer.defaultPrevented).toBe(true);
      expect(installation.canInstall()).toBe(true);
      expect(changed).toHaveBeenCalledOnce();
      expect(await installation.install()).toBe(answer);
      expect(installation.canInstall()).toBe(false);
      expect(await installation.install()).toBe('unavailable');
      expect(offer.prompt).toHaveBeenCalledOnce();
    },
  );

  it('knows when it is installed, from the start or from now on', () => {
    expect(watchInstallation(fakeWindow({ displayMode: 'standalone' })).isInstalled()).toBe(true);
    const window = fakeWindow();
    const installation = watchInstallation(window);
    window.dispatchEvent(installPrompt('accepted'));
    expect(installation.isInstalled()).toBe(false);
    window.dispatchEvent(new Event('appinstalled'));
    expect(installation.isInstalled()).toBe(true);
    expect(installation.canInstall()).toBe(false);
  });
});

describe('forgetsAfterSevenDays', () => {
  it.each([
    ['Safari in a tab', { vendor: 'Apple Computer, Inc.' }, true],
    ['Safari in the Dock', { vendor: 'Apple Computer, Inc.', displayMode: 'standalone' }, false],
    ['iOS in a tab', { vendor: 'Apple Computer, Inc.', standalone: false }, true],
    ['iOS on the home screen', { vendor: 'Apple Computer, Inc.', standalone: true }, false],
    ['Chromium', { vendor: 'Google Inc.' }, false],
    ['Firefox', { vendor: '' }, false],
  ])('%s', (_name, window, forgets) => {
    expect(forgetsAfterSevenDays(fakeWindow(window))).toBe(forgets);
  });
});
