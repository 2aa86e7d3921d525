// The operations of IAM by family: those that a new account can do without for a while.

import type { Family } from '../family.ts';

export const moreIamFamilies: readonly Family[] = [
  {
    operations: ['TagUser', 'UntagUser', 'ListUserTags'],
    load: async () => (await import('./user-tags.ts')).userTagOperations,
  },
  {
    operations: ['UpdateUser', 'PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary'],
    load: async () => (await import('./user-changes.ts')).userChangeOperations,
  },
  {
    operations: ['CreateGroup', 'GetGroup', 'ListGroups', 'UpdateGroup', 'DeleteGroup'],
    load: async () => (await import('./groups.ts')).groupOperations,
  },
  {
    operations: ['AddUserToGroup', 'RemoveUserFromGroup', 'ListGroupsForUser'],
    load: async () => (await import('./memberships.ts')).membershipOperations,
  },
  {
    operations: [
      'UploadSigningCertificate',
      'ListSigningCertificates',
      'UpdateSigningCertificate',
      'DeleteSigningCertificate',
    ],
    load: async () => (await import('./certificates.ts')).certificateOperations,
  },
  {
    operations: [
      'UploadSSHPublicKey',
      'GetSSHPublicKey',
      'ListSSHPublicKeys',
      'UpdateSSHPublicKey',
      'DeleteSSHPublicKey',
    ],
    load: async () => (await import('./ssh-public-keys.ts')).sshPublicKeyOperations,
  },
  {
    operations: [
      ...['UploadServerCertificate', 'GetServerCertificate', 'ListServerCertificates'],
      ...['UpdateServerCertificate', 'DeleteServerCertificate'],
      ...['TagServerCertificate', 'UntagServerCertificate', 'ListServerCertificateTags'],
    ],
    load: async () => (await import('./server-certificates.ts')).serverCertificateOperations,
  },
  {
    operations: [
      'CreateServiceSpecificCredential',
      'ListServiceSpecificCredentials',
      'UpdateServiceSpecificCredential',
      'ResetServiceSpecificCredential',
      'DeleteServiceSpecificCredential',
    ],
    load: async () => (await import('./service-credentials.ts')).serviceCredentialOperations,
  },
  {
    operations: ['ListPolicies', 'GetPolicy'],
    load: async () => (await import('./policies.ts')).policyOperations,
  },
  {
    operations: ['GetPolicyVersion', 'ListPolicyVersions'],
    load: async () => (await import('./policy-versions.ts')).policyVersionOperations,
  },
  {
    operations: [
      'CreatePolicy',
      'CreatePolicyVersion',
      'DeletePolicyVersion',
      'SetDefaultPolicyVersion',
      'DeletePolicy',
    ],
    load: async () => (await import('./policy-changes.ts')).policyChangeOperations,
  },
  {
    operations: ['TagPolicy', 'UntagPolicy', 'ListPolicyTags'],
    load: async () => (await import('./policy-tags.ts')).policyTagOperations,
  },
  {
    operations: ['ListEntitiesForPolicy', 'ListPoliciesGrantingServiceAccess'],
    load: async () => (await import('./policy-entities.ts')).policyEntityOperations,
  },
  {
    operations: ['SimulateCustomPolicy'],
    load: async () => (await import('./simulate-custom.ts')).simulateCustomOperations,
  },
  {
    operations: ['SimulatePrincipalPolicy'],
    load: async () => (await import('./simulate-principal.ts')).simulatePrincipalOperations,
  },
  {
    operations: ['GetContextKeysForCustomPolicy', 'GetContextKeysForPrincipalPolicy'],
    load: async () => (await import('./context-keys.ts')).contextKeyOperations,
  },
  {
    operations: ['CreateLoginProfile', 'GetLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile'],
    load: async () => (await import('./login-profiles.ts')).loginProfileOperations,
  },
  {
    operations: ['ChangePassword'],
    load: async () => (await import('./change-password.ts')).changePasswordOperations,
  },
  {
    operations: ['UpdateAccountPasswordPolicy', 'GetAccountPasswordPolicy', 'DeleteAccountPasswordPolicy'],
    load: async () => (await import('./password-policy.ts')).passwordPolicyOperations,
  },
  {
    operations: [
      ...['CreateVirtualMFADevice', 'EnableMFADevice', 'ResyncMFADevice', 'DeactivateMFADevice'],
      'DeleteVirtualMFADevice',
    ],
    load: async () => (await import('./mfa-devices.ts')).mfaDeviceOperations,
  },
  {
    operations: [
      ...['ListMFADevices', 'ListVirtualMFADevices', 'GetMFADevice'],
      ...['TagMFADevice', 'UntagMFADevice', 'ListMFADeviceTags'],
    ],
    load: async () => (await import('./mfa-lists.ts')).mfaListOperations,
  },
  {
    operations: ['CreateRole', 'GetRole', 'ListRoles', 'DeleteRole'],
    load: async () => (await import('./roles.ts')).roleOperations,
  },
  {
    operations: [
      ...['UpdateRole', 'UpdateRoleDescription', 'UpdateAssumeRolePolicy'],
      ...['PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'],
    ],
    load: async () => (await import('./role-changes.ts')).roleChangeOperations,
  },
  {
    operations: [
      ...['TagRole', 'UntagRole', 'ListRoleTags'],
      ...['TagInstanceProfile', 'UntagInstanceProfile', 'ListInstanceProfileTags'],
    ],
    load: async () => (await import('./role-tags.ts')).roleTagOperations,
  },
  {
    operations: [
      ...['CreateInstanceProfile', 'GetInstanceProfile', 'DeleteInstanceProfile'],
      ...['ListInstanceProfiles', 'ListInstanceProfilesForRole'],
      ...['AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile'],
    ],
    load: async () => (await import('./instance-profiles.ts')).instanceProfileOperations,
  },
  {
    operations: [
      ...['CreateServiceLinkedRole', 'DeleteServiceLinkedRole'],
      'GetServiceLinkedRoleDeletionStatus',
    ],
    load: async () => (await import('./service-linked-roles.ts')).serviceLinkedRoleOperations,
  },
  {
    operations: ['GetAccountAuthorizationDetails'],
    load: async () => (await import('./reports/authorization-details.ts')).authorizationDetailOperations,
  },
  {
    operations: ['GenerateCredentialReport', 'GetCredentialReport'],
    load: async () => (await import('./reports/credential-report.ts')).credentialReportOperations,
  },
  {
    operations: [
      'GenerateServiceLastAccessedDetails',
      'GetServiceLastAccessedDetails',
      'GetServiceLastAccessedDetailsWithEntities',
    ],
    load: async () => (await import('./reports/last-accessed.ts')).lastAccessedOperations,
  },
  {
    operations: [
      'CreateOpenIDConnectProvider',
      'GetOpenIDConnectProvider',
      'ListOpenIDConnectProviders',
      'DeleteOpenIDConnectProvider',
      'UpdateOpenIDConnectProviderThumbprint',
      'AddClientIDToOpenIDConnectProvider',
      'RemoveClientIDFromOpenIDConnectProvider',
      'TagOpenIDConnectProvider',
      'UntagOpenIDConnectProvider',
      'ListOpenIDConnectProviderTags',
    ],
    load: async () => (await import('./oidc-providers.ts')).oidcProviderOperations,
  },
  {
    operations: [
      ...['CreateSAMLProvider', 'GetSAMLProvider', 'ListSAMLProviders', 'UpdateSAMLProvider'],
      ...['DeleteSAMLProvider', 'TagSAMLProvider', 'UntagSAMLProvider', 'ListSAMLProviderTags'],
    ],
    load: async () => (await import('./saml-providers.ts')).samlProviderOperations,
  },
  {
    operations: [
      'EnableOutboundWebIdentityFederation',
      'DisableOutboundWebIdentityFederation',
      'GetOutboundWebIdentityFederationInfo',
    ],
    load: async () => (await import('./outbound-federation.ts')).outboundFederationOperations,
  },
];
