// Whether this browser forgets what is saved here when nobody comes back for a week.

import { isStandalone } from './is-standalone.ts';

/**
 * WebKit deletes a site's IndexedDB, storage and service worker after seven days of use of the browser
 * without a visit to the site; a web app on the home screen or in the Dock counts its own visits and is
 * exempt in effect (webkit.org/blog/10218, "7-Day Cap on All Script-Writeable Storage"). Every browser on
 * iOS is WebKit, and `vendor` is the same in all of them, whatever they call themselves.
 */
export function forgetsAfterSevenDays(window: Pick<Window, 'matchMedia' | 'navigator'>): boolean {
  return window.navigator.vendor === 'Apple Computer, Inc.' && !isStandalone(window);
}
