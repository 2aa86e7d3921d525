// The new password of a user who signs in with a first one, or with one that has expired. It takes the permission to
// change it: "users must have permission to change their password" is where many first sign-ins fail.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_enable-user-change.html

import { err, ok, type Result } from '../../core/lang/result.ts';
import { accessDeniedFault } from '../answer.ts';
import { authorizeChecks } from '../authorize-checks.ts';
import { saidOf } from '../iam/entities.ts';
import type { Caller, UserPrincipal } from '../caller.ts';
import { requestContext } from '../context.ts';
import { messageOf, type Authorization, type Ending } from '../ending.ts';
import type { Exchange, Ports } from '../exchange.ts';
import type { Fault } from '../fault.ts';
import { findPolicies, withDocuments } from '../find-policies.ts';
import { hashNewPassword } from '../iam/hash-new-password.ts';
import {
  isRepeated,
  notConforming,
  passwordFault,
  passwordPolicyViolation,
  passwordsNotToRepeat,
  withPassword,
} from '../iam/password-rules.ts';
import type { SessionRecord } from '../records.ts';
import { resourceTagKeys } from '../tags.ts';
import type { Refusal, Settle } from './admission.ts';
import type { PasswordRight } from './by-password.ts';
import { signinEnding } from './signin-events.ts';

export async function setNewPassword(
  ports: Ports,
  exchange: Exchange,
  {
    right: { who, record },
    principal,
    newPassword,
    oldPassword,
    session,
  }: {
    readonly right: PasswordRight;
    readonly principal: UserPrincipal;
    readonly newPassword: string;
    readonly oldPassword: string;
    /** As it will be issued: the permission may depend on MFA. */
    readonly session: SessionRecord;
  },
): Promise<Result<{ readonly before: Ending; readonly settle: Settle }, Refusal>> {
  const { gate, ids } = ports;
  const { account } = who;
  const caller: Caller = { account, principal, accessKeyId: session.accessKeyId, session };
  const authorization = await mayChangePassword(ports, exchange, caller, principal);
  const refusal = (fault: Fault): Result<never, Refusal> =>
    err({
      fault,
      authorization,
      identity: { kind: 'signing-in', caller: who },
      accountId: account.accountId,
      event: 'PasswordUpdated',
    });
  if (authorization.outcome !== 'allowed') {
    return refusal(accessDeniedFault(exchange.protocol, messageOf(authorization, caller)));
  }
  const fault = formFault(newPassword) ?? passwordFault(newPassword, account);
  if (fault !== undefined) return refusal(fault);
  if (newPassword === oldPassword) return refusal(passwordPolicyViolation(sameAsBefore));
  if (await isRepeated(gate, newPassword, passwordsNotToRepeat(record, account.passwordPolicy))) {
    return refusal(passwordPolicyViolation(notConforming));
  }
  const fresh = await hashNewPassword(gate, ids, newPassword);
  const settle: Settle = async (tables) => {
    await tables.passwords.put(withPassword(record, fresh, { now: exchange.now, resetRequired: false }));
    return undefined;
  };
  const before = signinEnding({
    event: 'PasswordUpdated',
    identity: { kind: 'signing-in', caller: who },
    accountId: account.accountId,
    principalArn: principal.arn,
    authorization,
    changed: true,
  });
  return ok({ before, settle });
}

async function mayChangePassword(
  { store, catalog, gate }: Ports,
  { request, connection, now }: Exchange,
  caller: Caller,
  { user, arn }: UserPrincipal,
): Promise<Authorization> {
  const found = await store.read((tables) => findPolicies(tables, caller.principal));
  return authorizeChecks(gate, {
    caller,
    context: requestContext({ caller, request, connection, region: 'us-east-1', now }),
    policies: await withDocuments(catalog, found),
    checks: [
      {
        action: 'iam:ChangePassword',
        said: saidOf('user', user.userName),
        resource: arn,
        resourceAccountId: user.accountId,
        context: resourceTagKeys(user.tags),
      },
    ],
  });
}

/** What the shape of ChangePassword says of NewPassword. */
export function formFault(password: string): Fault | undefined {
  if (/^[\u0009\u000A\u000D\u0020-\u00FF]{1,128}$/.test(password)) return undefined;
  const message =
    'A password has 1 to 128 characters, each of them a tab, a line feed, a carriage return or one from a space to ÿ.';
  return { code: 'ValidationException', status: 400, message };
}

/** Ours: AWS documents no sentence for it. */
const sameAsBefore = 'The new password must be different from the old one.';
