// The account's password policy: set, get, delete. Without one AWS's default holds, which no operation shows.

import type {
  GetAccountPasswordPolicyResponse,
  PasswordPolicy,
  UpdateAccountPasswordPolicyRequest,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { noSuchEntity, type Fault } from '../fault.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { PasswordPolicyRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { checkOnAccount } from './entities.ts';

const updatePolicy = defineOperation<UpdateAccountPasswordPolicyRequest>({
  name: 'UpdateAccountPasswordPolicy',
  action: 'iam:UpdateAccountPasswordPolicy',
  readOnly: false,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:UpdateAccountPasswordPolicy')] }),
  // "if you do not specify a parameter, that parameter's value reverts to its default value"
  apply: async (tables, input, { caller }) => {
    const account = (await tables.account.get(caller.account.key)) ?? caller.account;
    const passwordPolicy: PasswordPolicyRecord = {
      minimumLength: input.MinimumPasswordLength ?? 6,
      requireSymbols: input.RequireSymbols ?? false,
      requireNumbers: input.RequireNumbers ?? false,
      requireUppercase: input.RequireUppercaseCharacters ?? false,
      requireLowercase: input.RequireLowercaseCharacters ?? false,
      allowUsersToChange: input.AllowUsersToChangePassword ?? false,
      ...(input.MaxPasswordAge === undefined ? {} : { maxAge: input.MaxPasswordAge }),
      ...(input.PasswordReusePrevention === undefined
        ? {}
        : { reusePrevention: input.PasswordReusePrevention }),
      hardExpiry: input.HardExpiry ?? false,
    };
    await tables.account.put({ ...account, passwordPolicy });
    return ok({ changed: true });
  },
});

const getPolicy = defineOperation<object, GetAccountPasswordPolicyResponse>({
  name: 'GetAccountPasswordPolicy',
  action: 'iam:GetAccountPasswordPolicy',
  readOnly: true,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:GetAccountPasswordPolicy')] }),
  apply: async (tables, _input, { caller }) => {
    const policy = (await tables.account.get(caller.account.key))?.passwordPolicy;
    return policy === undefined
      ? err(noPolicy(caller.account.accountId))
      : ok({ result: { PasswordPolicy: sdkPolicy(policy) } });
  },
});

const deletePolicy = defineOperation<object>({
  name: 'DeleteAccountPasswordPolicy',
  action: 'iam:DeleteAccountPasswordPolicy',
  readOnly: false,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:DeleteAccountPasswordPolicy')] }),
  apply: async (tables, _input, { caller }) => {
    const account = await tables.account.get(caller.account.key);
    if (account?.passwordPolicy === undefined) return err(noPolicy(caller.account.accountId));
    const { passwordPolicy: _policy, ...rest } = account;
    await tables.account.put(rest);
    return ok({ changed: true });
  },
});

export const passwordPolicyOperations: readonly Operation[] = [updatePolicy, getPolicy, deletePolicy];

/** The sentence is AWS's; API_GetAccountPasswordPolicy gives only the code. */
function noPolicy(accountId: string): Fault {
  return noSuchEntity(`The Password Policy with domain name ${accountId} cannot be found.`);
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html */
function sdkPolicy(policy: PasswordPolicyRecord): Answered<PasswordPolicy> {
  return {
    MinimumPasswordLength: policy.minimumLength,
    RequireSymbols: policy.requireSymbols,
    RequireNumbers: policy.requireNumbers,
    RequireUppercaseCharacters: policy.requireUppercase,
    RequireLowercaseCharacters: policy.requireLowercase,
    AllowUsersToChangePassword: policy.allowUsersToChange,
    ExpirePasswords: policy.maxAge !== undefined,
    ...(policy.maxAge === undefined ? {} : { MaxPasswordAge: policy.maxAge }),
    ...(policy.reusePrevention === undefined ? {} : { PasswordReusePrevention: policy.reusePrevention }),
    HardExpiry: policy.hardExpiry,
  };
}
