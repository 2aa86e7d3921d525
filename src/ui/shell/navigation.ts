// The screens that one reaches from everywhere. A screen is listed once it is built.

import Activity from '@lucide/svelte/icons/activity';
import FileText from '@lucide/svelte/icons/file-text';
import House from '@lucide/svelte/icons/house';
import Library from '@lucide/svelte/icons/library';
import PenLine from '@lucide/svelte/icons/pen-line';
import Send from '@lucide/svelte/icons/send';
import Settings from '@lucide/svelte/icons/settings';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';

export interface Destination {
  /** First segment of the route; empty for home. */
  readonly segment: string;
  readonly label: string;
  readonly icon: Component;
  /** On a phone's bar, where there is room for four and a menu of the others. */
  readonly onBar: boolean;
}

export const destinations: readonly Destination[] = [
  { segment: '', label: 'Home', icon: House, onBar: true },
  { segment: 'users', label: 'Identities', icon: Users, onBar: true },
  { segment: 'policies', label: 'Policies', icon: FileText, onBar: true },
  { segment: 'requests', label: 'Requests', icon: Send, onBar: true },
  { segment: 'activity', label: 'Activity', icon: Activity, onBar: false },
  { segment: 'signing', label: 'Signing bench', icon: PenLine, onBar: false },
  { segment: 'reference', label: 'Reference', icon: Library, onBar: false },
  { segment: 'settings', label: 'Settings', icon: Settings, onBar: false },
];
