// The menu of who is signed in: switching to a role and back, as AWS has it; acting as somebody, which is ours.

import Crown from '@lucide/svelte/icons/crown';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import LogOut from '@lucide/svelte/icons/log-out';
import ShieldUser from '@lucide/svelte/icons/shield-user';
import Undo from '@lucide/svelte/icons/undo-2';
import UserRound from '@lucide/svelte/icons/user-round';
import type { Answer } from '../../../client/aws-api.ts';
import type { Component } from 'svelte';
import type { RoleChoice, RoleColor } from '../../../client/ports.ts';
import { listPrincipals, type ListedPrincipal } from '../../../client/principal-list.ts';
import type { Platform } from '../../ports.ts';
import type { MenuEntry } from '../../parts/menu-entry.ts';
import { switchBack, switchRole } from './change-session.ts';
import RoleSign from './RoleSign.svelte';
import { rolesUsed } from './role-history.ts';
import { switchRoleHref } from './sign-in-address.ts';
import type { App } from '../../state/app.svelte.ts';
import type { Router } from '../../state/router.svelte.ts';
import type { Toasts } from '../../state/toasts.svelte.ts';
import { principalWords } from '../../words/principal.ts';

/** More are found by the search. */
const mostUsers = 8;

export interface WhoMenuOptions {
  readonly app: App;
  readonly platform: Pick<Platform, 'signer'>;
  readonly router: Pick<Router, 'go'>;
  readonly toasts: Pick<Toasts, 'show'>;
  readonly search: () => void;
  /** Hears the entries: at once, and again with the account's users. */
  readonly tell: (entries: readonly MenuEntry[]) => void;
}

export async function readWhoEntries(options: WhoMenuOptions): Promise<void> {
  const { app, platform, tell } = options;
  const { sandbox, session } = app.ready;
  tell(entriesOf(options, []));
  const { wire, clock } = sandbox;
  const caller = { signer: platform.signer, wire, clock, credentials: session.credentials };
  // Asked for as who is signed in: who may not list users types whom to act as, or goes by way of root.
  const listed = await listPrincipals(caller, 'User', mostUsers);
  app.noticeEnd(listed);
  if (listed.kind === 'ok' && app.stage.stage === 'ready') tell(entriesOf(options, listed.value));
}

function entriesOf(options: WhoMenuOptions, users: readonly ListedPrincipal[]): readonly MenuEntry[] {
  const { app, search } = options;
  const until = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(
    app.ready.session.expiresAt,
  );
  return [
    { kind: 'heading', id: 'who', label: `${nameNow(app)} until ${until}` },
    ...roleEntries(options),
    { kind: 'separator', id: 'roles-end' },
    { kind: 'heading', id: 'act-as', label: 'Act as, without a password (not at AWS)' },
    ...actEntries(options, users),
    { kind: 'action', id: 'search', label: 'Somebody else…', icon: UserRound, run: search },
    { kind: 'separator', id: 'act-as-end' },
    { kind: 'action', id: 'out', label: 'Sign out', icon: LogOut, run: () => void app.signOut() },
  ];
}

function roleEntries({ app, router, toasts }: WhoMenuOptions): readonly MenuEntry[] {
  const { session } = app.ready;
  const { role } = session;
  const from = role?.from ?? session;
  const isRoot = principalWords(from.principalArn).kind === 'Root user';
  const run = (work: () => Promise<Answer<unknown>>) => async (): Promise<void> => {
    const answer = await work();
    if (answer.kind !== 'ok') toasts.show(answer.message, 'problem');
    else toasts.show(`You are ${nameNow(app)} now`);
  };
  const used = isRoot ? [] : rolesUsed(from.accountId);
  return [
    ...(role === undefined
      ? []
      : [
          {
            kind: 'action',
            id: 'back',
            label: 'Switch back',
            detail: `to ${principalWords(from.principalArn).name}`,
            icon: Undo,
            run: () => void run(() => switchBack(app))(),
          } as const,
        ]),
    ...(used.length === 0 ? [] : [{ kind: 'heading', id: 'history', label: 'Role history' } as const]),
    ...used.map((choice): MenuEntry => ({
      kind: 'action',
      id: `role ${choice.account} ${choice.roleName}`,
      label: choice.displayName,
      detail: `${choice.roleName} @ ${choice.account}`,
      icon: choice.color === undefined ? ShieldUser : signOf(choice.color),
      current: isSame(role, choice),
      run: () => void run(() => switchRole(app, choice))(),
    })),
    {
      kind: 'action',
      id: 'switch',
      label: 'Switch role',
      ...(isRoot ? { detail: 'not as root: see why' } : {}),
      icon: ArrowLeftRight,
      run: () => router.go(switchRoleHref({})),
    },
  ];
}

function actEntries(
  { app, toasts }: WhoMenuOptions,
  users: readonly ListedPrincipal[],
): readonly MenuEntry[] {
  const { accountId, principalArn } = app.ready.session;
  const people = [
    { arn: `arn:aws:iam::${accountId}:root`, label: 'root', detail: 'Root user', icon: Crown },
    ...users.map(({ arn, name }) => ({ arn, label: name, detail: 'IAM user', icon: UserRound })),
  ];
  const isListed = people.some(({ arn }) => arn === principalArn);
  const { name, kind } = principalWords(principalArn);
  if (!isListed && kind === 'IAM user') {
    people.push({ arn: principalArn, label: name, detail: kind, icon: UserRound });
  }
  return people.map(({ arn, ...entry }): MenuEntry => ({
    kind: 'action',
    id: arn,
    ...entry,
    current: arn === principalArn,
    run: () => void actAs(app, toasts, arn),
  }));
}

async function actAs(app: App, toasts: Pick<Toasts, 'show'>, arn: string): Promise<void> {
  const answer = await app.actAs(arn);
  if (answer.kind === 'ok') toasts.show(`You are ${nameNow(app)} now`);
  else toasts.show(answer.message, 'problem');
}

function nameNow({ ready: { session } }: App): string {
  return session.role?.displayName ?? principalWords(session.principalArn).name;
}

function signOf(color: RoleColor): Component {
  return (internals) => RoleSign(internals, { color });
}

function isSame(role: RoleChoice | undefined, { account, roleName }: RoleChoice): boolean {
  return role?.account === account && role.roleName === roleName;
}
