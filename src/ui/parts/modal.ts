// What a modal `<dialog>` needs beside the browser's own work: that closing goes through the app's state.

import type { Attachment } from 'svelte/attachments';

export interface ModalOptions {
  /** False while something would be lost: neither Escape nor a click outside closes it. */
  readonly dismissible: boolean;
  /** Asked for by Escape or a click outside; the dialog leaves the page when its state says so. */
  readonly close: () => void;
}

/**
 * Shows a dialog as modal for as long as it is on the page: the rest becomes inert, the focus goes into it and
 * comes back to what opened it. `options` is read at each event.
 */
export function modal(options: () => ModalOptions): Attachment<HTMLDialogElement> {
  return (dialog) => {
    const listening = new AbortController();
    const listen = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      listener: (event: HTMLElementEventMap[Name]) => void,
    ) => dialog.addEventListener(name, listener, { signal: listening.signal });

    const opener = openerOf(document.activeElement);
    dialog.showModal();
    dialog.querySelector<HTMLElement>('.modal-body :is(input, select, textarea)')?.focus();

    listen('cancel', (event) => {
      // A file field in the dialog cancels too, and that event bubbles.
      if (event.target !== dialog) return;
      event.preventDefault();
      if (options().dismissible) options().close();
    });
    listen('keydown', (event) => {
      // A second Escape closes a dialog even against its `cancel`, to free users from pages that trap them.
      if (event.key === 'Escape' && !options().dismissible) event.preventDefault();
    });
    // Both halves of the click outside: a selection dragged out of a field must not close the form.
    let pressedOutside = false;
    listen('pointerdown', (event) => {
      pressedOutside = event.target === dialog;
    });
    listen('click', (event) => {
      if (pressedOutside && event.target === dialog && options().dismissible) options().close();
    });
    return () => {
      listening.abort();
      // The dialog has left the page by now, and one that leaves without closing gives nothing back. Whatever
      // has the focus already, another dialog or the next screen, keeps it.
      if (document.activeElement === document.body) opener?.focus();
    };
  };
}

/** A menu's item is gone when the dialog closes: the button that the menu dropped from stays. */
function openerOf(focused: Element | null): HTMLElement | undefined {
  for (let at = focused?.closest('[role=menu]'); at; at = at.parentElement) {
    const trigger = at.previousElementSibling;
    if (trigger instanceof HTMLElement && trigger.matches('.menu-trigger')) return trigger;
  }
  return focused instanceof HTMLElement && focused !== document.body ? focused : undefined;
}
