// "Act as": a console session without a password, for learners in a hurry. Not AWS's, and marked so in the event.

import { err, ok, type Result } from '../../core/lang/result.ts';
import { parseArn } from '../../core/names/arn.ts';
import { assumedRoleArn } from '../../core/names/entity-arn.ts';
import { findPrincipal, roleArnOf, userIdOf, type Principal } from '../caller.ts';
import type { Exchange, Ports } from '../exchange.ts';
import { noSuchEntity, type Fault } from '../fault.ts';
import { noSuch } from '../iam/entities.ts';
import { roleKey, userKey } from '../keys.ts';
import type { Reading } from '../ports.ts';
import type { AccountRecord, RoleRecord } from '../records.ts';
import type { SignInOutcome, Who } from './admission.ts';
import { consoleFault } from './console-fault.ts';
import { isPermanentlyClosed } from './find-account.ts';
import { issueSession } from './session.ts';

/** What a role's session is called when nobody assumed it. */
const sessionName = 'act-as';

/** `arn`: of an account's root, of one of its users, or of a role that people may assume. */
export async function byActAs({ store, ids }: Ports, { now }: Exchange, arn: string): Promise<SignInOutcome> {
  const found = await store.read((tables) => findByArn(tables, arn, now));
  if (!found.ok) {
    return { kind: 'refused', fault: found.error, identity: { kind: 'unknown', accessKeyId: undefined } };
  }
  const who = found.value;
  const { principal } = who;
  return {
    kind: 'admitted',
    who,
    session: issueSession({
      who,
      signedInBy: 'actAs',
      now,
      ids,
      ...(principal.kind === 'role' ? { milliseconds: principal.role.maxSessionDuration * 1000 } : {}),
    }),
    settle: async (tables) => {
      const current = await findByArn(tables, arn, now);
      // The same name may be another user by now.
      return current.ok && idOf(current.value) === idOf(who) ? undefined : { kind: 'changed' };
    },
  };
}

async function findByArn(tables: Reading, text: string, now: number): Promise<Result<Who, Fault>> {
  const arn = parseArn(text);
  const resource = arn?.service === 'iam' ? arn.resource : '';
  const [, kind, name = ''] = /^(root|user|role)(?:\/(?:.*\/)?([^/]+))?$/.exec(resource) ?? [];
  if (arn === undefined || kind === undefined || (kind === 'root') !== (name === '')) {
    const message = 'gatehouse:actAs must be the ARN of the root user, of a user or of a role';
    return err(consoleFault(message));
  }
  const account = await tables.account.get(arn.accountId);
  if (account === undefined) return err(noSuchEntity(`The account ${arn.accountId} cannot be found.`));
  if (kind === 'root' ? isPermanentlyClosed(account, now) : account.closedAt !== undefined) {
    const message = `The account ${arn.accountId} is closed.`;
    return err(consoleFault(message));
  }
  if (kind === 'role') return findRoleSession(tables, account, name, text);
  const ownerKey = kind === 'root' ? account.key : userKey(account.accountId, name);
  const principal = await findPrincipal(tables, account, ownerKey);
  return principal?.arn === text ? ok({ account, principal }) : err(noSuch('user', name || 'root'));
}

async function findRoleSession(
  tables: Reading,
  account: AccountRecord,
  name: string,
  arn: string,
): Promise<Result<Who, Fault>> {
  const role = await tables.roles.get(roleKey(account.accountId, name));
  // Only its service can assume a service-linked role.
  if (role === undefined || roleArnOf(role) !== arn || role.linkedService !== undefined) {
    return err(noSuch('role', name));
  }
  return ok({ account, principal: roleSession(role) });
}

function roleSession(role: RoleRecord): Principal {
  return {
    kind: 'role',
    ownerKey: role.key,
    arn: assumedRoleArn(role.accountId, role.roleName, sessionName),
    roleArn: roleArnOf(role),
    role,
    session: { name: sessionName, roleId: role.roleId, tags: [], transitiveTagKeys: [], chained: false },
  };
}

function idOf({ account, principal }: Who): string {
  return userIdOf(account.accountId, principal);
}
