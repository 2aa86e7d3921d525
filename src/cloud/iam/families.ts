// The operations of IAM by family: those that a new account comes to first. The others are in `more-families.ts`.

import type { Family } from '../family.ts';

export const iamFamilies: readonly Family[] = [
  {
    operations: ['CreateUser', 'GetUser', 'ListUsers', 'DeleteUser'],
    load: async () => (await import('./users.ts')).userOperations,
  },
  {
    operations: [
      'CreateAccessKey',
      'ListAccessKeys',
      'UpdateAccessKey',
      'DeleteAccessKey',
      'GetAccessKeyLastUsed',
    ],
    load: async () => (await import('./access-keys.ts')).accessKeyOperations,
  },
  {
    operations: [
      ...['PutUserPolicy', 'GetUserPolicy', 'ListUserPolicies', 'DeleteUserPolicy'],
      ...['PutGroupPolicy', 'GetGroupPolicy', 'ListGroupPolicies', 'DeleteGroupPolicy'],
      ...['PutRolePolicy', 'GetRolePolicy', 'ListRolePolicies', 'DeleteRolePolicy'],
    ],
    load: async () => (await import('./inline-policies.ts')).inlinePolicyOperations,
  },
  {
    operations: [
      ...['AttachUserPolicy', 'DetachUserPolicy', 'ListAttachedUserPolicies'],
      ...['AttachGroupPolicy', 'DetachGroupPolicy', 'ListAttachedGroupPolicies'],
      ...['AttachRolePolicy', 'DetachRolePolicy', 'ListAttachedRolePolicies'],
    ],
    load: async () => (await import('./attachments.ts')).attachmentOperations,
  },
  {
    operations: [...['ListAccountAliases', 'CreateAccountAlias', 'DeleteAccountAlias']],
    load: async () => (await import('./account-aliases.ts')).accountAliasOperations,
  },
  {
    operations: ['GetAccountSummary', 'SetSecurityTokenServicePreferences'],
    load: async () => (await import('./account-summary.ts')).accountSummaryOperations,
  },
];
