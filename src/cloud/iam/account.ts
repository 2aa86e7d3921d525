// The account as a whole: its alias, and the summary of what it holds.

import type {
  CreateAccountAliasRequest,
  DeleteAccountAliasRequest,
  GetAccountSummaryResponse,
  ListAccountAliasesRequest,
  ListAccountAliasesResponse,
  SetSecurityTokenServicePreferencesRequest,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { entityAlreadyExists, noSuchEntity, validationError } from '../fault.ts';
import { keysOf } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import { checkOnAccount } from './entities.ts';
import { policyUses } from './managed-policy.ts';
import { markerFault } from './paging.ts';
import * as quotas from './quotas.ts';

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

const getAccountSummary = defineOperation<object, GetAccountSummaryResponse>({
  name: 'GetAccountSummary',
  action: 'iam:GetAccountSummary',
  readOnly: true,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:GetAccountSummary')] }),
  apply: async (tables, _input, call) =>
    ok({ result: { SummaryMap: await summaryOf(tables, call.caller.account.accountId) } }),
});

const setSecurityTokenServicePreferences = defineOperation<SetSecurityTokenServicePreferencesRequest>({
  name: 'SetSecurityTokenServicePreferences',
  action: 'iam:SetSecurityTokenServicePreferences',
  readOnly: false,
  plan: (_tables, _input, call) => ({
    authorize: [checkOnAccount(call, 'iam:SetSecurityTokenServicePreferences')],
  }),
  // What the version changes, in which Regions tokens of the global endpoint are valid, is not simulated.
  apply: async (tables, input, { caller }) => {
    const account = (await tables.account.get(caller.account.key)) ?? caller.account;
    const version = input.GlobalEndpointTokenVersion === 'v2Token' ? 2 : 1;
    await tables.account.put({ ...account, globalEndpointTokenVersion: version });
    return ok({ changed: (account.globalEndpointTokenVersion ?? 1) !== version });
  },
});

export const accountOperations: readonly Operation[] = [
  listAccountAliases,
  createAccountAlias,
  deleteAccountAlias,
  getAccountSummary,
  setSecurityTokenServicePreferences,
];

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
async function summaryOf(tables: Reading, accountId: string): Promise<Readonly<Record<string, number>>> {
  const devices = await tables.mfaDevices.under(keysOf(accountId, 'mfa'));
  const rootKeys = await tables.accessKeys.where('ownerKey', accountId);
  const rootCertificates = await tables.signingCertificates.where('ownerKey', accountId);
  const saml = await tables.samlProviders.countUnder(keysOf(accountId, 'saml-provider'));
  const oidc = await tables.oidcProviders.countUnder(keysOf(accountId, 'oidc-provider'));
  return {
    Users: await tables.users.countUnder(keysOf(accountId, 'user')),
    UsersQuota: quotas.usersPerAccount,
    Groups: await tables.groups.countUnder(keysOf(accountId, 'group')),
    GroupsQuota: quotas.groupsPerAccount,
    GroupsPerUserQuota: quotas.groupsPerUser,
    Roles: await tables.roles.countUnder(keysOf(accountId, 'role')),
    RolesQuota: quotas.rolesPerAccount,
    Policies: await tables.managedPolicies.countUnder(keysOf(accountId, 'policy')),
    PoliciesQuota: quotas.customerPoliciesPerAccount,
    // One of each policy that is attached or a boundary, AWS's included, as AWS is known to count.
    PolicyVersionsInUse: (await policyUses(tables, accountId)).size,
    PolicyVersionsInUseQuota: quotas.policyVersionsInUse,
    VersionsPerPolicyQuota: quotas.versionsPerPolicy,
    PolicySizeQuota: quotas.managedPolicySize,
    AttachedPoliciesPerUserQuota: quotas.managedPoliciesPerUser,
    AttachedPoliciesPerGroupQuota: quotas.managedPoliciesPerGroup,
    AttachedPoliciesPerRoleQuota: quotas.managedPoliciesPerRole,
    UserPolicySizeQuota: quotas.inlinePolicySizePerUser,
    GroupPolicySizeQuota: quotas.inlinePolicySizePerGroup,
    RolePolicySizeQuota: quotas.inlinePolicySizePerRole,
    AssumeRolePolicySizeQuota: quotas.trustPolicySize,
    InstanceProfiles: await tables.instanceProfiles.countUnder(keysOf(accountId, 'instance-profile')),
    InstanceProfilesQuota: quotas.instanceProfilesPerAccount,
    ServerCertificates: await tables.serverCertificates.countUnder(keysOf(accountId, 'server-certificate')),
    ServerCertificatesQuota: quotas.serverCertificatesPerAccount,
    SigningCertificatesPerUserQuota: quotas.signingCertificatesPerUser,
    AccessKeysPerUserQuota: quotas.accessKeysPerUser,
    MFADevices: devices.length,
    MFADevicesInUse: devices.filter(({ ownerKey }) => ownerKey !== undefined).length,
    Providers: saml + oidc,
    AccountMFAEnabled: devices.some(({ ownerKey }) => ownerKey === accountId) ? 1 : 0,
    // Of the root user: 1 when there are any.
    AccountAccessKeysPresent: rootKeys.length > 0 ? 1 : 0,
    AccountPasswordPresent: (await tables.passwords.get(accountId)) === undefined ? 0 : 1,
    AccountSigningCertificatesPresent: rootCertificates.length > 0 ? 1 : 0,
    GlobalEndpointTokenVersion: (await tables.account.get(accountId))?.globalEndpointTokenVersion ?? 1,
  };
}
