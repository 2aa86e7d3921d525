// Switching to a role and back, by the sign-in service, as the session that one has.

import type { Answer } from '../../../client/aws-api.ts';
import type { ConsoleSession, RoleChoice } from '../../../client/ports.ts';
import type { App } from '../../state/app.svelte.ts';
import { keepRoleUsed } from './role-history.ts';
import { accountOf } from './sign-in-address.ts';

export async function switchRole(app: App, typed: RoleChoice): Promise<Answer<ConsoleSession>> {
  const { sandbox, session } = app.ready;
  const account = accountOf(typed.account);
  const roleName = typed.roleName.trim().replace(/^\//, '');
  const answer = await (await sandbox.signin.as(session)).switchRole({ account, roleName });
  app.noticeEnd(answer);
  // RACE: one may be somebody else by now, or have signed out.
  if (answer.kind !== 'ok' || !isStill(app, session)) return answer;
  // Whatever role is on: it is always the first session that switches.
  const from = session.role?.from ?? session;
  const displayName = typed.displayName.trim() || suggestedName({ account, roleName });
  const choice = { ...typed, account, roleName, displayName };
  keepRoleUsed(from.accountId, choice);
  await app.signedIn(sandbox, { ...answer.value, ...marked(session), role: { ...choice, from } });
  return answer;
}

export async function switchBack(app: App): Promise<Answer<ConsoleSession>> {
  const { sandbox, session } = app.ready;
  const answer = await (await sandbox.signin.as(session)).exitRole();
  app.noticeEnd(answer);
  if (answer.kind === 'ok' && isStill(app, session)) {
    await app.signedIn(sandbox, { ...answer.value, ...marked(session) });
  }
  return answer;
}

/** "A name is suggested, based on the account and role information" (id_roles_use_switch-role-console). */
export function suggestedName({ account, roleName }: Pick<RoleChoice, 'account' | 'roleName'>): string {
  const name = roleName.trim().split('/').at(-1) ?? '';
  return name === '' || account.trim() === '' ? name : `${name} @ ${accountOf(account)}`;
}

function marked({ actsAs }: ConsoleSession): Pick<ConsoleSession, 'actsAs'> {
  return actsAs === undefined ? {} : { actsAs };
}

function isStill({ stage }: App, session: ConsoleSession): boolean {
  return stage.stage === 'ready' && stage.session === session;
}
