// Which screen an address names.

import type { Component } from 'svelte';

/** What every screen is given: the address below its own segment. */
export type ScreenProps = {
  segments: readonly string[];
  query: URLSearchParams;
};

type Screen = Component<ScreenProps>;

export type ScreenMatch =
  { readonly kind: 'home' } | { readonly kind: 'lazy'; readonly load: () => Promise<{ default: Screen }> };

const lazy: Readonly<Record<string, { depth: number; load: () => Promise<{ default: Screen }> }>> = {
  users: { depth: 2, load: () => import('../features/users/UsersScreen.svelte') },
  policies: { depth: 2, load: () => import('../features/policies/PoliciesScreen.svelte') },
  requests: { depth: 2, load: () => import('../features/requests/RequestsScreen.svelte') },
  activity: { depth: 2, load: () => import('../features/activity/ActivityScreen.svelte') },
  reference: { depth: 3, load: () => import('../features/reference/ReferenceScreen.svelte') },
  signing: { depth: 1, load: () => import('../features/signing/SigningScreen.svelte') },
  'switch-role': { depth: 1, load: () => import('../features/sign-in/SwitchRoleScreen.svelte') },
  settings: { depth: 1, load: () => import('../features/settings/SettingsScreen.svelte') },
};

/** Undefined for an address that no screen has. */
export function screenFor(segments: readonly string[]): ScreenMatch | undefined {
  const [first] = segments;
  if (first === undefined) return { kind: 'home' };
  if (!Object.hasOwn(lazy, first)) return undefined;
  const screen = lazy[first];
  if (screen === undefined || segments.length > screen.depth) return undefined;
  return { kind: 'lazy', load: screen.load };
}
