// Switching to a role: AssumeRole by the console, with the credentials that one signed in with, whatever role is on.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html

import { assumedRoleArn, entityArn } from '../../core/names/entity-arn.ts';
import { err, ok } from '../../core/lang/result.ts';
import { accessDeniedFault } from '../answer.ts';
import { authorizeChecks } from '../authorize-checks.ts';
import { findCredential, isStillThere, roleArnOf, type Caller, type RolePrincipal } from '../caller.ts';
import { requestContext } from '../context.ts';
import type { Authorization } from '../ending.ts';
import { concurrentModification, type Fault } from '../fault.ts';
import { findPolicies, withDocuments } from '../find-policies.ts';
import { roleKey } from '../keys.ts';
import type { Reading } from '../ports.ts';
import type { AccountRecord, RoleRecord, SessionRecord } from '../records.ts';
import { inheritedTags, keptTags } from '../sts/session-tags.ts';
import { checksOnRole } from '../sts/target-role.ts';
import { findAccountOf } from './find-account.ts';
import { consoleSessionMilliseconds, issueSession, keepSession, sessionAnswer } from './session.ts';
import type { ConsoleRequest, ConsoleWork } from './signed.ts';
import { consoleHome, signinEnding } from './signin-events.ts';

type Original = ConsoleRequest['caller'];

/** "When you use role chaining, the session duration is limited to one hour". */
const chainedMilliseconds = 60 * 60 * 1000;

export async function switchRole(request: ConsoleRequest): Promise<ConsoleWork> {
  const { ports, exchange, caller, body, signed } = request;
  const original = await originalOf(request);
  const target = await ports.store.read((tables) => findTarget(tables, body));
  const authorization =
    original === undefined || target === undefined ? undefined : await mayAssume(request, original, target);
  const role = target?.role;
  const fault = faultOf(original, authorization, role);
  if (fault !== undefined || original === undefined || target?.role === undefined) {
    const refused = fault ?? invalidInformation();
    return {
      apply: () => Promise.resolve(err(refused)),
      ending: (error) =>
        signinEnding({
          event: 'SwitchRole',
          identity: { kind: 'caller', caller },
          accountId: caller.account.accountId,
          verification: signed.verification,
          principalArn: caller.principal.arn,
          fault: error ?? refused,
          authorization,
        }),
    };
  }
  const { account } = target;
  const principal = roleSession(target.role, original);
  const who = { account, principal };
  const session = issueSession({
    who,
    signedInBy: 'switchRole',
    switchedFrom: original.accessKeyId,
    now: exchange.now,
    ids: ports.ids,
    milliseconds: durationOf(target.role, original.session, exchange.now, principal.session.chained),
    mfa: original.session.mfaAuthenticated
      ? { serialNumber: '', at: original.session.mfaAt ?? original.session.issuedAt }
      : undefined,
  });
  return {
    apply: async (tables) => {
      // What was asked about is still so: the role and whom it trusts, and the session that one came from.
      const current = await tables.roles.get(principal.ownerKey);
      const same = JSON.stringify(current) === JSON.stringify(principal.role);
      if (!same || !(await isStillThere(tables, original))) return err(concurrentModification());
      await keepSession(tables, session, exchange.now);
      return ok({ ...sessionAnswer(session, who), switchedFrom: original.principal.arn });
    },
    // As CloudTrail writes it: the role's session switched, from whom is beside it.
    ending: (error) =>
      signinEnding({
        event: 'SwitchRole',
        identity: error === undefined ? { kind: 'signing-in', caller: who } : { kind: 'caller', caller },
        accountId: error === undefined ? account.accountId : caller.account.accountId,
        verification: signed.verification,
        principalArn: original.principal.arn,
        additional: {
          SwitchFrom: original.principal.arn,
          RedirectTo: consoleHome,
        },
        ...(error === undefined ? {} : { fault: error }),
        authorization,
      }),
  };
}

/**
 * "AWS still uses your original credentials to authorize the switch, not the credentials for RoleA." Undefined where
 * that session has ended.
 */
export async function originalOf({ ports, exchange, caller }: ConsoleRequest): Promise<Original | undefined> {
  const { switchedFrom } = caller.session;
  if (switchedFrom === undefined) return caller;
  const found = (await ports.store.read((tables) => findCredential(tables, switchedFrom)))?.caller;
  const session = found?.session;
  return found === undefined || session === undefined || session.expiresAt <= exchange.now
    ? undefined
    : { ...found, session };
}

interface Target {
  readonly account: AccountRecord;
  /** The ARN by what was typed. */
  readonly arn: string;
  readonly role: RoleRecord | undefined;
}

/** "you must type that complete path and name in the Role box" */
async function findTarget(
  tables: Reading,
  { account: typed, roleName }: ConsoleRequest['body'],
): Promise<Target | undefined> {
  if (typeof typed !== 'string' || typeof roleName !== 'string') return undefined;
  const account = await findAccountOf(tables, typed);
  const parts = roleName.trim().split('/');
  const name = parts.pop() ?? '';
  if (account === undefined || name === '') return undefined;
  const { accountId } = account;
  const path = parts.length === 0 ? '/' : `/${parts.join('/')}/`;
  const typedArn = entityArn('role', { accountId, path, name });
  const role = await tables.roles.get(roleKey(accountId, name));
  const same = role !== undefined && role.path === path;
  return { account, arn: same ? roleArnOf(role) : typedArn, role: same ? role : undefined };
}

async function mayAssume(
  { ports: { store, catalog, gate }, exchange: { request, connection, now } }: ConsoleRequest,
  original: Original,
  { arn }: Target,
): Promise<Authorization> {
  const { principal } = original;
  const facts = principal.kind === 'role' ? principal.session : undefined;
  const actions = [
    'sts:AssumeRole',
    ...(inheritedTags(facts).length === 0 ? [] : ['sts:TagSession']),
    ...(facts?.sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
  const { checks, found } = await store.read(async (tables) => ({
    checks: await checksOnRole(tables, arn, actions, {
      'sts:RoleSessionName': sessionNameOf(original),
      ...(facts?.sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': facts.sourceIdentity }),
    }),
    found: await findPolicies(tables, principal),
  }));
  return authorizeChecks(gate, {
    caller: original,
    context: requestContext({ caller: original, request, connection, region: 'us-east-1', now }),
    policies: await withDocuments(catalog, found),
    checks,
  });
}

function faultOf(
  original: Original | undefined,
  authorization: Authorization | undefined,
  role: RoleRecord | undefined,
): Fault | undefined {
  // "You can't switch roles if you sign in as the AWS account root user"; the sentence is that of AssumeRole.
  if (original?.principal.kind === 'root') {
    return accessDeniedFault({ family: 'json' }, 'Roles may not be assumed by root accounts.');
  }
  return original === undefined || authorization?.outcome !== 'allowed' || role === undefined
    ? invalidInformation()
    : undefined;
}

/** The console's own sentence, which tells nobody whether there is such a role. Why, the decision says. */
function invalidInformation(): Fault {
  const message =
    'Invalid information in one or more fields. Check your information or contact your administrator.';
  return { code: 'SwitchRoleFailed', status: 400, message };
}

function roleSession(role: RoleRecord, { principal }: Original): RolePrincipal {
  const facts = principal.kind === 'role' ? principal.session : undefined;
  const name = sessionNameOf({ principal });
  return {
    kind: 'role',
    ownerKey: role.key,
    arn: assumedRoleArn(role.accountId, role.roleName, name),
    roleArn: roleArnOf(role),
    role,
    session: {
      name,
      roleId: role.roleId,
      ...keptTags(inheritedTags(facts)),
      ...(facts?.sourceIdentity === undefined ? {} : { sourceIdentity: facts.sourceIdentity }),
      chained: principal.kind === 'role',
    },
  };
}

/** The name of who switches: `assumed-role/admin/alice`. */
function sessionNameOf({ principal }: Pick<Caller, 'principal'>): string {
  switch (principal.kind) {
    case 'user':
      return principal.user.userName;
    case 'role':
    case 'federated':
      return principal.session.name;
    case 'root':
    case 'provider':
      return principal.kind;
  }
}

/** "the role maximum session duration, or the remaining time in your user session, whichever is less" */
function durationOf(role: RoleRecord, { expiresAt }: SessionRecord, now: number, chained: boolean): number {
  const most = chained ? chainedMilliseconds : consoleSessionMilliseconds;
  return Math.min(role.maxSessionDuration * 1000, expiresAt - now, most);
}
