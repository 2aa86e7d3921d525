// "Act as": a console session without a password, for learners in a hurry. Not AWS's, and marked so
// in the event.

import { err, ok, type Result } from '../../core/lang/result.ts';
import { parseArn } from '../../core/names/arn.ts';
import { findPrincipal, type Principal } from '../caller.ts';
import type { Ports } from '../exchange.ts';
import { noSuchEntity, noSuchUser, type Fault } from '../fault.ts';
import { userKey } from '../keys.ts';
import type { Reading } from '../ports.ts';
import type { AccountRecord } from '../records.ts';
import type { Admission, Rejection } from './sign-in.ts';

/** `arn`: of an account's root, or of one of its users. */
export async function byActAs({ store }: Ports, arn: string): Promise<Result<Admission, Rejection>> {
  const found = await store.read((tables) => findByArn(tables, arn));
  if (!found.ok) return err({ fault: found.error });
  const who = found.value;
  return ok({
    who,
    signedInBy: 'actAs',
    stillHolds: async (tables) => {
      const now = await findByArn(tables, arn);
      // The same name may be another user by now.
      return now.ok && idOf(now.value.principal) === idOf(who.principal);
    },
  });
}

async function findByArn(
  tables: Reading,
  text: string,
): Promise<Result<{ readonly account: AccountRecord; readonly principal: Principal }, Fault>> {
  const arn = parseArn(text);
  const resource = arn?.service === 'iam' ? arn.resource : undefined;
  const name = /^user\/(?:.*\/)?([^/]+)$/.exec(resource ?? '')?.[1];
  if (arn === undefined || (resource !== 'root' && name === undefined)) {
    const message = 'gatehouse:actAs must be the ARN of the root user or of a user';
    return err({ code: 'ValidationException', status: 400, message });
  }
  const account = await tables.account.get(arn.accountId);
  if (account === undefined) return err(noSuchEntity(`The account ${arn.accountId} cannot be found.`));
  const ownerKey = name === undefined ? account.key : userKey(account.accountId, name);
  const principal = await findPrincipal(tables, account, ownerKey);
  return principal?.arn === text ? ok({ account, principal }) : err(noSuchUser(name ?? 'root'));
}

function idOf(principal: Principal): string {
  return principal.kind === 'root' ? principal.ownerKey : principal.user.userId;
}
