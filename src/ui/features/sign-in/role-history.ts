// The last roles that were switched to, kept on this device by the account that one switches from. AWS's console
// keeps five, in a cookie: "The last several roles that you used appear on the menu" (id_roles_use_switch-role-console).

import type { RoleChoice } from '../../../client/ports.ts';
import { isRoleColor } from './sign-in-address.ts';

export const mostRoles = 5;

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** Newest first. */
export function rolesUsed(accountId: string, storage = deviceStorage()): readonly RoleChoice[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(keyOf(accountId)) ?? '[]');
    return Array.isArray(stored) ? stored.flatMap(readChoice).slice(0, mostRoles) : [];
  } catch {
    // Refused, or not ours: it is no more than a convenience.
    return [];
  }
}

export function keepRoleUsed(accountId: string, choice: RoleChoice, storage = deviceStorage()): void {
  const { account, roleName, displayName, color } = choice;
  const others = rolesUsed(accountId, storage).filter(
    (role) => role.account !== account || role.roleName !== roleName,
  );
  const kept = [{ account, roleName, displayName, color }, ...others].slice(0, mostRoles);
  try {
    storage?.setItem(keyOf(accountId), JSON.stringify(kept));
  } catch {
    // See above.
  }
}

function keyOf(accountId: string): string {
  return `gatehouse-roles:${accountId}`;
}

function readChoice(stored: unknown): readonly RoleChoice[] {
  if (typeof stored !== 'object' || stored === null) return [];
  const { account, roleName, displayName, color } = stored as Record<string, unknown>;
  if (typeof account !== 'string' || typeof roleName !== 'string' || typeof displayName !== 'string')
    return [];
  const known = typeof color === 'string' && isRoleColor(color) ? { color } : {};
  return [{ account, roleName, displayName, ...known }];
}

function deviceStorage(): Storage | undefined {
  try {
    // Even naming it throws where the browser blocks it, and there is none where it is tested.
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
