// The account's alias.

import type {
  CreateAccountAliasRequest,
  DeleteAccountAliasRequest,
  ListAccountAliasesRequest,
  ListAccountAliasesResponse,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { entityAlreadyExists, noSuchEntity, validationError } from '../fault.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { checkOnAccount } from './entities.ts';
import { markerFault } from './paging.ts';

const listAccountAliases = defineOperation<ListAccountAliasesRequest, ListAccountAliasesResponse>({
  name: 'ListAccountAliases',
  action: 'iam:ListAccountAliases',
  readOnly: true,
  check: markerFault,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:ListAccountAliases')] }),
  // There is at most one: a page is always the whole list, whatever its size.
  apply: async (tables, _input, call) => {
    const account = await tables.account.get(call.caller.account.key);
    const aliases = account?.alias === undefined ? [] : [account.alias];
    return ok({ result: { AccountAliases: aliases, IsTruncated: false } });
  },
});

const createAccountAlias = defineOperation<CreateAccountAliasRequest>({
  name: 'CreateAccountAlias',
  action: 'iam:CreateAccountAlias',
  readOnly: false,
  // "it can't be a 12-digit number" (reference_iam-quotas): whoever signs in with one means an account id. The sentence is ours.
  check: ({ AccountAlias }) =>
    /^\d{12}$/.test(AccountAlias)
      ? validationError(`The account alias ${AccountAlias} is not valid: it must not be a 12-digit number.`)
      : undefined,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:CreateAccountAlias')] }),
  apply: async (tables, { AccountAlias }, { caller }) => {
    const accounts = await tables.account.all();
    const taken = accounts.some(({ alias, key }) => alias === AccountAlias && key !== caller.account.key);
    // An alias is unique in all of AWS (console_account-alias).
    if (taken) return err(entityAlreadyExists(`The account alias ${AccountAlias} already exists.`));
    const account = (await tables.account.get(caller.account.key)) ?? caller.account;
    // "you can have only one alias": a new one takes the place of the old (console_account-alias).
    await tables.account.put({ ...account, alias: AccountAlias });
    return ok({ changed: account.alias !== AccountAlias });
  },
});

const deleteAccountAlias = defineOperation<DeleteAccountAliasRequest>({
  name: 'DeleteAccountAlias',
  action: 'iam:DeleteAccountAlias',
  readOnly: false,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:DeleteAccountAlias')] }),
  apply: async (tables, { AccountAlias }, { caller }) => {
    const account = await tables.account.get(caller.account.key);
    if (account?.alias !== AccountAlias) {
      return err(noSuchEntity(`The account alias with name ${AccountAlias} cannot be found.`));
    }
    const { alias: _alias, ...rest } = account;
    await tables.account.put(rest);
    return ok({ changed: true });
  },
});

export const accountAliasOperations: readonly Operation[] = [
  listAccountAliases,
  createAccountAlias,
  deleteAccountAlias,
];
