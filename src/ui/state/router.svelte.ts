// Routes live in the fragment: `#/users/alice?tab=keys`. Any other fragment is not a route.

import { createSubscriber } from 'svelte/reactivity';

export interface Route {
  /** Decoded segments: `['users', 'alice']`; empty for home. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** False when the fragment is something else than a route. */
  readonly known: boolean;
}

/** Reads a fragment, with or without its `#`. An empty one is home. Never throws on bad escapes. */
export function parseRoute(fragment: string): Route {
  const text = fragment.replace(/^#/, '');
  if (text === '') return { segments: [], query: new URLSearchParams(), known: true };
  const [path = '', query = ''] = splitOnce(text, '?');
  if (!path.startsWith('/')) return { segments: [], query: new URLSearchParams(), known: false };
  const segments = path.split('/').filter((segment) => segment !== '');
  try {
    return { segments: segments.map(decodeURIComponent), query: new URLSearchParams(query), known: true };
  } catch {
    // A `%` that escapes nothing: nobody's address.
    return { segments, query: new URLSearchParams(query), known: false };
  }
}

/** The address of a screen: `routeHref(['users', 'a b'], { tab: 'keys' })` is `#/users/a%20b?tab=keys`. */
export function routeHref(segments: readonly string[], query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `#/${segments.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}

export class Router {
  #subscribe = createSubscriber((update) => {
    window.addEventListener('hashchange', update);
    return () => window.removeEventListener('hashchange', update);
  });

  get current(): Route {
    this.#subscribe();
    return parseRoute(window.location.hash);
  }

  /** The address now, to be handed to `goFrom` once something that takes its time is done. */
  get here(): string {
    return window.location.hash;
  }

  go(href: string): void {
    window.location.hash = href;
  }

  /** Goes on only from where it began: who has left meanwhile is not fetched back. */
  goFrom(here: string, href: string): void {
    if (window.location.hash === here) this.go(href);
  }

  /** Changes the address without a new entry in the history: for tabs and filters. */
  replace(href: string): void {
    // The entry stays the same, and with it what is kept there: how far down one was.
    window.history.replaceState(window.history.state, '', href);
    // replaceState tells nobody.
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
