// One line of a menu.

import type { Component } from 'svelte';

export type MenuEntry =
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly label: string;
      /** A line, or a few. */
      readonly detail?: string;
      readonly icon?: Component;
      readonly danger?: boolean;
      readonly current?: boolean;
      readonly run: () => void;
    }
  | { readonly kind: 'heading'; readonly id: string; readonly label: string }
  | { readonly kind: 'separator'; readonly id: string };
