// What a page shows, kept in its address, so that it can be shared and survives a reload.

import type { Router } from './router.svelte.ts';

/** After the last change, in milliseconds. Browsers refuse an address that changes with every key stroke. */
const writingDelay = 250;

/** What one leaves a page by: none of these is too late, as the change of the address itself would be. */
const leaving = ['click', 'keydown', 'pagehide'] as const;

type Leaving = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

export class AddressedView<View extends object> {
  #view = $state.raw() as View;
  #href: (view: View) => string;
  #router: Pick<Router, 'replace'>;
  #window: Leaving | undefined;
  /** The address that was read or written last: it is no news when it comes back. */
  #known: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(view: View, href: (view: View) => string, router: Pick<Router, 'replace'>) {
    this.#view = view;
    this.#href = href;
    this.#router = router;
    // There is none where it is tested.
    this.#window = typeof window === 'undefined' ? undefined : window;
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
    for (const event of leaving) this.#window?.addEventListener(event, this.#leave, { capture: true });
  }

  /** Takes over what the address says, when somebody else has changed it. */
  follow(view: View): void {
    const href = this.#href(view);
    if (href === this.#known) return;
    this.#settle();
    this.#known = href;
    this.#view = view;
  }

  /** Brings the address up to date: before one leaves, so that one comes back to what one saw. */
  write(): void {
    this.#settle();
    const href = this.#href(this.#view);
    if (href === this.#known) return;
    this.#known = href;
    this.#router.replace(href);
  }

  /** The page is gone, and with it its address. */
  dispose(): void {
    this.#disposed = true;
    this.#settle();
  }

  /**
   * Race: once the address has changed, the entry that one comes back to is written already. So what is not
   * written yet is written while the click or the key that may lead away is still on its way.
   */
  #leave = (event: Event): void => {
    // Letters are not written one by one; keys that lead away come alone or with a modifier.
    if (event.type === 'keydown' && !leads(event as KeyboardEvent)) return;
    this.write();
  };

  #settle(): void {
    clearTimeout(this.#timer);
    for (const event of leaving) this.#window?.removeEventListener(event, this.#leave, { capture: true });
  }
}

function leads({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'Enter' || altKey || ctrlKey || metaKey;
}
