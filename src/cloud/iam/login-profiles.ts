// Passwords as administrators handle them: a login profile is what AWS calls having one.

import type {
  CreateLoginProfileRequest,
  CreateLoginProfileResponse,
  DeleteLoginProfileRequest,
  GetLoginProfileRequest,
  GetLoginProfileResponse,
  LoginProfile,
  UpdateLoginProfileRequest,
} from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { UserPrincipal } from '../caller.ts';
import { entityAlreadyExists, noSuchEntity, validationError, type Fault } from '../fault.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { AccountRecord, PasswordRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { checkOnUser, findOwner } from './entities.ts';
import { hashNewPassword, type HashedPassword } from './hash-new-password.ts';
import { passwordFault, withPassword } from './password-rules.ts';

const createLoginProfile = defineOperation<
  CreateLoginProfileRequest,
  CreateLoginProfileResponse,
  HashedPassword
>({
  name: 'CreateLoginProfile',
  action: 'iam:CreateLoginProfile',
  readOnly: false,
  // "must be omitted when you make the request with an AssumeRoot session. It is required in all other cases."
  check: ({ Password }) =>
    Password === undefined
      ? validationError(
          "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null",
        )
      : undefined,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:CreateLoginProfile', input.UserName)],
  }),
  consult: ({ gate }, { Password = '' }, { ids }) => hashNewPassword(gate, ids, Password),
  apply: async (
    tables,
    { UserName, Password = '', PasswordResetRequired = false },
    call,
    { known: { salt, hash } },
  ) => {
    const owner = await findPasswordOwner(tables, call, UserName);
    if (!owner.ok) return owner;
    const { userName, key, accountId } = owner.value.user;
    if ((await tables.passwords.get(key)) !== undefined) {
      return err(entityAlreadyExists(`Login Profile for user ${userName} already exists.`));
    }
    const fault = passwordFault(Password, await accountOf(tables, call));
    if (fault !== undefined) return err(fault);
    const profile: PasswordRecord = {
      key,
      accountId,
      salt,
      hash,
      changedAt: call.now,
      createdAt: call.now,
      resetRequired: PasswordResetRequired,
      previous: [],
    };
    await tables.passwords.put(profile);
    return ok({ result: { LoginProfile: sdkProfile(userName, profile) }, changed: true });
  },
});

const getLoginProfile = defineOperation<GetLoginProfileRequest, GetLoginProfileResponse>({
  name: 'GetLoginProfile',
  action: 'iam:GetLoginProfile',
  readOnly: true,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:GetLoginProfile', input.UserName)],
  }),
  apply: async (tables, { UserName }, call) => {
    const found = await findProfile(tables, call, UserName);
    if (!found.ok) return found;
    const { user, profile } = found.value;
    return ok({ result: { LoginProfile: sdkProfile(user.userName, profile) } });
  },
});

/** `Known`: undefined where the password stays as it is. */
const updateLoginProfile = defineOperation<UpdateLoginProfileRequest, undefined, HashedPassword | undefined>({
  name: 'UpdateLoginProfile',
  action: 'iam:UpdateLoginProfile',
  readOnly: false,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:UpdateLoginProfile', input.UserName)],
  }),
  consult: async ({ gate }, { Password }, { ids }) =>
    Password === undefined ? undefined : hashNewPassword(gate, ids, Password),
  apply: async (tables, { UserName, Password, PasswordResetRequired }, call, { known }) => {
    const found = await findProfile(tables, call, UserName);
    if (!found.ok) return found;
    const { profile } = found.value;
    // Left out, it stays as it is, with a new password too, as others have seen:
    // https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/login_profile_aws.json
    const resetRequired = PasswordResetRequired ?? profile.resetRequired;
    if (known === undefined || Password === undefined) {
      await tables.passwords.put({ ...profile, resetRequired });
      return ok({ changed: resetRequired !== profile.resetRequired });
    }
    // Reuse is kept from users alone: the pages speak of what "IAM users are prevented from reusing".
    const fault = passwordFault(Password, await accountOf(tables, call));
    if (fault !== undefined) return err(fault);
    await tables.passwords.put(withPassword(profile, known, { now: call.now, resetRequired }));
    return ok({ changed: true });
  },
});

const deleteLoginProfile = defineOperation<DeleteLoginProfileRequest>({
  name: 'DeleteLoginProfile',
  action: 'iam:DeleteLoginProfile',
  readOnly: false,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:DeleteLoginProfile', input.UserName)],
  }),
  apply: async (tables, { UserName }, call) => {
    const found = await findProfile(tables, call, UserName);
    if (!found.ok) return found;
    // Those who are signed in stay so (id_credentials_passwords_admin-change-user, "Revoke active console sessions").
    await tables.passwords.delete(found.value.profile.key);
    return ok({ changed: true });
  },
});

export const loginProfileOperations: readonly Operation[] = [
  createLoginProfile,
  getLoginProfile,
  updateLoginProfile,
  deleteLoginProfile,
];

/** The sentence is AWS's; API_GetLoginProfile gives only the code. */
export function noLoginProfile(userName: string): Fault {
  return noSuchEntity(`Login Profile for User ${userName} cannot be found.`);
}

/** The account as it is now: its password policy may have changed since the request came. */
export async function accountOf(tables: Reading, { caller }: Call): Promise<AccountRecord> {
  return (await tables.account.get(caller.account.key)) ?? caller.account;
}

async function findProfile(
  tables: Reading,
  call: Call,
  userName: string | undefined,
): Promise<Result<UserPrincipal & { readonly profile: PasswordRecord }, Fault>> {
  const owner = await findPasswordOwner(tables, call, userName);
  if (!owner.ok) return owner;
  const profile = await tables.passwords.get(owner.value.ownerKey);
  return profile === undefined
    ? err(noLoginProfile(owner.value.user.userName))
    : ok({ ...owner.value, profile });
}

// "When you make this request with root user credentials, you must use an AssumeRoot session to omit the user name."
async function findPasswordOwner(
  tables: Reading,
  call: Call,
  userName: string | undefined,
): Promise<Result<UserPrincipal, Fault>> {
  const owner = await findOwner(tables, call, userName);
  if (!owner.ok) return owner;
  return owner.value.kind === 'user' ? ok(owner.value) : err(userNameMissing());
}

/** The sentence is AWS's for callers who are no user; for root the pages give none. */
export function userNameMissing(): Fault {
  return validationError('Must specify userName when calling with non-User credentials');
}

function sdkProfile(UserName: string, profile: PasswordRecord): Answered<LoginProfile> {
  return {
    UserName,
    CreateDate: new Date(profile.createdAt),
    PasswordResetRequired: profile.resetRequired,
  };
}
