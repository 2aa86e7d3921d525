// The colours in which a role can be shown: those of AWS's console, pale enough for dark text on them in both themes.

import type { RoleColor } from '../../client/ports.ts';

export const roleColors: Readonly<
  Record<RoleColor, { readonly label: string; readonly background: string }>
> = {
  red: { label: 'Red', background: '#f2b0a9' },
  orange: { label: 'Orange', background: '#fbbf93' },
  yellow: { label: 'Yellow', background: '#fad791' },
  green: { label: 'Green', background: '#b7ca9d' },
  blue: { label: 'Blue', background: '#99bce3' },
};
