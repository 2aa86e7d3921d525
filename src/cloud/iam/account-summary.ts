// The summary of what the account holds and may hold, and how its tokens are valid.

import type {
  GetAccountSummaryResponse,
  SetSecurityTokenServicePreferencesRequest,
} from '@aws-sdk/client-iam';
import { ok } from '../../core/lang/result.ts';
import { keysOf } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import { checkOnAccount } from './entities.ts';
import { policyUses } from './managed-policy.ts';
import * as quotas from './quotas.ts';

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

export const accountSummaryOperations: readonly Operation[] = [
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
