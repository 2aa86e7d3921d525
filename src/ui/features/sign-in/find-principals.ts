// Whom one can act as in an account, found by a part of the name or path, or by a whole ARN.

import type { ListedPrincipal } from '../../../client/principal-list.ts';

export interface Choice {
  readonly arn: string;
  readonly name: string;
  readonly kind: 'Root user' | 'IAM user' | 'Role';
  /** Absent where it says nothing. */
  readonly path?: string;
}

/** So many are shown at a time. */
export const mostShown = 50;

/** Only its service can assume a service-linked role. */
const linkedPath = '/aws-service-role/';

export function choicesOf(
  accountId: string,
  users: readonly ListedPrincipal[],
  roles: readonly ListedPrincipal[],
): readonly Choice[] {
  const choice = (kind: Choice['kind'], { name, arn, path }: ListedPrincipal): Choice => ({
    arn,
    name,
    kind,
    ...(path === '/' ? {} : { path }),
  });
  return [
    { arn: `arn:aws:iam::${accountId}:root`, name: 'root', kind: 'Root user' },
    ...users.map((user) => choice('IAM user', user)),
    ...roles.filter(({ path }) => !path.startsWith(linkedPath)).map((role) => choice('Role', role)),
  ];
}

/** Whose name begins with the text first, then whose path and name contain it. */
export function matchChoices(choices: readonly Choice[], text: string): readonly Choice[] {
  const wanted = text.trim().toLowerCase();
  const begin: Choice[] = [];
  const contain: Choice[] = [];
  for (const choice of choices) {
    if (choice.name.toLowerCase().startsWith(wanted)) begin.push(choice);
    else if (
      choice.arn
        .slice(choice.arn.lastIndexOf(':') + 1)
        .toLowerCase()
        .includes(wanted)
    )
      contain.push(choice);
    else if (choice.arn.toLowerCase() === wanted) contain.push(choice);
  }
  return [...begin, ...contain];
}

/** The ARN that Enter acts as: one that was typed, else the first that is found, else a user of that name. */
export function arnOf(accountId: string, matches: readonly Choice[], text: string): string | undefined {
  const typed = text.trim();
  if (typed.startsWith('arn:')) return typed;
  const [first] = matches;
  if (typed === '') return undefined;
  if (first !== undefined) return first.arn;
  const resource = /^(user|role)\//.test(typed) ? typed : `user/${typed.replace(/^\//, '')}`;
  return `arn:aws:iam::${accountId}:${resource}`;
}
