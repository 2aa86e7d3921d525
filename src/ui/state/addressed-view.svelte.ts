// What a page shows, kept in its address, so that it can be shared and survives a reload.

import type { Router } from './router.svelte.ts';

/** After the last change, in milliseconds. Browsers refuse an address that changes with every key stroke. */
const writingDelay = 250;

export class AddressedView<View extends object> {
  #view = $state.raw() as View;
  #href: (view: View) => string;
  #router: Pick<Router, 'replace'>;
  /** The address that was read or written last: it is no news when it comes back. */
  #known: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(view: View, href: (view: View) => string, router: Pick<Router, 'replace'>) {
    this.#view = view;
    this.#href = href;
    this.#router = router;
    this.#known = href(view);
  }

  get current(): View {
    return this.#view;
  }

  /** Shows it at once; the address follows. */
  change(part: Partial<View>): void {
    // An answer that comes after one has left must not take the address of the next page.
    if (this.#disposed) return;
    this.#view = { ...this.#view, ...part };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.write(), writingDelay);
  }

  /** Takes over what the address says, when somebody else has changed it. */
  follow(view: View): void {
    const href = this.#href(view);
    if (href === this.#known) return;
    clearTimeout(this.#timer);
    this.#known = href;
    this.#view = view;
  }

  /** Brings the address up to date: before one leaves, so that one comes back to what one saw. */
  write(): void {
    clearTimeout(this.#timer);
    const href = this.#href(this.#view);
    if (href === this.#known) return;
    this.#known = href;
    this.#router.replace(href);
  }

  /** The page is gone, and with it its address. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }
}
