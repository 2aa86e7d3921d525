// The account as a whole: its alias, and the summary of what it holds.

import { ok } from '../../core/lang/result.ts';
import { queryList } from '../../core/wire/query-codec.ts';
import { xml } from '../../core/wire/xml-writer.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import { readPage } from './paging.ts';
import * as quotas from './quotas.ts';
import { checkOnAccount } from './target-user.ts';

const listAccountAliases = defineOperation({
  name: 'ListAccountAliases',
  action: 'iam:ListAccountAliases',
  readOnly: true,
  // There is at most one: a page is always the whole list, whatever its size.
  parse: (parameters) => readPage(parameters),
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:ListAccountAliases')] }),
  apply: async (tables, _input, call) => {
    const account = await tables.account.get(call.caller.account.key);
    const aliases = account?.alias === undefined ? [] : [account.alias];
    return ok({
      output: {
        kind: 'query',
        result: [queryList('AccountAliases', aliases), xml('IsTruncated', 'false')],
      },
    });
  },
});

const getAccountSummary = defineOperation({
  name: 'GetAccountSummary',
  action: 'iam:GetAccountSummary',
  readOnly: true,
  parse: () => undefined,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:GetAccountSummary')] }),
  apply: async (tables, _input, call) => {
    const summary = await summaryOf(tables, call.caller.account.accountId);
    const entries = Object.entries(summary).map(([key, value]) =>
      xml('entry', [xml('key', key), xml('value', String(value))]),
    );
    return ok({ output: { kind: 'query', result: [xml('SummaryMap', entries)] } });
  },
});

export const accountOperations: readonly Operation[] = [listAccountAliases, getAccountSummary];

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html. What is not modelled counts zero. */
async function summaryOf(tables: Reading, accountId: string): Promise<Readonly<Record<string, number>>> {
  const users = await tables.users.where('accountId', accountId);
  const policies = await tables.managedPolicies.where('accountId', accountId);
  const rootKeys = await tables.accessKeys.where('ownerKey', accountId);
  return {
    Users: users.length,
    UsersQuota: quotas.usersPerAccount,
    Groups: 0,
    GroupsQuota: quotas.groupsPerAccount,
    GroupsPerUserQuota: quotas.groupsPerUser,
    Roles: 0,
    RolesQuota: quotas.rolesPerAccount,
    Policies: policies.length,
    PoliciesQuota: quotas.customerPoliciesPerAccount,
    PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
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
    InstanceProfiles: 0,
    InstanceProfilesQuota: quotas.instanceProfilesPerAccount,
    ServerCertificates: 0,
    ServerCertificatesQuota: quotas.serverCertificatesPerAccount,
    SigningCertificatesPerUserQuota: quotas.signingCertificatesPerUser,
    AccessKeysPerUserQuota: quotas.accessKeysPerUser,
    MFADevices: 0,
    MFADevicesInUse: 0,
    Providers: 0,
    AccountMFAEnabled: 0,
    // Of the root user: 1 when there are any.
    AccountAccessKeysPresent: rootKeys.length > 0 ? 1 : 0,
    AccountPasswordPresent: (await tables.passwords.get(accountId)) === undefined ? 0 : 1,
    AccountSigningCertificatesPresent: 0,
    GlobalEndpointTokenVersion: 1,
  };
}
