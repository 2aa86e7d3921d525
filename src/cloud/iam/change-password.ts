// ChangePassword: a user's own password, by who knows the old one.

import type { ChangePasswordRequest } from '@aws-sdk/client-iam';
import { equalPasswordHash } from '../../core/passwords/hash.ts';
import { err, ok } from '../../core/lang/result.ts';
import { concurrentModification, type Fault } from '../fault.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { checkOnUser } from './entities.ts';
import { hashNewPassword, type HashedPassword } from './hash-new-password.ts';
import { accountOf, noLoginProfile } from './login-profiles.ts';
import {
  isRepeated,
  notConforming,
  passwordFault,
  passwordPolicyViolation,
  passwordsNotToRepeat,
  withPassword,
} from './password-rules.ts';

/** What was found out by hashing; absent where there is nothing to change. */
type Known =
  | {
      /** The hash of the password that all this was found out about. */
      readonly of: Uint8Array;
      readonly oldIsRight: boolean;
      readonly repeated: boolean;
      readonly fresh: HashedPassword;
    }
  | undefined;

const changePassword = defineOperation<ChangePasswordRequest, undefined, Known>({
  name: 'ChangePassword',
  action: 'iam:ChangePassword',
  readOnly: false,
  plan: async (tables, _input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:ChangePassword', undefined)],
  }),
  consult: async ({ gate, read }, { OldPassword, NewPassword }, { caller, ids }) => {
    const [record, account] = await read((tables) =>
      Promise.all([tables.passwords.get(caller.principal.ownerKey), tables.account.get(caller.account.key)]),
    );
    if (record === undefined || caller.principal.kind !== 'user') return undefined;
    const old = await gate.hashPassword({ password: OldPassword, salt: record.salt });
    const earlier = passwordsNotToRepeat(record, account?.passwordPolicy);
    return {
      of: record.hash,
      oldIsRight: equalPasswordHash(old, record.hash),
      repeated: await isRepeated(gate, NewPassword, earlier),
      fresh: await hashNewPassword(gate, ids, NewPassword),
    };
  },
  apply: async (tables, { NewPassword }, call, { known }) => {
    const { principal } = call.caller;
    if (principal.kind !== 'user') return err(invalidUserType());
    const record = await tables.passwords.get(principal.ownerKey);
    if (record === undefined) return err(noLoginProfile(principal.user.userName));
    // Hashing took a while: an administrator may have set another password meanwhile.
    if (known === undefined || !equalPasswordHash(known.of, record.hash))
      return err(concurrentModification());
    if (!known.oldIsRight) return err(oldPasswordIncorrect());
    const fault =
      passwordFault(NewPassword, await accountOf(tables, call)) ??
      (known.repeated ? passwordPolicyViolation(notConforming) : undefined);
    if (fault !== undefined) return err(fault);
    await tables.passwords.put(withPassword(record, known.fresh, { now: call.now, resetRequired: false }));
    return ok({ changed: true });
  },
});

export const changePasswordOperations: readonly Operation[] = [changePassword];

/** API_ChangePassword has the code; the sentence is AWS's. */
function invalidUserType(): Fault {
  return {
    code: 'InvalidUserType',
    status: 400,
    message: 'Only IAM Users can change their own password.',
  };
}

/** Not on the page of the operation; what AWS is known to answer. */
function oldPasswordIncorrect(): Fault {
  return { code: 'AccessDenied', status: 403, message: 'The old password was incorrect.' };
}
