// The addresses of the sign-in page and of switching roles, for whoever hands them out, and what is read from them.

import type { RoleChoice, RoleColor } from '../../../client/ports.ts';
import { routeHref } from '../../state/router.svelte.ts';

/** Root by e-mail address, or one of the account's users. */
export type Way = 'root' | 'user';

export interface SignInRoute {
  readonly way?: Way | undefined;
  /** Id or alias. */
  readonly account?: string | undefined;
  readonly user?: string | undefined;
  /** Where one goes on afterwards: a route, `#/users/alice`. */
  readonly to?: string | undefined;
}

export function signInHref({ way, account, user, to }: SignInRoute): string {
  return routeHref(['sign-in'], given({ as: way, account, user, to: to?.replace(/^#/, '') }));
}

/** `undefined` for what the address leaves open. */
export function readSignInRoute(query: URLSearchParams): SignInRoute {
  const as = query.get('as');
  const account = query.get('account') ?? undefined;
  const to = query.get('to');
  return {
    way: as === 'root' || as === 'user' ? as : account === undefined ? undefined : 'user',
    account,
    user: query.get('user') ?? undefined,
    // A route of this app and nothing else, and not this page again.
    to: to?.startsWith('/') && !/^\/sign-in(?![^?/])/.test(to) ? `#${to}` : undefined,
  };
}

/**
 * The whole address at which an account's users sign in, as AWS's `https://<alias>.signin.aws.amazon.com/console`:
 * `account` is the alias, else the id. `app`: any address of the app.
 */
export function signInAddress(app: string, account: string, user?: string): string {
  return new URL(signInHref({ way: 'user', account, user }), app).href;
}

/** The account in what was typed or pasted for one: its id without hyphens, its alias, or one of these in an address. */
export function accountOf(typed: string): string {
  const text = typed.trim();
  const atAws = /^(?:https?:\/\/)?([^./?#]+)\.signin\.aws\.amazon\.com(?:\/.*)?$/i.exec(text)?.[1];
  const here = text.includes('#/sign-in?')
    ? new URLSearchParams(text.slice(text.indexOf('?') + 1)).get('account')
    : undefined;
  const account = (atAws ?? here ?? text).trim().toLowerCase();
  const id = account.replaceAll('-', '');
  return /^\d{12}$/.test(id) ? id : account;
}

const colors: ReadonlySet<string> = new Set<RoleColor>(['red', 'orange', 'yellow', 'green', 'blue']);

/** As AWS's `https://signin.aws.amazon.com/switchrole?account=…&roleName=…&displayName=…&color=…`. */
export function switchRoleHref(choice: Partial<RoleChoice>): string {
  const { account, roleName, displayName, color } = choice;
  return routeHref(['switch-role'], given({ account, roleName, displayName, color }));
}

export function readRoleChoice(query: URLSearchParams): RoleChoice {
  const color = query.get('color') ?? '';
  return {
    account: query.get('account') ?? '',
    roleName: query.get('roleName') ?? '',
    displayName: query.get('displayName') ?? '',
    ...(isRoleColor(color) ? { color } : {}),
  };
}

export function isRoleColor(text: string): text is RoleColor {
  return colors.has(text);
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
