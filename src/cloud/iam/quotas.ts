// The default quotas of an account.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

export const usersPerAccount = 5000;
export const groupsPerAccount = 300;
export const rolesPerAccount = 1000;
export const customerPoliciesPerAccount = 1500;
export const instanceProfilesPerAccount = 1000;
export const serverCertificatesPerAccount = 20;
export const oidcProvidersPerAccount = 100;
export const samlProvidersPerAccount = 100;
export const policyVersionsInUse = 10_000;

export const accessKeysPerUser = 2;
export const signingCertificatesPerUser = 2;
export const sshPublicKeysPerUser = 5;
/** "two sets of service-specific credentials for each supported service per user" (API_CreateServiceSpecificCredential) */
export const serviceCredentialsPerService = 2;
export const groupsPerUser = 10;
export const managedPoliciesPerUser = 10;
export const managedPoliciesPerRole = 10;
export const managedPoliciesPerGroup = 10;
export const versionsPerPolicy = 5;
export const clientIdsPerOidcProvider = 100;
export const thumbprintsPerOidcProvider = 5;
export const privateKeysPerSamlProvider = 2;

// In characters, white space not counted.
export const inlinePolicySizePerUser = 2048;
export const inlinePolicySizePerGroup = 5120;
export const inlinePolicySizePerRole = 10_240;
export const managedPolicySize = 6144;
export const trustPolicySize = 2048;
